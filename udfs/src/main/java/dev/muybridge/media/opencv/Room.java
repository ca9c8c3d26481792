package dev.muybridge.media.opencv;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** The native memory for squares of one size, reused from square to square. */
final class Room implements AutoCloseable {
    private static final int FLAGS = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;

    private final Size size;
    private final Size halfSize;
    private final Affine fromHalf;
    private final Mat map = new Mat(2, 3, opencv_core.CV_64F);
    private final DoubleBuffer numbers = map.createBuffer();
    private final Scalar outside = new Scalar();
    private final Mat[] planes = new Mat[3];
    private final Mat half;
    private final MatVector all = new MatVector();
    private final Mat yuv;
    private final Mat rgb;
    private final ByteBuffer bytes;
    private int mode = opencv_core.BORDER_REPLICATE;

    /** @param side of the squares, pixels */
    Room(int side) {
        size = new Size(side, side);
        int halfSide = (side + 1) / 2;
        halfSize = new Size(halfSide, halfSide);
        half = new Mat(halfSide, halfSide, opencv_core.CV_8UC1);
        double scale = (double) side / halfSide;
        double first = (scale - 1) / 2;
        fromHalf = new Affine(scale, 0, first, 0, scale, first);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = new Mat(side, side, opencv_core.CV_8UC1);
            all.push_back(planes[i]);
        }
        yuv = new Mat(side, side, opencv_core.CV_8UC3);
        rgb = new Mat(side, side, opencv_core.CV_8UC3);
        bytes = rgb.createBuffer();
    }

    /** What the next pictures have beyond their border; {@code black} is the number for black. */
    void beyond(Border border, int black) {
        mode = border == Border.BLACK ? opencv_core.BORDER_CONSTANT : opencv_core.BORDER_REPLICATE;
        outside.put(0, black);
    }

    /** Fills the square from packed RGB. */
    void cut(Mat source, Affine place) {
        warp(source, rgb, size, place);
    }

    /** Fills the plane of the square that says how bright it is. */
    void cutLuma(Mat source, Affine place) {
        warp(source, planes[0], size, place);
    }

    /** Fills a plane of the square that says what colour it is, cut at half of the size: most videos have no finer one. */
    void cutChroma(int plane, Mat source, Affine place) {
        warp(source, half, halfSize, fromHalf.then(place));
        opencv_imgproc.resize(half, planes[plane], size, 0, 0, opencv_imgproc.INTER_LINEAR);
    }

    private void warp(Mat source, Mat target, Size targetSize, Affine place) {
        numbers.put(0, place.xx()).put(1, place.xy()).put(2, place.x0());
        numbers.put(3, place.yx()).put(4, place.yy()).put(5, place.y0());
        opencv_imgproc.warpAffine(source, target, map, targetSize, FLAGS, mode, outside);
    }

    /** Makes RGB of the three planes. */
    void mix(Mat matrix) {
        opencv_core.merge(all, yuv);
        opencv_core.transform(yuv, rgb, matrix);
    }

    /** Copies the square's RGB. */
    void copyTo(ByteBuffer target) {
        if (!target.isDirect() || target.capacity() != bytes.capacity()) {
            throw new IllegalArgumentException("a square of " + size.width() + "x" + size.height()
                    + " pixels is a direct buffer of " + bytes.capacity() + " bytes, was " + target);
        }
        target.duplicate().clear().put(bytes.duplicate().clear());
    }

    @Override
    public void close() {
        all.close();
        for (Mat plane : planes) {
            plane.close();
        }
        half.close();
        yuv.close();
        rgb.close();
        map.close();
        outside.close();
        halfSize.close();
        size.close();
    }
}
