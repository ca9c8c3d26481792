package dev.muybridge.whole;

import dev.muybridge.local.InProcessWorkers;
import dev.muybridge.media.FrameReader;
import dev.muybridge.media.RgbImage;
import dev.muybridge.media.VideoFiles;
import dev.muybridge.media.ffmpeg.FfmpegFrameCodec;
import dev.muybridge.media.ffmpeg.FfmpegVideoFiles;
import dev.muybridge.motion.Measures;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Person;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import dev.muybridge.stage.AnalyzeStage;
import dev.muybridge.stage.AnnotateStage;
import dev.muybridge.stage.MeasureStage;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import dev.muybridge.tracking.Tracking;
import java.util.List;

/** The whole program but for its pose model: here a person stands exactly where the middle of all bright pixels is, if all are seen. */
record BrightSpotToolkit() implements Toolkit {
    private static final int BRIGHT = 128;
    private static final int BYTES = 3;

    /** A body's height for a spot's side. */
    private static final double HEIGHT = 2;

    @Override
    public VideoFiles videoFiles() {
        return new FfmpegVideoFiles();
    }

    @Override
    public int workers() {
        return 1;
    }

    @Override
    public Workers startWorkers(int share) {
        FfmpegFrameCodec codec = new FfmpegFrameCodec();
        return new InProcessWorkers(
                share,
                new AnalyzeStage(codec, new BrightSpot(), Measures.STANDARD),
                new MeasureStage(Measures.STANDARD),
                new AnnotateStage(codec));
    }

    private static final class BrightSpot implements Tracking {
        @Override
        public Tracker begin() {
            return new Tracker() {
                private boolean there;

                @Override
                public List<Person> next(FrameReader frame, long micros) {
                    List<Person> people = Person.numbered(spot(frame.rgb()));
                    there = !people.isEmpty();
                    return people;
                }

                @Override
                public byte[] state() {
                    return there ? new byte[1] : new byte[0];
                }

                @Override
                public int[] tracks() {
                    return there ? new int[1] : new int[0];
                }

                @Override
                public void resume(byte[] state) {
                    there = state.length > 0;
                }

                @Override
                public void close() {
                    // Holds nothing.
                }
            };
        }

        @Override
        public void close() {
            // Holds nothing.
        }

        private static List<Pose> spot(RgbImage image) {
            double across = 0;
            double down = 0;
            int count = 0;
            boolean cut = false;
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    if (Byte.toUnsignedInt(image.pixels().get((y * image.width() + x) * BYTES)) > BRIGHT) {
                        across += x + 0.5;
                        down += y + 0.5;
                        count++;
                        cut |= x == 0 || y == 0 || x == image.width() - 1 || y == image.height() - 1;
                    }
                }
            }
            return count == 0 || cut ? List.of() : List.of(body(across / count, down / count, count, image));
        }

        /** As high as it has to be to be the same in every part of the picture: in pixels, from the spot alone. */
        private static Pose body(double x, double y, int area, RgbImage image) {
            double height = HEIGHT * Math.sqrt(area);
            Pose standing = Poses.standing(0, 0, height);
            return Poses.pose(point -> {
                Landmark place = standing.landmark(point);
                return new Landmark(
                        (float) ((x + place.x()) / image.width()), (float) ((y + place.y()) / image.height()), 0, 1, 1);
            });
        }
    }
}
