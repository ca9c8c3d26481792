package dev.muybridge.job.config;

import dev.muybridge.media.Clip;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which parts of the videos are processed. */
public sealed interface Clips extends Serializable {
    /** All of each. */
    Clips WHOLE = new Same(Clip.WHOLE);

    /** The same part of each video, whose name its results have. */
    record Same(Clip clip) implements Clips {}

    /**
     * The same parts of each video. Each part is a video of its own, with its times in its name.
     *
     * @param clips one or more
     */
    record Each(List<Clip> clips) implements Clips {
        public Each {
            clips = List.copyOf(clips);
        }
    }

    /**
     * The parts that a file lists of some videos; other videos are left out. Each part is a video of its own, with its times in its name.
     *
     * @param file as the user named it
     * @param byVideo by a video's path below its input root; one part or more of each
     */
    record Listed(String file, SortedMap<String, List<Clip>> byVideo) implements Clips {
        public Listed {
            byVideo = Collections.unmodifiableSortedMap(new TreeMap<>(byVideo));
        }

        /**
         * Parses a file's lines.
         *
         * @param file its name for messages
         * @param lines each a video's path below its input root, a tab and {@code A-B}; empty lines say nothing
         * @throws IllegalArgumentException for anything else, or if there is no clip; the message names file and line
         */
        public static Listed parse(String file, List<String> lines) {
            SortedMap<String, List<Clip>> byVideo = new TreeMap<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.isBlank()) {
                    continue;
                }
                int tab = line.lastIndexOf('\t');
                try {
                    if (tab <= 0) {
                        throw new IllegalArgumentException("must be PATH, a tab and A-B, was " + line);
                    }
                    byVideo.computeIfAbsent(line.substring(0, tab), video -> new ArrayList<>())
                            .add(Clip.parse(line.substring(tab + 1).strip()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
            if (byVideo.isEmpty()) {
                throw new IllegalArgumentException(file + " lists no clips; each line must be PATH, a tab and A-B");
            }
            return new Listed(file, byVideo);
        }
    }
}
