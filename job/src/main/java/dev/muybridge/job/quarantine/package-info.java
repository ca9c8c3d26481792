/**
 * Keeps a video from crashing this process again and again: native work on it leaves a marker while it lasts, and whoever comes after
 * a crash blames the video whose marker was left.
 */
@NullMarked
package dev.muybridge.job.quarantine;

import org.jspecify.annotations.NullMarked;
