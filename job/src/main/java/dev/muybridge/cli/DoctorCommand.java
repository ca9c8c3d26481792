package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.inference.InferenceException;
import dev.muybridge.inference.PoseNetworks;
import dev.muybridge.inference.TensorModel;
import dev.muybridge.inference.mediapipe.MediaPipePoseNetworks;
import dev.muybridge.inference.mediapipe.NativeLibrary;
import dev.muybridge.inference.mediapipe.NativeLog;
import dev.muybridge.inference.mediapipe.SelfTest;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.ffmpeg.FfmpegSelfTest;
import dev.muybridge.media.opencv.OpenCvSelfTest;
import dev.muybridge.media.opencv.OpenCvSquareCutters;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.ray.RayHead;
import dev.muybridge.stage.WorkersLostException;
import dev.muybridge.tracking.PeopleTracker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: lists every part, its version, where it was looked for and whether it works. Changes nothing. */
@Command(
        name = "doctor",
        description =
                "Lists every part, its version, where it was looked for and whether it works. Exits with 1 if a part"
                        + " that is needed does not work.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Print this text.")
    boolean help;

    private boolean healthy = true;

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.current();
        Path log = Files.createTempFile("muybridge-doctor-", ".log");
        say("ok", "home", installation.home().toString());
        java();
        ffmpeg();
        openCv();
        try (NativeLog silent = NativeLog.redirectTo(log)) {
            if (mediaPipe(installation.mediaPipeLibrary())) {
                for (ModelSize size : ModelSize.values()) {
                    model(installation, size);
                }
            }
        } catch (LinkageError | InferenceException e) {
            fail("MediaPipe binding", "cannot be loaded: " + e.getMessage());
        } finally {
            Files.deleteIfExists(log);
        }
        ray(installation);
        optional("sample video", installation.sample("demo.mp4"), "'./muybridge demo' fetches it");
        optional("S3", installation.s3Plugin(), "a run with a path on s3:// fetches it");
        optional("test tools", installation.testPython(), "'./muybridge test' installs them");
        return healthy ? ExitCode.OK : ExitCode.JOB_FAILED;
    }

    private void java() {
        say(
                "ok",
                "Java",
                Runtime.version() + " at " + System.getProperty("java.home") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors, heap of at most "
                        + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
    }

    private void ffmpeg() {
        try {
            FfmpegSelfTest.Report report = FfmpegSelfTest.run();
            if (report.missing().isEmpty()) {
                say("ok", "FFmpeg", report.version() + " with x264, from the jar on the class path");
            } else {
                fail("FFmpeg", report.version() + " lacks " + String.join(", ", report.missing()));
            }
        } catch (RuntimeException | LinkageError e) {
            fail("FFmpeg", "cannot be loaded from the jar on the class path: " + e.getMessage());
        }
    }

    private void openCv() {
        try {
            say("ok", "OpenCV", OpenCvSelfTest.run() + ", from the jar on the class path");
        } catch (RuntimeException | LinkageError e) {
            fail("OpenCV", "cannot be loaded from the jar on the class path: " + e.getMessage());
        }
    }

    private boolean mediaPipe(Path path) {
        NativeLibrary library = NativeLibrary.load(path);
        if (library instanceof NativeLibrary.Missing missing) {
            fail("MediaPipe", missing.cause() + "; './muybridge setup' installs it");
            return false;
        }
        say("ok", "MediaPipe", Installation.MEDIAPIPE_VERSION + " at " + path);
        return true;
    }

    private void model(Installation installation, ModelSize size) {
        Path path = installation.model(size);
        String name = "model " + size.id();
        try {
            SelfTest.Report report = look(MediaPipePoseNetworks.load(installation.mediaPipeLibrary(), path));
            String line = Installation.MODELS_VERSION + " at " + path + ": " + report.describe();
            if (report.found()) {
                say("ok", name, line);
            } else {
                fail(name, line);
            }
        } catch (InferenceException e) {
            fail(name, e.getMessage() + "; './muybridge setup' installs it");
        } catch (LinkageError e) {
            fail(name, "was not tried: " + e.getMessage());
        }
    }

    private static SelfTest.Report look(PoseNetworks networks) {
        try (TensorModel detector = networks.detector();
                TensorModel landmarks = networks.landmarks();
                SquareCutters cutters = new OpenCvSquareCutters()) {
            PeopleTracker tracker = new PeopleTracker(detector, landmarks);
            return SelfTest.run((picture, millis) -> poses(tracker, cutters.of(picture), millis));
        }
    }

    private static List<Pose> poses(PeopleTracker tracker, SquareCutter picture, long millis) {
        return tracker.next(picture, TimeUnit.MILLISECONDS.toMicros(millis)).stream()
                .map(Person::pose)
                .toList();
    }

    private void ray(Installation installation) throws IOException {
        Path logs = Files.createTempDirectory("muybridge-doctor-");
        long begun = System.nanoTime();
        try (RayHead head = RayHead.start(installation, 1, logs)) {
            head.address();
            double seconds = (System.nanoTime() - begun) / 1e9;
            String line = Installation.RAY_VERSION + " at " + installation.rayJar() + ": a head started in ";
            say("ok", "Ray", line + String.format(Locale.ROOT, "%.1f s", seconds));
        } catch (IOException | WorkersLostException e) {
            fail("Ray", String.valueOf(e.getMessage()));
        }
        deleteAll(logs);
    }

    /** The head's logs: files in one folder. */
    private static void deleteAll(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void optional(String part, Path path, String remedy) {
        if (Files.exists(path)) {
            say("ok", part, path.toString());
        } else {
            say("-", part, "not at " + path + "; " + remedy);
        }
    }

    private void fail(String part, String detail) {
        healthy = false;
        say("FAILED", part, detail);
    }

    private void say(String state, String part, String detail) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, "%-6s  %-18s  %s", state, part, detail));
    }
}
