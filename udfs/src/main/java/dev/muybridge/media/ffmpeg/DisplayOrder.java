package dev.muybridge.media.ffmpeg;

import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVCodecParserContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Presentation times for a container that has only decoding times (AVI): the n-th frame shown gets the n-th decoding time. The
 * order in which frames are shown comes from their headers.
 */
final class DisplayOrder implements AutoCloseable {
    private static final Set<Integer> NUMBERED = Set.of(avcodec.AV_CODEC_ID_H264, avcodec.AV_CODEC_ID_HEVC);
    private static final Set<Integer> TYPED =
            Set.of(avcodec.AV_CODEC_ID_MPEG4, avcodec.AV_CODEC_ID_MPEG2VIDEO, avcodec.AV_CODEC_ID_MPEG1VIDEO);
    private static final byte MPEG4_PICTURE = (byte) 0xB6;

    private final int codec;
    private final AVCodecParserContext parser;
    private final AVCodecContext context;
    private final BytePointer output = new BytePointer((Pointer) null);
    private final IntPointer outputSize = new IntPointer(1);
    private final List<Frame> frames = new ArrayList<>();
    private int period;

    /** The position of a frame according to its header: period and number, or its type. */
    private record Frame(int period, int number, boolean bidirectional, long dts) {}

    DisplayOrder(AVCodecParameters parameters) {
        codec = parameters.codec_id();
        parser = Av.allocated(avcodec.av_parser_init(codec), "a parser");
        parser.flags(parser.flags() | AVCodecParserContext.PARSER_FLAG_COMPLETE_FRAMES);
        context = Av.allocated(avcodec.avcodec_alloc_context3(null), "a codec context");
        avcodec.avcodec_parameters_to_context(context, parameters);
    }

    /** Whether this container has only decoding times and the codec may show frames in another order. */
    static boolean isNeeded(String container, AVCodecParameters parameters) {
        boolean reorders = NUMBERED.contains(parameters.codec_id()) || TYPED.contains(parameters.codec_id());
        return container.equals("avi") && reorders;
    }

    /** Records the next packet in decoding order. */
    void add(AVPacket packet) throws VideoException {
        avcodec.av_parser_parse2(
                parser,
                context,
                output,
                outputSize,
                packet.data(),
                packet.size(),
                packet.pts(),
                packet.dts(),
                packet.pos());
        boolean key = (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
        if (codec == avcodec.AV_CODEC_ID_MPEG4) {
            requireOnePicture(packet);
        }
        if (NUMBERED.contains(codec) && key && parser.output_picture_number() == 0) {
            // Numbering restarts at every frame after which no earlier frame is used.
            period++;
        }
        boolean bidirectional = parser.pict_type() == avutil.AV_PICTURE_TYPE_B;
        frames.add(new Frame(period, parser.output_picture_number(), bidirectional, packet.dts()));
    }

    private static void requireOnePicture(AVPacket packet) throws VideoException {
        byte[] data = new byte[packet.size()];
        packet.data().get(data);
        int pictures = 0;
        for (int i = 3; i < data.length; i++) {
            if (data[i] == MPEG4_PICTURE && data[i - 1] == 1 && data[i - 2] == 0 && data[i - 3] == 0) {
                pictures++;
            }
        }
        if (pictures > 1) {
            throw new VideoException(
                    FailureKind.UNSUPPORTED,
                    "The AVI has two pictures in one packet (packed B-frames of old DivX and Xvid); remux it, e.g. with"
                            + " ffmpeg -i IN -c copy -bsf:v mpeg4_unpack_bframes OUT.avi.");
        }
    }

    /** The presentation times of the recorded packets, in the order in which they were recorded. */
    long[] pts() {
        List<Integer> shown = NUMBERED.contains(codec) ? byNumber() : byType();
        long[] times = frames.stream().mapToLong(Frame::dts).sorted().toArray();
        long[] pts = new long[times.length];
        for (int i = 0; i < pts.length; i++) {
            pts[shown.get(i)] = times[i];
        }
        return pts;
    }

    private List<Integer> byNumber() {
        Integer[] order = new Integer[frames.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.comparingInt((Integer i) -> frames.get(i).period())
                        .thenComparingInt(i -> frames.get(i).number()));
        return List.of(order);
    }

    /** A B-frame is shown at once, any other frame when the next such frame comes. */
    private List<Integer> byType() {
        List<Integer> order = new ArrayList<>(frames.size());
        int waiting = -1;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).bidirectional()) {
                order.add(i);
            } else {
                if (waiting >= 0) {
                    order.add(waiting);
                }
                waiting = i;
            }
        }
        if (waiting >= 0) {
            order.add(waiting);
        }
        return order;
    }

    @Override
    public void close() {
        avcodec.av_parser_close(parser);
        avcodec.avcodec_free_context(context);
        outputSize.deallocate();
    }
}
