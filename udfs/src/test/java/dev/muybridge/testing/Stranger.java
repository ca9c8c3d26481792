package dev.muybridge.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another user of this machine, {@code nobody}, who tries to get at the folders of a program while it runs. */
public final class Stranger {
    private static final Pattern LAST = Pattern.compile("moments (\\d+) folders (\\d+)");

    /** Not the first on the path, which may be in a folder that is this user's only. */
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;

    private Stranger(Process process) {
        this.process = process;
    }

    /** Skips the test, saying so, where this process cannot become another user. */
    public static void assumePossible() throws IOException {
        assumeThat(Files.getAttribute(Path.of("/proc/self").toRealPath(), "unix:uid"))
                .as("only root can try what another user can do")
                .isEqualTo(0);
        for (String program : List.of("/usr/bin/setpriv", PYTHON)) {
            assumeThat(Files.isExecutable(Path.of(program)))
                    .as("another user's program: " + program)
                    .isTrue();
        }
    }

    /** Starts the attempts on the folders of {@code program}: at that many random moments, or as long as it lives. */
    public static Stranger start(ProcessHandle program, int moments) throws IOException {
        List<String> command = List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=nogroup",
                "--clear-groups",
                PYTHON,
                "-I",
                "-c",
                script(),
                Long.toString(program.pid()),
                Integer.toString(moments));
        return new Stranger(new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start());
    }

    /**
     * Waits for the end of the attempts, of which none may have succeeded.
     *
     * @return at how many moments Ray's folder was there
     */
    public int assertShutOut() throws IOException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Matcher last = LAST.matcher(said);
        assertThat(said).as("nothing that has worked, before the last line").matches(LAST);
        assertThat(last.matches()).isTrue();
        assertThat(Integer.parseInt(last.group(2))).as("folders to try").isPositive();
        return Integer.parseInt(last.group(1));
    }

    private static String script() throws IOException {
        try (InputStream text = Objects.requireNonNull(Stranger.class.getResourceAsStream("stranger.py"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
