package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.app.VideoProcessorBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page {@code docs/options.md} describes every option of {@code run}, and programs have it too. */
final class OptionsPageTest {
    @Test
    void options_areAllOnTheirPage() throws IOException {
        String page = Files.readString(Path.of("docs", "options.md"));
        assertThat(new CommandLine(new RunCommand()).getCommandSpec().options())
                .hasSizeGreaterThan(20)
                .filteredOn(option -> !option.usageHelp())
                .extracting(OptionSpec::longestName)
                .allSatisfy(name -> assertThat(page).containsPattern("(?m)^\\|[^|]*`" + name + "[ `]"));
    }

    @Test
    void options_areAllInTheBuilder_byTheSameNames() {
        List<String> methods = Arrays.stream(VideoProcessorBuilder.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(new CommandLine(new RunCommand()).getCommandSpec().options())
                .filteredOn(
                        option -> !option.usageHelp() && !option.longestName().equals("--verbose"))
                .extracting(option -> inJava(option.longestName()))
                .allSatisfy(name -> assertThat(methods).contains(name));
    }

    /** {@code --max-hours} is {@code maxHours}; what the command line turns off is on by default. */
    private static String inJava(String option) {
        String name = option.replaceFirst("^--(no-)?", "");
        return Pattern.compile("-(.)")
                .matcher(name)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
