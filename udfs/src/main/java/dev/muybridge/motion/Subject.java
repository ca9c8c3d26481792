package dev.muybridge.motion;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WrittenTime;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is the main subject of a video: the person who gets the number 0. */
public sealed interface Subject extends Serializable {
    /** The most prominent person. */
    Subject MOST_PROMINENT = new Numbered(0);

    /**
     * Parses the value given on a command line.
     *
     * @param text a number, {@code at=X,Y,T} or the name of a {@link Rule}
     * @throws IllegalArgumentException for anything else
     */
    static Subject parse(String text) {
        if (text.startsWith(At.PREFIX)) {
            return At.parse(text);
        }
        if (text.matches("\\d{1,9}")) {
            return new Numbered(Integer.parseInt(text));
        }
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--subject must be a number, at=X,Y,T, left, right, largest or longest, was " + text));
    }

    /**
     * The person who has that number when nobody is chosen.
     *
     * @param number 0 or more; 0 is the most prominent person
     */
    record Numbered(int number) implements Subject {
        public Numbered {
            if (number < 0) {
                throw new IllegalArgumentException("a person's number is 0 or more, was " + number);
            }
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /**
     * The person who is at a point of the picture at some time.
     *
     * @param x pixels of the upright picture, left = 0
     * @param y pixels of the upright picture, top = 0
     * @param seconds since the first frame of the whole video, 0 or more
     */
    record At(double x, double y, double seconds) implements Subject {
        private static final String PREFIX = "at=";

        /** In torso lengths. */
        private static final double AROUND = 0.25;

        private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?),(\\d+(?:\\.\\d+)?),(.*)");

        private static At parse(String text) {
            Matcher form = FORM.matcher(text.substring(PREFIX.length()));
            OptionalDouble seconds = form.matches() ? WrittenTime.seconds(form.group(3)) : OptionalDouble.empty();
            if (seconds.isEmpty()) {
                throw new IllegalArgumentException("--subject at=X,Y,T must be two numbers of pixels and a time in "
                        + WrittenTime.FORM + ", was " + text);
            }
            return new At(Double.parseDouble(form.group(1)), Double.parseDouble(form.group(2)), seconds.getAsDouble());
        }

        /**
         * Of several people whose bodies are there, it is the one whose trunk's middle is nearest, in lengths of that person's torso. A
         * body is the box around all its landmarks and a quarter of its torso's length around that, for the hair and the shoes.
         *
         * @param people who is seen in a frame
         * @param size of the upright picture
         * @return the id of the person who is there, empty if nobody is
         */
        public OptionalInt among(List<Person> people, PictureSize size) {
            return people.stream()
                    .filter(person -> isAt(person.pose(), size))
                    .min(Comparator.comparingDouble(person -> distance(Torso.of(person.pose(), size))))
                    .map(person -> OptionalInt.of(person.id()))
                    .orElse(OptionalInt.empty());
        }

        private boolean isAt(Pose pose, PictureSize size) {
            double around = Torso.of(pose, size).length() * AROUND;
            return isWithin(x, around, pose, landmark -> (double) landmark.x() * size.width())
                    && isWithin(y, around, pose, landmark -> (double) landmark.y() * size.height());
        }

        private static boolean isWithin(double place, double around, Pose pose, ToDoubleFunction<Landmark> pixels) {
            DoubleSummaryStatistics body =
                    pose.landmarks().stream().mapToDouble(pixels).summaryStatistics();
            return place >= body.getMin() - around && place <= body.getMax() + around;
        }

        private double distance(Torso torso) {
            return StrictMath.hypot(torso.centre().x() - x, torso.centre().y() - y) / Math.max(1, torso.length());
        }

        /** As {@link #parse} takes it. */
        @Override
        public String toString() {
            return PREFIX + x + "," + y + "," + seconds;
        }
    }

    /** Picks one of those who are there; of equals, the more prominent one. */
    enum Rule implements Subject {
        /** Whose trunk is furthest to the left in the frame in which that person is seen first. */
        LEFT {
            @Override
            double value(Track path) {
                return -RIGHT.value(path);
            }
        },
        /** Whose trunk is furthest to the right in the frame in which that person is seen first. */
        RIGHT {
            @Override
            double value(Track path) {
                return path.first().torso().centre().x();
            }
        },
        /** Whose torso is longest, on average over the frames in which that person is found. */
        LARGEST {
            @Override
            double value(Track path) {
                return path.length();
            }
        },
        /** Who is found in most frames. */
        LONGEST {
            @Override
            double value(Track path) {
                return path.frames();
            }
        };

        /** Is largest for the person whom the rule picks. */
        abstract double value(Track path);

        /** The number of the person whom it picks, empty if there is nobody. */
        public OptionalInt of(LinkedPeople people) {
            OptionalInt best = OptionalInt.empty();
            for (int person = 0; person < people.count(); person++) {
                if (best.isEmpty() || value(people.path(person)) > value(people.path(best.getAsInt()))) {
                    best = OptionalInt.of(person);
                }
            }
            return best;
        }

        /** As {@link #parse} takes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
