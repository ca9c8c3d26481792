package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.PortProbe.StoppedBy;
import dev.muybridge.testing.ListeningSocket;
import dev.muybridge.testing.UnixListener;
import dev.muybridge.whole.Runs;
import dev.muybridge.whole.SmallVideos;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A run that has enough to do to be looked at, and where it listens.
 *
 * @param pages the first address of its web pages
 */
record RunUnderWay(Commands.Started started, URI pages) {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofMinutes(1);
    private static final int VIDEOS = 20;
    private static final Pattern PAGES = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/\\?secret=\\w+");

    /** @param folder for its input and its output */
    static RunUnderWay begin(Path folder, String ray) throws IOException {
        Path input = Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < VIDEOS; i++) {
            Files.copy(SmallVideos.walk(), input.resolve(i + ".mp4"));
        }
        Path output = folder.resolve("out");
        List<String> arguments =
                new ArrayList<>(List.of("--input", input.toString(), "--output", output.toString(), "--ray", ray));
        arguments.addAll(List.of("--model", "lite", "--preset", "ultrafast", "--workers", "2"));
        arguments.addAll(List.of("--segment-seconds", "1", "--ui-port", "0"));
        Commands.Started started = Commands.start(arguments.toArray(String[]::new));
        try {
            Awaitility.await().atMost(START).until(() -> !started.process().isAlive() || isWorking(output));
            return new RunUnderWay(started, pages(started));
        } catch (RuntimeException | AssertionError e) {
            started.process().destroy();
            throw e;
        }
    }

    /** What a run that has begun to work says a browser is to open. */
    static URI pages(Commands.Started started) throws IOException {
        Matcher pages = PAGES.matcher(Files.readString(started.out()));
        assertThat(pages.find()).as(Files.readString(started.out())).isTrue();
        return URI.create(pages.group());
    }

    private static boolean isWorking(Path output) throws IOException {
        return Runs.files(output.resolve(".staging")).stream().anyMatch(file -> file.endsWith(".poses"));
    }

    void stop() throws IOException, InterruptedException {
        List<ProcessHandle> all = processes();
        started.signal("TERM");
        assertThat(started.await(END).code()).isEqualTo(143);
        // Ray's logs are copied a little later.
        Awaitility.await().atMost(END).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** For TCP, of all its processes, by what they are: what stops a stranger there. */
    Map<String, List<StoppedBy>> tcp() throws Exception {
        Map<String, List<StoppedBy>> found = new TreeMap<>();
        for (ProcessHandle process : processes()) {
            for (ListeningSocket socket : ListeningSocket.of(process.pid())) {
                assertThat(socket.isLoopback()).isTrue();
                StoppedBy what = PortProbe.at(socket.port());
                found.computeIfAbsent(name(process), name -> new ArrayList<>()).add(what);
            }
        }
        found.values().forEach(each -> each.sort(null));
        return found;
    }

    /** Unix sockets of all its processes, each after what the process is. */
    List<String> unix() throws IOException {
        List<String> found = new ArrayList<>();
        for (ProcessHandle process : processes()) {
            for (UnixListener socket : UnixListener.of(process.pid())) {
                found.add(name(process) + " " + socket.name());
            }
        }
        return found;
    }

    private List<ProcessHandle> processes() {
        ProcessHandle run = started.process().toHandle();
        return Stream.concat(Stream.of(run), run.descendants()).toList();
    }

    private String name(ProcessHandle process) throws IOException {
        if (process.pid() == started.process().pid()) {
            return "run";
        }
        String program = Files.readString(Path.of("/proc", Long.toString(process.pid()), "comm"))
                .strip();
        return program.equals("java") ? "worker" : program;
    }
}
