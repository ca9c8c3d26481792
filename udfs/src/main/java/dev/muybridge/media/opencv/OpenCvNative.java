package dev.muybridge.media.opencv;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;

/** Loads OpenCV once for the process. */
final class OpenCvNative {
    static {
        loadAsOurselves();
    }

    private OpenCvNative() {}

    /**
     * JavaCPP starts a thread that lives as long as the process and would keep the class loaders of all callers; in a privileged
     * action, it keeps none of theirs. Every entry into this package therefore has to come through here first.
     */
    @SuppressWarnings("removal")
    private static void loadAsOurselves() {
        AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> {
            Loader.load(opencv_core.class);
            Loader.load(opencv_imgproc.class);
            // Workers are as many as the cores are.
            opencv_core.setNumThreads(1);
            return true;
        });
    }

    /** Returns once OpenCV can be called. */
    static void load() {
        // The static initialiser does the work: it runs once, whoever calls first.
    }
}
