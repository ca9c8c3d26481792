package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.source.VideoList;
import dev.muybridge.local.LocalToolkit;
import dev.muybridge.motion.Measures;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

final class JobGraphTest {
    private static final JobGraph GRAPH = LocalCluster.graph(
            Asked.of(Path.of("in"), Path.of("out")).options(),
            VideoList.of(List.of()),
            new LocalToolkit("/nowhere", Asked.MODEL, 1, Measures.STANDARD));

    /** Between plan and analyze there is no buffer of references that a barrier would have to wait behind. */
    @Test
    void chains_areThoseThatKeysPart_andTheSharingOfPictures() {
        List<String> chains = new ArrayList<>();
        GRAPH.getVerticesSortedTopologicallyFromSources()
                .forEach(vertex -> chains.add(String.valueOf(vertex.getName())));

        assertThat(chains)
                .containsExactly(
                        "Source: plan -> analyze",
                        "link-gather -> link-repair -> link -> measure",
                        "annotate",
                        "check -> join -> publish: Writer -> publish: Committer -> publish: Report");
    }

    /** Flink finds an operator's state in a checkpoint by its uid, and makes one up, of the whole graph, where there is none. */
    @Test
    void operators_haveTheirStepForAUid() {
        StreamGraph graph = LocalCluster.streamGraph(
                Asked.of(Path.of("in"), Path.of("out")).options(),
                VideoList.of(List.of()),
                new LocalToolkit("/nowhere", Asked.MODEL, 1, Measures.STANDARD));

        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "plan",
                        "analyze",
                        "link-gather",
                        "link-repair",
                        "link",
                        "measure",
                        "annotate",
                        "check",
                        "join",
                        "publish",
                        "Sink Committer: publish",
                        "publish: report");
    }

    @Test
    void vertices_haveOneTaskEachAndAnExplicitMaximum() {
        for (JobVertex vertex : GRAPH.getVertices()) {
            assertThat(vertex.getParallelism()).isEqualTo(1);
            assertThat(vertex.getMaxParallelism()).isEqualTo(128);
        }
    }

    /** The index of what is done has one writer, and a limit on failures counts them all. */
    @Test
    void steps_areSharedByTasks_ofWhichEachHasAWorker_andOnePublishes() {
        for (int tasks : List.of(3, 9)) {
            JobGraph graph = JobEnvironment.ofCluster(
                            Asked.of(Path.of("in"), Path.of("out")).workers(4).options(),
                            VideoList.of(List.of()),
                            new LocalToolkit("/nowhere", Asked.MODEL, 4, Measures.STANDARD),
                            tasks)
                    .getStreamGraph()
                    .getJobGraph();

            for (JobVertex vertex : graph.getVertices()) {
                boolean publishes = String.valueOf(vertex.getName()).startsWith("publish");
                assertThat(vertex.getParallelism()).as(vertex.getName()).isEqualTo(publishes ? 1 : Math.min(tasks, 4));
            }
            assertThat(graph.getVertices()).anyMatch(vertex -> vertex.getParallelism() == 1);
        }
    }

    /** Each is a number of requests there. */
    @Test
    void checkpoints_onOtherMachinesStorage_areTakenEveryThirtySeconds() {
        for (String output : List.of("s3://bucket/out", "hdfs://name:8020/out")) {
            JobGraph graph = LocalCluster.graph(
                    Asked.of(Path.of("in"), Path.of("out")).options("in", output),
                    VideoList.of(List.of()),
                    new LocalToolkit("/nowhere", Asked.MODEL, 1, Measures.STANDARD));

            assertThat(graph.getCheckpointingSettings()
                            .getCheckpointCoordinatorConfiguration()
                            .getCheckpointInterval())
                    .isEqualTo(30_000);
        }
    }

    @Test
    void checkpoints_areTakenEveryTwoSecondsUnderStaging() {
        assertThat(GRAPH.isCheckpointingEnabled()).isTrue();
        assertThat(GRAPH.getCheckpointingSettings()
                        .getCheckpointCoordinatorConfiguration()
                        .getCheckpointInterval())
                .isEqualTo(2000);
        assertThat(GRAPH.getJobConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .endsWith("/.staging/checkpoints");
    }
}
