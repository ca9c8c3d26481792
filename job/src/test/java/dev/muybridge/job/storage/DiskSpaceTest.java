package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskSpaceTest {
    private static final long PETABYTE = 1L << 50;

    @TempDir
    Path folder;

    @Test
    void whatFits_lacksNothing() throws IOException {
        assertThat(DiskSpace.lacking(output(), LongStream.of(1000, 2000))).isEmpty();
        assertThat(DiskSpace.lackingFor(output(), 1000)).isEmpty();
    }

    @Test
    void manyThatDoNotFitTogether_sayHowMuchIsNeededAndFree() throws IOException {
        long tenth = Files.getFileStore(folder).getUsableSpace() / 10;

        assertThat(DiskSpace.lacking(output(), LongStream.generate(() -> tenth).limit(20))
                        .orElseThrow())
                .matches("not enough space in .*: about [0-9.]+ [KMGT]iB needed, [0-9.]+ [KMGT]iB free");
    }

    @Test
    void oneThatNoDiskHolds_isNotCounted_butDoesNotFitByItself() throws IOException {
        assertThat(DiskSpace.lacking(output(), LongStream.of(1000, PETABYTE))).isEmpty();
        assertThat(DiskSpace.lackingFor(output(), PETABYTE)).isPresent();
    }

    @Test
    void otherFileSystems_areNotAsked() throws IOException {
        Location store = Location.parse("s3://bucket/out");

        assertThat(DiskSpace.lacking(store, LongStream.of(PETABYTE))).isEmpty();
        assertThat(DiskSpace.lackingFor(store, PETABYTE)).isEmpty();
    }

    @Test
    void space_isToldInTheUnitThatFits() {
        assertThat(List.of(
                        DiskSpace.text(0), DiskSpace.text(1023), DiskSpace.text(5000), DiskSpace.text(3.5 * (1 << 30))))
                .containsExactly("0 bytes", "1023 bytes", "4.9 KiB", "3.5 GiB");
    }

    private Location output() {
        return Location.of(folder);
    }
}
