package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import java.io.IOException;
import java.nio.file.Path;

/** The parts of MediaPipe that set-up has put into the user's installation; fails where one is missing. */
final class Installed {
    private Installed() {}

    static Path library() {
        return Installation.current().mediaPipeLibrary();
    }

    /** The model's bundle, made again if another version of this program made the one that is there. */
    static Path task(ModelSize size) throws IOException {
        ModelBundler.bundle(Installation.current());
        return Installation.current().model(size);
    }

    static MediaPipePoseModel model(ModelSize size) throws IOException {
        return MediaPipePoseModel.load(library(), task(size));
    }
}
