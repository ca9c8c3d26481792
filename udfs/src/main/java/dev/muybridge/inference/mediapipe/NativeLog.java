package dev.muybridge.inference.mediapipe;

import dev.muybridge.inference.InferenceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends whatever native libraries write to the process's standard error to a file. MediaPipe and TFLite log there, and the library
 * has no option to change that, so the file descriptor itself is redirected. {@link System#err} writes to the same descriptor and
 * therefore goes to the file as well; {@link #terminal()} reaches the user.
 */
public final class NativeLog implements AutoCloseable {
    private static final int STANDARD_ERROR = 2;
    private static final AtomicBoolean REDIRECTED = new AtomicBoolean();

    private final Terminal out;
    private final PrintStream terminal;

    private NativeLog(int kept) {
        this.out = new Terminal(kept);
        this.terminal = new PrintStream(out, true, Charset.defaultCharset());
    }

    /**
     * From now on, until close, appends standard error to the file.
     *
     * @param log the file, created if absent; its folder exists
     * @throws IllegalStateException if standard error is already redirected
     * @throws InferenceException if the file cannot be written
     */
    public static NativeLog redirectTo(Path log) {
        if (!REDIRECTED.compareAndSet(false, true)) {
            throw new IllegalStateException("standard error is already redirected to a log");
        }
        try {
            return new NativeLog(MediaPipeNative.redirectStandardError(log.toString()));
        } catch (InferenceException | LinkageError e) {
            REDIRECTED.set(false);
            throw e;
        }
    }

    /** The true standard error, before and after close; flushes at every line. */
    public PrintStream terminal() {
        return terminal;
    }

    /** Restores standard error. Closing it again has no effect. */
    @Override
    public void close() {
        if (out.restore()) {
            REDIRECTED.set(false);
        }
    }

    private static final class Terminal extends OutputStream {
        private int descriptor;

        Terminal(int descriptor) {
            this.descriptor = descriptor;
        }

        synchronized boolean restore() {
            if (descriptor == STANDARD_ERROR) {
                return false;
            }
            int kept = descriptor;
            descriptor = STANDARD_ERROR;
            MediaPipeNative.restoreStandardError(kept);
            return true;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                MediaPipeNative.writeAll(descriptor, Arrays.copyOfRange(bytes, offset, offset + length), length);
            } catch (InferenceException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
