package dev.muybridge.job;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.AnalysedVideo;
import dev.muybridge.job.model.CompleteVideo;
import dev.muybridge.job.model.LinkedVideo;
import dev.muybridge.job.model.PicturesRef;
import dev.muybridge.job.model.PosesRef;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.RowsRef;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.job.operator.AnalyzeFunction;
import dev.muybridge.job.operator.AnnotateFunction;
import dev.muybridge.job.operator.CheckFunction;
import dev.muybridge.job.operator.GatherFunction;
import dev.muybridge.job.operator.JoinFunction;
import dev.muybridge.job.operator.LinkFunction;
import dev.muybridge.job.operator.MeasureFunction;
import dev.muybridge.job.operator.RepairFunction;
import dev.muybridge.job.progress.Steps;
import dev.muybridge.job.sink.PublishSink;
import dev.muybridge.job.source.Room;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.job.source.VideoSource;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.WorkStep;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;

/** The flow: a video is planned, its segments analysed, linked, measured, annotated, checked and joined, and it is published. */
public final class MuybridgeJob {
    /** How many calls may wait for each worker that is busy, in each operator that calls workers. */
    private static final int CALLS_PER_WORKER = 2;

    private static final int JOINS_AT_ONCE = 4;

    /** Fewer than there are threads for reading and writing: they wait for room while others measure. */
    private static final int VIDEOS_MEASURED_AT_ONCE = 3;

    private static final long NO_ANSWER_DAYS = 7;

    private MuybridgeJob() {}

    /**
     * Adds the whole flow for {@code videos} to {@code env}. As many tasks share each step as {@code env} says, and the workers with it;
     * one publishes.
     */
    public static void build(StreamExecutionEnvironment env, RunOptions options, VideoList videos, Toolkit toolkit) {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        int workers = (options.workers() + env.getParallelism() - 1) / env.getParallelism();
        int calls = CALLS_PER_WORKER * workers;
        Room room = Room.of(calls);

        DataStream<Step<SegmentRef>> segments = named(
                "plan",
                env.fromSource(
                        VideoSource.of(options, videos, toolkit, room), WatermarkStrategy.noWatermarks(), "plan"));
        DataStream<Step<PosesRef>> poses = named(
                WorkStep.ANALYZE.verb(), async(segments, new AnalyzeFunction(toolkit, layout, options, room), calls));
        DataStream<Step<AnalysedVideo>> analysed =
                named("link-gather", poses.keyBy(step -> step.video().key()).process(new GatherFunction()));
        DataStream<Step<AnalysedVideo>> repaired =
                named(Steps.REPAIR, async(analysed, new RepairFunction(toolkit, layout), workers));
        DataStream<Step<LinkedVideo>> linked = named(
                "link",
                repaired.map(new LinkFunction(
                                layout,
                                options.wanted().people(),
                                options.wanted().subject()))
                        .returns(TypeInformation.of(new TypeHint<>() {})));
        DataStream<Step<RowsRef>> rows = named(
                WorkStep.MEASURE.verb(),
                async(
                        linked,
                        new MeasureFunction(toolkit, layout, options),
                        Math.min(workers, VIDEOS_MEASURED_AT_ONCE)));
        DataStream<Step<PicturesRef>> pictures = named(
                WorkStep.ANNOTATE.verb(),
                async(rows.rebalance(), new AnnotateFunction(toolkit, layout, options), calls));
        DataStream<Step<CompleteVideo>> complete =
                named("check", pictures.keyBy(step -> step.video().key()).process(new CheckFunction()));
        DataStream<Publication> publications =
                named("join", async(complete, new JoinFunction(toolkit, layout, options), JOINS_AT_ONCE));
        publications
                .sinkTo(new PublishSink(layout, options))
                .setParallelism(1)
                .name("publish")
                .uid("publish");
    }

    private static <I, O> SingleOutputStreamOperator<O> async(
            DataStream<I> in, AsyncFunction<I, O> function, int atOnce) {
        return AsyncDataStream.unorderedWait(in, function, NO_ANSWER_DAYS, TimeUnit.DAYS, atOnce);
    }

    /** A step's verb is its operator's name, and its uid, by which a checkpoint finds its state. */
    private static <T> DataStream<T> named(String step, SingleOutputStreamOperator<T> operator) {
        return operator.name(step).uid(step);
    }
}
