package dev.muybridge.job.sink;

import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.storage.OutputStore;
import java.io.IOException;
import java.util.List;

/** A store that does that many steps more and then none, as if the process had ended. */
final class Crash implements OutputStore {
    private final OutputStore store;
    private final boolean halfWay;
    private int stepsLeft;

    /** @param halfWay whether the step at which it stops is still done */
    Crash(OutputStore store, int steps, boolean halfWay) {
        this.store = store;
        this.stepsLeft = steps;
        this.halfWay = halfWay;
    }

    @Override
    public PendingFile prepare(String path, Content content) throws IOException {
        return store.prepare(path, content);
    }

    @Override
    public void commit(PendingFile file) throws IOException {
        step(() -> store.commit(file));
    }

    @Override
    public void delete(String path) throws IOException {
        step(() -> store.delete(path));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return store.list(folder);
    }

    private void step(Step step) throws IOException {
        if (stepsLeft > 0) {
            stepsLeft--;
            step.run();
            return;
        }
        if (halfWay) {
            step.run();
        }
        throw new IOException("the process ended");
    }

    private interface Step {
        void run() throws IOException;
    }
}
