package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.PacketTable;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.util.Arrays;
import java.util.Locale;

/** Collects the times of packets in decoding order and checks that every shown frame has a time of its own. */
final class PacketTableBuilder {
    private static final int START = 1024;

    private long[] pts = new long[START];
    private long[] dts = new long[START];
    private long[] duration = new long[START];
    private boolean[] key = new boolean[START];
    private boolean[] shown = new boolean[START];
    private int[] bytes = new int[START];
    private int size;
    private boolean keySeen;

    void add(PacketTimes packet) {
        if (size == pts.length) {
            grow();
        }
        keySeen |= packet.key();
        pts[size] = packet.pts();
        dts[size] = packet.dts();
        duration[size] = packet.duration();
        key[size] = packet.key();
        // Nothing can be decoded before the first key frame.
        shown[size] = packet.shown() && keySeen;
        bytes[size] = packet.bytes();
        size++;
    }

    private void grow() {
        int longer = size * 2;
        pts = Arrays.copyOf(pts, longer);
        dts = Arrays.copyOf(dts, longer);
        duration = Arrays.copyOf(duration, longer);
        key = Arrays.copyOf(key, longer);
        shown = Arrays.copyOf(shown, longer);
        bytes = Arrays.copyOf(bytes, longer);
    }

    /**
     * The finished table.
     *
     * @throws VideoException when there is nothing to show, or shown frames share a timestamp or have none
     */
    PacketTable build(TimeBase timeBase) throws VideoException {
        PacketTable table = new PacketTable(
                Arrays.copyOf(pts, size),
                Arrays.copyOf(dts, size),
                Arrays.copyOf(duration, size),
                Arrays.copyOf(key, size),
                Arrays.copyOf(shown, size),
                Arrays.copyOf(bytes, size));
        long[] times = shownPts(table);
        if (times.length == 0) {
            throw new VideoException(FailureKind.UNREADABLE, "The video stream has no frame that can be shown.");
        }
        if (times[0] == Av.NO_PTS) {
            throw new VideoException(
                    FailureKind.BAD_TIMESTAMPS, "Some frames have no timestamp; convert the video, e.g. with ffmpeg.");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] == times[i - 1]) {
                throw new VideoException(
                        FailureKind.BAD_TIMESTAMPS,
                        String.format(
                                Locale.ROOT,
                                "Two frames share the timestamp %.6f s; convert the video, e.g. with ffmpeg.",
                                timeBase.toSeconds(times[i])));
            }
        }
        return table;
    }

    /** Timestamps of the shown frames in presentation order. */
    static long[] shownPts(PacketTable table) {
        long[] times = new long[table.size()];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            if (table.shown()[i]) {
                times[count++] = table.pts()[i];
            }
        }
        times = Arrays.copyOf(times, count);
        Arrays.sort(times);
        return times;
    }

    /**
     * End of the last shown frame minus start of the first. If the container gives the last frame no duration, it is assumed to
     * last as long as the one before it, and a single frame to last one tick.
     */
    static long durationTicks(PacketTable table) {
        long[] times = shownPts(table);
        long last = times[times.length - 1];
        long lastDuration = 0;
        for (int i = 0; i < table.size(); i++) {
            if (table.shown()[i] && table.pts()[i] == last) {
                lastDuration = table.duration()[i];
            }
        }
        if (lastDuration <= 0) {
            lastDuration = times.length > 1 ? last - times[times.length - 2] : 1;
        }
        return last + lastDuration - times[0];
    }
}
