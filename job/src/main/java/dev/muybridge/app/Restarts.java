package dev.muybridge.app;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * How a cluster starts a failed job again by itself: after longer and longer pauses, and a few times in a row at most. A job that has
 * gone well for a while begins to count anew, so that failures that are hours apart do not add up over a night.
 */
final class Restarts {
    /** So many failures in a row are survived; with these pauses that is a minute. */
    static final int IN_A_ROW = 5;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final double LONGER = 2;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration GOES_WELL = Duration.ofMinutes(10);

    private Restarts() {}

    /** Sets it for a job. */
    static void configure(Configuration settings) {
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, LONGER);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, GOES_WELL);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, IN_A_ROW);
    }
}
