package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.ExitCode;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.whole.Asked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubmitCommandTest {
    private static final RunOptions OPTIONS =
            Asked.of(Path.of("/in"), Path.of("/out")).workers(3).options();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target yarn --ray off|--target must be one of remote, yarn-session, yarn-application, kubernetes-session,"
                        + " kubernetes-application, was yarn",
                "--target remote|--ray embedded is for run; submit needs --ray HOST:PORT or --ray off",
                "--target remote --ray off --wait|--wait is for --target yarn-application and kubernetes-application; others are"
                        + " waited for unless -d is given",
                "--ray off -d|-d, -D, -p and --wait need --target",
                "--ray off -Da=b|-d, -D, -p and --wait need --target",
                "--ray off -p 2|-d, -D, -p and --wait need --target",
                "--target remote --ray off -p 1|-p takes 2 or more on a session cluster; with --workers 1 one TaskManager works",
                "--target remote --ray off -p 0|-p must be 1 or more, was 0",
                "--target yarn-application --ray off|in application mode paths have to be absolute, or URIs such as"
                        + " hdfs:///videos; was output",
                "--target yarn-application --output hdfs:///o --ray off x=src|in application mode paths have to be absolute,"
                        + " or URIs such as hdfs:///videos; was src"
            })
    void wrongUsage_isOneLineAndNothingIsSent(String options, String message) {
        assertThat(said(options + " /tmp")).startsWith("muybridge: " + message + "\n");
    }

    @Test
    void application_withoutInput_readsNoneByDefault() {
        assertThat(said("--target kubernetes-application --output s3://b/o --ray off"))
                .startsWith("muybridge: no input is given");
    }

    @Test
    void program_withoutACluster_saysHowToChooseOne() {
        assertThat(said("--ray off /tmp"))
                .startsWith("muybridge: no Flink cluster is selected; './muybridge submit --target TARGET ...' and");
    }

    private static String said(String options) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = ("submit " + options).split(" ");
        int code = Main.run(words, System.out, new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(code).isNotEqualTo(ExitCode.OK);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void words_ofTheClient_areNotThoseOfTheProgram() {
        List<String> given = List.of(
                "submit",
                "--target",
                "remote",
                "--input",
                "a",
                "-d",
                "-Dx=y",
                "-D",
                "z=1",
                "--target=x",
                "--wait",
                "-p",
                "3",
                "-p4",
                "--output",
                "o",
                "--",
                "-d",
                "--target");

        assertThat(SubmitCommand.ownWords(given))
                .containsExactly("--input", "a", "--output", "o", "--", "-d", "--target");
    }

    @Test
    void settings_ofTheUser_goBeforeTheConfiguration_andThatBeforeOurs() {
        Configuration configuration = new Configuration();
        configuration.setString("b", "theirs");
        configuration.setString("c", "theirs");
        FlinkClient client = new FlinkClient(Target.REMOTE, Map.of("c", "user's", "d", "user's"), true);

        List<String> command = client.command(configuration, Map.of("a", "ours", "b", "ours", "d", "ours"));

        assertThat(command.subList(0, 4)).containsExactly("run", "-t", "remote", "-d");
        assertThat(command.subList(4, command.size()))
                .containsExactlyInAnyOrder("-Da=ours", "-Dc=user's", "-Dd=user's");
    }

    @Test
    void application_getsMemoryForItsWorkers_andOnYarnOurFilesUnlessTheyAreThere() {
        FlinkClient client =
                new FlinkClient(Target.YARN_APPLICATION, Map.of("yarn.provided.lib.dirs", "hdfs:///lib"), false);
        Map<String, String> defaults = client.defaults(OPTIONS, new WorkersAt.ThisProcess());

        assertThat(defaults)
                .containsEntry("taskmanager.memory.task.off-heap.size", "2700m")
                .containsEntry(
                        "yarn.application.name", "muybridge " + OPTIONS.run().name())
                .containsKeys("env.java.opts.all", "yarn.ship-files");
        assertThat(client.added(new Configuration(), defaults)).doesNotContainKey("yarn.ship-files");
        assertThat(new FlinkClient(Target.YARN_APPLICATION, Map.of(), false).added(new Configuration(), defaults))
                .containsKey("yarn.ship-files");
        assertThat(new FlinkClient(Target.YARN_APPLICATION, Map.of(FlinkClient.TASKS, "2"), false)
                        .defaults(OPTIONS, new WorkersAt.ThisProcess()))
                .as("two workers and one")
                .containsEntry("taskmanager.memory.task.off-heap.size", "1800m");
        assertThat(new FlinkClient(Target.REMOTE, Map.of(), false).defaults(OPTIONS, new WorkersAt.ThisProcess()))
                .isEmpty();
    }

    @Test
    void clusterOnKubernetes_isCalledLikeItsRun_ifThatIsAName() {
        assertThat(KubernetesApplication.id("nightly-29401560")).isEqualTo("nightly-29401560");
        for (String odd : List.of("20261126-171441-d8a9ebc9", "Nightly", "a_b", "a-", "a".repeat(46), "")) {
            assertThat(KubernetesApplication.id(odd)).matches("muybridge-[0-9a-f]{16}");
        }
        assertThat(new FlinkClient(Target.KUBERNETES_APPLICATION, Map.of(), false)
                        .defaults(OPTIONS, new WorkersAt.ThisProcess()))
                .containsEntry(
                        "kubernetes.cluster-id",
                        KubernetesApplication.id(OPTIONS.run().name()))
                .doesNotContainKey("yarn.tags");
    }

    @Test
    void targets_areThoseOfTheLauncher() throws IOException {
        assertThat(Files.readString(Path.of("..", "muybridge")))
                .contains("targets=(" + Target.names().replace(",", "") + ")");
    }
}
