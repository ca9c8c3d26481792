package dev.muybridge.whole;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Reads published tables with other people's programs: pyarrow and DuckDB. */
public final class Tables {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was read of files: to start Python and load its libraries takes far longer than to read. */
    private static final Map<List<Object>, JsonNode> READ = new ConcurrentHashMap<>();

    private Tables() {}

    /** {@code pyarrow} on a file or folder: {@code columns} (name to type), {@code metadata}, {@code rows}. */
    public static JsonNode pyarrow(Path table) {
        return python("pyarrow", table);
    }

    /** The column names, row count and frame numbers of a file or folder, as DuckDB has them. */
    public static JsonNode duckdb(Path table) {
        return python("duckdb", table);
    }

    /** Number and time of each row's frame. */
    public static JsonNode frames(Path table) {
        return python("frames", table);
    }

    /** By video, the time of each frame in order, microseconds; fails where a frame is missing. */
    public static JsonNode times(Path table) {
        return python("times", table);
    }

    /** A digest of all that is in the table, as pyarrow reads it, and nothing of how it is stored. */
    public static String content(Path table) {
        return python("content", table).asText();
    }

    private static JsonNode python(String what, Path table) {
        if (Files.isDirectory(table)) {
            return read(what, table);
        }
        try {
            List<Object> asItIsNow = List.of(what, table, Files.size(table), Files.getLastModifiedTime(table));
            return READ.computeIfAbsent(asItIsNow, absent -> read(what, table));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String what, Path table) {
        List<String> command = new ArrayList<>();
        command.add(Installation.current().testPython().toString());
        command.addAll(List.of("-I", "-c", script(), what, table.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("tables.py " + what + " " + table + " failed");
            }
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String script() {
        try (InputStream in = Tables.class.getResourceAsStream("tables.py")) {
            if (in == null) {
                throw new IllegalStateException("tables.py is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
