package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.table.DoneVideo;
import dev.muybridge.pose.FailureKind;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether a video is tried again that has failed before and has not changed since. */
final class FailedBefore {
    /** So many runs in a row fail on a video before it is left alone, if the failure might pass. */
    static final int ATTEMPTS = 3;

    /** What any failure depends on: how files are read and decoded. */
    private static final Set<String> ALWAYS = Set.of("plan", "analyze");

    private FailedBefore() {}

    /**
     * Why it is tried again; empty if it is left alone.
     *
     * @param wanted how it would fail in this run
     */
    static Optional<String> whyAgain(DoneVideo failed, Making wanted) {
        Optional<FailureKind> kind = failed.reason() == null ? Optional.empty() : FailureKind.of(failed.reason());
        if (kind.isEmpty()) {
            return Optional.of("it failed before");
        }
        return switch (kind.get().retry()) {
            case EVERY_RUN -> Optional.of("it failed before");
            case A_FEW_TIMES ->
                attempts(failed) < ATTEMPTS
                        ? Optional.of("it failed before")
                        : whyAgain(failed.making(), wanted, kind.get());
            case WHEN_CHANGED -> whyAgain(failed.making(), wanted, kind.get());
        };
    }

    private static int attempts(DoneVideo failed) {
        return failed.making().option(RunOptions.ATTEMPTS).map(Integer::valueOf).orElse(1);
    }

    private static Optional<String> whyAgain(Making made, Making wanted, FailureKind kind) {
        Set<String> causes = new TreeSet<>(ALWAYS);
        switch (kind) {
            case OVER_LIMIT -> causes.addAll(Set.of("max-hours", "max-pixels", "max-streams"));
            case EMPTY_CLIP -> causes.add("clip");
            case NO_SUBJECT -> causes.addAll(Set.of("subject", "model", "link"));
            case QUARANTINED, WORKER_ERROR, IO_ERROR, LEDGER_MISMATCH -> {
                // Any step may have had a part in it.
                return made.isLike(wanted) ? Optional.empty() : Optional.of("it failed with other options or versions");
            }
            default -> {
                // Nothing else has a part in it.
            }
        }
        String differences = made.differences(wanted, causes);
        return differences.isEmpty() ? Optional.empty() : Optional.of("it failed before; " + differences);
    }
}
