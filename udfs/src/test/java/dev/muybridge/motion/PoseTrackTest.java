package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.motion.PoseTrack.Coordinate;
import dev.muybridge.pose.BodyPoint;
import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.Poses;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PoseTrackTest {
    /** Every number is another one. */
    private static Pose pose(int frame) {
        return Poses.pose(point -> {
            float base = frame * 1000 + point.index() * 10;
            return new Landmark(base, base + 1, base + 2, base + 3, base + 4);
        });
    }

    @Test
    void column_isOneNumberThroughAllFrames() {
        PoseTrack track = Tracks.of(Arrays.asList(pose(0), null, pose(2)));

        assertThat(track.frames()).isEqualTo(3);
        assertThat(track.seen(1)).isFalse();
        assertThat(track.column(BodyPoint.RIGHT_HIP, Coordinate.VISIBILITY)).containsExactly(243, Double.NaN, 2243);
        for (BodyPoint point : BodyPoint.values()) {
            assertThat(track.column(point, Coordinate.Y)[2])
                    .isEqualTo(pose(2).landmark(point).y());
            assertThat(track.column(point, Coordinate.WORLD_Y)[0])
                    .isEqualTo(pose(0).worldLandmark(point).y());
        }
    }

    @Test
    void track_thatTravelled_isEqual() {
        PoseTrack track = Tracks.of(Arrays.asList(pose(0), null, pose(2)));

        assertThat(new PoseTrack(
                        track.firstFrame(),
                        track.pts(),
                        track.flags(),
                        new PoseTrack.Numbers(
                                new FloatColumns(Places.COUNT, track.places().bytes()),
                                new FloatColumns(
                                        PoseTrack.LIKELIHOODS,
                                        track.likelihoods().bytes()))))
                .isEqualTo(track);
    }

    @Test
    void lengthsThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> new FloatColumns(2, ByteBuffer.allocate(12)))
                .hasMessage("12 bytes are not 2 floats for each of some frames");
        PoseTrack.Numbers three =
                new PoseTrack.Numbers(new FloatColumns(Places.COUNT, 3), new FloatColumns(PoseTrack.LIKELIHOODS, 3));
        assertThatThrownBy(() -> new PoseTrack(0, new long[2], new byte[2], three))
                .hasMessage("a track of 2 frames has 2 flags, places of 3 frames and likelihoods of 3");
        assertThatThrownBy(() -> new PoseTrack.Builder(0, 2).build()).hasMessage("a track of 2 frames was given 0");
    }
}
