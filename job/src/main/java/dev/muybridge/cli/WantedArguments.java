package dev.muybridge.cli;

import dev.muybridge.job.config.People;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.media.Clip;
import dev.muybridge.motion.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to process in the videos. */
final class WantedArguments {
    @Option(
            names = "--people",
            paramLabel = "main|all|N",
            description = "Which people to report: the one who is largest and longest in view, everyone, or the top N."
                    + " Default: main.")
    private String people = People.MAIN.toString();

    @Option(
            names = "--subject",
            paramLabel = "N|at=X,Y,T|left|right|largest|longest",
            description = {
                "Who is the main subject, person 0: the person who has the number N without this option; who is at the pixels X,Y of the"
                        + " upright picture, counted from its left and top, at the time T of the video; or who is furthest"
                        + " left or right when first seen, largest, or longest in view. Default: 0, who is largest and longest in view."
            })
    private String subject = Subject.MOST_PROMINENT.toString();

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "Start at this time of each video: seconds or [HH:]MM:SS.")
    @Nullable
    private String from;

    @Option(names = "--to", paramLabel = "T", description = "End before this time of each video.")
    @Nullable
    private String to;

    @Option(
            names = "--slow-motion",
            paramLabel = "F",
            description =
                    "The videos play F times slower than real life (8 for 240 frames per second played at 30); report"
                            + " real-life velocities.")
    private double slowMotion = 1;

    /** @throws IllegalArgumentException for a value that is no good, with a message for the user */
    Wanted wanted() {
        return new Wanted(
                People.parse(people),
                Subject.parse(subject),
                RunCommand.optionNamed("--", () -> Clip.parse(from, to)),
                slowMotion);
    }
}
