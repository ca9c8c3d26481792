package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategy;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.junit.jupiter.api.Test;

/** With Flink's own strategy, whose seconds are milliseconds here. */
final class RestartsTest {
    private static final int FASTER = 1000;

    @Test
    void failuresInARow_areFollowedByLongerAndLongerPauses_andThenTheJobEnds() throws InterruptedException {
        RestartBackoffTimeStrategy strategy = strategy();

        List<Long> pauses = failInARow(strategy);

        assertThat(pauses).isSorted();
        assertThat(pauses.get(pauses.size() - 1)).isGreaterThan(5 * pauses.get(0));
        strategy.notifyFailure(new IllegalStateException());
        assertThat(strategy.canRestart()).isFalse();
    }

    @Test
    void aJobThatHasGoneWell_mayFailAgainAsOften() throws InterruptedException {
        RestartBackoffTimeStrategy strategy = strategy();
        failInARow(strategy);

        Thread.sleep(Duration.ofMinutes(11).toMillis() / FASTER);

        assertThat(failInARow(strategy)).hasSize(Restarts.IN_A_ROW);
    }

    private static List<Long> failInARow(RestartBackoffTimeStrategy strategy) throws InterruptedException {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < Restarts.IN_A_ROW; i++) {
            strategy.notifyFailure(new IllegalStateException());
            assertThat(strategy.canRestart()).as("failure %s", i).isTrue();
            pauses.add(strategy.getBackoffTime());
            Thread.sleep(pauses.get(i) + 2);
        }
        return pauses;
    }

    private static RestartBackoffTimeStrategy strategy() {
        Configuration settings = new Configuration();
        Restarts.configure(settings);
        for (ConfigOption<Duration> option : List.of(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD)) {
            settings.set(option, settings.get(option).dividedBy(FASTER));
        }
        return RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
                        settings, new Configuration(), true)
                .create();
    }
}
