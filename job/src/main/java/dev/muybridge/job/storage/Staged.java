package dev.muybridge.job.storage;

import dev.muybridge.job.model.Keys;

/** The kinds of staged files, each in a folder of the step whose result it is, named by that step and its key. */
public enum Staged {
    /** What the analysis of a segment saw. */
    POSES("analyze", "poses"),
    /** The rows of a segment's own frames. */
    ROWS("measure", "rows"),
    /** The encoded segment. */
    MP4("annotate", "mp4"),
    /**
     * What the encoded segment beside it must look like. Versions that knew no drafts called it {@code pictures}, and would take a draft for
     * what is to be published.
     */
    PICTURES("annotate", "drawn");

    private final String step;
    private final String ending;

    Staged(String step, String ending) {
        this.step = step;
        this.ending = ending;
    }

    /** The step whose result it is. */
    public String step() {
        return step;
    }

    String ending() {
        return ending;
    }

    String key(Keys keys) {
        return switch (this) {
            case POSES -> keys.poses();
            case ROWS -> keys.rows();
            case MP4, PICTURES -> keys.pictures();
        };
    }
}
