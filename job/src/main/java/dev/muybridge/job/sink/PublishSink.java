package dev.muybridge.job.sink;

import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.owner.Fence;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.DoneIndex;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each video once: the writer hands publications to the checkpoint, the committer carries them out when the checkpoint
 * is complete, and notes them in the index. A video of which a prepared file is gone or damaged fails by itself. A publication that
 * cannot be carried out for any other reason fails the job, because the storage is what failed; the journal lets the next start
 * finish it.
 */
public final class PublishSink
        implements Sink<Publication>, SupportsCommitter<Publication>, SupportsPostCommitTopology<Publication> {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(PublishSink.class);

    private final OutputLayout layout;
    private final RunOptions options;

    public PublishSink(OutputLayout layout, RunOptions options) {
        this.layout = layout;
        this.options = options;
    }

    @Override
    public CommittingSinkWriter<Publication, Publication> createWriter(WriterInitContext context) {
        return new Writer(new Fence(layout, options.run()), options.limits().failures());
    }

    @Override
    public Committer<Publication> createCommitter(CommitterInitContext context) throws IOException {
        Fence fence = new Fence(layout, options.run());
        fence.open();
        return new PublishCommitter(
                layout,
                fence,
                context.getRestoredCheckpointId().isPresent(),
                new PublicationWriter(layout, options),
                new PublishedCounters(context.metricGroup()));
    }

    /** A committer has no accumulators: what it has published is passed on to a function that has. */
    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<Publication>> published) {
        published
                .process(new PublishedFunction())
                .returns(Types.VOID)
                .name("Report")
                .uid("report");
    }

    @Override
    public SimpleVersionedSerializer<Publication> getCommittableSerializer() {
        return new PublicationCodec();
    }

    private static final class Writer implements CommittingSinkWriter<Publication, Publication> {
        private final Fence fence;
        private final FailureLimit limit;
        private List<Publication> waiting = new ArrayList<>();
        private long failed;

        Writer(Fence fence, FailureLimit limit) {
            this.fence = fence;
            this.limit = limit;
        }

        @Override
        public void write(Publication publication, Context context) throws TooManyFailuresException {
            waiting.add(publication);
            failed += publication.state().equals(VideoRow.FAILED) ? 1 : 0;
            if (!limit.allows(failed)) {
                throw new TooManyFailuresException(limit);
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            // What is written waits for the checkpoint.
            if (endOfInput) {
                fence.inputEnded();
            }
        }

        @Override
        public Collection<Publication> prepareCommit() {
            List<Publication> ready = waiting;
            waiting = new ArrayList<>();
            return ready;
        }

        @Override
        public void close() {
            // Nothing is open: the files were closed when they were prepared.
        }
    }

    /**
     * @param fence keeps other runs out, and this one once another owns OUTPUT
     * @param restored whether what is given may have been published already, by the job before it was restarted
     * @param writer makes the failures of what cannot be published
     */
    private record PublishCommitter(
            OutputLayout layout, Fence fence, boolean restored, PublicationWriter writer, PublishedCounters published)
            implements Committer<Publication> {
        @Override
        public void commit(Collection<CommitRequest<Publication>> requests) throws IOException {
            Publisher publisher = new Publisher(layout);
            List<Publication> done = new ArrayList<>();
            for (CommitRequest<Publication> request : requests) {
                Publication publication = request.getCommittable();
                fence.check();
                try {
                    if (restored) {
                        publisher.finish(publication);
                    } else {
                        publisher.publish(publication);
                    }
                    published.add(publication.state());
                    done.add(publication);
                } catch (UnpublishedException e) {
                    LOG.warn("{} cannot be published: {}", publication.video().video(), e.getMessage());
                    request.updateAndRetryLater(writer.failed(publication.video(), failure(e)));
                }
            }
            DoneIndex.add(layout, done);
        }

        private static Failure failure(UnpublishedException e) {
            return new Failure(
                    FailureKind.IO_ERROR, "It was made but could not be published: " + e.getMessage() + "; run again.");
        }

        @Override
        public void close() throws IOException {
            fence.close();
        }
    }
}
