package dev.muybridge.job.model;

import dev.muybridge.media.Clip;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the results of each step depend on besides the input itself, as {@code name=value} joined by semicolons. Results of equal keys
 * are equal, whatever version of the program made them.
 *
 * @param poses what {@code analyze} gives
 * @param rows what {@code measure} gives
 * @param pictures what {@code annotate} gives
 */
public record Keys(String poses, String rows, String pictures) implements Serializable {
    /** The same for results of that part of a video, if these are for any part. */
    public Keys of(Clip clip) {
        return new Keys(with(clip, poses), with(clip, rows), with(clip, pictures));
    }

    private static String with(Clip clip, String key) {
        List<String> entries = new ArrayList<>(List.of(key.split(";")));
        entries.add("clip=" + clip);
        entries.sort(Comparator.comparing(entry -> entry.replaceFirst("=.*", "")));
        return String.join(";", entries);
    }
}
