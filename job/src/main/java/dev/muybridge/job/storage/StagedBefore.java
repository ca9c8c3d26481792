package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** What earlier runs have staged of a video but not published. */
public final class StagedBefore {
    private StagedBefore() {}

    /** Notes in the folder of the video's poses under what key they are made, and from which file. */
    public static void note(OutputLayout layout, VideoRef video) throws IOException {
        Path note = layout.madeWith(video);
        if (!note.getFileSystem().exists(note)) {
            StagingStore.write(
                    note, (layout.keys(video).poses() + "\n" + video.path()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Why this run cannot use the video's staged poses; empty if it can, or there are none. */
    public static Optional<String> whyOfNoUse(OutputLayout layout, VideoRef video) throws IOException {
        Path own = layout.path(layout.staging(Staged.POSES, video));
        Path all = layout.path(layout.stagingOfVideo(video));
        if (!all.getFileSystem().exists(all) || own.getFileSystem().exists(own)) {
            return Optional.empty();
        }
        return notes(all).stream().map(note -> why(note, video)).reduce((first, last) -> last);
    }

    private static String why(Note note, VideoRef video) {
        return note.folder().startsWith(video.fingerprint() + "-")
                ? "started with other options or versions: " + note.key()
                : "the file has changed since work on it began";
    }

    /**
     * Removes what is staged of videos that are not {@code listed}, by their identifiers, and whose input is gone: no run will
     * continue it. What belongs to an input that is still there stays for the run that lists it.
     */
    public static void removeGone(OutputLayout layout, Set<String> listed) throws IOException {
        OutputStore store = new FlinkOutputStore(layout);
        for (String videoId : store.folders(layout.staging().getName())) {
            Path folder = Location.of(layout.staging()).child(videoId).path();
            if (!listed.contains(videoId) && !folder.equals(layout.checkpoints()) && !isThere(notes(folder))) {
                store.delete(layout.staging().getName() + "/" + videoId);
            }
        }
    }

    /** Also true if a file system cannot be asked. */
    private static boolean isThere(List<Note> notes) {
        for (Note note : notes) {
            Location input = Location.ofUri(note.input());
            try {
                if (input.files().exists(input.path())) {
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
                StagingStore.read(Location.of(child.getPath())
                                .child(OutputLayout.MADE_WITH)
                                .path())
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .ifPresent(text -> note(folder, text).ifPresent(notes::add));
            }
        }
        return notes;
    }

    /** Earlier versions wrote options, versions and input; a file's name may hold line breaks too. */
    private static Optional<Note> note(String folder, String text) {
        boolean earlier = !text.startsWith("analyze=");
        String[] lines = text.split("\n", earlier ? 3 : 2);
        if (lines.length < (earlier ? 3 : 2)) {
            return Optional.empty();
        }
        return Optional.of(new Note(folder, lines[0], lines[lines.length - 1]));
    }

    private record Note(String folder, String key, String input) {}
}
