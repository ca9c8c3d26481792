package dev.muybridge.job.source;

import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.Location;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Lists the videos of files, folders and globs, ordered by name; never opens one. A folder gives the files with a video's
 * extension; hidden files (whose names start with a dot), OUTPUT, and the videos that earlier runs have made in other output folders
 * are skipped. Anything named like a video that is not one (a folder, a broken link) is listed too, so that its row says
 * so; so is a subfolder that cannot be listed. A file named explicitly is taken whatever its extension. Nothing is taken that a result of
 * this run would replace.
 */
public final class InputLister {
    private static final Set<String> ENDINGS = Set.of(
            "3gp", "asf", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf", "ogv", "ts",
            "vob", "webm", "wmv");

    private final boolean recursive;
    private final Results results;
    private final Set<String> visited = new HashSet<>();
    private final SortedMap<String, Integer> otherEndings = new TreeMap<>();
    private final List<String> earlierResults = new ArrayList<>();
    private int otherFolders;
    private boolean outputSeen;

    /** @param output is not listed, so that results are not taken for inputs */
    public InputLister(boolean recursive, Location output) {
        this.recursive = recursive;
        this.results = new Results(output);
    }

    /**
     * All videos of {@code roots}, or those parts of them, in name order.
     *
     * @throws FileNotFoundException when a root does not exist, a glob matches nothing, or clips are asked for of a video that is
     *     not there
     * @throws NameClashException when two inputs would get the same output name
     * @throws ResultAsInputException when an input lies where results go
     */
    public List<InputFile> list(List<InputRoot> roots, Clips clips) throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (InputRoot root : roots) {
            listRoot(root, files);
        }
        return withoutClashes(Parts.of(files, clips));
    }

    /**
     * To be called before a run begins to write; {@code inputs} is what {@link #list} returned.
     *
     * @throws ForeignFileException when a result would replace a file that no run has written
     */
    public void requireNoForeignFile(List<InputFile> inputs) throws IOException {
        results.requireNoForeignFile(inputs);
    }

    /** What was not taken; {@code inputs} is what {@link #list} returned. */
    public PassedOver passedOver(List<InputFile> inputs) {
        return new PassedOver(
                otherEndings, otherFolders, earlierResults, outputSeen && inputs.isEmpty(), inputs.isEmpty());
    }

    private void listRoot(InputRoot root, List<InputFile> files) throws IOException {
        Path path = Location.parse(root.path()).path();
        FileSystem fileSystem = path.getFileSystem();
        String prefix = root.name().isEmpty() ? "" : root.name() + "/";
        if (!fileSystem.exists(path)) {
            listGlob(root, prefix, files);
            return;
        }
        FileStatus status = fileSystem.getFileStatus(path);
        results.requireOutside(path);
        if (status.isDir()) {
            listFolder(path, prefix, files);
        } else {
            // Not the path in the status: there, Flink has made a slash of each backslash, and that may be another
            // file.
            files.add(new InputFile(prefix + path.getName(), path, status.getLen(), FlinkFile.modified(status)));
        }
    }

    private void listGlob(InputRoot root, String prefix, List<InputFile> files) throws IOException {
        int slash = root.path().lastIndexOf('/');
        String folder = slash < 0 ? "." : root.path().substring(0, slash + 1);
        String pattern = root.path().substring(slash + 1);
        Path parent = Location.parse(folder).path();
        boolean glob = pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        if (!glob || !parent.getFileSystem().exists(parent)) {
            throw new FileNotFoundException("no such input: " + root.path());
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int before = files.size();
        results.requireOutside(parent);
        for (FileStatus status : Folders.list(parent)) {
            String name = status.getPath().getName();
            if (!status.isDir() && matcher.matches(java.nio.file.Path.of(name))) {
                files.add(file(prefix + name, status));
            }
        }
        if (files.size() == before) {
            throw new FileNotFoundException("no such input: nothing matches " + root.path());
        }
    }

    private void listFolder(Path folder, String prefix, List<InputFile> files) throws IOException {
        if (results.isOutput(folder)) {
            outputSeen = true;
            return;
        }
        results.requireOutside(folder);
        if (!visited.add(Results.place(folder))) {
            return;
        }
        Folders.Content content = Folders.look(folder);
        boolean isOutput = Results.areIn(content);
        for (FileStatus status : content.statuses()) {
            String name = status.getPath().getName();
            if (name.startsWith(".")) {
                continue;
            }
            if (isOutput && status.isDir() && Results.NAMES.contains(name)) {
                earlierResults.add(prefix + name);
                continue;
            }
            if (ENDINGS.contains(ending(name))) {
                files.add(file(prefix + name, status));
            } else if (!status.isDir()) {
                otherEndings.merge(ending(name), 1, Integer::sum);
            }
            if (status.isDir() && recursive) {
                listBelow(status.getPath(), prefix + name + "/", files);
            } else if (status.isDir()) {
                otherFolders++;
            }
        }
        for (Path lost : content.unreachable()) {
            if (ENDINGS.contains(ending(lost.getName()))) {
                files.add(new InputFile(prefix + lost.getName(), lost, 0, 0));
            }
        }
    }

    /** The videos of a subfolder; if it cannot be listed, the folder itself, with a slash after its name. */
    private void listBelow(Path folder, String prefix, List<InputFile> files)
            throws InterruptedIOException, InputsException {
        try {
            listFolder(folder, prefix, files);
        } catch (InterruptedIOException | InputsException e) {
            throw e;
        } catch (IOException e) {
            files.add(new InputFile(prefix, folder, 0, 0)); // planning it says why
        }
    }

    private InputFile file(String video, FileStatus status) throws IOException {
        results.requireNoLinkTo(status.getPath());
        return new InputFile(video, status.getPath(), status.getLen(), FlinkFile.modified(status));
    }

    private static List<InputFile> withoutClashes(List<InputFile> files) throws NameClashException {
        SortedMap<String, InputFile> byName = new TreeMap<>();
        for (InputFile file : files) {
            InputFile other = byName.putIfAbsent(file.outputName(), file);
            if (other != null && !other.path().equals(file.path())) {
                throw new NameClashException(other, file);
            }
        }
        for (Map.Entry<String, InputFile> each : byName.entrySet()) {
            requireFolders(each.getKey(), each.getValue(), byName);
        }
        return List.copyOf(byName.values());
    }

    /**
     * Checks that no other video's result lies where {@code file}'s result needs a folder; that folder itself, if named
     * like a video, has no result.
     */
    private static void requireFolders(String name, InputFile file, Map<String, InputFile> byName)
            throws NameClashException {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            InputFile above = byName.get(name.substring(0, slash));
            if (above != null && !file.path().getPath().startsWith(above.path().getPath() + "/")) {
                throw new NameClashException(above, file);
            }
        }
    }

    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
