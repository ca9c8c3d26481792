package dev.muybridge.media.opencv;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;

/** An image's bytes as OpenCV sees them, without a copy. */
interface Source extends AutoCloseable {
    /** Fills the room's RGB; {@code place} leads from the room's pixels to the upright picture's. */
    void cut(Affine place, Border border, Room room);

    @Override
    void close();
}
