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
import java.util.Optional;

/** Ends the preparation of a publication: writes the video's row out of sight, and then the journal. */
public final class PublicationWriter {
    /** Ends the detail of a failed video of which there are results. */
    static final String RESULTS_STAY = " What an earlier run made of it is still there.";

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

    /** A failed video's publication: its row only. What an earlier run has published of it stays, and the row says so. */
    public Publication failed(VideoRef video, Failure failure) throws IOException {
        Optional<VideoRow> before = row(video);
        boolean resultsStay = before.filter(PublicationWriter::hasResults).isPresent();
        int attempts = 1 + before.map(row -> attempts(row, video, failure)).orElse(0);
        VideoRow row = new VideoRow(
                video.videoId(),
                video.video(),
                VideoRow.FAILED,
                failure.kind().code(),
                resultsStay ? withResults(failure.detail()) : failure.detail(),
                null,
                new VideoRow.Provenance(video.fingerprint(), options.failing(video.clip(), attempts)));
        Publication.Stays stays = new Publication.Stays(failure.kind() == FailureKind.NO_SUBJECT, resultsStay);
        return ready(video, row, List.of(), stays);
    }

    private Optional<VideoRow> row(VideoRef video) throws IOException {
        try {
            return VideosTable.read(layout.path(OutputLayout.row(video.videoId())));
        } catch (DamagedException e) {
            return Optional.empty(); // the next start puts the row aside
        }
    }

    private static String withResults(String detail) {
        return detail + (detail.endsWith(".") ? "" : ".") + RESULTS_STAY;
    }

    private static boolean hasResults(VideoRow row) {
        return row.isFinished() || (row.detail() != null && row.detail().endsWith(RESULTS_STAY));
    }

    /** How many runs in a row had failed on the video as it is now, in that way. */
    private static int attempts(VideoRow before, VideoRef video, Failure failure) {
        boolean same = failure.kind().code().equals(before.reason())
                && before.provenance().fingerprint().equals(video.fingerprint());
        return same
                ? before.provenance()
                        .making()
                        .option(RunOptions.ATTEMPTS)
                        .map(Integer::valueOf)
                        .orElse(0)
                : 0;
    }

    /** The publication of a video that has that row and, besides it, those files. */
    public Publication ready(VideoRef video, VideoRow row, List<PendingFile> others) throws IOException {
        return ready(video, row, others, Publication.Stays.NOTHING);
    }

    private Publication ready(VideoRef video, VideoRow row, List<PendingFile> others, Publication.Stays stays)
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
                stays,
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
