package dev.muybridge.job.sink;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.job.table.VideosTable;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ends the preparation of a publication: writes the video's row out of sight, and then the journal. */
public final class PublicationWriter {
    private final OutputLayout layout;
    private final OutputStore store;
    private final Publisher publisher;
    private final RunOptions options;

    /** @param options of this run */
    public PublicationWriter(OutputLayout layout, RunOptions options) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.publisher = new Publisher(layout);
        this.options = options;
    }

    /** A failed video's publication: its row only. */
    public Publication failed(VideoRef video, Failure failure) throws IOException {
        VideoRow row = new VideoRow(
                video.videoId(),
                video.video(),
                VideoRow.FAILED,
                failure.kind().code(),
                failure.detail(),
                null,
                new VideoRow.Provenance(video.fingerprint(), options.failing(video.clip(), attempts(video, failure))));
        return ready(video, row, List.of(), failure.kind() == FailureKind.NO_SUBJECT);
    }

    /** How many runs in a row have failed on the video as it is now, in that way. */
    private int attempts(VideoRef video, Failure failure) throws IOException {
        try {
            return 1
                    + VideosTable.read(layout.path(OutputLayout.row(video.videoId())))
                            .filter(row -> failure.kind().code().equals(row.reason())
                                    && row.provenance().fingerprint().equals(video.fingerprint()))
                            .flatMap(row -> row.provenance().making().option(RunOptions.ATTEMPTS))
                            .map(Integer::valueOf)
                            .orElse(0);
        } catch (DamagedException e) {
            return 1; // the next start puts the row aside
        }
    }

    /** The publication of a video that has that row and, besides it, those files. */
    public Publication ready(VideoRef video, VideoRow row, List<PendingFile> others) throws IOException {
        return ready(video, row, others, false);
    }

    private Publication ready(VideoRef video, VideoRow row, List<PendingFile> others, boolean posesStay)
            throws IOException {
        List<PendingFile> files = new ArrayList<>(others);
        files.add(store.prepare(OutputLayout.row(video.videoId()), out -> VideosTable.write(out, row)));
        VideoRow.Content content = row.content();
        String detail = row.detail() == null ? "" : row.detail();
        Publication publication = new Publication(
                video,
                row.state(),
                content == null ? 0 : content.frames().all(),
                row.reason() == null ? detail : row.reason() + ": " + detail,
                posesStay,
                options.run().number(),
                files.toArray(PendingFile[]::new));
        publisher.writeJournal(publication);
        return publication;
    }

    /** What the row of a video that this run makes says on how it was made. */
    public VideoRow.Provenance provenance(VideoRef video) {
        return new VideoRow.Provenance(video.fingerprint(), options.making(video.clip()));
    }
}
