package dev.muybridge.cli;

import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a run says how far it is, for {@code muybridge status}: beside the lock of a local OUTPUT. The first line is when the run began
 * and when this was written, seconds since 1970; the rest is what a terminal would show. It is there while the run lasts. A run that
 * cannot write it goes on without.
 */
final class StatusFile {
    /** How large a screen it is written for. */
    static final ScreenSize SIZE = new ScreenSize(24, 78);

    private final @Nullable Path file;
    private final long begun = Instant.now().getEpochSecond();

    /** Nobody else can know it, and put a link there to a file of this user's, which would be overwritten. */
    private final String unfinished = OutputLayout.STATUS + "." + UUID.randomUUID();

    private boolean written;
    private boolean failed;

    private StatusFile(@Nullable Path file) {
        this.file = file;
    }

    /** That of OUTPUT, a URI; one that is not on a local disk has none. */
    static StatusFile of(String output) {
        Location folder = Location.ofUri(output);
        return new StatusFile(
                folder.isLocal() ? folder.local().resolve(OutputLayout.STAGING).resolve(OutputLayout.STATUS) : null);
    }

    /** Replaces what it says. */
    void write(List<String> lines) {
        Path target = file;
        if (target == null || failed) {
            return;
        }
        try {
            Path made = target.resolveSibling(unfinished);
            String text = begun + " " + Instant.now().getEpochSecond() + "\n" + String.join("\n", lines) + "\n";
            Files.write(
                    made,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
            written = true;
        } catch (IOException e) {
            failed = true;
            log().warn("'muybridge status' will say nothing of this run: {} cannot be written", target, e);
        }
    }

    /** The run has ended. A run that never wrote it does not touch it: it may be that of the run which writes to this OUTPUT. */
    void remove() {
        Path target = file;
        if (target == null) {
            return;
        }
        try {
            Files.deleteIfExists(target.resolveSibling(unfinished));
            if (written) {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            log().warn("{} stays", target, e);
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(StatusFile.class);
    }
}
