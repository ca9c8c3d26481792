/** The records that travel through the job: references, never pixels or poses. Records of Flink's POJO serializer. */
@NullMarked
package dev.muybridge.job.model;

import org.jspecify.annotations.NullMarked;
