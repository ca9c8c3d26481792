package dev.muybridge.job.table;

import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.util.Optional;

/** What earlier runs have finished under an OUTPUT. */
public final class Catalogue {
    private final OutputLayout layout;

    public Catalogue(OutputLayout layout) {
        this.layout = layout;
    }

    /**
     * The video's row, empty if there is none.
     *
     * @throws DamagedException when there is something else in its place
     */
    public Optional<VideoRow> row(String videoId) throws IOException {
        String file = OutputLayout.row(videoId);
        try {
            return VideosTable.read(layout.path(file));
        } catch (DamagedException e) {
            throw new DamagedException(file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
