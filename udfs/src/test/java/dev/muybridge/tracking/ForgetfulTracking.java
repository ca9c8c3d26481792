package dev.muybridge.tracking;

import dev.muybridge.media.FrameReader;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Poses;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows people who are not there: each picture at a multiple of three microseconds brings one, who stays as long as the picture is
 * remembered. Where they are follows from all that is remembered.
 *
 * @param memory how many pictures are remembered
 */
public record ForgetfulTracking(int memory) implements Tracking {
    private static final int EACH = 3;

    @Override
    public Tracker begin() {
        return new Forgetful(memory);
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private static final class Forgetful implements Tracker {
        private final int memory;
        private final List<Long> remembered = new ArrayList<>();
        private final Map<Long, Integer> trackOf = new HashMap<>();
        private int tracks;

        Forgetful(int memory) {
            this.memory = memory;
        }

        @Override
        public List<Person> next(FrameReader frame, long micros) {
            remembered.add(micros);
            if (remembered.size() > memory) {
                remembered.remove(0);
            }
            if (micros % EACH == 0) {
                trackOf.put(micros, tracks);
                tracks++;
            }
            double place = remembered.stream().mapToLong(Long::longValue).sum() / 1e6;
            List<Person> people = new ArrayList<>();
            for (int track : tracks()) {
                people.add(new Person(track, Poses.standing(place, 0.5, 0.5)));
            }
            return people;
        }

        @Override
        public byte[] state() {
            ByteBuffer state = ByteBuffer.allocate(remembered.size() * Long.BYTES);
            remembered.forEach(state::putLong);
            return state.array();
        }

        /** The latest first, so that the order is not that of the numbers. */
        @Override
        public int[] tracks() {
            List<Long> latest = new ArrayList<>(remembered);
            Collections.reverse(latest);
            return latest.stream()
                    .filter(trackOf::containsKey)
                    .mapToInt(trackOf::get)
                    .toArray();
        }

        @Override
        public void resume(byte[] state) {
            remembered.clear();
            trackOf.clear();
            tracks = 0;
            ByteBuffer bytes = ByteBuffer.wrap(state);
            while (bytes.hasRemaining()) {
                remembered.add(bytes.getLong());
            }
            for (int i = remembered.size() - 1; i >= 0; i--) {
                if (remembered.get(i) % EACH == 0) {
                    trackOf.put(remembered.get(i), tracks);
                    tracks++;
                }
            }
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
