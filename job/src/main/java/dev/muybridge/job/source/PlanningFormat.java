package dev.muybridge.job.source;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.poses.PublishedPoses;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.DiskSpace;
import dev.muybridge.job.storage.FileNames;
import dev.muybridge.job.storage.FlinkFile;
import dev.muybridge.job.storage.Folders;
import dev.muybridge.job.storage.Inputs;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.media.Limits;
import dev.muybridge.media.SegmentPlanner;
import dev.muybridge.media.VideoIndex;
import dev.muybridge.media.VideoPlan;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code plan}: reads a video by planning it: gives one step per segment, or one failure; and stages what an earlier run has
 * published and this one can take over. A segment of a planned video gives its own step.
 */
final class PlanningFormat implements BulkFormat<Step<SegmentRef>, FileSourceSplit> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PlanningFormat.class);

    private final Toolkit toolkit;
    private final Limits limits;
    private final @Nullable Double segmentSeconds;
    private final OutputLayout layout;
    private final boolean takeOver;
    private transient @Nullable Quarantine quarantine;

    PlanningFormat(Toolkit toolkit, RunOptions options) {
        this.toolkit = toolkit;
        this.limits = options.limits().video();
        this.segmentSeconds = options.segmentSeconds();
        this.takeOver = !options.overwrite();
        this.layout = new OutputLayout(options.output(), options.keys());
    }

    @Override
    public Reader<Step<SegmentRef>> createReader(Configuration configuration, FileSourceSplit split) {
        return new SplitReader(split);
    }

    @Override
    public Reader<Step<SegmentRef>> restoreReader(Configuration configuration, FileSourceSplit split) {
        return createReader(configuration, split); // a split is read whole or not at all
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<Step<SegmentRef>> getProducedType() {
        return TypeInformation.of(new TypeHint<Step<SegmentRef>>() {});
    }

    private Iterator<Step<SegmentRef>> plan(VideoRef video) throws OutputException {
        try {
            Optional<Failure> unfit = unfit(video);
            if (unfit.isPresent()) {
                return failed(video, unfit.get());
            }
            VideoIndex index = quarantine()
                    .during(video, () -> toolkit.videoFiles().index(FlinkFile.of(video), video.clip(), limits));
            Optional<String> lacking =
                    DiskSpace.lackingFor(layout.output(), index.packets().shownBytes());
            if (lacking.isPresent()) {
                return failed(video, new Failure(FailureKind.NO_ROOM, lacking.get() + "."));
            }
            VideoPlan plan =
                    segmentSeconds == null ? SegmentPlanner.plan(index) : SegmentPlanner.plan(index, segmentSeconds);
            PlannedVideo planned =
                    new PlannedVideo(video, index.info(), plan.segments().size(), plan.frames(), plan.digest());
            List<SegmentRef> segments = plan.segments().stream()
                    .map(segment -> new SegmentRef(planned, segment))
                    .toList();
            prepareStaging(video, segments);
            return segments.stream().map(PlanningFormat::step).iterator();
        } catch (VideoException e) {
            return failed(video, e.failure());
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            return failed(
                    video, new Failure(FailureKind.NO_ACCESS, "The file cannot be read: " + e.getMessage() + "."));
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be planned", video.video(), e);
            return failed(video, new Failure(FailureKind.UNREADABLE, "Planning failed: " + e.getMessage()));
        }
    }

    /**
     * Notes what is to be staged, and stages what is published already.
     *
     * @throws OutputException when OUTPUT cannot be written, which is not the video's fault
     * @throws VideoException when what an earlier run left of this video cannot be read
     */
    private void prepareStaging(VideoRef video, List<SegmentRef> segments) throws OutputException, VideoException {
        try {
            StagedBefore.note(layout, video);
            if (takeOver) {
                new PublishedPoses(layout, toolkit.videoFiles()).takeOver(segments);
            }
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new VideoException(
                    FailureKind.IO_ERROR, "What an earlier run left of it cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** One for all videos: it judges earlier processes once. */
    private synchronized Quarantine quarantine() {
        Quarantine made = quarantine;
        if (made == null) {
            made = new Quarantine(layout);
            quarantine = made;
        }
        return made;
    }

    /** Why it cannot be planned at all: it is not a file, or no longer the file that was listed. */
    private static Optional<Failure> unfit(VideoRef video) throws IOException {
        Location input = Location.ofUri(video.path());
        Path path = input.path();
        FileSystem files = input.files();
        if (!files.exists(path)) {
            return Optional.of(new Failure(
                    FailureKind.NO_ACCESS,
                    FileNames.isMarked(video.video())
                            ? "It cannot be opened, because its name is not valid UTF-8; rename it."
                            : "The file cannot be opened: it is gone, or it is a broken link."));
        }
        return files.getFileStatus(path).isDir() ? Optional.of(folder(path)) : Inputs.changed(video);
    }

    private static Failure folder(Path path) {
        try {
            Folders.list(path);
            return new Failure(FailureKind.NOT_A_VIDEO, "This is a folder; with --recursive, what is in it is read.");
        } catch (IOException e) {
            return new Failure(
                    FailureKind.NO_ACCESS,
                    "The folder cannot be listed, so the videos in it are unknown: " + e.getMessage() + ".");
        }
    }

    private static Step<SegmentRef> step(SegmentRef segment) {
        return Step.done(segment.video().ref(), segment, segment.video().segments());
    }

    private static Iterator<Step<SegmentRef>> failed(VideoRef video, Failure failure) {
        return Collections.singletonList(Step.<SegmentRef>failed(video, failure))
                .iterator();
    }

    private final class SplitReader implements Reader<Step<SegmentRef>> {
        private final FileSourceSplit split;
        private boolean read;

        SplitReader(FileSourceSplit split) {
            this.split = split;
        }

        @Override
        public @Nullable RecordIterator<Step<SegmentRef>> readBatch() throws OutputException {
            if (read) {
                return null;
            }
            read = true;
            Iterator<Step<SegmentRef>> steps = split instanceof SegmentSplit segment
                    ? List.of(step(segment.segment())).iterator()
                    : plan(VideoSplits.file(split).ref());
            return new IteratorResultIterator<>(steps, CheckpointedPosition.NO_OFFSET, 0);
        }

        @Override
        public void close() {
            // The plan is made in one call, which closes what it opened.
        }
    }
}
