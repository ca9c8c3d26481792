package dev.muybridge.job.sink;

import dev.muybridge.job.model.Publication;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.table.DoneIndex;
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

/**
 * Publishes each video once: the writer hands publications to the checkpoint, the committer carries them out when the checkpoint
 * is complete, and notes them in the index. A publication that cannot be carried out fails the job, because the storage is what
 * failed; the journal lets the next start finish it.
 */
public final class PublishSink
        implements Sink<Publication>, SupportsCommitter<Publication>, SupportsPostCommitTopology<Publication> {
    private static final long serialVersionUID = 1L;

    private final OutputLayout layout;

    public PublishSink(OutputLayout layout) {
        this.layout = layout;
    }

    @Override
    public CommittingSinkWriter<Publication, Publication> createWriter(WriterInitContext context) {
        return new Writer();
    }

    @Override
    public Committer<Publication> createCommitter(CommitterInitContext context) {
        return new PublishCommitter(layout, new Publisher(layout), new PublishedCounters(context.metricGroup()));
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
        private List<Publication> waiting = new ArrayList<>();

        @Override
        public void write(Publication publication, Context context) {
            waiting.add(publication);
        }

        @Override
        public void flush(boolean endOfInput) {
            // What is written waits for the checkpoint.
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

    private record PublishCommitter(OutputLayout layout, Publisher publisher, PublishedCounters published)
            implements Committer<Publication> {
        @Override
        public void commit(Collection<CommitRequest<Publication>> requests) throws IOException {
            List<Publication> done = new ArrayList<>();
            for (CommitRequest<Publication> request : requests) {
                publisher.publish(request.getCommittable());
                published.add(request.getCommittable().state());
                done.add(request.getCommittable());
            }
            DoneIndex.add(layout, done);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
