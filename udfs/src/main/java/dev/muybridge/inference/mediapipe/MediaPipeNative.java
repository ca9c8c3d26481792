package dev.muybridge.inference.mediapipe;

import dev.muybridge.binding.NativeBinding;
import dev.muybridge.inference.InferenceException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The raw calls of the headers in {@code src/main/cpp}. Nothing is checked here: a handle must have been returned and not yet closed, and
 * a buffer must be direct, at position 0 and as large as the other arguments say. Native errors become an
 * {@code InferenceException} with the native message.
 */
@Platform(
        include = {"muybridge_landmarker.h", "muybridge_embedder.h", "muybridge_process.h"},
        link = "dl")
@Namespace("muybridge")
final class MediaPipeNative {
    /** How many numbers a landmark has: x, y, z, visibility, presence, then x, y, z in metres. */
    static final int NUMBERS = 8;

    static {
        NativeBinding.load(MediaPipeNative.class);
    }

    private MediaPipeNative() {}

    /** Opens libmediapipe.so for the life of the process. */
    static native @Cast("int64_t") long openLibrary(String path) throws InferenceException;

    /** A landmarker that finds at most {@code people} people, in video mode or for single pictures; it copies the model. */
    static native @Cast("int64_t") long createLandmarker(
            @Cast("int64_t") long library,
            @Const ByteBuffer model,
            int modelBytes,
            int people,
            @Cast("bool") boolean video)
            throws InferenceException;

    /** A picture of {@code width * height * 3} bytes, which are copied; the caller frees it. */
    static native @Cast("int64_t") long createImage(
            @Cast("int64_t") long library, @Const ByteBuffer rgb, int width, int height) throws InferenceException;

    static native void freeImage(@Cast("int64_t") long image) throws InferenceException;

    /** Writes {@code 33 * NUMBERS} floats for each person and returns how many there are; the time is for video mode. */
    static native int detect(
            @Cast("int64_t") long landmarker,
            @Cast("int64_t") long image,
            @Cast("int64_t") long timestampMillis,
            FloatBuffer out)
            throws InferenceException;

    static native void closeLandmarker(@Cast("int64_t") long landmarker) throws InferenceException;

    /** A model that is a TFLite file with metadata, which is copied; it runs on single pictures. */
    static native @Cast("int64_t") long createEmbedder(
            @Cast("int64_t") long library, @Const ByteBuffer model, int modelBytes) throws InferenceException;

    /** Runs the model and keeps its {@code count} outputs until the next run; they must have {@code sizes}, in floats. */
    static native void embed(@Cast("int64_t") long embedder, @Cast("int64_t") long image, @Const int[] sizes, int count)
            throws InferenceException;

    /** Writes one output of the last run, of {@code size} floats, straight into the array. */
    @CriticalRegion
    static native void output(@Cast("int64_t") long embedder, int index, int size, float[] out)
            throws InferenceException;

    static native void closeEmbedder(@Cast("int64_t") long embedder) throws InferenceException;

    /** From now on, file descriptor 2 appends to the file; returns a descriptor for what it was before. */
    static native int redirectStandardError(String path) throws InferenceException;

    /** Makes file descriptor 2 a copy of {@code kept} again, and closes {@code kept}. */
    static native void restoreStandardError(int kept) throws InferenceException;

    /** From now on, a SIGABRT leaves a line in the file before it ends the process. */
    static native void noteAborts(String path) throws InferenceException;

    static native void writeAll(int descriptor, @Const byte[] bytes, int count) throws InferenceException;
}
