package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.Location;
import dev.muybridge.local.LocalToolkit;
import dev.muybridge.motion.Measures;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run's workers need, from before the job until after it. */
final class WorkerHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Supplier<Toolkit> toolkit;
    private final @Nullable RayHead head;

    private WorkerHost(Supplier<Toolkit> toolkit, @Nullable RayHead head) {
        this.toolkit = toolkit;
        this.head = head;
    }

    /** Starts getting it ready. */
    @FunctionalInterface
    interface Starter {
        WorkerHost start() throws IOException;

        /** Removes what was left by such a host that was killed. */
        default void removeLeft() throws IOException, InterruptedException {
            // Threads of this process, and another cluster's workers, leave nothing here.
        }
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
            return new Starter() {
                @Override
                public WorkerHost start() throws IOException {
                    return embedded(installation, options);
                }

                @Override
                public void removeLeft() throws IOException, InterruptedException {
                    RayHead.removeLeft(installation);
                }
            };
        }
        return () -> of(new LocalToolkit(
                home, options.model(), options.workers(), options.wanted().measures()));
    }

    private static WorkerHost embedded(Installation installation, RunOptions options) throws IOException {
        Path logs = logs(installation, options);
        LOG.info("Ray's logs and its workers' are kept in {} when the run ends", logs);
        RayHead head = RayHead.start(installation, options.workers(), logs);
        return new WorkerHost(() -> ray(installation.home().toString(), options, head.address()), head);
    }

    /** Its workers have only what is on every node. */
    private static Toolkit ray(String home, RunOptions options, RayAddress address) {
        if (!options.wanted().measures().equals(Measures.STANDARD)) {
            throw new IllegalArgumentException("workers in Ray measure the standard metrics only; run with --ray off");
        }
        return new RayToolkit(home, options.model(), options.workers(), address, Patience.DEFAULT);
    }

    private static Path logs(Installation installation, RunOptions options) {
        Location logs = Location.ofUri(options.output()).child("logs");
        String name = "ray-" + NAME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-"
                + ProcessHandle.current().pid();
        Path folder = logs.isLocal() ? logs.local() : installation.logs();
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
