package dev.muybridge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.ModelSize;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.media.Clip;
import dev.muybridge.motion.Column;
import dev.muybridge.motion.Gauss;
import dev.muybridge.motion.Measure;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.PoseTrack;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.Velocity;
import dev.muybridge.motion.Widths;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RunOptionsTest {
    private static final Asked ASKED = Asked.of(Path.of("in"), Path.of("out"));

    @Test
    void keys_followFromWhatChangesTheResultsOfTheirStep() {
        Keys keys = ASKED.options().keys();

        assertThat(ASKED.model(ModelSize.HEAVY).options().keys())
                .satisfies(other -> assertThat(other.poses()).isNotEqualTo(keys.poses()))
                .satisfies(other -> assertThat(other.rows()).isNotEqualTo(keys.rows()))
                .satisfies(other -> assertThat(other.pictures()).isNotEqualTo(keys.pictures()));
        assertThat(ASKED.people(People.ALL).options().keys())
                .satisfies(other -> assertThat(other.poses()).isEqualTo(keys.poses()))
                .satisfies(other -> assertThat(other.rows()).isNotEqualTo(keys.rows()))
                .satisfies(other -> assertThat(other.pictures()).isNotEqualTo(keys.pictures()));
        assertThat(make(1, 10.0, 30, true).keys())
                .satisfies(other -> assertThat(other.poses()).isEqualTo(keys.poses()))
                .satisfies(other -> assertThat(other.rows()).isEqualTo(keys.rows()))
                .satisfies(other -> assertThat(other.pictures()).isNotEqualTo(keys.pictures()));
    }

    @Test
    void keys_ofAnotherSubject_leaveThePosesAlone_andWithoutAChoiceTheyAreAsBeforeThereWasOne() {
        RunOptions left = ASKED.subject(Subject.Rule.LEFT).options();

        assertThat(ASKED.options().keys().rows()).doesNotContain("subject");
        assertThat(ASKED.options().resultOptions(Clip.WHOLE)).doesNotContain("subject");
        assertThat(ASKED.subject(Subject.parse("0")).options().keys())
                .isEqualTo(ASKED.options().keys());
        assertThat(left.keys().poses()).isEqualTo(ASKED.options().keys().poses());
        assertThat(left.keys().rows()).endsWith(";slow-motion=1.0;subject=left");
        assertThat(left.keys().pictures()).endsWith(";slow-motion=1.0;subject=left");
        assertThat(left.resultOptions(Clip.WHOLE)).endsWith(";slow-motion=1.0;subject=left");
    }

    @Test
    void keys_ofEachPart_areItsOwn_andTheListOfVideosKnowsTheParts() {
        Keys any = ASKED.options().keys();

        assertThat(any.of(new Clip(1, 2)).poses()).contains(";clip=1.0-2.0;");
        assertThat(any.of(new Clip(1, 2)).rows()).contains(";clip=1.0-2.0;link=");
        assertThat(any.of(new Clip(1, 2)).pictures()).contains(";clip=1.0-2.0;crf=");
        assertThat(ASKED.options().making(new Clip(1, 2)).keys())
                .isNotEqualTo(ASKED.options().making(new Clip(1, 3)).keys());
        RunOptions many = ASKED.clips(new Clips.Each(List.of(new Clip(1, 2), new Clip(1, 3))))
                .options();
        assertThat(many.keys()).isEqualTo(any);
        assertThat(many.forJob(2, 7).wanted().clips()).isEqualTo(Clips.WHOLE);
    }

    @Test
    void keys_ofOtherCuts_leavePosesAndRowsAlone() {
        Keys keys = ASKED.options().keys();

        Keys other = make(1, 0.7, 23, true).keys();

        assertThat(other.poses()).isEqualTo(keys.poses());
        assertThat(other.rows()).isEqualTo(keys.rows());
        assertThat(other.pictures()).isNotEqualTo(keys.pictures());
    }

    @Test
    void keys_ofAMetricThatIsNotDrawn_leaveThePicturesAlone() {
        Measures more = new Measures(Gauss.STANDARD, List.of(new Widths(), new Velocity(), new Further()));
        Keys keys = ASKED.options().keys();

        Keys other = ASKED.measures(more).options().keys();

        assertThat(other.rows()).isNotEqualTo(keys.rows());
        assertThat(other.pictures()).isEqualTo(keys.pictures());
        assertThat(other.poses()).isEqualTo(keys.poses());
    }

    @Test
    void keys_ofAnotherFilter_leaveThePosesAlone() {
        Measures smoother = new Measures(new Gauss(0.05), Measures.STANDARD.all());
        Keys keys = ASKED.options().keys();

        Keys other = ASKED.measures(smoother).options().keys();

        assertThat(other.rows()).isNotEqualTo(keys.rows());
        assertThat(other.pictures()).isNotEqualTo(keys.pictures());
        assertThat(other.poses()).isEqualTo(keys.poses());
    }

    private record Further() implements Measure {
        @Override
        public String name() {
            return "further";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public List<Column> columns() {
            return List.of(new Column("further", "", "nothing"));
        }

        @Override
        public double[][] measure(PoseTrack track, Scene scene) {
            return new double[1][track.frames()];
        }
    }

    @Test
    void making_ignoresHowTheWorkIsDone_butNotWhatIsPublished() {
        Making making = ASKED.options().making(Clip.WHOLE);

        assertThat(ASKED.workers(7).options().making(Clip.WHOLE)).isEqualTo(making);
        assertThat(ASKED.again().options().making(Clip.WHOLE)).isEqualTo(making);
        assertThat(Asked.of(Path.of("elsewhere"), Path.of("x")).options().making(Clip.WHOLE))
                .isEqualTo(making);
        assertThat(make(1, 10.0, 23, true).making(Clip.WHOLE).isLike(making)).isTrue();
        assertThat(make(1, 10.0, 23, false).making(Clip.WHOLE).isLike(making)).isFalse();
        assertThat(new Making(making.keys(), making.options() + ";later=1", "other").isLike(making))
                .as("a later program may say more")
                .isTrue();
    }

    @Test
    void resultOptionsAndVersions_areReadable() {
        assertThat(ASKED.options().resultOptions(Clip.WHOLE))
                .isEqualTo("clip=whole;crf=23;model=lite;people=main;poses=true;preset=ultrafast;segment-seconds=10.0"
                        + ";segments=true;slow-motion=1.0");
        assertThat(ASKED.options().versions())
                .contains("mediapipe=0.10.33;", "measure=gauss-0.025/1,widths/1,velocity/1;");
        assertThat(ASKED.options().keys().of(Clip.WHOLE).poses())
                .matches("analyze=\\d+;clip=whole;mediapipe=[^;]+;model=lite;models=[^;]+");
    }

    @Test
    void create_outOfRange_namesTheOptionTheRuleAndTheValue() {
        assertThatThrownBy(() -> make(0, 10.0, 23, true)).hasMessage("--workers must be 1 or more, was 0");
        assertThatThrownBy(() -> make(1, 0.0, 23, true)).hasMessage("--segment-seconds must be 0.1 to 3600, was 0.0");
        assertThatThrownBy(() -> make(1, Double.NaN, 23, true))
                .hasMessage("--segment-seconds must be 0.1 to 3600, was NaN");
        assertThatThrownBy(() -> make(1, 10.0, 52, true)).hasMessage("--crf must be 1 to 51, was 52");
        assertThatThrownBy(() -> make(1, 10.0, 0, true)).hasMessage("--crf must be 1 to 51, was 0");
    }

    @Test
    void create_noInput_isRefused() {
        assertThatThrownBy(() -> new RunOptions(
                        List.of(),
                        "file:/out",
                        1,
                        ModelSize.LITE,
                        10.0,
                        false,
                        false,
                        false,
                        RunOptions.Published.ALL,
                        "ultrafast",
                        23,
                        Wanted.DEFAULT,
                        RunLimits.DEFAULT,
                        RunId.fresh()))
                .hasMessage("at least one input is needed");
    }

    @Test
    void lengthOfSegments_thatIsNotGiven_isAnotherThanAnyThatIs() {
        RunOptions given = make(1, 10.0, 23, true);
        RunOptions suitable = make(1, null, 23, true);

        assertThat(suitable.resultOptions(Clip.WHOLE)).contains(";segment-seconds=auto;");
        assertThat(suitable.keys().pictures()).isNotEqualTo(given.keys().pictures());
        assertThat(suitable.keys().rows()).isEqualTo(given.keys().rows());
    }

    private static RunOptions make(int workers, @Nullable Double segmentSeconds, int crf, boolean segments) {
        return new RunOptions(
                List.of(new InputRoot("", "in")),
                "file:/out",
                workers,
                ModelSize.LITE,
                segmentSeconds,
                false,
                false,
                false,
                new RunOptions.Published(segments, true),
                "ultrafast",
                crf,
                Wanted.DEFAULT,
                RunLimits.DEFAULT,
                RunId.fresh());
    }
}
