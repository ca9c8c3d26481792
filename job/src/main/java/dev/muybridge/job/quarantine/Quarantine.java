package dev.muybridge.job.quarantine;

import dev.muybridge.crash.KernelThread;
import dev.muybridge.crash.NativeCrashes;
import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.stage.NativeGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the native work that this process does on videos, and refuses videos that have crashed a process twice. Earlier processes
 * are judged before the first work. Thread-safe.
 */
public final class Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    /** This many crashes of different processes are enough. */
    private static final int CRASHES = 2;

    private static final ProcessId SELF = ProcessId.current();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final OutputLayout layout;
    private final OutputStore store;
    private final Optional<Path> crashes;
    private final Map<VideoRef, List<String>> notes = Collections.synchronizedMap(new Recent());
    private boolean judged;

    public Quarantine(OutputLayout layout) {
        this(layout, NativeCrashes.folderOfThisProcess());
    }

    Quarantine(OutputLayout layout, Optional<Path> crashes) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.crashes = crashes;
    }

    /** What is known of the videos that were worked on last; it can be read again for others. */
    private static final class Recent extends LinkedHashMap<VideoRef, List<String>> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 1024;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<VideoRef, List<String>> eldest) {
            return size() > MOST;
        }
    }

    /** A piece of native work. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, VideoException;
    }

    /**
     * Does native work on {@code video} that stays in this thread; it is marked while it lasts.
     *
     * @throws VideoException also when the video has crashed two processes; {@code work} is then not started
     * @throws OutputException when earlier processes cannot be judged or the marker cannot be written; {@code work} is not
     *     started then either
     */
    public <T> T during(VideoRef video, Work<T> work) throws IOException, VideoException {
        try (NativeGuard.Passage marked = begin(video, false)) {
            return work.run();
        }
    }

    /** Marks the work of calls to workers in this process. A video that has crashed a process before is worked on alone. */
    public NativeGuard guard(VideoRef video) {
        return new NativeGuard() {
            @Override
            public Passage enter() throws IOException, VideoException {
                return begin(video, true);
            }

            @Override
            public String about() {
                return video.video();
            }

            @Override
            public boolean alone() {
                return !notes.getOrDefault(video, List.of()).isEmpty();
            }
        };
    }

    private NativeGuard.Passage begin(VideoRef video, boolean helped) throws IOException, VideoException {
        List<String> known = judged(video);
        if (known.size() >= CRASHES) {
            throw new VideoException(FailureKind.QUARANTINED, Failure.quarantined(known.get(known.size() - 1)));
        }
        Marker marker =
                new Marker(video.fingerprint(), SELF, KernelThread.current(), helped, NUMBERS.incrementAndGet());
        String path = layout.stagingOfVideo(video) + "/" + marker.fileName();
        StagingStore.touch(layout.path(path));
        return () -> remove(path);
    }

    /** @throws OutputException when staging cannot be read, which is not the fault of any video */
    private List<String> judged(VideoRef video) throws OutputException {
        try {
            judge();
            return notes(video);
        } catch (IOException e) {
            throw new OutputException(layout.staging(), e);
        }
    }

    private synchronized void judge() throws IOException {
        if (!judged) {
            new Judgement(layout, crashes).pass();
            judged = true;
        }
    }

    /** The notes about the video as it is now, the latest last. Only a judgement adds new ones. */
    private List<String> notes(VideoRef video) throws IOException {
        List<String> known = notes.get(video);
        if (known == null) {
            known = readNotes(video);
            notes.put(video, known);
        }
        return known;
    }

    private List<String> readNotes(VideoRef video) throws IOException {
        String folder = layout.stagingOfVideo(video);
        List<CrashNote> found = new ArrayList<>();
        for (String name : store.list(folder)) {
            CrashNote.of(name)
                    .filter(note -> note.fingerprint().equals(video.fingerprint()))
                    .ifPresent(found::add);
        }
        found.sort(Comparator.comparingLong(CrashNote::startMillis));
        List<String> sentences = new ArrayList<>();
        for (CrashNote note : found) {
            byte[] bytes = StagingStore.read(layout.path(folder + "/" + note.fileName()))
                    .orElse(new byte[0]);
            sentences.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return List.copyOf(sentences);
    }

    /** A marker that remains is judged once this process has ended. */
    private void remove(String path) {
        try {
            store.delete(path);
        } catch (IOException e) {
            LOG.warn("a marker stays: {}", path, e);
        }
    }
}
