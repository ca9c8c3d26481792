package dev.muybridge.job.owner;

import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.Path;

/**
 * Up to which run everything is settled: the run with that number has finished, or removed, what earlier ones had begun to publish. What
 * claims to be of one of them and still comes is of a run that was overtaken, and does not count.
 */
public final class Settled {
    private static final String FILE = Marks.FOLDER + "/settled";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private Settled() {}

    /** 0 if that was never said. */
    public static long number(OutputLayout layout) throws IOException {
        Path path = layout.path(FILE);
        Optional<byte[]> bytes = StagingStore.read(path);
        if (bytes.isEmpty()) {
            return 0;
        }
        String text = new String(bytes.get(), StandardCharsets.UTF_8);
        if (!NUMBER.matcher(text).matches()) {
            throw new DamagedException(path + " is damaged; remove it");
        }
        return Long.parseLong(text);
    }

    static void write(OutputLayout layout, long number) throws OutputException {
        StagingStore.write(layout.path(FILE), Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }
}
