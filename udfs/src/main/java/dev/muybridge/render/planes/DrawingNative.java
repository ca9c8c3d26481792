package dev.muybridge.render.planes;

import dev.muybridge.binding.NativeBinding;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The raw calls of {@code muybridge_drawing.h}. Nothing is checked here: the planes must be direct, at position 0 and as large as
 * {@code layout} says, and the arrays as long as the other arguments say.
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

    /** In a critical region, because all of {@code argb} would be copied otherwise. */
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
