package dev.muybridge.inference.mediapipe;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/** The native methods of {@code muybridge_mediapipe.h}, which says what each does. Nothing else is here. */
@Platform(include = "muybridge_mediapipe.h", library = "jniMuybridgeMediaPipe", compiler = "cpp17", link = "dl")
@Namespace("muybridge")
final class MediaPipeNative {
    /** Room that every {@code error} must have, in bytes. */
    static final int ERROR_BYTES = 1024;

    private MediaPipeNative() {}

    /** Loads the binding itself; MediaPipe's library is opened by {@link #openLibrary}. */
    static void load() {
        Loader.load(MediaPipeNative.class);
    }

    static native int openLibrary(@Cast("const char*") BytePointer path, @Cast("char*") BytePointer error);

    static native int createLandmarker(
            @Cast("const char*") BytePointer model,
            @Cast("unsigned int") int modelBytes,
            float confidence,
            @Cast("int64_t*") LongPointer landmarker,
            @Cast("char*") BytePointer error);

    static native int detectForVideo(
            @Cast("int64_t") long landmarker,
            @Cast("int64_t") long rgb,
            int width,
            int height,
            @Cast("int64_t") long timestampMillis,
            FloatPointer out,
            int capacity,
            int points,
            @Cast("char*") BytePointer error);

    static native int closeLandmarker(@Cast("int64_t") long landmarker, @Cast("char*") BytePointer error);
}
