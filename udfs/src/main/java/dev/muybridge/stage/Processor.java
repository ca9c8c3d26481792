package dev.muybridge.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kind of this machine's processor, as far as the last bits of a model's answers depend on it: how wide it multiplies. */
final class Processor {
    /** As Linux names them, the widest first. */
    private static final List<String> WIDTHS = List.of("avx512f", "avx2", "avx", "sse2");

    /** Never changes while the process runs. */
    static final String KIND = System.getProperty("os.arch") + width(Path.of("/proc/cpuinfo"));

    private Processor() {}

    /** A hyphen and the widest instructions that {@code cpuinfo} lists; nothing if it lists none of them. */
    static String width(Path cpuinfo) {
        Set<String> flags = new HashSet<>();
        try {
            for (String line : Files.readAllLines(cpuinfo, StandardCharsets.UTF_8)) {
                if (line.startsWith("flags")) {
                    flags.addAll(Arrays.asList(line.split("\\s+")));
                }
            }
        } catch (IOException e) {
            return ""; // not Linux
        }
        return WIDTHS.stream()
                .filter(flags::contains)
                .findFirst()
                .map("-"::concat)
                .orElse("");
    }
}
