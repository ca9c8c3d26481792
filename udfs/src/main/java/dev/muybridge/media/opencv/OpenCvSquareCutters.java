package dev.muybridge.media.opencv;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import dev.muybridge.media.Image;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.Square;
import dev.muybridge.media.SquareCutter;
import dev.muybridge.media.SquareCutters;
import dev.muybridge.media.YuvImage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts with OpenCV's {@code warpAffine}, in the calling thread. */
public final class OpenCvSquareCutters implements SquareCutters {
    private final Map<Integer, Room> rooms = new HashMap<>();
    private @Nullable Opened opened;
    private boolean closed;

    public OpenCvSquareCutters() {
        OpenCvNative.load();
    }

    @Override
    public SquareCutter of(Image image) {
        if (closed) {
            throw new IllegalStateException("the cutters are closed");
        }
        endOpened();
        opened = new Opened(image);
        return opened;
    }

    private void endOpened() {
        if (opened != null) {
            opened.end();
            opened = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        endOpened();
        rooms.values().forEach(Room::close);
        rooms.clear();
    }

    private final class Opened implements SquareCutter {
        /** Also keeps alive the memory that the source refers to. */
        private final Image image;

        private @Nullable Source source;

        Opened(Image image) {
            this.image = image;
            if (image instanceof RgbImage rgb) {
                source = new RgbSource(rgb);
            } else if (image instanceof YuvImage yuv) {
                source = new YuvSource(yuv);
            }
        }

        @Override
        public int width() {
            return image.width();
        }

        @Override
        public int height() {
            return image.height();
        }

        @Override
        public void cut(Square square, Border border, int side, ByteBuffer rgb) {
            Source from = source;
            if (from == null) {
                throw new IllegalStateException("the picture is no longer open for cutting: another one is, or none");
            }
            Affine place = square.inPicture(side);
            Room room = rooms.computeIfAbsent(side, Room::new);
            from.cut(place, border, room);
            room.copyTo(rgb);
        }

        void end() {
            if (source != null) {
                source.close();
                source = null;
            }
        }
    }
}
