package dev.muybridge.media;

import dev.muybridge.pose.TimeBase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Packet lists as encoders make them, without any picture. */
final class MadeIndex {
    private static final List<TimeBase> TIME_BASES =
            List.of(new TimeBase(1, 30), new TimeBase(1, 1000), new TimeBase(1, 90_000), new TimeBase(1001, 30_000));

    private MadeIndex() {}

    /** Frames at 30 a second, each its own packet, with a key frame at every {@code keyEvery}-th. */
    static VideoIndex regular(int frames, int keyEvery) {
        boolean[] key = new boolean[frames];
        long[] pts = new long[frames];
        for (int i = 0; i < frames; i++) {
            key[i] = i % keyEvery == 0;
            pts[i] = i;
        }
        return index(
                new TimeBase(1, 30),
                frames,
                new PacketTable(pts, pts.clone(), new long[frames], key, shown(frames), new int[frames]));
    }

    /** One frame for each of {@code pts}, all key frames, a tick being a thirtieth of a second. */
    static VideoIndex at(long... pts) {
        boolean[] key = new boolean[pts.length];
        Arrays.fill(key, true);
        long duration = pts.length == 0 ? 0 : Arrays.stream(pts).max().getAsLong() - pts[0] + 1;
        return index(
                new TimeBase(1, 30),
                duration,
                new PacketTable(pts, pts.clone(), new long[pts.length], key, shown(pts.length), new int[pts.length]));
    }

    /** Whatever encoders do: B-frames, open groups, uneven times, few key frames, a start that an edit list cut off. */
    static VideoIndex random(Random random) {
        TimeBase timeBase = TIME_BASES.get(random.nextInt(TIME_BASES.size()));
        int frames = 1 + random.nextInt(400);
        long[] shownAt = times(random, frames, timeBase);
        boolean openGroups = random.nextBoolean();
        int betweenAnchors = random.nextInt(4);
        double keyShare = random.nextBoolean() ? 0.3 : 0.02 * random.nextDouble();
        List<Integer> order = new ArrayList<>();
        boolean[] keyAt = new boolean[frames];
        keyAt[0] = true;
        order.add(0);
        int next = 1;
        while (next < frames) {
            int anchor = Math.min(frames - 1, next + (betweenAnchors == 0 ? 0 : random.nextInt(betweenAnchors + 1)));
            boolean key = random.nextDouble() < keyShare;
            if (key && !openGroups) {
                anchor = next;
            }
            keyAt[anchor] = key;
            order.add(anchor);
            for (int b = next; b < anchor; b++) {
                order.add(b);
            }
            next = anchor + 1;
        }
        int cutOff = random.nextInt(4) == 0 ? random.nextInt(frames) : 0;
        return stored(new Shown(timeBase, shownAt, keyAt), order, cutOff);
    }

    private record Shown(TimeBase timeBase, long[] at, boolean[] key) {}

    private static VideoIndex stored(Shown video, List<Integer> order, int cutOff) {
        long[] shownAt = video.at();
        int frames = shownAt.length;
        long[] pts = new long[frames];
        long[] dts = new long[frames];
        boolean[] key = new boolean[frames];
        boolean[] shown = new boolean[frames];
        for (int i = 0; i < frames; i++) {
            int frame = order.get(i);
            pts[i] = shownAt[frame];
            dts[i] = shownAt[i] - 10;
            key[i] = video.key()[frame];
            shown[i] = frame >= cutOff;
        }
        long last = frames > 1 ? shownAt[frames - 1] - shownAt[frames - 2] : 1;
        long duration = shownAt[frames - 1] + last - shownAt[cutOff];
        return index(
                video.timeBase(), duration, new PacketTable(pts, dts, new long[frames], key, shown, new int[frames]));
    }

    private static long[] times(Random random, int frames, TimeBase timeBase) {
        long step = Math.max(1, timeBase.ticksOf(1 / 30.0));
        boolean uneven = random.nextBoolean();
        long[] pts = new long[frames];
        long at = random.nextInt(3) * 1000L;
        for (int i = 0; i < frames; i++) {
            pts[i] = at;
            at += uneven ? 1 + random.nextInt((int) (3 * step)) + (random.nextInt(50) == 0 ? 100 * step : 0) : step;
        }
        return pts;
    }

    private static boolean[] shown(int frames) {
        boolean[] shown = new boolean[frames];
        Arrays.fill(shown, true);
        return shown;
    }

    static VideoIndex index(TimeBase timeBase, long duration, PacketTable packets) {
        VideoInfo info = new VideoInfo("h264", 320, 180, 0, timeBase, new Rational(30, 1), 0, duration, "");
        return new VideoIndex(info, packets);
    }
}
