package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page {@code docs/options.md} describes every option of {@code run}. */
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
}
