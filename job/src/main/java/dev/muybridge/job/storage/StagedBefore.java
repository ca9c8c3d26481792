package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What earlier runs have staged of a video and not published. */
public final class StagedBefore {
    private StagedBefore() {}

    /** Notes in the video's staging with what {@code options} and {@code versions} it is made, and of which file. */
    public static void note(OutputLayout layout, VideoRef video, String options, String versions) throws IOException {
        Path note = layout.madeWith(video);
        if (!note.getFileSystem().exists(note)) {
            StagingStore.write(
                    note, (options + "\n" + versions + "\n" + video.path()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Why staged work of the video is of no use to this run; empty where it is, or there is none. */
    public static Optional<String> whyOfNoUse(OutputLayout layout, VideoRef video, String options) throws IOException {
        Path own = layout.path(layout.stagingOfRun(video));
        Path all = layout.path(layout.stagingOfVideo(video));
        if (!all.getFileSystem().exists(all) || own.getFileSystem().exists(own)) {
            return Optional.empty();
        }
        return notes(all).stream().map(note -> why(note, video, options)).reduce((first, last) -> last);
    }

    private static String why(Note note, VideoRef video, String options) {
        if (!note.folder().startsWith(video.fingerprint() + "-")) {
            return "the file has changed since it was begun";
        }
        return note.options().equals(options)
                ? "begun by other versions: " + note.versions()
                : "begun with other options: " + note.options();
    }

    /**
     * Removes what is staged of videos that are not {@code listed}, by their identifiers, and whose input is gone: nobody will go on
     * with it. What belongs to an input that is still there stays for the run that lists it.
     */
    public static void removeGone(OutputLayout layout, Set<String> listed) throws IOException {
        OutputStore store = new FlinkOutputStore(layout);
        for (String videoId : store.folders(layout.staging().getName())) {
            Path folder = new Path(layout.staging(), videoId);
            if (!listed.contains(videoId) && !folder.equals(layout.checkpoints()) && !isThere(notes(folder))) {
                store.delete(layout.staging().getName() + "/" + videoId);
            }
        }
    }

    /** Also where a file system cannot be asked. */
    private static boolean isThere(List<Note> notes) {
        for (Note note : notes) {
            Path input = new Path(URI.create(note.input()));
            try {
                if (input.getFileSystem().exists(input)) {
                    return true;
                }
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    /** In the order of the folders that they are in. */
    private static List<Note> notes(Path stagingOfVideo) throws IOException {
        List<Note> notes = new ArrayList<>();
        for (FileStatus child : Folders.list(stagingOfVideo)) {
            if (child.isDir()) {
                String folder = child.getPath().getName();
                StagingStore.read(new Path(child.getPath(), OutputLayout.MADE_WITH))
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).split("\n", 3))
                        .filter(lines -> lines.length == 3)
                        .ifPresent(lines -> notes.add(new Note(folder, lines[0], lines[1], lines[2])));
            }
        }
        return notes;
    }

    private record Note(String folder, String options, String versions, String input) {}
}
