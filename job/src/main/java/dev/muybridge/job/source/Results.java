package dev.muybridge.job.source;

import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Where results of a run go, which no input may come from. On this machine's disks, links are followed. */
final class Results {
    /** The folders below OUTPUT that have videos in them. */
    static final Set<String> NAMES = Set.of(OutputLayout.ANNOTATED, OutputLayout.SEGMENTS);

    private static final Pattern ANYTHING = Pattern.compile(".*", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("[0-9a-f]{16}\\.parquet");

    private final Location output;

    /** @param output of the run */
    Results(Location output) {
        this.output = output;
    }

    /** Whether a folder with that content is one that some run has written its results to. */
    static boolean areIn(Folders.Content content) {
        return content.statuses().stream()
                .anyMatch(status -> status.isDir() && status.getPath().getName().equals(OutputLayout.OWNER));
    }

    /**
     * Checks that the results for {@code inputs} would replace no file of others. What is in an OUTPUT that runs have written to is
     * theirs; one that was copied without its hidden files has rows at least.
     *
     * @throws ForeignFileException when one would
     */
    void requireNoForeignFile(List<InputFile> inputs) throws IOException {
        if (!has(OutputLayout.ANNOTATED, ANYTHING)
                || has(OutputLayout.OWNER, ANYTHING)
                || has(OutputLayout.ROWS, ROW)) {
            return;
        }
        FileSystem files = output.path().getFileSystem();
        for (InputFile input : inputs) {
            Location result = output.child(OutputLayout.ANNOTATED + "/" + input.outputName());
            if (files.exists(result.path())) {
                throw new ForeignFileException(result, input.video());
            }
        }
    }

    private boolean has(String folder, Pattern name) throws IOException {
        Path path = output.child(folder).path();
        return path.getFileSystem().exists(path)
                && Folders.list(path).stream()
                        .anyMatch(
                                child -> name.matcher(child.getPath().getName()).matches());
    }

    /** A folder that is reached twice, through a link, is in the same place. */
    static String place(Path path) throws IOException {
        return place(Location.of(path));
    }

    private static String place(Location location) throws IOException {
        return location.isLocal() ? location.local().toFile().getCanonicalPath() : location.toString();
    }

    /** Whether it is this run's OUTPUT. */
    boolean isOutput(Path folder) throws IOException {
        return place(folder).equals(place(output));
    }

    /**
     * Checks that a file or folder is not OUTPUT, nor lies where results go. It may lie elsewhere in OUTPUT.
     *
     * @throws ResultAsInputException when it does
     */
    void requireOutside(Path input) throws IOException {
        String place = place(input);
        if (place.equals(place(output))) {
            throw new ResultAsInputException(Location.of(input), output);
        }
        for (String name : NAMES) {
            Location folder = output.child(name);
            if ((place + File.separator).startsWith(place(folder) + File.separator)) {
                throw new ResultAsInputException(Location.of(input), folder);
            }
        }
    }

    /** The same for a file in a folder that has been checked. */
    void requireNoLinkTo(Path file) throws IOException {
        Location location = Location.of(file);
        if (location.isLocal() && Files.isSymbolicLink(location.local())) {
            requireOutside(file);
        }
    }
}
