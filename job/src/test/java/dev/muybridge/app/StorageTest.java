package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Installation;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.OnePlugin;
import dev.muybridge.whole.Asked;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.core.fs.RecoverableWriter;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;
import org.apache.flink.fs.s3native.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StorageTest {
    private static final Path HERE = Installation.current().plugins();

    @AfterEach
    void forgetPlugins() {
        OnePlugin.useNone();
    }

    @Test
    void open_disks_needsNothing() {
        assertThatCode(() -> Storage.open(options("in", "out"))).doesNotThrowAnyException();
    }

    @Test
    void open_withoutAPlugin_saysSo() {
        assertThatThrownBy(() -> Storage.open(options("gs://bucket/in/*.mp4", "out")))
                .isInstanceOf(RunException.class)
                .hasMessage("cannot use gs://bucket/in/*.mp4: Flink's plugin for gs:// is not in " + HERE
                        + "; job/docs/storage.md says how to add it");
        assertThatThrownBy(() -> Storage.open(options("in", "gs://bucket/out")))
                .hasMessageStartingWith("cannot use gs://bucket/out: Flink's plugin for gs:// is not in " + HERE);
    }

    @Test
    void open_thePluginThatLosesData_isRefused() {
        OnePlugin.use("s3", new StandIn());

        for (RunOptions options : List.of(options("s3://bucket/in", "out"), options("in", "s3://bucket/out"))) {
            assertThatThrownBy(() -> Storage.open(options))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith("cannot use s3://bucket/")
                    .hasMessageEndingWith(
                            ": Flink's plugin flink-s3-fs-native loses data when a job goes on after a failure;"
                                    + " replace it with flink-s3-fs-hadoop");
        }
    }

    @Test
    void open_outputWithoutARecoverableWriter_isRefused_andInputIsNot() {
        OnePlugin.use("s3", new WithoutWriter());

        assertThatCode(() -> Storage.open(options("s3://bucket/in", "out"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Storage.open(options("in", "s3://bucket/out")))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "cannot write to s3://bucket/out: its file system has no writer whose files appear when they are"
                                + " complete; job/docs/storage.md names those that have one");
    }

    private static RunOptions options(String input, String output) {
        return Asked.of(Path.of("in"), Path.of("out")).options(input, output);
    }

    private static final class WithoutWriter extends LocalFileSystem {
        @Override
        public LocalRecoverableWriter createRecoverableWriter() {
            throw new UnsupportedOperationException(RecoverableWriter.class.getName());
        }
    }
}
