package dev.muybridge.media.ffmpeg;

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

/** {@link VideoFiles} with FFmpeg's demuxers and its MP4 muxer. Stateless. */
public final class FfmpegVideoFiles implements VideoFiles {
    @Override
    public VideoIndex index(ByteSource video, Clip clip, Limits limits) throws VideoException, IOException {
        FfmpegNative.load();
        return Indexing.index(video, clip, new Bounds(limits));
    }

    @Override
    public PacketRun read(ByteSource video, PacketRange range) throws VideoException, IOException {
        FfmpegNative.load();
        return RangeReading.read(video, range);
    }

    @Override
    public JoinReport join(JoinJob job, Path target) throws VideoException, IOException {
        FfmpegNative.load();
        return Joining.join(job, target);
    }

    @Override
    public byte[] onlySegment(ByteSource joined) throws VideoException, IOException {
        FfmpegNative.load();
        return Joining.onlySegment(joined);
    }
}
