package dev.muybridge.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of documentation, for tests that do what it says. */
public final class Page {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    private final List<MatchResult> blocks;

    private Page(List<MatchResult> blocks) {
        this.blocks = blocks;
    }

    /** @param path below the clone's folder */
    public static Page of(String path) throws IOException {
        String text = Files.readString(Path.of("..").resolve(path));
        return new Page(BLOCK.matcher(text).results().toList());
    }

    /** Its programs in Java. */
    public List<String> java() {
        return blocks.stream()
                .filter(block -> block.group(1).equals("java"))
                .map(block -> block.group(2))
                .toList();
    }

    /** The one block of commands in which {@code word} occurs. */
    public String commandsWith(String word) {
        List<String> found = blocks.stream()
                .filter(block -> block.group(1).isEmpty() && block.group(2).contains(word))
                .map(block -> block.group(2))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks have " + word);
        }
        return found.get(0);
    }
}
