package dev.muybridge.ray.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ray's process on this machine that a driver is bound to. Ray's library ends the whole JVM, without a message, when it finds
 * the object store of that process gone; so this is checked before each use of the library.
 */
public final class Raylet {
    private static final Path PROCESSES = Path.of("/proc");
    private static volatile @Nullable Raylet current;

    private final Path process;

    private Raylet(Path process) {
        this.process = process;
    }

    /** From now on this process is bound to the raylet that was told to listen at {@code socket}. */
    static void bind(String socket) {
        current = find(socket);
    }

    /** The library is in the middle of a call that it will not return from. */
    static void lose() {
        current = new Raylet(PROCESSES.resolve("none"));
    }

    /** The library has been shut down. */
    static void unbind() {
        current = null;
    }

    /** Whether Ray's library can be used without harm. */
    static boolean isUsable() {
        Raylet bound = current;
        return bound == null || !bound.hasEnded();
    }

    /** @throws NoActorsException when Ray's library must not be used any more */
    static void requireUsable() {
        if (!isUsable()) {
            throw new NoActorsException("Ray has ended on this machine: its raylet is gone", null);
        }
    }

    /**
     * Ends this process with {@code code}. Once Ray's library has lost its raylet it cannot be shut down, and its threads may
     * crash the process while the library's own data is destroyed at its end; so then nothing is destroyed.
     */
    public static void exit(int code) {
        if (!isUsable()) {
            RayInternals.exit(code);
        }
        System.exit(code);
    }

    /** Whether it is there, but somebody has stopped it (SIGSTOP, or a debugger). */
    static boolean isStopped() {
        Raylet bound = current;
        return bound != null && "Tt".indexOf(bound.state()) >= 0;
    }

    /** The process that was told to listen at {@code socket}; null if it cannot be seen from here. */
    private static @Nullable Raylet find(String socket) {
        String told = "--raylet_socket_name=" + socket + '\0';
        Map<Long, ProcessHandle> found = new HashMap<>();
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(told))
                .forEach(process -> found.put(process.pid(), process));
        // A worker that it is about to start looks like the raylet itself for a moment.
        return found.values().stream()
                .filter(process -> process.parent()
                        .map(parent -> !found.containsKey(parent.pid()))
                        .orElse(true))
                .findFirst()
                .map(process -> new Raylet(folder(process)))
                .orElse(null);
    }

    private static Path folder(ProcessHandle process) {
        return PROCESSES.resolve(Long.toString(process.pid()));
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(folder(process).resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or is not ours to look at
        }
    }

    /** Whether the process has ended, even if nobody has collected its exit code yet. */
    private boolean hasEnded() {
        return "ZX".indexOf(state()) >= 0;
    }

    /** The kernel's letter for what the process is at; X also if there is no process. */
    private char state() {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }
}
