package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.Colour;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Converts pictures with more than 8 bits, full range or high dynamic range (the transfer functions PQ and HLG of ITU-R BT.2100) to
 * BT.709 in 8 bits and limited range, which every player shows the same way. Other pictures are left as they are.
 */
final class Bt709 {
    /** The luminance that becomes white, in cd/m2: the reference white of SDR. */
    private static final int WHITE = 100;

    private static final int EIGHT_BITS = 8;

    private Bt709() {}

    /** Whether pictures like this are converted. */
    static boolean isNeeded(int pixelFormat, Colour colour) {
        return !what(pixelFormat, colour).isEmpty();
    }

    /** A sentence for whoever looks at the result; empty if nothing is converted. */
    static String note(int pixelFormat, Colour colour) {
        List<String> what = what(pixelFormat, colour);
        return what.isEmpty() ? "" : "The picture (" + String.join(", ", what) + ") was converted to BT.709 in 8 bits.";
    }

    private static List<String> what(int pixelFormat, Colour colour) {
        List<String> what = new ArrayList<>();
        if (PixelFormats.isRgb(pixelFormat) || PixelFormats.bits(pixelFormat) == 0) {
            return what;
        }
        if (PixelFormats.bits(pixelFormat) > EIGHT_BITS) {
            what.add(PixelFormats.bits(pixelFormat) + " bits");
        }
        if (colour.range() == avutil.AVCOL_RANGE_JPEG || PixelFormats.plain(pixelFormat) != pixelFormat) {
            what.add("full range");
        }
        if (colour.transfer() == avutil.AVCOL_TRC_SMPTE2084) {
            what.add("HDR, PQ");
        } else if (colour.transfer() == avutil.AVCOL_TRC_ARIB_STD_B67) {
            what.add("HDR, HLG");
        }
        return what;
    }

    /** The filters that convert pictures like this one, in FFmpeg's syntax. */
    static String filters(AVFrame like) {
        String named = "setparams=range=" + known(like.color_range(), avutil.AVCOL_RANGE_MPEG, 0)
                + ":colorspace=" + known(like.colorspace(), RgbConverter.likelyMatrix(like.width(), like.height()))
                + ":color_primaries=" + known(like.color_primaries(), avutil.AVCOL_PRI_BT709)
                + ":color_trc=" + known(like.color_trc(), avutil.AVCOL_TRC_BT709);
        boolean hdr =
                like.color_trc() == avutil.AVCOL_TRC_SMPTE2084 || like.color_trc() == avutil.AVCOL_TRC_ARIB_STD_B67;
        String toned = ",zscale=transfer=linear:npl=" + WHITE
                + ",format=gbrpf32le,zscale=primaries=bt709,tonemap=tonemap=hable:desat=0";
        return named + (hdr ? toned : "") + ",zscale=primaries=bt709:transfer=bt709:matrix=bt709:range=limited";
    }

    private static int known(int value, int likely) {
        return known(value, likely, avutil.AVCOL_SPC_UNSPECIFIED);
    }

    private static int known(int value, int likely, int unspecified) {
        return value == unspecified ? likely : value;
    }
}
