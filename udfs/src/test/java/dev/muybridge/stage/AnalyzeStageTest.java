package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.media.MadeUpFrames;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.TrackedFrames;
import dev.muybridge.motion.TrackerMark;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.VideoException;
import dev.muybridge.tracking.ForgetfulTracking;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tracker remembers {@value #MEMORY} frames; a video has {@value #FRAMES}, of which the one at 25 cannot be decoded. */
final class AnalyzeStageTest {
    private static final int MEMORY = 12;
    private static final int FRAMES = 60;
    private static final long DAMAGED = 25;

    private final AnalyzeStage stage =
            new AnalyzeStage(new MadeUpFrames(), new ForgetfulTracking(MEMORY), Measures.STANDARD);
    private final TrackedFrames whole = analyze(0, 0, FRAMES, null);

    private TrackedFrames analyze(long from, long start, long end, AnalyzeOrder.@Nullable Repair repair) {
        try {
            return stage.analyze(new AnalyzeOrder(
                            MadeUpFrames.packets(Math.max(0, from - 7), end, DAMAGED),
                            0,
                            from,
                            start,
                            end,
                            repair,
                            null))
                    .tracked();
        } catch (VideoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void analyze_givesEveryOwnFrame_andWhatIsRememberedAfterEach() {
        assertThat(whole.frames()).hasSize(FRAMES);
        assertThat(whole.frames().get((int) DAMAGED)).isEqualTo(PoseFrame.unreadable(DAMAGED));
        assertThat(whole.marks().get((int) DAMAGED)).isEqualTo(whole.marks().get((int) DAMAGED - 1));
        assertThat(whole.start()).isEqualTo(TrackerMark.of(new byte[0], new int[0]));
        assertThat(whole.end().tracks()).hasSize(MEMORY / 3);
    }

    /** The lead-in is as long as the memory. */
    @Test
    void analyze_ofASegmentWithALeadIn_isThatPartOfTheWhole() {
        for (int start : new int[] {20, 40, 45}) {
            TrackedFrames segment = analyze(start - MEMORY, start, FRAMES, null);

            assertThat(segment).as("from %d", start).isEqualTo(whole.part(start, FRAMES));
        }
    }

    @Test
    void analyze_goingOnFromTheSegmentBefore_endsWhereItMeetsTheEarlierAnalysis() {
        TrackedFrames before = analyze(0, 0, 30, null);
        TrackedFrames earlier = analyze(26, 30, FRAMES, null);
        assertThat(earlier.start().meets(before.end())).isFalse();

        TrackedFrames head = analyze(30, 30, FRAMES, new AnalyzeOrder.Repair(before.state(), digests(earlier)));

        // Twelve frames are remembered, four of which the earlier one had seen too.
        assertThat(head.frames()).hasSize(MEMORY - 4);
        assertThat(earlier.beginningWith(head)).isEqualTo(whole.part(30, FRAMES));
    }

    @Test
    void analyze_goingOnWithoutAnEarlierAnalysis_goesToTheEnd() {
        TrackedFrames before = analyze(0, 0, 30, null);

        TrackedFrames segment = analyze(30, 30, FRAMES, new AnalyzeOrder.Repair(before.state(), new long[0]));

        assertThat(segment).isEqualTo(whole.part(30, FRAMES));
    }

    @Test
    void analyze_ofFramesNoneOfWhichCanBeDecoded_remembersWhatWasBefore() {
        TrackedFrames segment = analyze(20, 25, 26, null);

        assertThat(segment.frames()).containsExactly(PoseFrame.unreadable(25));
        assertThat(segment.end()).isEqualTo(segment.start());
        assertThat(segment.start().tracks()).hasSize(2);
    }

    private static long[] digests(TrackedFrames tracked) {
        return tracked.marks().stream().mapToLong(TrackerMark::digest).toArray();
    }
}
