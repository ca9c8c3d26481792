package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.pose.Person;
import dev.muybridge.pose.PoseFrame;
import dev.muybridge.pose.Poses;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlendTest {
    @Test
    void over_framesThatBothSaw_movesEvenlyFromOneToTheOther() {
        List<PoseFrame> own = List.of(at(10, 0.5), at(20, 0.5), at(30, 0.5), at(40, 0.5));
        List<PoseFrame> before = List.of(at(0, 0.1), at(10, 0.1), at(20, 0.1), at(30, 0.1));

        List<PoseFrame> blended = Blend.over(own, before);

        double[] x = blended.stream()
                .mapToDouble(
                        frame -> frame.people().get(0).pose().landmarks().get(0).x())
                .toArray();
        assertThat(x).containsExactly(new double[] {0.2, 0.3, 0.4, 0.5}, within(1e-6));
        assertThat(blended).extracting(PoseFrame::pts).containsExactly(10L, 20L, 30L, 40L);
    }

    @Test
    void over_somebodyWhomOneSideDidNotSee_isAsTheOwnAnalysisHasThem() {
        PoseFrame own = new PoseFrame(10, List.of(new Person(1, Poses.standing(0.5, 0.5, 0.5))));

        assertThat(Blend.over(List.of(own), List.of(at(10, 0.1)))).containsExactly(own);
        assertThat(Blend.over(List.of(new PoseFrame(10, List.of())), List.of(at(10, 0.1))))
                .containsExactly(new PoseFrame(10, List.of()));
    }

    private static PoseFrame at(long pts, double x) {
        return new PoseFrame(pts, List.of(new Person(0, Poses.standing(x, 0.5, 0.5))));
    }
}
