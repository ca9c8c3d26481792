package dev.muybridge.job.operator;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Colour;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Limits;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads a range as no packets at all, and joins whatever it is given into a few bytes; or fails. */
final class FakeFiles implements VideoFiles {
    private static final StreamParameters PARAMETERS = new StreamParameters(
            "h264",
            0,
            new byte[0],
            Flow.SIZE.width(),
            Flow.SIZE.height(),
            -1,
            new Colour(0, 2, 2, 2),
            new Rational(0, 1),
            Flow.TIME_BASE);

    private volatile @Nullable IOException readProblem;
    private volatile @Nullable IOException joinProblem;
    private volatile int joins;
    private volatile int frames = Flow.FRAMES * Flow.SEGMENTS;

    /** From now on inputs cannot be read, because of {@code problem}, or can if there is none. */
    void failReads(@Nullable IOException problem) {
        readProblem = problem;
    }

    /** From now on videos cannot be joined, because of {@code problem}, or can if there is none. */
    void failJoins(@Nullable IOException problem) {
        joinProblem = problem;
    }

    /** From now on the joined video has that many frames. */
    void joinedFrames(int number) {
        frames = number;
    }

    int joins() {
        return joins;
    }

    @Override
    public VideoIndex index(ByteSource video, Clip clip, Limits limits) {
        throw new IllegalStateException("not used");
    }

    @Override
    public PacketRun read(ByteSource video, PacketRange range) throws IOException {
        IOException problem = readProblem;
        if (problem != null) {
            throw problem;
        }
        return new PacketRun(PARAMETERS, List.of());
    }

    @Override
    public byte[] onlySegment(ByteSource joined) {
        throw new IllegalStateException("not used");
    }

    @Override
    public synchronized JoinReport join(JoinJob job, Path target) throws VideoException, IOException {
        joins++;
        IOException problem = joinProblem;
        if (problem != null) {
            throw problem;
        }
        Files.writeString(target, "joined");
        return new JoinReport(LongStream.range(0, frames).toArray(), "");
    }
}
