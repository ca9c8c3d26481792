package dev.muybridge.media.opencv;

import org.bytedeco.opencv.global.opencv_core;

/** Checks that OpenCV is there. */
public final class OpenCvSelfTest {
    private OpenCvSelfTest() {}

    /**
     * OpenCV's own version.
     *
     * @throws LinkageError when the libraries cannot be loaded
     */
    public static String run() {
        OpenCvNative.load();
        return opencv_core.getVersionString().getString().trim();
    }
}
