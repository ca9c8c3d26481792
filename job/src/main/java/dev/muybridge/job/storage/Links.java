package dev.muybridge.job.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Links in an OUTPUT on this machine's disks. Somebody else may have put them there, and Flink follows them: what lies elsewhere would be
 * removed or replaced. Here none is followed. Only a folder of results, such as {@code annotated}, may be a link itself, so that it
 * can lie on another disk.
 */
final class Links {
    private Links() {}

    /**
     * Returns when no link is on the way to {@code path}, which is below OUTPUT and may be one itself.
     *
     * @throws IOException when there is one; the message says what to do
     */
    static void refuse(Location output, String path) throws IOException {
        if (!output.isLocal()) {
            return;
        }
        String[] names = path.split("/", -1);
        Location folder = output;
        for (int i = 0; i < names.length - 1; i++) {
            folder = folder.child(names[i]);
            boolean ofResults = i == 0 && !names[i].startsWith(".");
            if (!ofResults && Files.isSymbolicLink(folder.local())) {
                throw new IOException(
                        folder + " is a link, which is not followed; remove it, or choose another --output");
            }
        }
    }

    /** Removes a file or link, or a folder with all that is in it; it need not exist. */
    static void remove(Path target) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(target)) {
                for (Path child : children) {
                    remove(child);
                }
            } catch (NoSuchFileException e) {
                // Somebody else has just removed it.
            }
        }
        Files.deleteIfExists(target);
    }
}
