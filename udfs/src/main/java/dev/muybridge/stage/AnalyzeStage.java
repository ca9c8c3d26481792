package dev.muybridge.stage;

import dev.muybridge.codec.CodecException;
import dev.muybridge.codec.Messages;
import dev.muybridge.codec.PacketCodec;
import dev.muybridge.codec.PoseCodec;
import dev.muybridge.codec.Version;
import dev.muybridge.inference.PoseModel;
import dev.muybridge.inference.ReusedDetectors;
import dev.muybridge.media.FrameCodec;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.SegmentPoses;
import dev.muybridge.tracking.PeopleTracker;
import java.util.concurrent.TimeUnit;

/**
 * Finds the people in one segment: compressed packets in, poses out. A fresh tracker for each segment makes the answer
 * follow from the request alone. As thread-safe as its parts are.
 */
public final class AnalyzeStage implements AutoCloseable {
    private final FrameCodec codec;
    private final ReusedDetectors model;

    public AnalyzeStage(FrameCodec codec, PoseModel model) {
        this.codec = codec;
        this.model = new ReusedDetectors(model);
    }

    /**
     * Answers an {@code AnalyzeRequest} with an {@code AnalyzeResponse}.
     *
     * @throws CodecException when the bytes are no such request
     */
    public byte[] analyze(byte[] request) throws CodecException {
        AnalyzeRequest message = Messages.analyzeRequest(request);
        long begun = System.nanoTime();
        AnalyzeResponse.Builder response = AnalyzeResponse.newBuilder().setVersion(Version.CURRENT);
        try {
            response.setPoses(poses(message));
        } catch (VideoException e) {
            response.setFailure(Messages.failure(e.failure()));
        }
        response.setWorkMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return response.build().toByteArray();
    }

    /** Frees what is kept from one request to the next; requests under way still end. */
    @Override
    public void close() {
        model.close();
    }

    private SegmentPoses poses(AnalyzeRequest request) throws VideoException {
        PacketRun packets = PacketCodec.fromMessage(request.getPackets());
        MillisecondClock clock = new MillisecondClock(packets.parameters().timeBase());
        SegmentPoses.Builder poses = SegmentPoses.newBuilder().setVersion(Version.CURRENT);
        try (FrameReader reader = codec.reader(packets, request.getRotation());
                PeopleTracker tracker = new PeopleTracker(model)) {
            long[] promised = packets.shownPts(request.getFromPts(), request.getToPts());
            int passed = 0;
            for (VideoFrame frame = reader.next(); frame != null; frame = reader.next()) {
                long pts = frame.pts();
                if (pts >= request.getToPts()) {
                    break;
                }
                if (pts >= request.getFromPts()) {
                    passed = addUnreadable(promised, passed, pts, poses);
                    passed += passed < promised.length && promised[passed] == pts ? 1 : 0;
                    PoseFrame found = new PoseFrame(pts, tracker.next(reader.rgb(), clock.next(pts)));
                    poses.addFrames(PoseCodec.toMessage(found));
                }
            }
            addUnreadable(promised, passed, request.getToPts(), poses);
        }
        return poses.build();
    }

    /** Says of the promised frames before {@code pts} that they did not come; returns how many promised frames are behind then. */
    private static int addUnreadable(long[] promised, int passed, long pts, SegmentPoses.Builder poses) {
        int next = passed;
        while (next < promised.length && promised[next] < pts) {
            poses.addFrames(PoseCodec.toMessage(PoseFrame.unreadable(promised[next])));
            next++;
        }
        return next;
    }

    /** MediaPipe's clock has milliseconds, starts at 0 or later, and must rise even where frames are closer. */
    private static final class MillisecondClock {
        private final TimeBase timeBase;
        private long last = -1;

        MillisecondClock(TimeBase timeBase) {
            this.timeBase = timeBase;
        }

        long next(long pts) {
            last = Math.max(last + 1, timeBase.toMillis(pts));
            return last;
        }
    }
}
