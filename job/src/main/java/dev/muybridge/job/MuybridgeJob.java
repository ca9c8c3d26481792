package dev.muybridge.job;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.LinkedSegment;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.StagedSegment;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.operator.JoinFunction;
import dev.muybridge.job.operator.Ledger;
import dev.muybridge.job.operator.MetricsFunction;
import dev.muybridge.job.operator.PoseFunction;
import dev.muybridge.job.operator.TrackLinker;
import dev.muybridge.job.sink.PublishSink;
import dev.muybridge.job.source.VideoSource;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.stage.Toolkit;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The flow: a video's segments are analysed, linked, annotated, counted, joined and published. */
public final class MuybridgeJob {
    /** How many calls may wait for each worker that is busy, in each operator that calls workers. */
    private static final int CALLS_PER_WORKER = 2;

    private static final int JOINS_AT_ONCE = 4;
    private static final long NO_ANSWER_DAYS = 7;

    private MuybridgeJob() {}

    /** Adds the whole flow to {@code env}. */
    public static void build(StreamExecutionEnvironment env, RunOptions options, Toolkit toolkit) {
        OutputLayout layout = new OutputLayout(options.output(), options.optionsHash());
        int calls = CALLS_PER_WORKER * options.workers();

        DataStream<Step<SegmentRef>> segments =
                env.fromSource(VideoSource.of(options, toolkit), WatermarkStrategy.noWatermarks(), "videos");
        DataStream<Step<PosesRef>> poses = AsyncDataStream.unorderedWait(
                        segments, new PoseFunction(toolkit, layout), NO_ANSWER_DAYS, TimeUnit.DAYS, calls)
                .name("pose");
        DataStream<Step<LinkedSegment>> linked = poses.keyBy(
                        step -> step.video().videoId())
                .process(new TrackLinker(options.wanted().people().most()))
                .name("link");
        DataStream<Step<StagedSegment>> staged = AsyncDataStream.unorderedWait(
                        linked, new MetricsFunction(toolkit, layout, options), NO_ANSWER_DAYS, TimeUnit.DAYS, calls)
                .name("metrics");
        DataStream<Step<CompleteVideo>> complete = staged.keyBy(
                        step -> step.video().videoId())
                .process(new Ledger())
                .name("ledger");
        DataStream<Publication> publications = AsyncDataStream.unorderedWait(
                        complete,
                        new JoinFunction(toolkit, layout, options),
                        NO_ANSWER_DAYS,
                        TimeUnit.DAYS,
                        JOINS_AT_ONCE)
                .name("join");
        publications.sinkTo(new PublishSink(layout)).name("publish");
    }
}
