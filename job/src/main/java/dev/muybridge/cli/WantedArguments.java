package dev.muybridge.cli;

import dev.muybridge.app.VideoProcessorBuilder;
import dev.muybridge.job.config.People;
import dev.muybridge.motion.Subject;
import java.nio.file.Path;
import java.util.List;
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
            names = "--clip",
            paramLabel = "A-B",
            description =
                    "Process this part of each video, from the time A to the time B or end, as a video of its own, NAME.A-B.mp4;"
                            + " can be given several times.")
    private List<String> clips = List.of();

    @Option(
            names = "--clips",
            paramLabel = "FILE",
            description = {
                "Process the clips that FILE lists, and no other videos. Each line is a video's path below its input folder, a tab,"
                        + " and A-B."
            })
    @Nullable
    private Path listed;

    @Option(
            names = "--slow-motion",
            paramLabel = "F",
            description =
                    "The videos play F times slower than real life (8 for 240 frames per second played at 30); report"
                            + " real-life velocities.")
    private double slowMotion = 1;

    void ask(VideoProcessorBuilder asked) {
        asked.people(people).subject(subject).from(from).to(to).clips(listed).slowMotion(slowMotion);
        clips.forEach(asked::clip);
    }
}
