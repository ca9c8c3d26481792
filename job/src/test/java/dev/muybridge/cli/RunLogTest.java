package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLogTest {
    @TempDir
    Path folder;

    /** Its name is the time and a process, which can be guessed. */
    @Test
    void make_whereSomebodyElseHasPutALink_isNotWrittenWhereItLeads() throws IOException {
        Path precious = folder.resolve("precious");
        Files.createSymbolicLink(folder.resolve("run-1.log"), precious);

        assertThatThrownBy(() -> RunLog.make(folder, "run-1.log")).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(precious).doesNotExist();
        assertThat(RunLog.make(folder, "run-2.log")).isEmptyFile();
    }
}
