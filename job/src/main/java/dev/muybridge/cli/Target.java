package dev.muybridge.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where Flink's client can take a job. The launcher repeats these names; a test compares them. */
enum Target {
    REMOTE,
    YARN_SESSION,
    YARN_APPLICATION,
    KUBERNETES_SESSION,
    KUBERNETES_APPLICATION;

    /** @throws IllegalArgumentException when {@code name} is none */
    static Target of(String name) {
        return Arrays.stream(values())
                .filter(target -> target.id().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--target must be one of " + names() + ", was " + name));
    }

    static String names() {
        return Arrays.stream(values()).map(Target::id).collect(Collectors.joining(", "));
    }

    /** As Flink calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a cluster is put up for the job alone, in whose JobManager this program then runs. */
    boolean isApplication() {
        return this == YARN_APPLICATION || this == KUBERNETES_APPLICATION;
    }

    boolean isYarn() {
        return this == YARN_SESSION || this == YARN_APPLICATION;
    }
}
