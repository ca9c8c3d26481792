package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class FlinkJobsTest {
    @Test
    @Timeout(20)
    void running_withoutACluster_saysWhereNobodyAnswers() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.PORT, closedPort());
        configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);

        try (ClusterClient<?> client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
            assertThatThrownBy(() -> new FlinkJobs(client).running("muybridge to file:/out"))
                    .isInstanceOf(IOException.class)
                    .message()
                    .startsWith("no Flink cluster answers at http://127.0.0.1:")
                    .contains("Connection refused");
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
