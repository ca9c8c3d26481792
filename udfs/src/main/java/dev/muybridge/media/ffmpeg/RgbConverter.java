package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.RgbImage;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Converts pictures of one size into one reused buffer of packed RGB. */
final class RgbConverter implements AutoCloseable {
    /** Pictures whose shorter side has this many pixels are taken for BT.709 where the video does not say, others for BT.601. */
    private static final int HD = 720;

    /** The converter writes whole blocks, at the very end some bytes too many. */
    private static final int SLACK = 64;

    private final BytePointer pixels;
    private final SwsContext context;
    private final RgbImage image;
    private final PointerPointer<BytePointer> target = new PointerPointer<>(4);
    private final IntPointer stride = new IntPointer(4);
    private int matrix = -1;
    private int range = -1;

    RgbConverter(int width, int height) {
        long size = (long) width * height * 3;
        pixels = new BytePointer(avutil.av_malloc(size + SLACK)).capacity(size);
        ByteBuffer view = pixels.asByteBuffer();
        image = new RgbImage(view, width, height);
        context = Av.allocated(
                swscale.sws_getContext(
                        width,
                        height,
                        avutil.AV_PIX_FMT_YUV420P,
                        width,
                        height,
                        avutil.AV_PIX_FMT_RGB24,
                        swscale.SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null),
                "a colour converter");
        target.put(0, pixels);
        for (int i = 1; i < 4; i++) {
            target.put(i, (BytePointer) null);
        }
        stride.put(width * 3, 0, 0, 0);
    }

    RgbImage convert(Picture picture) {
        AVFrame frame = picture.original();
        setColours(frame);
        Av.check(
                swscale.sws_scale(context, frame.data(), frame.linesize(), 0, image.height(), target, stride),
                "conversion to RGB");
        return image;
    }

    private void setColours(AVFrame frame) {
        int wantedMatrix = frame.colorspace();
        if (wantedMatrix == avutil.AVCOL_SPC_UNSPECIFIED || wantedMatrix == avutil.AVCOL_SPC_RGB) {
            wantedMatrix =
                    Math.min(image.width(), image.height()) >= HD ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
        }
        int wantedRange = frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0;
        if (wantedMatrix == matrix && wantedRange == range) {
            return;
        }
        IntPointer coefficients = swscale.sws_getCoefficients(wantedMatrix);
        swscale.sws_setColorspaceDetails(context, coefficients, wantedRange, coefficients, 1, 0, 1 << 16, 1 << 16);
        matrix = wantedMatrix;
        range = wantedRange;
    }

    @Override
    public void close() {
        swscale.sws_freeContext(context);
        avutil.av_free(pixels);
        target.deallocate();
        stride.deallocate();
    }
}
