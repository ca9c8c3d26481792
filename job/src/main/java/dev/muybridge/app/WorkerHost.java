package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.local.LocalToolkit;
import dev.muybridge.ray.Patience;
import dev.muybridge.ray.RayHead;
import dev.muybridge.ray.RayToolkit;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.stage.Toolkit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run's workers need to be there, from before the job to after it. */
final class WorkerHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Supplier<Toolkit> toolkit;
    private final @Nullable RayHead head;

    private WorkerHost(Supplier<Toolkit> toolkit, @Nullable RayHead head) {
        this.toolkit = toolkit;
        this.head = head;
    }

    /** Begins to make it ready. */
    @FunctionalInterface
    interface Starter {
        WorkerHost start() throws IOException;
    }

    /** Workers that need nothing more. */
    static WorkerHost of(Toolkit toolkit) {
        return new WorkerHost(() -> toolkit, null);
    }

    /** How the workers at {@code where} get ready. */
    static Starter starter(Installation installation, RunOptions options, WorkersAt where) {
        String home = installation.home().toString();
        if (where instanceof WorkersAt.RayCluster ray) {
            return () -> of(ray(home, options, ray.address()));
        }
        if (where instanceof WorkersAt.EmbeddedRay) {
            return () -> embedded(installation, options);
        }
        return () -> of(new LocalToolkit(home, options.model(), options.workers()));
    }

    private static WorkerHost embedded(Installation installation, RunOptions options) throws IOException {
        Path logs = logs(options);
        LOG.info("Ray's logs and its workers' are kept in {} when the run ends", logs);
        RayHead head = RayHead.start(installation, options.workers(), logs);
        return new WorkerHost(() -> ray(installation.home().toString(), options, head.address()), head);
    }

    private static Toolkit ray(String home, RunOptions options, RayAddress address) {
        return new RayToolkit(home, options.model(), options.workers(), address, Patience.DEFAULT);
    }

    private static Path logs(RunOptions options) throws IOException {
        org.apache.flink.core.fs.Path output = new OutputLayout(options.output(), options.optionsHash()).path("logs");
        FileSystem files = output.getFileSystem();
        String name = "ray-" + NAME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-"
                + ProcessHandle.current().pid();
        Path folder = Path.of(files.isDistributedFS() ? System.getProperty("java.io.tmpdir") : output.getPath());
        return folder.resolve(name);
    }

    /** Whether a Ray head is being started for this run. */
    boolean startsRay() {
        return head != null;
    }

    /** Waits until the workers can be started. */
    Toolkit toolkit() {
        return toolkit.get();
    }

    @Override
    public void close() {
        if (head != null) {
            head.close();
        }
    }
}
