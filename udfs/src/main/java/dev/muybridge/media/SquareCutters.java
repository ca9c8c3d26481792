package dev.muybridge.media;

/** Opens pictures for cutting, one after another. One thread at a time. Closing it again has no effect. */
public interface SquareCutters extends AutoCloseable {
    /**
     * A picture for cutting, which reads the image's own bytes. It is valid as long as the image is, and until the next call; using
     * it after that throws {@link IllegalStateException} where it can be noticed.
     */
    SquareCutter of(Image image);

    @Override
    void close();
}
