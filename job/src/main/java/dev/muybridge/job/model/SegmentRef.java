package dev.muybridge.job.model;

import dev.muybridge.media.SegmentPlan;

/** One segment to be worked on. */
public record SegmentRef(PlannedVideo video, SegmentPlan plan) {}
