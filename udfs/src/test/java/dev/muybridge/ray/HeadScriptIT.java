package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How {@code head.py} chooses its folder, leaves it, and clears up after others. */
@Timeout(60)
final class HeadScriptIT {
    private static final int NOBODY = 65534;

    @TempDir
    Path folder;

    private Path script;
    private Path session;
    private Path kept;
    private Path secret;

    @BeforeEach
    void putScriptAndLogs() throws Exception {
        folder = folder.toRealPath();
        script = folder.resolve("head.py");
        try (InputStream text = Objects.requireNonNull(RayHead.class.getResourceAsStream("head.py"))) {
            Files.copy(text, script);
        }
        session = folder.resolve("head/ray/session_2026");
        Files.createDirectories(session.resolve("logs"));
        kept = folder.resolve("kept");
        secret = Files.writeString(folder.resolve("secret"), "a secret");
    }

    /** What the expression prints, with the script's functions at hand. */
    private String python(String expression, Path... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Installation.current().rayPython().toString(),
                "-I",
                "-S",
                "-c",
                "import pathlib, runpy, sys; globals().update(runpy.run_path(sys.argv[1], run_name='head'));"
                        + "a = [pathlib.Path(word) for word in sys.argv[2:]]; " + expression,
                script.toString()));
        Stream.of(arguments).map(Path::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private void keepLogs() throws IOException {
        assertThat(python("keep_logs(a[0], str(a[1]))", folder.resolve("head"), kept))
                .isEmpty();
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void logs_areKept_butForEmptyOnes() throws Exception {
        Files.writeString(session.resolve("logs/raylet.out"), "said");
        Files.writeString(session.resolve("logs/raylet.err"), "");
        Files.createDirectory(session.resolve("logs/old"));
        Files.writeString(folder.resolve("head/start.log"), "started");
        Files.writeString(folder.resolve("head/token"), "a token");
        keepLogs();
        assertThat(names()).containsExactly("raylet.out", "start.log");
        assertThat(kept.resolve("raylet.out")).hasContent("said");
    }

    @Test
    void whatSomebodyHasPlantedAmongTheLogs_isNotFollowed() throws Exception {
        Path logs = session.resolve("logs");
        Files.createSymbolicLink(logs.resolve("link.log"), secret);
        Files.createLink(logs.resolve("hard.log"), secret);
        assertThat(new ProcessBuilder("mkfifo", logs.resolve("pipe.log").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createSymbolicLink(folder.resolve("head/hs_err_pid1.log"), secret);
        Files.writeString(logs.resolve("raylet.out"), "said");
        keepLogs();
        assertThat(names()).containsExactly("raylet.out");
    }

    @Test
    void logsOfAnotherUser_areNotTaken() throws Exception {
        assumeThat(Files.getOwner(folder).getName())
                .as("only root can give a file away")
                .isEqualTo("root");
        Files.writeString(session.resolve("logs/theirs.log"), "said");
        Files.setAttribute(session.resolve("logs/theirs.log"), "unix:uid", NOBODY);
        Files.writeString(session.resolve("logs/raylet.out"), "said");
        keepLogs();
        assertThat(names()).containsExactly("raylet.out");
    }

    @Test
    void linkInPlaceOfAFolder_isNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/logs"));
        Files.writeString(elsewhere.resolve("private"), "a secret");
        Files.createSymbolicLink(folder.resolve("head/ray/session_2027"), elsewhere.getParent());
        Files.createDirectory(folder.resolve("head/ray/session_2028"));
        Files.createSymbolicLink(folder.resolve("head/ray/session_2028/logs"), elsewhere);
        Files.writeString(session.resolve("logs/raylet.out"), "said");
        keepLogs();
        assertThat(names()).containsExactly("raylet.out");
    }

    @Test
    void linkAtTheTarget_isReplaced_andNotWrittenThrough() throws Exception {
        Files.writeString(session.resolve("logs/raylet.out"), "said");
        Files.createSymbolicLink(Files.createDirectory(kept).resolve("raylet.out"), secret);
        keepLogs();
        assertThat(secret).hasContent("a secret");
        assertThat(kept.resolve("raylet.out")).isRegularFile().hasContent("said");

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.delete(kept.resolve("raylet.out"));
        Files.delete(kept);
        Files.createSymbolicLink(kept, other);
        keepLogs();
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void place_isTheFirstWhereNobodyElseCanRenameOurFolder() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path below = Files.createDirectory(open.resolve("below"));
        Path good = Files.createDirectory(folder.resolve("good"));
        set(open, "rwxrwxrwx");
        assertThat(python("print(find_place(a))", below, good)).isEqualTo(good.toString());
        assertThat(python("print(why_not(a[0]))", below)).isEqualTo("other users can rename what is in " + open);
        Files.setAttribute(open, "unix:mode", 01777);
        assertThat(python("print(find_place(a))", below, good)).isEqualTo(below.toString());
        assertThat(python("print(find_place(PLACES))")).isEqualTo("/tmp");
        assertThat(python("main.__globals__['ROOM'] = 1 << 80; print(why_not('/tmp'))"))
                .matches("only \\d+ MiB are free in /tmp");
    }

    @Test
    void placeOnANetwork_orOfAnotherUser_isNotTaken() throws Exception {
        assertThat(python("print(file_system('/proc/self'))")).isEqualTo("proc");
        assertThat(python("NETWORKS.add('proc'); print(why_not('/proc'))")).isEqualTo("/proc is on a network (proc)");
        assumeThat(Files.getOwner(folder).getName())
                .as("only root can give a folder away")
                .isEqualTo("root");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Files.setAttribute(theirs, "unix:uid", NOBODY);
        assertThat(python("print(why_not(a[0]))", theirs)).isEqualTo(theirs + " belongs to another user");
        assertThat(python("print(why_not(a[0]))", folder.resolve("absent"))).isEqualTo("No such file or directory");
    }

    @Test
    void headWithoutAPlace_saysWhy() throws Exception {
        assertThat(python("main.__globals__['PLACES'] = a; print(main('1', '1', 'x', ''))", folder.resolve("absent")))
                .isEqualTo("failed there is no folder for Ray's files. " + folder
                        + "/absent: No such file or directory\n1");
    }

    @Test
    void clearingUp_removesWhatIsLeftOfOurs_andFollowsNoLink() throws Exception {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Path left = Files.createDirectories(tmp.resolve("muybridge-ray-1-a"));
        set(left, "rwx------");
        Files.writeString(left.resolve("file"), "x");
        Path held = Files.createDirectory(tmp.resolve("muybridge-ray-2-b"));
        set(held, "rwx------");
        Path open = Files.createDirectory(tmp.resolve("muybridge-ray-3-c"));
        set(open, "rwxrwxrwx");
        Path target = Files.createDirectory(folder.resolve("target"));
        set(target, "rwx------");
        Files.writeString(target.resolve("file"), "x");
        Files.createSymbolicLink(tmp.resolve("muybridge-ray-4-d"), target);
        assertThat(python("held = lock(a[1]); remove_stale(a[:1])", tmp, held)).isEmpty();
        assertThat(left).doesNotExist();
        assertThat(held).exists();
        assertThat(open).exists();
        assertThat(target.resolve("file")).exists();
    }
}
