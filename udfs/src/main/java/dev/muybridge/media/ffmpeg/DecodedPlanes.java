package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Affine;
import dev.muybridge.media.YuvImage;
import dev.muybridge.media.YuvToRgb;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * A decoded picture's planes as they are stored, with the way to them from the upright picture. The colours are those that
 * {@link Upright} and {@link RgbConverter} give, but that colours are interpolated between their places.
 */
final class DecodedPlanes {
    private static final double FIXED_POINT = 65536;
    private static final double LIMITED_LUMA = 255.0 / 219;
    private static final double LIMITED_CHROMA = 255.0 / 224;

    private DecodedPlanes() {}

    /** Whether the picture has three planes of 8 bits, and colours that are only a matrix away from RGB. */
    static boolean areUsable(AVFrame stored) {
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(stored.format());
        if (Av.isNull(format)
                || format.nb_components() != 3
                || (format.flags() & ~avutil.AV_PIX_FMT_FLAG_PLANAR) != 0
                || !areColoursUsable(stored)) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            var component = format.comp(i);
            if (component.plane() != i
                    || component.step() != 1
                    || component.depth() != Byte.SIZE
                    || stored.linesize(i) <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Full range also goes to the primaries and the transfer function of BT.709 in {@link Bt709}: those must be there already. */
    private static boolean areColoursUsable(AVFrame stored) {
        boolean standard = switch (stored.color_trc()) {
            case avutil.AVCOL_TRC_UNSPECIFIED, avutil.AVCOL_TRC_BT709, avutil.AVCOL_TRC_SMPTE170M -> true;
            default -> false;
        };
        boolean same = stored.color_primaries() == avutil.AVCOL_PRI_UNSPECIFIED
                || stored.color_primaries() == avutil.AVCOL_PRI_BT709;
        return isFullRange(stored) ? standard && same : !Bt709.isNeeded(stored.format(), Picture.colour(stored));
    }

    private static boolean isFullRange(AVFrame stored) {
        return stored.color_range() == avutil.AVCOL_RANGE_JPEG;
    }

    /** @param width of the upright picture, pixels; {@code height} too */
    static YuvImage of(AVFrame stored, int rotation, int width, int height) {
        AVPixFmtDescriptor format = avutil.av_pix_fmt_desc_get(stored.format());
        Affine toStored = toStored(stored, rotation, width, height);
        Affine toChroma = toStored.then(toChroma(stored, format));
        int columns = -(-stored.width() >> format.log2_chroma_w());
        int rows = -(-stored.height() >> format.log2_chroma_h());
        List<YuvImage.Plane> planes = new ArrayList<>(3);
        for (int i = 0; i < 3; i++) {
            int planeRows = i == 0 ? stored.height() : rows;
            BytePointer data = stored.data(i);
            ByteBuffer bytes =
                    data.capacity((long) stored.linesize(i) * planeRows).asByteBuffer();
            planes.add(new YuvImage.Plane(
                    bytes,
                    stored.linesize(i),
                    i == 0 ? stored.width() : columns,
                    planeRows,
                    i == 0 ? toStored : toChroma));
        }
        return new YuvImage(width, height, planes, toRgb(stored, width, height));
    }

    /** The way back through what {@link Upright} does: first it makes pixels square, then it turns. */
    private static Affine toStored(AVFrame stored, int rotation, int width, int height) {
        Affine turnedBack = switch (rotation) {
            case 90 -> new Affine(0, 1, 0, -1, 0, width - 1);
            case 180 -> new Affine(-1, 0, width - 1, 0, -1, height - 1);
            case 270 -> new Affine(0, -1, height - 1, 1, 0, 0);
            default -> Affine.IDENTITY;
        };
        double x = (double) stored.width() / (rotation % 180 == 0 ? width : height);
        double y = (double) stored.height() / (rotation % 180 == 0 ? height : width);
        // The middle of the first pixel is at 0, so its edge is at -0.5.
        return turnedBack.then(new Affine(x, 0, x / 2 - 0.5, 0, y, y / 2 - 0.5));
    }

    /** Where the colours are between the pixels; if the video does not say, as in MPEG-2 and later: at every other column. */
    private static Affine toChroma(AVFrame stored, AVPixFmtDescriptor format) {
        int x = 1 << format.log2_chroma_w();
        int y = 1 << format.log2_chroma_h();
        int place = stored.chroma_location();
        double right = switch (place) {
            case avutil.AVCHROMA_LOC_CENTER, avutil.AVCHROMA_LOC_TOP, avutil.AVCHROMA_LOC_BOTTOM -> (x - 1) / 2.0;
            default -> 0;
        };
        double down = switch (place) {
            case avutil.AVCHROMA_LOC_TOPLEFT, avutil.AVCHROMA_LOC_TOP -> 0;
            case avutil.AVCHROMA_LOC_BOTTOMLEFT, avutil.AVCHROMA_LOC_BOTTOM -> y - 1;
            default -> (y - 1) / 2.0;
        };
        return new Affine(1.0 / x, 0, -right / x, 0, 1.0 / y, -down / y);
    }

    private static YuvToRgb toRgb(AVFrame stored, int width, int height) {
        // Four numbers for limited range in 1/65536: red of V, blue of U, and green of both, which is subtracted.
        IntPointer table = swscale.sws_getCoefficients(RgbConverter.matrix(stored, width, height));
        boolean full = isFullRange(stored);
        double scale = 1 / (FIXED_POINT * (full ? LIMITED_CHROMA : 1));
        return new YuvToRgb(
                full ? 1 : LIMITED_LUMA,
                full ? 0 : 16,
                table.get(0) * scale,
                -table.get(2) * scale,
                -table.get(3) * scale,
                table.get(1) * scale);
    }
}
