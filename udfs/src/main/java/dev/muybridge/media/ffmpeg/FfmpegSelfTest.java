package dev.muybridge.media.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Checks that FFmpeg is there and has everything that is needed. */
public final class FfmpegSelfTest {
    private static final List<String> DECODERS = List.of("h264", "hevc", "vp9", "mpeg4", "aac");
    private static final List<String> ENCODERS = List.of("libx264", "aac");

    private FfmpegSelfTest() {}

    /**
     * The result.
     *
     * @param version FFmpeg's own version
     * @param missing names of the decoders and encoders it lacks
     */
    public record Report(String version, List<String> missing) {}

    /** @throws FfmpegException when the libraries cannot be loaded */
    public static Report run() {
        FfmpegNative.load();
        List<String> missing = new ArrayList<>();
        for (String name : DECODERS) {
            AVCodecDescriptor descriptor = avcodec.avcodec_descriptor_get_by_name(name);
            AVCodec codec = Av.isNull(descriptor) ? null : avcodec.avcodec_find_decoder(descriptor.id());
            if (Av.isNull(codec)) {
                missing.add("decoder " + name);
            }
        }
        for (String name : ENCODERS) {
            if (Av.isNull(avcodec.avcodec_find_encoder_by_name(name))) {
                missing.add("encoder " + name);
            }
        }
        return new Report(avutil.av_version_info().getString(), List.copyOf(missing));
    }
}
