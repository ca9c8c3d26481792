package dev.muybridge.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SegmentPlannerTest {
    private static final int RANDOM_VIDEOS = 3000;

    @Test
    void plan_manyKeyFrames_bordersAreTwentyFramesAfterOne() throws VideoException {
        VideoPlan plan = SegmentPlanner.plan(MadeIndex.regular(300, 30), 2);

        assertThat(starts(plan)).containsExactly(0L, 50L, 110L, 170L, 230L);
        // Twenty frames before it and twenty behind it.
        assertThat(plan.segments().get(1).analysis()).isEqualTo(new PacketRange(30, 30, 100));
        assertThat(plan.segments().get(1).picture()).isEqualTo(new PacketRange(30, 30, 80));
    }

    @Test
    void plan_ofSuitableLengths_hasEqualPartsForTwoToFourWorkers() throws VideoException {
        Map<Integer, Integer> segments = Map.of(5, 1, 7, 2, 8, 2, 12, 4, 20, 4, 39, 4);
        for (Map.Entry<Integer, Integer> each : segments.entrySet()) {
            VideoPlan plan = SegmentPlanner.plan(MadeIndex.regular(30 * each.getKey(), 30));

            assertThat(plan.segments()).as("%d s", each.getKey()).hasSize(each.getValue());
            IntSummaryStatistics frames =
                    plan.segments().stream().mapToInt(SegmentPlan::frames).summaryStatistics();
            // Borders are twenty frames behind a key frame.
            assertThat(frames.getMax() - frames.getMin())
                    .as("%d s", each.getKey())
                    .isLessThanOrEqualTo(50);
        }
    }

    /** While one worker has the last segment, the others have nothing to do. */
    @Test
    void plan_ofALongVideo_hasShorterSegmentsAtItsEnd() throws VideoException {
        for (int seconds : new int[] {40, 47, 60, 61, 66, 600}) {
            VideoPlan plan = SegmentPlanner.plan(MadeIndex.regular(30 * seconds, 15));

            List<Double> lengths = plan.segments().stream()
                    .map(segment -> segment.frames() / 30.0)
                    .toList();
            int last = lengths.size() - 1;
            assertThat(lengths.get(last)).as("%s", lengths).isBetween(1.5, 4.5);
            assertThat(lengths.get(last - 1)).as("%s", lengths).isBetween(2.5, 4.5);
            assertThat(lengths.get(last - 2)).as("%s", lengths).isBetween(3.0, 6.0);
            assertThat(lengths.subList(0, last - 4)).as("%s", lengths).allMatch(each -> each > 9 && each < 11);
            assertThat(lengths.size()).as("%s", lengths).isLessThanOrEqualTo(seconds / 10 + 4);
        }
    }

    @Test
    void plan_littleMoreLeftThanOneSegment_isOneSegment() throws VideoException {
        VideoIndex twentySeconds = MadeIndex.regular(600, 30);

        assertThat(starts(SegmentPlanner.plan(twentySeconds, 10))).containsExactly(0L, 290L);
        assertThat(starts(SegmentPlanner.plan(twentySeconds, 13.4))).containsExactly(0L);
        assertThat(starts(SegmentPlanner.plan(twentySeconds, 13.3))).hasSize(2);
    }

    @Test
    void plan_oneKeyFrame_bordersAreWhereTheyAreWantedWhileTheLeadInIsShort() throws VideoException {
        VideoPlan plan = SegmentPlanner.plan(MadeIndex.regular(300, 1000), 1);

        assertThat(starts(plan)).startsWith(0L, 20L, 50L, 80L, 110L);
        assertThat(plan.segments())
                .allSatisfy(segment -> assertThat(segment.analysis().firstPts()).isZero());
    }

    @Test
    void plan_videoShorterThanOneSegment_isOneSegment() throws VideoException {
        VideoPlan plan = SegmentPlanner.plan(MadeIndex.regular(230, 30), 60);

        SegmentPlan only = plan.segments().get(0);
        assertThat(plan.segments()).hasSize(1);
        assertThat(only.frames()).isEqualTo(230);
        assertThat(only.endPts()).isEqualTo(230);
        assertThat(only.digest()).isEqualTo(plan.digest());
    }

    @Test
    void plan_oneFrame_isOneSegment() throws VideoException {
        VideoPlan plan = SegmentPlanner.plan(MadeIndex.at(7), 10);

        PacketRange packet = new PacketRange(7, 7, 1);
        assertThat(plan.frames()).isEqualTo(1);
        assertThat(plan.segments())
                .containsExactly(new SegmentPlan(0, 0, 1, 7, 8, 7, packet, packet, FrameLedger.digest(new long[] {7})));
    }

    @Test
    void plan_framesFurtherApartThanSegmentsAreLong_isOneSegmentAFrame() throws VideoException {
        VideoPlan plan = SegmentPlanner.plan(MadeIndex.at(0, 300, 600, 900), 1);

        assertThat(starts(plan)).startsWith(0L, 300L, 600L);
    }

    @Test
    void plan_twoFramesAtOneTime_saysWhere() {
        assertThatThrownBy(() -> SegmentPlanner.plan(MadeIndex.at(0, 15, 15, 30), 10))
                .isInstanceOf(VideoException.class)
                .hasMessage(
                        "bad_timestamps: Two frames share the timestamp 0.5 s; convert the file to one with a time for"
                                + " every frame.");
    }

    @Test
    void plan_twoPacketsAtOneTimeOneNotShown_isNoError() throws VideoException {
        VideoIndex index = MadeIndex.at(0, 15, 15, 30);
        index.packets().shown()[1] = false;

        assertThat(SegmentPlanner.plan(index, 10).frames()).isEqualTo(3);
    }

    @Test
    void plan_nothingShown_isNoVideo() {
        VideoIndex index = MadeIndex.at(0, 1);
        Arrays.fill(index.packets().shown(), false);

        assertThatThrownBy(() -> SegmentPlanner.plan(index, 10))
                .isInstanceOf(VideoException.class)
                .hasMessage("no_video_stream: The video stream has no frame that is shown.");
    }

    @Test
    void plan_noPacket_isNoVideo() {
        assertThatThrownBy(() -> SegmentPlanner.plan(MadeIndex.at(), 10)).hasMessageStartingWith("no_video_stream");
    }

    @Test
    void plan_noKeyFrame_saysThatDecodingCannotStart() {
        VideoIndex index = MadeIndex.at(30, 60);
        Arrays.fill(index.packets().key(), false);

        assertThatThrownBy(() -> SegmentPlanner.plan(index, 10))
                .hasMessage("decode_error: There is no key frame at or before 1.0 s, so decoding cannot start there.");
    }

    @Test
    void plan_manyBytes_cutsSooner() throws VideoException {
        VideoIndex index = MadeIndex.regular(300, 1);
        Arrays.fill(index.packets().bytes(), 1 << 20);

        VideoPlan plan = SegmentPlanner.plan(index, 10);

        assertThat(plan.segments().size()).isGreaterThan(3);
        assertThat(plan.segments())
                .allSatisfy(segment -> assertThat(segment.frames() * (1L << 20))
                        .isLessThanOrEqualTo(SegmentPlanner.SEGMENT_BYTES * 3 / 2));
    }

    /** They are so large that there is room for few frames behind a segment. */
    @Test
    void plan_hugeFrames_decodesFewerFramesBehindASegment() throws VideoException {
        int fewest = SegmentPlanner.POST_ROLL;
        for (int mebibytes : new int[] {3, 4, 5}) {
            VideoIndex index = MadeIndex.regular(300, 1);
            Arrays.fill(index.packets().bytes(), mebibytes << 20);

            SegmentPlan second = SegmentPlanner.plan(index, 10).segments().get(1);

            int behind = second.analysis().packets() - SegmentPlanner.PRE_ROLL - second.frames();
            assertThat(behind).isBetween(0, fewest);
            assertThat(((long) second.analysis().packets() * mebibytes) << 20)
                    .isLessThanOrEqualTo(SegmentPlanner.RUN_BYTES);
            fewest = behind;
        }
        assertThat(fewest).isLessThan(SegmentPlanner.POST_ROLL);
    }

    @Test
    void plan_manyBytesInTheLittleThatIsLeft_cutsThere() throws VideoException {
        VideoIndex index = MadeIndex.regular(420, 1);
        Arrays.fill(index.packets().bytes(), 310, 420, 1 << 20);

        assertThat(SegmentPlanner.plan(index, 10).segments()).hasSizeGreaterThan(1);
    }

    @Test
    void plan_manyBytesAndOneKeyFrame_saysWhatToDo() {
        VideoIndex index = MadeIndex.regular(300, 300);
        Arrays.fill(index.packets().bytes(), 1 << 20);

        assertThatThrownBy(() -> SegmentPlanner.plan(index, 10))
                .isInstanceOf(VideoException.class)
                .hasMessageStartingWith("no_key_frames: Decoding the frames from")
                .hasMessageContaining("begin at the key frame at 0.000 s, more than 192 MiB; convert");
    }

    @Test
    void plan_lengthThatIsNone_isRefused() {
        for (double seconds : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> SegmentPlanner.plan(MadeIndex.at(0), seconds))
                    .hasMessage("segment length must be positive, was " + seconds + " s");
        }
    }

    @Test
    void plan_startCutOffByAnEditList_countsShownFramesOnly() throws VideoException {
        VideoIndex index = MadeIndex.regular(100, 30);
        Arrays.fill(index.packets().shown(), 0, 20, false);

        SegmentPlan first = SegmentPlanner.plan(index, 60).segments().get(0);

        assertThat(first.firstFrame()).isZero();
        assertThat(first.frames()).isEqualTo(80);
        assertThat(first.startPts()).isEqualTo(20);
        assertThat(first.picture()).isEqualTo(new PacketRange(0, 0, 100));
    }

    @Test
    void plan_bFrameBeforeAKeyFrameThatIsStoredFirst_startsAtTheKeyFrameBefore() throws VideoException {
        // Stored I0 P3 B1 B2 I6 B4 B5: an open group, B4 and B5 need P3.
        long[] pts = {0, 3, 1, 2, 6, 4, 5};
        boolean[] key = {true, false, false, false, true, false, false};
        boolean[] shown = new boolean[pts.length];
        Arrays.fill(shown, true);
        PacketTable packets =
                new PacketTable(pts, new long[] {-1, 0, 1, 2, 3, 4, 5}, new long[7], key, shown, new int[7]);
        VideoIndex index = MadeIndex.index(new TimeBase(1, 1), 7, packets);

        VideoPlan plan = SegmentPlanner.plan(index, 4);

        assertThat(starts(plan)).containsExactly(0L, 4L);
        assertThat(plan.segments().get(1).picture()).isEqualTo(new PacketRange(0, -1, 7));
    }

    @Test
    void plan_anyVideo_hasEachShownFrameInOneSegmentThatCanBeDecoded() throws VideoException {
        int cut = 0;
        for (int seed = 0; seed < RANDOM_VIDEOS; seed++) {
            VideoIndex index = MadeIndex.random(new Random(seed));
            double seconds = 0.1 + new Random(seed).nextDouble() * 3;
            VideoPlan plan = SegmentPlanner.plan(index, seconds);
            new PlanCheck("seed " + seed, index, plan).check();
            assertThat(SegmentPlanner.plan(index, seconds)).isEqualTo(plan);
            new PlanCheck("seed " + seed + " of suitable lengths", index, SegmentPlanner.plan(index)).check();
            cut += plan.segments().size() > 1 ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(RANDOM_VIDEOS / 2);
    }

    private static List<Long> starts(VideoPlan plan) {
        return plan.segments().stream().map(SegmentPlan::startPts).toList();
    }

    /** What holds for every plan. */
    private record PlanCheck(String name, VideoIndex index, VideoPlan plan) {
        void check() {
            PacketTable packets = index.packets();
            long[] shown = IntStream.range(0, packets.size())
                    .filter(i -> packets.shown()[i])
                    .mapToLong(i -> packets.pts()[i])
                    .sorted()
                    .toArray();
            List<Long> covered = new ArrayList<>();
            for (int i = 0; i < plan.segments().size(); i++) {
                SegmentPlan segment = plan.segments().get(i);
                assertThat(segment.index()).as(name).isEqualTo(i);
                assertThat(segment.firstFrame()).as(name).isEqualTo(covered.size());
                long[] own = Arrays.stream(shown)
                        .filter(pts -> pts >= segment.startPts() && pts < segment.endPts())
                        .toArray();
                assertThat(own).as(name).hasSize(segment.frames()).isNotEmpty();
                assertThat(segment.digest()).as(name).isEqualTo(FrameLedger.digest(own));
                Arrays.stream(own).forEach(covered::add);
                checkSeen(segment, shown);
                checkDecodable(segment.picture(), own);
                checkDecodable(segment.analysis(), seen(segment, shown));
                checkLeadIn(segment);
            }
            assertThat(covered)
                    .as(name)
                    .containsExactlyElementsOf(Arrays.stream(shown).boxed().toList());
            assertThat(plan.frames()).as(name).isEqualTo(shown.length);
            assertThat(plan.digest()).as(name).isEqualTo(FrameLedger.digest(shown));
        }

        private long[] seen(SegmentPlan segment, long[] shown) {
            return Arrays.stream(shown)
                    .filter(pts -> pts >= segment.seenFromPts() && pts < segment.endPts())
                    .toArray();
        }

        private void checkSeen(SegmentPlan segment, long[] shown) {
            int from = (int) Math.max(0, segment.firstFrame() - SegmentPlanner.PRE_ROLL);
            int to = (int) segment.firstFrame() + segment.frames();
            assertThat(seen(segment, shown)).as(name).isEqualTo(Arrays.copyOfRange(shown, from, to));
        }

        /** The range begins at a key frame shown no later than the first frame, and holds every frame. */
        private void checkDecodable(PacketRange range, long[] frames) {
            PacketTable packets = index.packets();
            int first = IntStream.range(0, packets.size())
                    .filter(i -> packets.pts()[i] == range.firstPts() && packets.dts()[i] == range.firstDts())
                    .findFirst()
                    .orElseThrow();
            assertThat(packets.key()[first]).as(name).isTrue();
            assertThat(range.firstPts()).as(name).isLessThanOrEqualTo(frames[0]);
            List<Long> held = IntStream.range(first, first + range.packets())
                    .mapToObj(i -> packets.pts()[i])
                    .toList();
            assertThat(held).as(name).containsAll(Arrays.stream(frames).boxed().toList());
        }

        private void checkLeadIn(SegmentPlan segment) {
            TimeBase timeBase = index.info().timeBase();
            double leadIn =
                    timeBase.toSeconds(segment.startPts() - segment.analysis().firstPts());
            double length = timeBase.toSeconds(segment.endPts() - segment.startPts());
            if (segment.index() > 0) {
                assertThat(length).as(name + " segment " + segment.index()).isGreaterThanOrEqualTo(leadIn / 4 - 1e-9);
            }
        }
    }
}
