package dev.muybridge.app;

import dev.muybridge.job.MuybridgeJob;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.VideoList;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.stage.Toolkit;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The flow with its settings, the same on every cluster. */
final class JobEnvironment {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);

    /** Where OUTPUT is on another machine's storage, for which each checkpoint is some requests. A job's end does not wait for it. */
    private static final Duration CHECKPOINT_INTERVAL_ELSEWHERE = Duration.ofSeconds(30);

    private static final int MAX_PARALLELISM = 128;

    private JobEnvironment() {}

    /** @param ofCluster settings that differ from cluster to cluster, among them how many tasks share each step */
    static StreamExecutionEnvironment of(
            RunOptions options, VideoList videos, Toolkit toolkit, Configuration ofCluster) {
        Configuration settings = settings(options);
        settings.addAll(ofCluster);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setMaxParallelism(MAX_PARALLELISM);
        env.enableCheckpointing(checkpointInterval(options).toMillis());
        MuybridgeJob.build(env, options, videos, toolkit);
        return env;
    }

    /**
     * For a cluster that was there before the job, or that Flink has put up for it.
     *
     * @param tasks how many share each step at most; each needs a worker at least
     */
    static StreamExecutionEnvironment ofCluster(RunOptions options, VideoList videos, Toolkit toolkit, int tasks) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, name(options));
        settings.set(CoreOptions.DEFAULT_PARALLELISM, Math.min(Math.min(tasks, options.workers()), MAX_PARALLELISM));
        Restarts.configure(settings);
        return of(options, videos, toolkit, settings);
    }

    /** Names OUTPUT, so that later runs can see which job is writing to it. */
    static String name(RunOptions options) {
        return "muybridge to " + options.output();
    }

    static Duration checkpointInterval(RunOptions options) {
        return Location.ofUri(options.output()).isLocal() ? CHECKPOINT_INTERVAL : CHECKPOINT_INTERVAL_ELSEWHERE;
    }

    private static Configuration settings(RunOptions options) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, "muybridge");
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                new OutputLayout(options.output(), options.keys()).checkpoints().toString());
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        return settings;
    }
}
