/**
 * Keeps a video from crashing this process again and again: native work on it has a marker while it lasts, and the next process
 * after a crash blames the video whose marker remains.
 */
@NullMarked
package dev.muybridge.job.quarantine;

import org.jspecify.annotations.NullMarked;
