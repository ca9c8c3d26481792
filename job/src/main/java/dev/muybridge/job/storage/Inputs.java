package dev.muybridge.job.storage;

import dev.muybridge.job.model.VideoRef;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/** Whether an input is still the file that was listed. */
public final class Inputs {
    private Inputs() {}

    /** What has happened to it since; empty if it is unchanged, or storage does not say. */
    public static Optional<Failure> changed(VideoRef video) {
        try {
            String now = FlinkFile.fingerprint(video);
            return now.equals(video.fingerprint())
                    ? Optional.empty()
                    : failure(
                            "The file was changed after it was listed; if it is still being written, run again when it is complete.");
        } catch (FileNotFoundException e) {
            return failure("The file was removed after it was listed.");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Failure> failure(String detail) {
        return Optional.of(new Failure(FailureKind.CHANGED, detail));
    }
}
