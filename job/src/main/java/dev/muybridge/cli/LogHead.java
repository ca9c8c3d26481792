package dev.muybridge.cli;

import dev.muybridge.app.Versions;
import dev.muybridge.job.config.RunOptions;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The first lines of a run's log: which program this is, what was asked of it, and which options that comes to. */
final class LogHead {
    /** Between {@code //} and {@code @}, an address may hold a password. */
    private static final Pattern USER_OF_ADDRESS = Pattern.compile("(?<=://)[^/@]*(?=@)");

    private LogHead() {}

    /**
     * @param spec of the command that was given
     * @param options what it comes to
     */
    static List<String> lines(CommandSpec spec, RunOptions options) {
        CommandSpec whole = spec.root();
        List<String> given = whole.commandLine().getParseResult().originalArgs();
        String inEffect = spec.args().stream()
                .filter(arg -> !(arg instanceof OptionSpec option && option.usageHelp()))
                .map(LogHead::text)
                .collect(Collectors.joining(", "));
        return List.of(
                Versions.text(),
                "command: " + whole.name() + " " + safe(String.join(" ", given)),
                "options in effect: " + safe(inEffect),
                "encoded with preset " + options.preset() + ", crf " + options.crf() + "; versions: "
                        + options.versions(),
                "name of this run: " + options.run().name());
    }

    private static String text(ArgSpec arg) {
        String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
        Object value = arg.getValue();
        boolean given = value != null && !(value instanceof Collection<?> values && values.isEmpty());
        return name + " " + (given ? value : "(not given)");
    }

    /** Without what only the user should know. */
    private static String safe(String text) {
        return USER_OF_ADDRESS.matcher(text).replaceAll("***");
    }
}
