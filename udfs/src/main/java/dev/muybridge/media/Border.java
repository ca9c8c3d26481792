package dev.muybridge.media;

/** What is seen beyond the border of a picture. */
public enum Border {
    /** The nearest pixel of the picture. */
    REPLICATE,
    /** Black. */
    BLACK
}
