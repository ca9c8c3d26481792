package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.FrameReader;
import dev.muybridge.media.Rational;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.VideoFrame;
import dev.muybridge.pose.VideoException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** {@link FrameReader}: decoded pictures, turned upright where needed, with a writable copy of the picture made on demand. */
public final class PictureReader implements FrameReader {
    private final PictureSource pictures;
    private final int rotation;
    private final Rational pixelAspect;
    private @Nullable Upright upright;
    private @Nullable EvenPadding padding;
    private @Nullable Picture picture;
    private @Nullable RgbConverter rgb;
    private final PictureBuffer buffer = new PictureBuffer();
    private boolean closed;

    /**
     * Reads all of {@code pictures}.
     *
     * @param rotation degrees clockwise to turn them by: 0, 90, 180 or 270
     * @param pixelAspect width of their pixels over height, 0/1 if unknown
     */
    public PictureReader(PictureSource pictures, int rotation, Rational pixelAspect) {
        this.pictures = pictures;
        this.rotation = rotation;
        this.pixelAspect = pixelAspect;
    }

    @Override
    public @Nullable VideoFrame next() throws VideoException {
        requireOpen();
        endPicture();
        AVFrame stored = pictures.next();
        if (stored == null) {
            return null;
        }
        PixelFormats.nameFullRange(stored);
        SquarePixels square = SquarePixels.of(stored.width(), stored.height(), pixelAspect);
        int width = rotation % 180 == 0 ? square.width() : square.height();
        int height = rotation % 180 == 0 ? square.height() : square.width();
        if (upright == null && Upright.isNeeded(stored, rotation, square)) {
            upright = new Upright(stored, rotation, square);
        }
        AVFrame turned = upright == null ? stored : upright.apply(stored);
        if (padding == null && EvenPadding.isNeeded(turned)) {
            padding = new EvenPadding();
        }
        AVFrame even = padding == null ? turned : padding.apply(turned);
        picture = new Picture(even, width, height, buffer);
        return picture;
    }

    @Override
    public RgbImage rgb() {
        requireOpen();
        Picture current = picture;
        if (current == null) {
            throw new IllegalStateException("there is no current frame to convert to RGB; next() returned none");
        }
        if (rgb == null) {
            rgb = new RgbConverter(current.width(), current.height());
        }
        return rgb.convert(current);
    }

    private void endPicture() {
        if (picture != null) {
            picture.end();
            picture = null;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the frame reader is closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        endPicture();
        buffer.close();
        if (rgb != null) {
            rgb.close();
        }
        if (padding != null) {
            padding.close();
        }
        if (upright != null) {
            upright.close();
        }
        pictures.close();
    }
}
