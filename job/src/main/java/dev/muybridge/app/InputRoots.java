package dev.muybridge.app;

import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.storage.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Inputs as a user names them. */
final class InputRoots {
    private static final Set<String> FROM_THE_NET = Set.of("http", "https", "ftp", "ftps", "sftp", "rtsp", "rtmp");

    private InputRoots() {}

    /**
     * What {@code inputs} stand for.
     *
     * @throws IllegalArgumentException when one cannot be read or does not exist; what only Flink can look up is looked up later
     */
    static List<InputRoot> parse(List<String> inputs) {
        List<InputRoot> roots = inputs.stream().map(InputRoots::parse).toList();
        roots.forEach(InputRoots::require);
        return roots;
    }

    /** {@code NAME=PATH} is a named root, unless there is a file with exactly that name. */
    static InputRoot parse(String input) {
        int equals = input.indexOf('=');
        if (equals <= 0 || Files.exists(Path.of(input))) {
            return new InputRoot("", input);
        }
        String name = input.substring(0, equals);
        if (name.contains("/") || name.equals("..") || name.equals(".")) {
            return new InputRoot("", input);
        }
        return new InputRoot(name, input.substring(equals + 1));
    }

    private static void require(InputRoot root) {
        Location input = Location.parse(root.path());
        if (FROM_THE_NET.contains(input.scheme())) {
            throw new IllegalArgumentException(
                    "cannot read " + input + ": inputs are files, folders and globs on this machine or on a file system"
                            + " that Flink knows; download it first");
        }
        boolean glob = root.path().chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
        if (input.isLocal() && !glob && !Files.exists(input.local())) {
            throw new IllegalArgumentException("no such input: " + root.path());
        }
    }
}
