package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.PortProbe.StoppedBy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a run and its Ray cluster listen, and what stops a stranger there. */
@Tag("all")
final class RayListenersIT {
    @TempDir
    Path folder;

    /** A new listener is to be added here, and to the page about security. */
    @Test
    void aStranger_isStoppedEverywhere() throws Exception {
        RunUnderWay run = RunUnderWay.begin(folder, "embedded");
        try {
            assertThat(run.tcp())
                    .isEqualTo(Map.of(
                            "run",
                            List.of(StoppedBy.KEY, StoppedBy.KEY, StoppedBy.RAY_TOKEN, StoppedBy.SECRET),
                            "gcs_server",
                            List.of(StoppedBy.RAY_TOKEN),
                            "raylet",
                            List.of(StoppedBy.RAY_TOKEN, StoppedBy.RAY_TOKEN),
                            "worker",
                            List.of(StoppedBy.RAY_TOKEN, StoppedBy.RAY_TOKEN)));
            assertThat(run.unix())
                    .as("rights of the folder that they are in")
                    .hasSize(2)
                    .allMatch(socket -> socket.matches("raylet /.*/sockets/(plasma_store|raylet)"));
        } finally {
            run.stop();
        }
    }
}
