package dev.muybridge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ProcessUsageTest {
    @Test
    void processesOfAKind_areAddedUp_andKeptWhenTheyHaveEnded() throws IOException, InterruptedException {
        OwnProcesses processes = new OwnProcesses();
        // Each uses a second of CPU time, then waits.
        String busy = "import time\nwhile time.process_time() < 1: pass\nheld = bytearray(50 << 20)\ntime.sleep(600)";
        try (ProcessUsage usage = new ProcessUsage(processes::all, process -> "python")) {
            for (int i = 0; i < 2; i++) {
                processes.start(new ProcessBuilder("python3", "-c", busy));
            }
            await().atMost(Duration.ofMinutes(2))
                    .until(() ->
                            usage.peakBytes() > 100L << 20 && usage.cpuSeconds().getOrDefault("python", 0.0) >= 2);
            double seconds = usage.cpuSeconds().getOrDefault("python", 0.0);
            assertThat(seconds).isLessThan(4);
            assertThat(usage.peakBytes()).isLessThan(200L << 20);

            processes.killAll();
            assertThat(processes.all()).isEqualTo(List.of());
            assertThat(usage.cpuSeconds().getOrDefault("python", 0.0)).isGreaterThanOrEqualTo(seconds);
        } finally {
            processes.killAll();
        }
    }

    /** When Java starts a process, it shares its parent's memory for a moment, which would count twice. */
    @Test
    void memory_ofAProcessSeenOnce_isNotCounted() throws IOException, InterruptedException {
        OwnProcesses processes = new OwnProcesses();
        processes.start(new ProcessBuilder("sleep", "600"));
        AtomicInteger looks = new AtomicInteger();
        try (ProcessUsage usage = new ProcessUsage(
                () -> looks.getAndIncrement() == 0 ? processes.all() : List.of(), process -> "sleep")) {
            await().until(() -> looks.get() > 1);

            assertThat(usage.cpuSeconds()).containsOnlyKeys("sleep");
            assertThat(usage.peakBytes()).isZero();
        } finally {
            processes.killAll();
        }
    }
}
