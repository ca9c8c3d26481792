package dev.muybridge.job.table;

import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.util.Optional;

/** What earlier runs have finished under an OUTPUT. */
public final class Catalogue {
    private final OutputLayout layout;

    public Catalogue(OutputLayout layout) {
        this.layout = layout;
    }

    /** The video's row, empty where there is none. */
    public Optional<VideoRow> row(String videoId) throws IOException {
        return VideosTable.read(layout.path(OutputLayout.row(videoId)));
    }

    /**
     * Whether a run has nothing to do: the video is finished, or quarantined, from the same input and with the same options. Other failed
     * videos are tried again.
     */
    public boolean isSettled(String videoId, String fingerprint) throws IOException {
        return row(videoId)
                .filter(row -> row.isFinished() || row.isQuarantined())
                .filter(row -> row.provenance().fingerprint().equals(fingerprint))
                .filter(row -> row.provenance().optionsHash().equals(layout.optionsHash()))
                .isPresent();
    }
}
