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

/**
 * Converts pictures of one size into one reused buffer of packed RGB. FFmpeg's fast conversion works on blocks of pixels: it skips
 * the end of a row if its target has no room for a whole block, and the last column of an odd width. Pictures whose width is not
 * a multiple of a block are therefore converted, at their even size, into longer rows, and packed from there.
 */
final class RgbConverter implements AutoCloseable {
    /** Pictures whose shorter side has this many pixels are taken for BT.709 where the video does not say, others for BT.601. */
    private static final int HD = 720;

    private static final int BLOCK = 16;

    private final BytePointer pixels;
    private final BytePointer rows;
    private final int rowBytes;
    private final boolean staged;
    private final SwsContext context;
    private final RgbImage image;
    private final PointerPointer<BytePointer> target = new PointerPointer<>(4);
    private final IntPointer stride = new IntPointer(4);
    private int matrix = -1;
    private int range = -1;

    RgbConverter(int width, int height) {
        rowBytes = (width + BLOCK - 1) / BLOCK * BLOCK * 3;
        pixels = allocate((long) width * height * 3);
        staged = rowBytes != width * 3 || height % 2 != 0;
        rows = staged ? allocate((long) rowBytes * Even.up(height)) : pixels;
        ByteBuffer view = pixels.asByteBuffer();
        image = new RgbImage(view, width, height);
        context = Av.allocated(
                swscale.sws_getContext(
                        Even.up(width),
                        Even.up(height),
                        avutil.AV_PIX_FMT_YUV420P,
                        Even.up(width),
                        Even.up(height),
                        avutil.AV_PIX_FMT_RGB24,
                        swscale.SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null),
                "a colour converter");
        target.put(0, rows);
        for (int i = 1; i < 4; i++) {
            target.put(i, (BytePointer) null);
        }
        stride.put(rowBytes, 0, 0, 0);
    }

    /** The matrix assumed for pictures of this size that do not specify one. */
    static int likelyMatrix(int width, int height) {
        return Math.min(width, height) >= HD ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
    }

    /** The matrix of a picture's colours, if its upright size is this. */
    static int matrix(AVFrame frame, int width, int height) {
        int said = frame.colorspace();
        boolean unsaid = said == avutil.AVCOL_SPC_UNSPECIFIED || said == avutil.AVCOL_SPC_RGB;
        return unsaid ? likelyMatrix(width, height) : said;
    }

    private static BytePointer allocate(long size) {
        return Av.allocated(new BytePointer(avutil.av_malloc(size)), "an RGB picture")
                .capacity(size);
    }

    RgbImage convert(Picture picture) {
        AVFrame frame = picture.original();
        setColours(frame);
        Av.check(
                swscale.sws_scale(context, frame.data(), frame.linesize(), 0, Even.up(image.height()), target, stride),
                "conversion to RGB");
        if (staged) {
            int packed = image.width() * 3;
            avutil.av_image_copy_plane(pixels, packed, rows, rowBytes, packed, image.height());
        }
        return image;
    }

    private void setColours(AVFrame frame) {
        int wantedMatrix = matrix(frame, image.width(), image.height());
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
        if (staged) {
            avutil.av_free(rows);
        }
        avutil.av_free(pixels);
        target.deallocate();
        stride.deallocate();
    }
}
