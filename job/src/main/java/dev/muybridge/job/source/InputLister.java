package dev.muybridge.job.source;

import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.storage.Folders;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Lists the videos of files, folders and globs, ordered by name; never opens one. A folder gives the files whose ending is one
 * of a video's; hidden files (a dot or an underscore first) and OUTPUT are passed over. What is called like a video and is none, a
 * folder or a link that leads nowhere, is listed too, so that its row says so; likewise a folder below that cannot be listed. A file
 * named outright is taken whatever its ending.
 */
public final class InputLister {
    private static final Set<String> ENDINGS = Set.of(
            "3gp", "asf", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf", "ogv", "ts",
            "vob", "webm", "wmv");

    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]+:/");

    private final boolean recursive;
    private final Path output;
    private final Set<String> visited = new HashSet<>();

    /** @param output is not listed, so that results are not taken for inputs */
    public InputLister(boolean recursive, Path output) {
        this.recursive = recursive;
        this.output = output;
    }

    /**
     * All videos of {@code roots}, in name order.
     *
     * @throws FileNotFoundException when a root does not exist or a glob matches nothing
     * @throws NameClashException when two inputs would get the same output name
     */
    public List<InputFile> list(List<InputRoot> roots) throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (InputRoot root : roots) {
            listRoot(root, files);
        }
        files.sort(Comparator.comparing(InputFile::outputName));
        return withoutClashes(files);
    }

    /** {@code path} as one of Flink's paths: what begins with a scheme and a slash as it is, anything else as a local path. */
    public static Path toPath(String path) {
        return URI.matcher(path).lookingAt() ? new Path(path) : Path.fromLocalFile(new File(path).getAbsoluteFile());
    }

    /** {@code path} for whoever works in another folder: what begins with a scheme and a slash as it is, anything else absolute. */
    public static String absolute(String path) {
        return URI.matcher(path).lookingAt() ? path : new File(path).getAbsolutePath();
    }

    private void listRoot(InputRoot root, List<InputFile> files) throws IOException {
        Path path = toPath(root.path());
        FileSystem fileSystem = path.getFileSystem();
        String prefix = root.name().isEmpty() ? "" : root.name() + "/";
        if (!fileSystem.exists(path)) {
            listGlob(root, prefix, files);
            return;
        }
        FileStatus status = fileSystem.getFileStatus(path);
        if (status.isDir()) {
            listFolder(path, prefix, files);
        } else {
            files.add(file(prefix + path.getName(), status));
        }
    }

    private void listGlob(InputRoot root, String prefix, List<InputFile> files) throws IOException {
        int slash = root.path().lastIndexOf('/');
        String folder = slash < 0 ? "." : root.path().substring(0, slash + 1);
        String pattern = root.path().substring(slash + 1);
        Path parent = toPath(folder);
        boolean glob = pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        if (!glob || !parent.getFileSystem().exists(parent)) {
            throw new FileNotFoundException("no such input: " + root.path());
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int before = files.size();
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
        if (!visited.add(identity(folder)) || isOutput(folder)) {
            return;
        }
        for (FileStatus status : Folders.list(folder)) {
            String name = status.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            if (ENDINGS.contains(ending(name))) {
                files.add(file(prefix + name, status));
            }
            if (status.isDir() && recursive) {
                listBelow(status.getPath(), prefix + name + "/", files);
            }
        }
        for (Path lost : Folders.unreachable(folder)) {
            if (ENDINGS.contains(ending(lost.getName()))) {
                files.add(new InputFile(prefix + lost.getName(), lost, 0, 0));
            }
        }
    }

    /** The videos of a folder within another one; the folder itself, with a slash behind its name, when it cannot be listed. */
    private void listBelow(Path folder, String prefix, List<InputFile> files) {
        try {
            listFolder(folder, prefix, files);
        } catch (IOException e) {
            files.add(new InputFile(prefix, folder, 0, 0)); // why, is said when it is planned
        }
    }

    private boolean isOutput(Path folder) {
        return stripped(folder).equals(stripped(output));
    }

    private static String stripped(Path folder) {
        String path = folder.getPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** A folder that is reached twice, through a link, is the same folder. */
    private static String identity(Path folder) throws IOException {
        if (folder.getFileSystem().isDistributedFS()) {
            return folder.toString();
        }
        return new File(folder.getPath()).getCanonicalPath();
    }

    private static InputFile file(String video, FileStatus status) {
        return new InputFile(video, status.getPath(), status.getLen(), status.getModificationTime());
    }

    private static List<InputFile> withoutClashes(List<InputFile> files) throws NameClashException {
        Map<String, InputFile> byName = new LinkedHashMap<>();
        for (InputFile file : files) {
            InputFile other = byName.putIfAbsent(file.outputName(), file);
            if (other != null && !other.path().equals(file.path())) {
                throw new NameClashException(other, file);
            }
        }
        for (InputFile file : byName.values()) {
            requireFolders(file, byName);
        }
        return List.copyOf(byName.values());
    }

    /** That no other video is to lie where {@code file}'s result needs a folder; the folder itself, called like a video, has none. */
    private static void requireFolders(InputFile file, Map<String, InputFile> byName) throws NameClashException {
        String name = file.outputName();
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
