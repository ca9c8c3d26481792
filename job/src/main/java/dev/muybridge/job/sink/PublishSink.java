package dev.muybridge.job.sink;

import dev.muybridge.job.model.Publication;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Publishes each video once: the writer hands publications to the checkpoint, the committer carries them out when the checkpoint
 * is complete. A publication that cannot be carried out fails the job, because the storage is what failed; the journal lets the
 * next start finish it.
 */
public final class PublishSink implements Sink<Publication>, SupportsCommitter<Publication> {
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
        return new PublishCommitter(new Publisher(layout), new Published(context.metricGroup()));
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

    private record PublishCommitter(Publisher publisher, Published published) implements Committer<Publication> {
        @Override
        public void commit(Collection<CommitRequest<Publication>> requests) throws IOException {
            for (CommitRequest<Publication> request : requests) {
                publisher.publish(request.getCommittable());
                published.add(request.getCommittable());
            }
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
