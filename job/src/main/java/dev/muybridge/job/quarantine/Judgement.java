package dev.muybridge.job.quarantine;

import dev.muybridge.crash.Crash;
import dev.muybridge.crash.NativeCrashes;
import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the markers left by processes that have ended. If there is evidence of a crash, the video to blame gets a note; if
 * there is none, the process was killed, and nobody is to blame. The markers are then removed. Markers of processes on other
 * machines, and of processes that are still running, are left alone.
 */
final class Judgement {
    private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);
    private static final String STAGING = ".staging";

    private final OutputLayout layout;
    private final OutputStore store;
    private final Optional<Path> crashes;

    /** @param crashes folder of the files that crashed processes leave, if this process knows one */
    Judgement(OutputLayout layout, Optional<Path> crashes) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.crashes = crashes;
    }

    /** A marker and the video whose staging it is in. */
    private record Left(String videoId, Marker marker) {
        String folder() {
            return STAGING + "/" + videoId;
        }
    }

    /**
     * Judges all videos, because it takes all markers of a process to find the one to blame. One judge at a time in this process.
     */
    void pass() throws IOException {
        synchronized (Judgement.class) {
            Map<ProcessId, List<Left>> byProcess = new LinkedHashMap<>();
            for (String videoId : store.folders(STAGING)) {
                for (String name : store.list(STAGING + "/" + videoId)) {
                    Marker.of(name)
                            .ifPresent(marker -> byProcess
                                    .computeIfAbsent(marker.process(), process -> new ArrayList<>())
                                    .add(new Left(videoId, marker)));
                }
            }
            for (Map.Entry<ProcessId, List<Left>> entry : byProcess.entrySet()) {
                ProcessId process = entry.getKey();
                if (process.isOfThisMachine() && process.hasEnded()) {
                    judge(process, entry.getValue());
                }
            }
        }
    }

    /** Removes the markers of those to blame last, so that if this process ends midway, the next one reaches the same judgement. */
    private void judge(ProcessId process, List<Left> left) throws IOException {
        Optional<Crash> crash = crashes.flatMap(folder -> NativeCrashes.of(folder, process));
        List<Left> blamed = crash.map(found -> blamed(left, found)).orElse(List.of());
        for (Left each : blamed) {
            String sentence = crash.orElseThrow().sentence();
            LOG.warn("process {} crashed while working on video {}: {}", process.pid(), each.videoId(), sentence);
            StagingStore.write(
                    layout.path(
                            each.folder() + "/" + CrashNote.of(each.marker()).fileName()),
                    sentence.getBytes(StandardCharsets.UTF_8));
        }
        for (Left each : left) {
            if (!blamed.contains(each)) {
                remove(each);
            }
        }
        for (Left each : blamed) {
            remove(each);
        }
    }

    /**
     * The markers of the thread that crashed; if there are none, those of work that may have used threads of its own; if
     * there are none of those either, all.
     */
    private static List<Left> blamed(List<Left> left, Crash crash) {
        List<Left> inThread = those(
                left, marker -> crash.thread().isPresent() && crash.thread().getAsLong() == marker.thread());
        if (!inThread.isEmpty()) {
            return inThread;
        }
        List<Left> helped = those(left, Marker::helped);
        return helped.isEmpty() ? left : helped;
    }

    private static List<Left> those(List<Left> left, Predicate<Marker> which) {
        return left.stream().filter(each -> which.test(each.marker())).toList();
    }

    private void remove(Left each) throws IOException {
        store.delete(each.folder() + "/" + each.marker().fileName());
    }
}
