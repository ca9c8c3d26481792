package dev.muybridge.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorTest {
    @TempDir
    Path folder;

    @Test
    void width_isTheWidestThatIsListed() throws IOException {
        Path cpuinfo = folder.resolve("cpuinfo");
        Files.writeString(cpuinfo, "processor\t: 0\nflags\t\t: fpu sse2 avx avx2 avx512f\nbugs\t: avx512x\n");
        assertThat(Processor.width(cpuinfo)).isEqualTo("-avx512f");

        Files.writeString(cpuinfo, "flags\t\t: fpu sse2 avx\n");
        assertThat(Processor.width(cpuinfo)).isEqualTo("-avx");
    }

    @Test
    void width_whereNothingIsListed_isNotGuessed() throws IOException {
        Path cpuinfo = folder.resolve("cpuinfo");
        assertThat(Processor.width(cpuinfo)).isEmpty();

        Files.writeString(cpuinfo, "Features\t: fp asimd\n");
        assertThat(Processor.width(cpuinfo)).isEmpty();
    }
}
