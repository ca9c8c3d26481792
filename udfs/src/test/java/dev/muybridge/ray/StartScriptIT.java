package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code start.py} does in place of Ray's own processes. */
@Timeout(60)
final class StartScriptIT {
    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void putScriptAndJava() throws IOException {
        script = folder.resolve("start.py");
        try (InputStream text = Objects.requireNonNull(RayHead.class.getResourceAsStream("start.py"))) {
            Files.copy(text, script);
        }
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("own.py"), "import sys; print('own', sys.argv[1:], end='')");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Installation.current().rayPython().toString(), "-I", "-S", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }

    private String worker(String... words) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("worker", folder.resolve("own.py").toString(), "/jars"));
        arguments.addAll(List.of(words));
        return new String(
                start(arguments.toArray(String[]::new)).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void worker_becomesItsJvm_withTheProgramOnTheClassPath() throws IOException {
        assertThat(worker("-Dray.job.code-search-path=/a.jar:/b c.jar", "Main", "--language=JAVA", "-Dx=1"))
                .isEqualTo("[-cp][/jars/*:/a.jar:/b c.jar][-Dray.job.code-search-path=/a.jar:/b c.jar][Main][-Dx=1]");
        assertThat(worker("Main", "--language=JAVA", "--serialized-runtime-env-context={}"))
                .isEqualTo("[-cp][/jars/*:][Main]");
    }

    @Test
    void programThatNamesAMainClass_hasItBegin_withTheNameOfRays() throws IOException {
        String rays = "io.ray.runtime.runner.worker.DefaultWorker";
        assertThat(worker("-Da=1", "-Dmuybridge.worker.main=Ours", rays, "--language=JAVA"))
                .isEqualTo("[-cp][/jars/*:][-Da=1][-Dmuybridge.worker.main=Ours][Ours][" + rays + "]");
        assertThat(worker("-Da=1", rays, "--language=JAVA")).isEqualTo("[-cp][/jars/*:][-Da=1][" + rays + "]");
    }

    @Test
    void workerThatListsItsClasses_leavesItsClassPathBesideThem() throws IOException {
        Path list = folder.resolve("list");
        worker("-XX:DumpLoadedClassList=" + list, "Main", "--language=JAVA");
        assertThat(folder.resolve("list.path")).hasContent("/jars/*:");
    }

    @Test
    void workerOfAnotherLanguageOrInAnEnvironment_isLeftToRay() throws IOException {
        assertThat(worker("x", "--language=PYTHON")).isEqualTo("own ['x', '--language=PYTHON']");
        assertThat(worker("x", "--language=JAVA", "--serialized-runtime-env-context={\"env_vars\": {\"a\": \"b\"}}"))
                .startsWith("own ['x', '--language=JAVA', '--serialized");
    }

    @Test
    void agent_saysThatItServesNothing_andStays() throws Exception {
        Process agent = start("agent", folder.toString(), "node", "metrics_agent_port", "runtime_env_agent_port");
        try {
            while (Files.notExists(folder.resolve("runtime_env_agent_port_node"))) {
                Thread.onSpinWait();
            }
            assertThat(folder.resolve("metrics_agent_port_node")).hasContent("-1");
            assertThat(folder.resolve("runtime_env_agent_port_node")).hasContent("1");
            assertThat(agent.isAlive()).isTrue();
        } finally {
            agent.destroyForcibly();
        }
    }
}
