package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.local.LocalToolkit;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.junit.jupiter.api.Test;

final class JobGraphTest {
    private static final JobGraph GRAPH = LocalCluster.graph(
            Asked.of(Path.of("in"), Path.of("out")).options(), new LocalToolkit("/nowhere", Asked.MODEL, 1));

    /** Between source and pose there is no buffer of references that a barrier would have to wait behind. */
    @Test
    void chains_areTheThreeThatKeysPart() {
        List<String> chains = new ArrayList<>();
        GRAPH.getVerticesSortedTopologicallyFromSources()
                .forEach(vertex -> chains.add(String.valueOf(vertex.getName())));

        assertThat(chains)
                .containsExactly(
                        "Source: videos -> pose",
                        "link -> metrics",
                        "ledger -> join -> publish: Writer -> publish: Committer");
    }

    @Test
    void vertices_haveOneTaskEachAndAnExplicitMaximum() {
        for (JobVertex vertex : GRAPH.getVertices()) {
            assertThat(vertex.getParallelism()).isEqualTo(1);
            assertThat(vertex.getMaxParallelism()).isEqualTo(128);
        }
    }

    @Test
    void checkpoints_areTakenEveryTwoSecondsUnderStaging() {
        assertThat(GRAPH.isCheckpointingEnabled()).isTrue();
        assertThat(GRAPH.getCheckpointingSettings()
                        .getCheckpointCoordinatorConfiguration()
                        .getCheckpointInterval())
                .isEqualTo(2000);
    }
}
