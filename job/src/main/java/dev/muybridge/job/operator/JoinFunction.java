package dev.muybridge.job.operator;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.progress.JobProgress;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.progress.WorkersLostAccumulator;
import dev.muybridge.job.quarantine.Quarantine;
import dev.muybridge.job.storage.Inputs;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code join}: prepares what is published of a video, finished or failed, on the I/O pool, and counts all that failed,
 * in any step, as metrics.
 */
public final class JoinFunction extends AccumulatingFunction<Step<CompleteVideo>, Publication> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JoinFunction.class);

    private final Toolkit toolkit;
    private final OutputLayout layout;
    private final RunOptions options;
    private transient TaskServices services;
    private transient PublicationMaker maker;
    private transient Failures failures;

    public JoinFunction(Toolkit toolkit, OutputLayout layout, RunOptions options) {
        this.toolkit = toolkit;
        this.layout = layout;
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        Share share = Share.of(getRuntimeContext().getTaskInfo(), toolkit.workers());
        services = TaskServices.acquire(
                toolkit, share, register(JobProgress.lostName(Steps.JOIN), new WorkersLostAccumulator()));
        maker = new PublicationMaker(services.videoFiles(), layout, options, new Quarantine(layout));
        failures = new Failures(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void close() {
        if (services != null) {
            services.release();
        }
    }

    @Override
    public void asyncInvoke(Step<CompleteVideo> step, ResultFuture<Publication> out) {
        var unused = services.onIo(() -> publication(step)).whenComplete((publication, error) -> {
            if (error == null) {
                out.complete(List.of(publication));
            } else {
                fail(out, error);
            }
        });
    }

    /**
     * A video that cannot be joined fails by itself; only when OUTPUT cannot be written does the job fail.
     */
    private Publication publication(Step<CompleteVideo> step) throws IOException {
        CompleteVideo video = step.result();
        if (video == null) {
            return failed(step.video(), StepFunction.failureOf(step));
        }
        try {
            return finished(video);
        } catch (OutputException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("{} cannot be joined", step.video().video(), e);
            return failed(step.video(), StepFunction.classify(step.video(), e));
        }
    }

    private Publication finished(CompleteVideo video) throws IOException, VideoException {
        Optional<Failure> changed = Inputs.changed(video.video().ref());
        if (changed.isPresent()) {
            throw new VideoException(changed.get().kind(), changed.get().detail());
        }
        return maker.finished(video);
    }

    private Publication failed(VideoRef video, Failure failure) throws IOException {
        Publication publication = maker.failed(video, failure);
        failures.add(failure.kind());
        return publication;
    }
}
