package dev.muybridge.tracking;

import dev.muybridge.media.FrameReader;
import dev.muybridge.pose.Person;
import java.util.List;

/** Follows people through videos. Thread-safe. */
public interface Tracking extends AutoCloseable {
    /** A tracker for one run of pictures of one size, with no memory of others; the caller closes it. */
    Tracker begin();

    /** Frees what is kept from one tracker to the next; trackers under way still work. */
    @Override
    void close();

    /** Follows everyone through one run of pictures, in order. One thread at a time. */
    interface Tracker extends AutoCloseable {
        /**
         * The people in the next picture, by track: the same number is the same person, but different numbers need not be different
         * people.
         *
         * @param frame whose current picture is meant; read during the call only
         * @param micros the picture's presentation time on the video's own clock; later than in the previous call
         */
        List<Person> next(FrameReader frame, long micros);

        /**
         * All that it remembers of the pictures so far, but for the numbers of the tracks. Trackers with equal states say the same of
         * equal pictures to come. Empty before the first picture.
         */
        byte[] state();

        /** The tracks of those whom it follows, all who were seen in the last picture and maybe others, in the order of its state. */
        int[] tracks();

        /**
         * Forgets what it knows and goes on from that state. Those who are followed there have the tracks 0, 1, 2 and so on, whoever
         * comes later has the next number.
         *
         * @param state as {@link #state} gave it, of any tracker
         */
        void resume(byte[] state);

        @Override
        void close();
    }
}
