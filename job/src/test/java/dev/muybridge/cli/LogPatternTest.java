package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reads a log on a terminal must not run what a file's name says. */
final class LogPatternTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "src/main/resources/log4j2.xml, muybridge.log, file",
        "src/main/resources/log4j2.xml, muybridge.log.libraries, libraries",
        "../deploy/flink/log4j.properties, log.file, file"
    })
    void pattern_namesInMessagesAndTraces_areHarmless(Path settings, String property, String appender)
            throws IOException {
        Path log = folder.resolve("log");
        String before = System.setProperty(property, log.toString());
        try {
            write(settings, appender);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }

        String text = Files.readString(log);
        assertThat(text).contains(" - a?[2J?b??.mp4 ü\n").contains("IllegalStateException: c??.mp4\n\tat ");
        assertThat(text).doesNotContainPattern("[\\p{Cc}\u202e&&[^\\n\\t]]");
    }

    private static void write(Path settings, String name) throws IOException {
        LoggerContext context = new LoggerContext("test");
        Configuration configuration;
        try (var in = Files.newInputStream(settings)) {
            configuration = ConfigurationFactory.getInstance()
                    .getConfiguration(context, new ConfigurationSource(in, settings.toFile()));
        }
        context.start(configuration);
        try {
            Appender appender = configuration.getAppender(name);
            appender.append(Log4jLogEvent.newBuilder()
                    .setLevel(Level.INFO)
                    .setLoggerName("x")
                    .setMessage(new SimpleMessage("a\u001b[2J\nb\u202e\u0085.mp4 ü"))
                    .setThrown(new IllegalStateException("c\u001b\u009b.mp4"))
                    .build());
        } finally {
            context.stop();
        }
    }
}
