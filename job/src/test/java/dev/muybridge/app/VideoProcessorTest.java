package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.JvmFlags;
import dev.muybridge.install.ModelSize;
import dev.muybridge.job.config.Clips;
import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.People;
import dev.muybridge.job.config.Quality;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.config.Wanted;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Limits;
import dev.muybridge.motion.Gauss;
import dev.muybridge.motion.Measures;
import dev.muybridge.motion.Subject;
import dev.muybridge.motion.Widths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program asks for. */
final class VideoProcessorTest {
    @TempDir
    Path folder;

    @Test
    void build_withAnInputAlone_hasTheDefaultsOfRun() {
        VideoProcessor processor =
                VideoProcessor.builder().input(folder.toString()).build();

        assertThat(processor.workersAt()).isEqualTo(new WorkersAt.EmbeddedRay());
        assertThat(processor.options())
                .isEqualTo(new RunOptions(
                        List.of(new InputRoot("", folder.toString())),
                        VideoProcessor.outputUri("output"),
                        Runtime.getRuntime().availableProcessors(),
                        ModelSize.FULL,
                        null,
                        false,
                        false,
                        false,
                        RunOptions.Published.ALL,
                        "superfast",
                        23,
                        Wanted.DEFAULT,
                        RunLimits.DEFAULT,
                        processor.options().run()));
        assertThat(processor.options().run().name()).isNotEmpty();
    }

    @Test
    void build_withAllOptions_passesEachOn() throws IOException {
        String other = Files.createFile(folder.resolve("b.mp4")).toString();
        Measures measures = new Measures(Gauss.STANDARD, List.of(new Widths()));

        VideoProcessor processor = VideoProcessor.builder()
                .input("left=" + folder)
                .input(other)
                .output(folder.resolve("out").toString())
                .recursive(true)
                .workers(3)
                .ray("off")
                .model(ModelSize.HEAVY)
                .segmentSeconds(4.0)
                .people("all")
                .subject("left")
                .from("1:30")
                .to("95")
                .slowMotion(8)
                .measures(measures)
                .segments(false)
                .poses(false)
                .quality(Quality.SMALL)
                .overwrite(true)
                .verify(true)
                .maxFailures("5%")
                .maxPixels(100)
                .maxStreams(2)
                .maxHours(0.5)
                .uiPort(0)
                .runName("tonight")
                .build();

        assertThat(processor.workersAt()).isEqualTo(new WorkersAt.ThisProcess());
        assertThat(processor.options())
                .isEqualTo(new RunOptions(
                        List.of(new InputRoot("left", folder.toString()), new InputRoot("", other)),
                        VideoProcessor.outputUri(folder.resolve("out").toString()),
                        3,
                        ModelSize.HEAVY,
                        4.0,
                        true,
                        true,
                        true,
                        new RunOptions.Published(false, false),
                        "faster",
                        26,
                        new Wanted(People.ALL, Subject.Rule.LEFT, new Clips.Same(new Clip(90, 95)), 8, measures),
                        new RunLimits(new Limits(100, 2, 0.5), new FailureLimit(5, true)),
                        RunId.named("tonight")));
    }

    @Test
    void build_withClips_hasThem() throws IOException {
        Path file = Files.writeString(folder.resolve("clips.tsv"), "a.mp4\t0-1\n");
        VideoProcessorBuilder each = input().clip("0-1").clip("2-end");

        assertThat(each.build().options().wanted().clips())
                .isEqualTo(new Clips.Each(List.of(new Clip(0, 1), new Clip(2, Double.POSITIVE_INFINITY))));
        assertThat(input().clips(file).build().options().wanted().clips())
                .isEqualTo(Clips.Listed.parse("--clips " + file, List.of("a.mp4\t0-1")));
    }

    @Test
    void build_ofWhatIsNoGood_saysWhatTheCommandLineSays() {
        Map<String, Consumer<VideoProcessorBuilder>> wrong = Map.of(
                "no such input: absent.mp4", asked -> asked.input("absent.mp4"),
                "--workers must be 1 or more, was 0", asked -> asked.workers(0),
                "--ray must be embedded, off or HOST:PORT, was on", asked -> asked.ray("on"),
                "--ray-token can only be used with --ray HOST:PORT, not with --ray embedded",
                        asked -> asked.rayToken("t"),
                "--people must be main, all or a number, was some", asked -> asked.people("some"),
                "--crf must be 1 to 51, was 0", asked -> asked.crf(0),
                "--slow-motion must be 0.001 to 1000, was 0.0", asked -> asked.slowMotion(0),
                "--max-hours must be more than 0, was 0.0", asked -> asked.maxHours(0),
                "--ui-port must be 0 to 65535, was 65536", asked -> asked.uiPort(65_536),
                "--clip must end after it begins, was 2-1", asked -> asked.clip("2-1"));

        assertThat(wrong).allSatisfy((message, option) -> {
            VideoProcessorBuilder asked = input();
            option.accept(asked);
            assertThatThrownBy(asked::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        });
        assertThatThrownBy(() -> VideoProcessor.builder().build()).hasMessage("at least one input is needed");
    }

    @Test
    void process_ofMoreOrLessThanOneVideo_isRefusedBeforeAnythingIsDone() throws IOException {
        VideoProcessor processor =
                input().output(folder.resolve("out").toString()).build();
        assertThatThrownBy(processor::process).hasMessage("process() takes one video, and was given 0");

        Files.createFile(folder.resolve("a.mp4"));
        Files.createFile(folder.resolve("b.mp4"));

        assertThatThrownBy(processor::process).hasMessage("process() takes one video, and was given 2");
        assertThat(folder.resolve("out").resolve("videos")).doesNotExist();
    }

    @Test
    void run_inAJvmWithoutFlags_namesExactlyThoseThatAreMissing() throws Exception {
        List<String> some = new ArrayList<>(JvmFlags.required());
        List<String> left = List.of(some.remove(1), some.remove(4));

        assertThat(messageOf(some)).isEqualTo("this JVM was started without " + String.join(" ", left));
        assertThat(messageOf(List.of()))
                .isEqualTo("this JVM was started without " + String.join(" ", JvmFlags.required()));
    }

    private String messageOf(List<String> flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(flags);
        command.addAll(List.of(Unready.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** A program that says why its run does not begin. */
    static final class Unready {
        private Unready() {}

        public static void main(String[] arguments) throws Exception {
            Path output = Path.of(arguments[0], "out");
            try {
                VideoProcessor.builder()
                        .input(arguments[0])
                        .output(output.toString())
                        .build()
                        .run();
                System.out.println("it ran");
            } catch (RunException e) {
                System.out.println(Files.exists(output) ? "it began" : e.getMessage());
            }
        }
    }

    private VideoProcessorBuilder input() {
        return VideoProcessor.builder().input(folder.toString());
    }
}
