package dev.muybridge.job.owner;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that says what OUTPUT is to a run. Inside is only which process wrote it last.
 *
 * @param number of the run
 * @param token tells attempts apart that have chosen the same number
 * @param run its name
 * @param kind what OUTPUT is to it
 */
record Mark(long number, String token, String run, Kind kind) {
    private static final Pattern NAME =
            Pattern.compile("(\\d{1,18})-([0-9a-f]{8})-(.+)\\.(wanted|held|job|ended|free)", Pattern.DOTALL);

    private static final Comparator<Mark> FIRST_COME =
            Comparator.comparingLong(Mark::number).thenComparing(Mark::token);

    /** What OUTPUT is to a run; its lower-case name is the ending of the file's name. */
    enum Kind {
        /** The run wants it. */
        WANTED,
        /** It belongs to the run, whose process renews this mark. */
        HELD,
        /** It belongs to the run, whose job renews this mark wherever it executes. */
        JOB,
        /** All that the job has to publish has reached its last operator. */
        ENDED,
        /** It belonged to that run last. */
        FREE;

        private String ending() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String fileName() {
        return String.format(Locale.ROOT, "%010d-%s-%s.%s", number, token, run, kind.ending());
    }

    /** The mark with this file name; empty for any other file. */
    static Optional<Mark> of(String fileName) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(name.group(4).toUpperCase(Locale.ROOT));
        return Optional.of(new Mark(Long.parseLong(name.group(1)), name.group(2), name.group(3), kind));
    }

    Mark as(Kind other) {
        return new Mark(number, token, run, other);
    }

    /** Whether it is of the same attempt at the same run. */
    boolean isOf(Mark other) {
        return number == other.number && token.equals(other.token) && run.equals(other.run);
    }

    /** Whether OUTPUT belongs to its run, as long as somebody renews it. */
    boolean owns() {
        return kind == Kind.HELD || kind == Kind.JOB;
    }

    /** Whether it goes first, of two that want OUTPUT at the same time. */
    boolean precedes(Mark other) {
        return FIRST_COME.compare(this, other) < 0;
    }
}
