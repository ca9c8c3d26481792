package dev.muybridge.media.opencv;

import dev.muybridge.media.Affine;
import dev.muybridge.media.Border;
import dev.muybridge.media.YuvImage;
import dev.muybridge.media.YuvToRgb;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Three planes: a square is cut out of each before its pixels become RGB. */
final class YuvSource implements Source {
    private final YuvImage image;
    private final List<Mat> planes = new ArrayList<>(3);
    private final Mat matrix;

    YuvSource(YuvImage image) {
        this.image = image;
        for (YuvImage.Plane plane : image.planes()) {
            BytePointer bytes = new BytePointer(plane.bytes().duplicate().clear());
            planes.add(new Mat(plane.rows(), plane.columns(), opencv_core.CV_8UC1, bytes, plane.stride()));
        }
        matrix = new Mat(3, 4, opencv_core.CV_32F);
        fill(image.toRgb());
    }

    private void fill(YuvToRgb to) {
        double grey = YuvToRgb.GREY;
        double black = -to.luma() * to.black();
        double[] numbers = {
            to.luma(), 0, to.redV(), black - to.redV() * grey,
            to.luma(), to.greenU(), to.greenV(), black - (to.greenU() + to.greenV()) * grey,
            to.luma(), to.blueU(), 0, black - to.blueU() * grey
        };
        FloatBuffer rows = matrix.createBuffer();
        for (int i = 0; i < numbers.length; i++) {
            rows.put(i, (float) numbers[i]);
        }
    }

    @Override
    public void cut(Affine place, Border border, Room room) {
        room.beyond(border, image.toRgb().black());
        room.cutLuma(planes.get(0), inPlane(place, 0));
        room.beyond(border, YuvToRgb.GREY);
        for (int i = 1; i < planes.size(); i++) {
            room.cutChroma(i, planes.get(i), inPlane(place, i));
        }
        room.mix(matrix);
    }

    private Affine inPlane(Affine place, int plane) {
        return place.then(image.planes().get(plane).fromUpright());
    }

    @Override
    public void close() {
        planes.forEach(Mat::close);
        matrix.close();
    }
}
