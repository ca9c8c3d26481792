package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.table.DoneVideo;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Limits;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class FailedBeforeTest {
    private static final Asked ASKED = Asked.of(Path.of("in"), Path.of("out"));
    private static final RunOptions OPTIONS = ASKED.options();

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            mode = Mode.EXCLUDE,
            names = {"NO_ACCESS", "NO_ROOM", "CHANGED", "WORKER_ERROR", "IO_ERROR", "LEDGER_MISMATCH"})
    void whatFollowsFromTheContent_isNotTriedAgain(FailureKind kind) {
        assertThat(whyAgain(kind, failing(OPTIONS), failing(OPTIONS))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"NO_ACCESS", "NO_ROOM", "CHANGED"})
    void whatCostsLittle_isTriedEveryTime(FailureKind kind) {
        assertThat(whyAgain(kind, OPTIONS.failing(Clip.WHOLE, 100), failing(OPTIONS)))
                .hasValue("it failed before");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"WORKER_ERROR", "IO_ERROR", "LEDGER_MISMATCH"})
    void whatMayPass_isTriedAFewTimes_andWithOtherOptions(FailureKind kind) {
        Making often = OPTIONS.failing(Clip.WHOLE, FailedBefore.ATTEMPTS);

        assertThat(whyAgain(kind, OPTIONS.failing(Clip.WHOLE, FailedBefore.ATTEMPTS - 1), failing(OPTIONS)))
                .hasValue("it failed before");
        assertThat(whyAgain(kind, often, failing(OPTIONS))).isEmpty();
        assertThat(whyAgain(kind, often, failing(ASKED.crf(40).options())))
                .hasValue("it failed with other options or versions");
    }

    @Test
    void limitThatIsRaised_isTheCauseOfOneFailureOnly() {
        RunOptions tight = ASKED.limits(new RunLimits(new Limits(100, 64, 12), FailureLimit.NONE))
                .options();

        assertThat(whyAgain(FailureKind.OVER_LIMIT, failing(tight), failing(OPTIONS)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("it failed before; max-pixels was 100, is "));
        assertThat(whyAgain(FailureKind.NOT_A_VIDEO, failing(tight), failing(OPTIONS)))
                .isEmpty();
    }

    @Test
    void otherCauses_areThoseThatTheFailureDependsOn() {
        Making lite = failing(OPTIONS);
        Making heavy = failing(ASKED.model(ModelSize.HEAVY).options());
        Making crf = failing(ASKED.crf(40).options());
        Making clip = OPTIONS.failing(new Clip(1, 2), 1);

        assertThat(whyAgain(FailureKind.NO_SUBJECT, lite, heavy)).isPresent();
        assertThat(whyAgain(FailureKind.NO_SUBJECT, lite, crf)).isEmpty();
        assertThat(whyAgain(FailureKind.TRUNCATED, lite, heavy)).isEmpty();
        assertThat(whyAgain(FailureKind.EMPTY_CLIP, lite, clip)).isPresent();
        assertThat(whyAgain(FailureKind.QUARANTINED, lite, crf)).isPresent();
    }

    @Test
    void stepThatHasChanged_triesAll() {
        Making made = failing(OPTIONS);
        Making before = new Making(made.keys(), made.options(), made.versions().replaceAll("plan=\\d+", "plan=0"));

        assertThat(whyAgain(FailureKind.NOT_A_VIDEO, before, made)).hasValue("it failed before; plan was 0, is 1");
    }

    @Test
    void reasonOfAnotherVersion_isTriedAgain() {
        assertThat(FailedBefore.whyAgain(failed("too_blue", failing(OPTIONS)), failing(OPTIONS)))
                .hasValue("it failed before");
    }

    private static Making failing(RunOptions options) {
        return options.failing(Clip.WHOLE, 1);
    }

    private static Optional<String> whyAgain(FailureKind kind, Making made, Making wanted) {
        return FailedBefore.whyAgain(failed(kind.code(), made), wanted);
    }

    private static DoneVideo failed(String reason, Making made) {
        return new DoneVideo("0123456789abcdef", "failed", reason, "1-1", made, Map.of(), new DoneVideo.Stamp(1, 1));
    }
}
