package dev.muybridge.job.sink;

import dev.muybridge.job.model.Publication;
import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.PublishedAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Reports each video that has its row to the program that runs the job. */
final class PublishedFunction extends ProcessFunction<CommittableMessage<Publication>, Void> {
    private static final long serialVersionUID = 1L;

    private transient PublishedAccumulator published;

    @Override
    public void open(OpenContext context) {
        published = new PublishedAccumulator();
        getRuntimeContext().addAccumulator(JobProgress.publishedName(), published);
    }

    @Override
    public void processElement(CommittableMessage<Publication> message, Context context, Collector<Void> out) {
        if (message instanceof CommittableWithLineage<Publication> publication) {
            published.add(publication.getCommittable());
        }
    }
}
