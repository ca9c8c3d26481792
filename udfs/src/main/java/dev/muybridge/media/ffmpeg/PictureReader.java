package dev.muybridge.media.ffmpeg;

import dev.muybridge.media.FrameReader;
import dev.muybridge.media.Image;
import dev.muybridge.media.KeptFrame;
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
    private @Nullable AVFrame stored;
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
        AVFrame next = pictures.next();
        if (next == null) {
            return null;
        }
        stored = next;
        picture = picture(next);
        return picture;
    }

    private Picture picture(AVFrame stored) {
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
        return new Picture(even, width, height, buffer::copy);
    }

    @Override
    public KeptFrame keep() {
        return new KeptPicture(current());
    }

    @Override
    public RgbImage rgb() {
        Picture current = current();
        if (rgb == null) {
            rgb = new RgbConverter(current.width(), current.height());
        }
        return rgb.convert(current);
    }

    @Override
    public Image image() {
        Picture current = current();
        AVFrame planes = stored;
        if (planes == null || !DecodedPlanes.areUsable(planes)) {
            return rgb();
        }
        return DecodedPlanes.of(planes, rotation, current.width(), current.height());
    }

    private Picture current() {
        requireOpen();
        Picture current = picture;
        if (current == null) {
            throw new IllegalStateException("there is no current frame; next() returned none");
        }
        return current;
    }

    private void endPicture() {
        stored = null;
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
