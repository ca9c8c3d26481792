package dev.muybridge.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/** The programs ffmpeg and ffprobe that lie inside Bytedeco's jar, as an independent judge of video files. */
public final class FfmpegProgram {
    private static final long SECONDS = 120;
    private static final List<String> LIBRARIES = List.of(
            "libavdevice.so.62",
            "libavfilter.so.11",
            "libavformat.so.62",
            "libavcodec.so.62",
            "libavutil.so.60",
            "libswscale.so.9",
            "libswresample.so.6",
            "libva.so.2",
            "libva-drm.so.2",
            "libdrm.so.2");
    private static final Object LOCK = new Object();

    private FfmpegProgram() {}

    /** Runs ffmpeg, overwriting its output, and fails unless it succeeds. */
    public static String ffmpeg(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs ffprobe and returns what it prints. */
    public static String ffprobe(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs {@code command} with a place of its own for the program ffmpeg: the word {@code FFMPEG} in it. */
    public static void script(List<String> command) {
        try {
            Path ffmpeg = program("ffmpeg");
            List<String> words = new ArrayList<>(command);
            words.replaceAll(word -> word.equals("FFMPEG") ? ffmpeg.toString() : word);
            start(words, ffmpeg, SECONDS * 2);
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** JavaCPP's own way to the programs would load the devices' library into this process. */
    private static Path program(String name) throws IOException {
        String folder = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "-gpl/";
        for (String library : LIBRARIES) {
            Loader.cacheResource(FfmpegProgram.class, folder + library);
        }
        File file = Loader.cacheResource(FfmpegProgram.class, folder + name);
        if (file == null || !file.setExecutable(true)) {
            throw new IllegalStateException("the jar ffmpeg with classifier -gpl does not hold " + folder + name);
        }
        return file.toPath();
    }

    private static String run(List<String> command) {
        try {
            Path path = program(command.get(0));
            List<String> words = new ArrayList<>(command);
            words.set(0, path.toString());
            return start(words, path, SECONDS);
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private static String start(List<String> words, Path program, long seconds) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("LD_LIBRARY_PATH", program.resolveSibling("") + ":" + standIns());
            Path errors = Files.createTempFile("ffmpeg", ".log");
            builder.redirectError(errors.toFile());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", words) + "\n" + Files.readString(errors) + output);
            }
            Files.delete(errors);
            return output;
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * The programs are linked with PulseAudio for devices that no test uses, and a machine without a desktop does not have
     * it: an empty library of that name lets them start.
     */
    private static Path standIns() throws IOException, InterruptedException {
        synchronized (LOCK) {
            Path folder = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "muybridge-stand-ins-" + ProcessHandle.current().pid());
            Path library = folder.resolve("libpulse.so.0");
            if (!Files.exists(library)) {
                Files.createDirectories(folder);
                Path versions = Files.writeString(folder.resolve("pulse.map"), "PULSE_0 { global: *; };\n");
                Path source = Files.writeString(folder.resolve("pulse.c"), "int muybridge_stand_in;\n");
                Process compiler = new ProcessBuilder(
                                "cc",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                source.toString(),
                                "-Wl,--version-script=" + versions,
                                "-Wl,-soname,libpulse.so.0")
                        .inheritIO()
                        .start();
                if (compiler.waitFor() != 0) {
                    throw new IllegalStateException("cc could not make " + library);
                }
                for (Path made : List.of(library, versions, source, folder)) {
                    made.toFile().deleteOnExit();
                }
            }
            return folder;
        }
    }
}
