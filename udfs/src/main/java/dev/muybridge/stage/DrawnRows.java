package dev.muybridge.stage;

import dev.muybridge.motion.Column;
import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Places;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.render.FrameAnnotator;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells rows from others that give other pictures: a hash of at least all in them that is drawn. Pictures of a segment that were made in
 * the same style, of rows with the same hash, are the same. One thread at a time.
 */
public final class DrawnRows {
    private static final int MOST_BYTES_OF_A_PERSON =
            Integer.BYTES + (Places.COUNT + 2 * Pose.SIZE) * Float.BYTES + FrameAnnotator.DRAWN.size() * Double.BYTES;

    private final MessageDigest hash;
    private final ByteBuffer numbers = ByteBuffer.allocate(MOST_BYTES_OF_A_PERSON);

    DrawnRows() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Of a segment's rows, in order; hexadecimal digits. */
    public static String hash(List<FrameMetrics> rows) {
        DrawnRows drawn = new DrawnRows();
        rows.forEach(drawn::add);
        return drawn.hash();
    }

    void add(FrameMetrics row) {
        List<PersonMetrics> seen = row.seen();
        numbers.clear().putLong(row.pts()).putInt(row.readable() ? seen.size() : -1);
        hash.update(numbers.flip());
        seen.forEach(this::add);
    }

    private void add(PersonMetrics person) {
        numbers.clear().putInt(person.id());
        Pose pose = person.filtered();
        if (pose != null) {
            for (float place : Places.of(pose)) {
                numbers.putFloat(place);
            }
            for (Landmark landmark : pose.landmarks()) {
                numbers.putFloat(landmark.visibility()).putFloat(landmark.presence());
            }
        }
        for (Column column : FrameAnnotator.DRAWN) {
            numbers.putDouble(person.value(column));
        }
        hash.update(numbers.flip());
    }

    /** Of all that were added; called once. */
    String hash() {
        return HexFormat.of().formatHex(hash.digest());
    }
}
