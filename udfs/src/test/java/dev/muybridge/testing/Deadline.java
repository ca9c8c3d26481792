package dev.muybridge.testing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips each class of tests that has not begun at {@code MUYBRIDGE_TEST_UNTIL}, in seconds since 1970, where that is set; a class
 * that has begun is run to its end.
 */
public final class Deadline implements ExecutionCondition {
    /** Which {@code ./muybridge test --all --limit} sets. */
    static final String VARIABLE = "MUYBRIDGE_TEST_UNTIL";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean outermost = context.getTestMethod().isEmpty()
                && context.getTestClass()
                        .filter(type -> type.getEnclosingClass() == null)
                        .isPresent();
        return outermost
                ? at(Instant.now(), System.getenv(VARIABLE))
                : ConditionEvaluationResult.enabled("its class has begun");
    }

    static ConditionEvaluationResult at(Instant now, @Nullable String until) {
        if (until == null || until.isEmpty()) {
            return ConditionEvaluationResult.enabled("there is no limit");
        }
        Duration late = Duration.between(Instant.ofEpochSecond(Long.parseLong(until)), now);
        return late.isNegative()
                ? ConditionEvaluationResult.enabled("in time")
                : ConditionEvaluationResult.disabled("had not begun when the time was up");
    }
}
