package dev.muybridge.whole;

import dev.muybridge.media.ByteSource;
import dev.muybridge.media.Clip;
import dev.muybridge.media.JoinJob;
import dev.muybridge.media.JoinReport;
import dev.muybridge.media.Limits;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.pose.VideoException;
import java.io.IOException;
import java.nio.file.Path;

/** Passes everything on, for tests that change some of it. */
class PassingFiles implements VideoFiles {
    private final VideoFiles files;

    PassingFiles(VideoFiles files) {
        this.files = files;
    }

    @Override
    public VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException, IOException {
        return files.index(video, clip, limits);
    }

    @Override
    public PacketRun read(ByteSource video, PacketRange range) throws VideoException, IOException {
        return files.read(video, range);
    }

    @Override
    public JoinReport join(JoinJob job, Path target) throws VideoException, IOException {
        return files.join(job, target);
    }

    @Override
    public byte[] onlySegment(ByteSource joined) throws VideoException, IOException {
        return files.onlySegment(joined);
    }
}
