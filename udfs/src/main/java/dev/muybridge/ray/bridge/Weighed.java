package dev.muybridge.ray.bridge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An answer together with the memory of the process that gave it. They travel as one array, the memory in the last eight bytes, so
 * that nobody has to ask for it between two calls.
 *
 * @param answer what was asked for
 * @param resident the process's resident memory after the answer, bytes; 0 if not known
 */
public record Weighed(byte[] answer, long resident) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    /** What an actor returns for {@code answer}. */
    public static byte[] pack(byte[] answer) {
        return pack(answer, residentNow());
    }

    static byte[] pack(byte[] answer, long resident) {
        byte[] bytes = Arrays.copyOf(answer, answer.length + Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(answer.length, resident);
        return bytes;
    }

    static Weighed unpack(byte[] bytes) throws CallFailedException {
        int length = bytes.length - Long.BYTES;
        if (length < 0) {
            throw new CallFailedException("an answer ends with eight bytes, was " + bytes.length + " bytes", null);
        }
        return new Weighed(Arrays.copyOf(bytes, length), ByteBuffer.wrap(bytes).getLong(length));
    }

    private static long residentNow() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
