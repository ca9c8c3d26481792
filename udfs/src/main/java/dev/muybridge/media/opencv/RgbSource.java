package dev.muybridge.media.opencv;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import dev.muybridge.media.RgbImage;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Packed RGB. */
final class RgbSource implements Source {
    private final Mat pixels;

    RgbSource(RgbImage image) {
        BytePointer bytes = new BytePointer(image.pixels().duplicate().clear());
        pixels = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, bytes, image.width() * 3L);
    }

    @Override
    public void cut(Affine place, Border border, Room room) {
        room.beyond(border, 0);
        room.cut(pixels, place);
    }

    @Override
    public void close() {
        pixels.close();
    }
}
