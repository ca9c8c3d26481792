package dev.muybridge.app;

import dev.muybridge.job.config.Clips;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of videos a user asked for, in words; only one way at a time is right.
 *
 * @param from the start of each video, null for its own
 * @param to the end of each video, null for its own
 * @param each parts of each video
 * @param listed a file that lists parts, null for none
 */
record AskedParts(
        @Nullable String from,
        @Nullable String to,
        List<String> each,
        @Nullable Path listed) {
    static final AskedParts NONE = new AskedParts(null, null, List.of(), null);

    AskedParts from(@Nullable String time) {
        return new AskedParts(time, to, each, listed);
    }

    AskedParts to(@Nullable String time) {
        return new AskedParts(from, time, each, listed);
    }

    AskedParts with(String part) {
        List<String> more = new ArrayList<>(each);
        more.add(part);
        return new AskedParts(from, to, more, listed);
    }

    AskedParts listedIn(@Nullable Path file) {
        return new AskedParts(from, to, each, file);
    }

    /** @throws IllegalArgumentException for what is no good, with a message for the user */
    Clips clips() {
        boolean fromTo = from != null || to != null;
        if ((fromTo ? 1 : 0) + (each.isEmpty() ? 0 : 1) + (listed == null ? 0 : 1) > 1) {
            throw new IllegalArgumentException(
                    "--from and --to, --clip, and --clips exclude each other; give one of them");
        }
        if (listed != null) {
            return Clips.Listed.parse("--clips " + listed, lines(listed));
        }
        if (!each.isEmpty()) {
            return new Clips.Each(
                    optionNamed("--clip ", () -> each.stream().map(Clip::parse).toList()));
        }
        return new Clips.Same(optionNamed("--", () -> Clip.parse(from, to)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("--clips " + file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--clips " + file + " cannot be read: " + e, e);
        }
    }

    /** Values name themselves when they are refused; {@code prefix} puts the name of their option before that. */
    static <T> T optionNamed(String prefix, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + e.getMessage(), e);
        }
    }
}
