package dev.muybridge.render.planes;

import dev.muybridge.binding.NativeBinding;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The raw calls of {@code muybridge_drawing.h}. Nothing is checked here: the planes must be direct, at position 0 and as large as the
 * six numbers of {@code layout} say. There are twelve weights, four numbers of {@code place}, five of each line and two of each ink.
 */
@Platform(include = "muybridge_drawing.h")
@Namespace("muybridge")
final class DrawingNative {
    static {
        NativeBinding.load(DrawingNative.class);
    }

    private DrawingNative() {}

    static native void drawLines(
            ByteBuffer y,
            ByteBuffer u,
            ByteBuffer v,
            @Const int[] layout,
            @Const int[] weights,
            @Const double[] lines,
            @Const int[] inks,
            int count);

    /**
     * In a critical region, because all of {@code argb} would be copied otherwise. There, Java must not be called: so buffers come
     * before arrays, and the native code throws nothing.
     */
    @CriticalRegion
    static native void layPatch(
            ByteBuffer y,
            ByteBuffer u,
            ByteBuffer v,
            @Const int[] layout,
            @Const int[] weights,
            @Const int[] argb,
            int offset,
            int scan,
            @Const int[] place);
}
