package dev.muybridge.ray;

import com.google.protobuf.Message;
import dev.muybridge.proto.AnalyzeRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The jars and folders of this process that an actor needs: neither Flink's nor those that only the tables use. */
final class WorkerClassPath {
    /** One class of each, by name: only adapters may touch Bytedeco's. */
    private static final List<String> CLASSES = List.of(
            "dev.muybridge.ray.WorkerActor",
            AnalyzeRequest.class.getName(),
            Message.class.getName(),
            "org.bytedeco.javacpp.Loader",
            "org.bytedeco.ffmpeg.global.avcodec",
            "org.bytedeco.opencv.global.opencv_imgproc",
            "org.bytedeco.openblas.global.openblas");

    /** One file of each jar of native code. */
    private static final List<String> NATIVE = List.of(
            "org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so",
            "org/bytedeco/ffmpeg/linux-x86_64-gpl/libjniavcodec.so",
            "org/bytedeco/opencv/linux-x86_64/libjniopencv_imgproc.so",
            "org/bytedeco/openblas/linux-x86_64/libopenblas.so.0");

    private WorkerClassPath() {}

    /** @throws IllegalStateException naming what this process itself lacks */
    static List<String> current() {
        Set<String> found = new LinkedHashSet<>();
        List<String> resources = new ArrayList<>();
        CLASSES.forEach(name -> resources.add(name.replace('.', '/') + ".class"));
        resources.addAll(NATIVE);
        for (String resource : resources) {
            URL url = WorkerClassPath.class.getClassLoader().getResource(resource);
            if (url == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            found.add(entry(url, resource));
        }
        return List.copyOf(found);
    }

    /** The class path entry that {@code resource} was found in, absolute. */
    static String entry(URL url, String resource) {
        try {
            String text = url.toString();
            int inJar = text.indexOf("!/");
            URI uri = new URI(
                    inJar < 0
                            ? text.substring(0, text.length() - resource.length())
                            : text.substring("jar:".length(), inJar));
            return Path.of(uri).toAbsolutePath().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no path: " + url, e);
        }
    }
}
