package dev.muybridge.job.progress;

import dev.muybridge.stage.WorkerCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far one step has got.
 *
 * @param step its operator's name
 * @param done what it has done in all
 * @param workers those that work for it
 * @param videos by name, those under way and the latest that it is done with
 */
public record StepProgress(String step, Done done, AtWork workers, Map<String, VideoFrames> videos)
        implements Serializable {
    private static final long serialVersionUID = 2L;

    public StepProgress {
        videos = Collections.unmodifiableMap(new LinkedHashMap<>(videos));
    }

    /**
     * What a step has done.
     *
     * @param frames how many in all
     * @param reused how many of these were there already, from an earlier run or as a draft
     * @param drafted of how many the pictures were drafted
     * @param sights how many times somebody was seen in a frame
     * @param segments how many segments workers have done, without those that were there already
     */
    public record Done(long frames, long reused, long drafted, long sights, long segments) implements Serializable {
        private static final long serialVersionUID = 2L;

        /** Nothing yet. */
        public static final Done NOTHING = new Done(0, 0, 0, 0, 0);

        /** Both together. */
        public Done plus(Done more) {
            return new Done(
                    frames + more.frames,
                    reused + more.reused,
                    drafted + more.drafted,
                    sights + more.sights,
                    segments + more.segments);
        }

        Done plus(SegmentDone more) {
            return plus(new Done(
                    more.frames(),
                    more.reused() ? more.frames() : 0,
                    more.drafted() ? more.frames() : 0,
                    more.sights(),
                    more.reused() ? 0 : 1));
        }

        /** Frames that workers have done. */
        public long worked() {
            return frames - reused;
        }
    }

    /**
     * Who works for a step.
     *
     * @param begun whether one has started working for it
     * @param busyMillis how long they were at work, added up over workers, including calls under way, ms
     * @param calls those under way
     */
    public record AtWork(boolean begun, long busyMillis, List<WorkerCall> calls) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** None has started. */
        public static final AtWork IDLE = new AtWork(false, 0, List.of());

        public AtWork {
            calls = List.copyOf(calls);
        }

        AtWork plus(AtWork more) {
            List<WorkerCall> all = new ArrayList<>(calls);
            all.addAll(more.calls);
            return new AtWork(begun || more.begun, busyMillis + more.busyMillis, all);
        }
    }
}
