package dev.muybridge.whole;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user types them. */
public final class Shell {
    private final Path folder;
    private final Path programs;

    /** @param folder the working folder */
    public Shell(Path folder) throws IOException {
        this.folder = folder;
        this.programs = Files.createDirectories(folder.resolve("bin"));
    }

    /** Makes {@code name} a program that runs {@code command} with the arguments that it is given. */
    public Shell program(String name, String command) throws IOException {
        File file = Files.writeString(programs.resolve(name), "#!/bin/sh\nexec " + command + " \"$@\"\n")
                .toFile();
        if (!file.setExecutable(true)) {
            throw new IOException("cannot make a program of " + file);
        }
        return this;
    }

    /** What {@code commands} print; fails with that if one of them fails, or they take over two minutes. */
    public String run(String commands) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "shell", ".out");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", commands))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String text = Files.readString(out, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError(commands + (ended ? " failed: " : " took too long: ") + text);
        }
        return text;
    }
}
