package dev.muybridge.ray;

import dev.muybridge.crash.NativeCrashes;
import dev.muybridge.inference.mediapipe.AbortNotes;
import dev.muybridge.install.Installation;
import dev.muybridge.install.JvmFlags;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.ray.bridge.RaySettings;
import dev.muybridge.ray.bridge.WorkerMain;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FFmpeg in this process for reading and joining, and workers in a Ray cluster.
 *
 * @param home of the installation, here and on every node of the cluster
 * @param model pose model
 * @param workers how many segments are worked on at the same time
 * @param address where the cluster is
 * @param patience with workers
 */
public record RayToolkit(String home, ModelSize model, int workers, RayAddress address, Patience patience)
        implements Toolkit {
    /** Beginning of the addresses by which a machine knows itself alone. */
    private static final String LOOPBACK = "127.";

    @Override
    public VideoFiles videoFiles() {
        AbortNotes.ofThisProcess();
        return new FfmpegVideoFiles();
    }

    @Override
    public Workers startWorkers(int share) {
        Installation installation = new Installation(Path.of(home));
        NativeCrashes.prepare(installation.crashes());
        RaySettings settings = new RaySettings(
                address,
                Installation.RAY_VERSION,
                address.host().startsWith(LOOPBACK) ? address.host() : "",
                installation.rayNative().toString(),
                WorkerClassPath.current(),
                jvmOptions());
        return RayWorkers.start(this, share, settings);
    }

    /**
     * A process that cannot get memory ends, so that its call is made again elsewhere. The heap is as large as its calls need and not as it
     * may be: it grows for long tracks only, and is small again afterwards. Nearly all work is native: Java's second
     * compiler would take more time than its code saves. And a logger with nothing to log need not wake up a hundred times a
     * second.
     */
    private List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + System.getProperty("muybridge.worker.heap", "512m"),
                "-Xms32m",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.bytedeco.javacpp.cachedir=" + Path.of(home).resolve("javacpp"),
                "-Dlog4j2.asyncLoggerConfigWaitStrategy=Block",
                "-Djava.awt.headless=true"));
        options.addAll(libraryOptions());
        options.addAll(NativeCrashes.jvmOptions(new Installation(Path.of(home)).crashes()));
        options.addAll(archiveOptions());
        options.addAll(JvmFlags.required());
        return options;
    }

    /**
     * Ray's library comes from where this process has it. By itself Ray unpacks it into its session's folder, which in a cluster that
     * somebody else has started is one that every user may write to; for nothing else does a worker use that folder by this name.
     */
    private List<String> libraryOptions() {
        return List.of(
                "-Dray.session-dir=" + new Installation(Path.of(home)).rayNative(),
                "-Dmuybridge.worker.main=" + WorkerMain.class.getName());
    }

    /** An archive of classes that does not fit a worker's JVM or class path is not used, and nothing is said about it. */
    private static List<String> archiveOptions() {
        List<String> options = new ArrayList<>();
        Optional.ofNullable(System.getProperty("muybridge.worker.archive"))
                .ifPresent(file -> options.add("-XX:SharedArchiveFile=" + file));
        Optional.ofNullable(System.getProperty("muybridge.worker.classes"))
                .ifPresent(file -> options.add("-XX:DumpLoadedClassList=" + file));
        options.add("-Xshare:auto");
        options.add("-Xlog:cds*=off");
        return options;
    }
}
