package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RayWorkersIT extends WorkersContract {
    @TempDir
    static Path logs;

    private static RayHead head;

    @BeforeAll
    static void startHead() throws Exception {
        head = RayHead.start(Installation.current(), 2, logs);
    }

    @AfterAll
    void endHead() {
        closeWorkers();
        head.close();
    }

    @Override
    protected Workers start(int size) {
        String home = Installation.current().home().toString();
        return new RayToolkit(home, ModelSize.LITE, size, head.address(), Patience.DEFAULT).startWorkers(size);
    }

    @Override
    protected long busy(Workers workers) {
        return ((RayWorkers) workers)
                .callsByActor().stream().filter(calls -> calls > 0).count();
    }

    @Test
    void answers_areDecodedByAThreadOfTheirOwn() throws Exception {
        assertThat(analyze(0).thenApply(poses -> Thread.currentThread().getName()))
                .succeedsWithin(Duration.ofMinutes(2))
                .isEqualTo(RayWorkers.ANSWERS);
    }
}
