package dev.muybridge.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.motion.PictureSize;
import dev.muybridge.motion.Scene;
import dev.muybridge.motion.Tracks;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.Poses;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.PersonPose;
import dev.muybridge.proto.WorkFailure;
import dev.muybridge.stage.AnalyzeOrder;
import dev.muybridge.stage.AnnotateOrder;
import dev.muybridge.stage.MeasureOrder;
import dev.muybridge.stage.Measurements;
import dev.muybridge.stage.Pictures;
import dev.muybridge.stage.Style;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CodecsTest {
    private static final PacketRun PACKETS = new PacketRun(
            new StreamParameters(
                    "vp9",
                    0x31637661,
                    new byte[] {1, 2},
                    1768,
                    994,
                    -1,
                    new Colour(1, 2, 3, 4),
                    new Rational(64, 45),
                    new TimeBase(1001, 30_000)),
            List.of(
                    new EncodedPacket(-10, -20, 1, 1, true, new byte[] {0, -1}),
                    new EncodedPacket(1L << 40, Long.MIN_VALUE, 0, 0, false, new byte[0])));

    @Test
    void packets_areWhatTheyWere() {
        assertThat(PacketCodec.fromMessage(PacketCodec.toMessage(PACKETS)))
                .usingRecursiveComparison()
                .isEqualTo(PACKETS);
    }

    @Test
    void poses_areWhatTheyWere_alsoStaged() throws Exception {
        for (Pictures draft : Arrays.asList(Samples.pictures(), null)) {
            dev.muybridge.stage.Poses answer =
                    new dev.muybridge.stage.Poses(Samples.poses().tracked(), "any", draft, 7);

            assertThat(AnalyzeCodec.stagedPoses(AnalyzeCodec.staged(answer))).isEqualTo(Samples.poses());
            assertThat(AnalyzeCodec.poses(AnalyzeCodec.response(answer)))
                    .usingRecursiveComparison()
                    .isEqualTo(answer);
        }
    }

    @Test
    void rows_areWhatTheyWere() throws CodecException {
        assertThat(RowsCodec.stagedRows(RowsCodec.staged(Samples.metrics()))).isEqualTo(Samples.metrics());
    }

    @Test
    void track_isWhatItWas() throws CodecException {
        MeasureOrder order = new MeasureOrder(
                Tracks.of(Arrays.asList(Poses.standing(0.5, 0.5, 0.5), null)),
                new Scene(new PictureSize(1920, 1080), new TimeBase(1, 90_000), 8));

        assertThat(MeasureCodec.order(MeasureCodec.request(order))).isEqualTo(order);
    }

    @Test
    void measurements_areWhatTheyWere_gapsIncluded() throws CodecException {
        Measurements measurements =
                new Measurements(List.of("a", "b"), List.of(new double[] {1, Double.NaN}, new double[] {-0.0, 4}), 7);

        Measurements read = MeasureCodec.measurements(MeasureCodec.response(measurements));

        assertThat(read.columns()).isEqualTo(measurements.columns());
        assertThat(read.values().get(0)).isEqualTo(measurements.values().get(0));
        assertThat(read.values().get(1)).isEqualTo(measurements.values().get(1));
        assertThat(read.workMillis()).isEqualTo(7);
    }

    @Test
    void orderToAnalyze_isWhatItWas() throws CodecException {
        AnalyzeOrder.Draft draft = new AnalyzeOrder.Draft(
                1L << 40,
                1L << 41,
                new PictureSize(640, 480),
                new Rational(30_000, 1001),
                new Style("veryfast", 30, true),
                2.5,
                3);
        AnalyzeOrder.Repair repair = new AnalyzeOrder.Repair(new byte[] {1, 2}, new long[] {-1, 0, 1L << 40});
        for (AnalyzeOrder order : List.of(
                new AnalyzeOrder(PACKETS, 270, 90, 100, 205, null, draft),
                new AnalyzeOrder(PACKETS, 270, 100, 100, 205, repair, null))) {
            assertThat(AnalyzeCodec.order(AnalyzeCodec.request(order)))
                    .usingRecursiveComparison()
                    .isEqualTo(order);
        }
    }

    @Test
    void orderToAnnotate_isWhatItWas() throws CodecException {
        AnnotateOrder order = new AnnotateOrder(
                PACKETS,
                Samples.metrics(),
                new AnnotateOrder.Canvas(-3, 1L << 41, 90, new PictureSize(640, 480), new Rational(30_000, 1001)),
                new Style("veryfast", 30, true));

        assertThat(AnnotateCodec.order(AnnotateCodec.request(order)))
                .usingRecursiveComparison()
                .isEqualTo(order);
    }

    @Test
    void pictures_areWhatTheyWere_alsoStaged() throws Exception {
        Pictures pictures = new Pictures(new byte[] {1, 2}, new long[] {-3, 0}, new long[] {0}, "hash", 5);

        assertThat(AnnotateCodec.pictures(AnnotateCodec.response(pictures)))
                .usingRecursiveComparison()
                .isEqualTo(pictures);
        byte[] staged = AnnotateCodec.staged(pictures);
        assertThat(AnnotateCodec.stagedPictures(staged, pictures.mp4()))
                .usingRecursiveComparison()
                .isEqualTo(new Pictures(pictures.mp4(), pictures.framePts(), pictures.unreadablePts(), "hash", 0));
        assertThat(AnnotateCodec.stagedUnreadable(staged)).containsExactly(0);
        assertThatThrownBy(() -> AnnotateCodec.stagedPictures(staged, new byte[] {1, 3}))
                .isInstanceOf(CodecException.class)
                .hasMessage("a staged segment of 2 bytes is not the one of 2 bytes that was staged");
    }

    @ParameterizedTest
    @EnumSource
    void failure_ofEveryKind_isWhatItWas(FailureKind kind) {
        Failure failure = new Failure(kind, "a detail with ü and\na line");

        assertThatThrownBy(() -> AnalyzeCodec.poses(AnalyzeCodec.response(failure)))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.failure()).isEqualTo(failure));
        assertThatThrownBy(() -> AnnotateCodec.pictures(AnnotateCodec.response(failure)))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void failure_ofNoKnownKind_isRefused() {
        byte[] response = AnalyzeResponse.newBuilder()
                .setVersion(4)
                .setFailure(WorkFailure.newBuilder().setKind("tired"))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> AnalyzeCodec.poses(response))
                .isInstanceOf(CodecException.class)
                .hasMessage("unknown failure kind 'tired'");
    }

    @Test
    void everyMessage_ofAnotherVersion_isRefused() {
        byte[] other = AnalyzeRequest.newBuilder().setVersion(9).build().toByteArray();

        assertThatThrownBy(() -> AnalyzeCodec.order(other))
                .isInstanceOf(CodecException.class)
                .hasMessage("an order to analyze has version 9, this program reads version 4");
        assertThatThrownBy(() -> AnalyzeCodec.poses(other)).hasMessageStartingWith("an analysis has version 9,");
        assertThatThrownBy(() -> MeasureCodec.order(other))
                .hasMessageStartingWith("an order to measure has version 9,");
        assertThatThrownBy(() -> MeasureCodec.measurements(other))
                .hasMessageStartingWith("measurements has version 9,");
        assertThatThrownBy(() -> AnnotateCodec.order(other))
                .hasMessageStartingWith("an order to annotate has version 9,");
        assertThatThrownBy(() -> AnnotateCodec.pictures(other)).hasMessageStartingWith("an annotation has version 9,");
        assertThatThrownBy(() -> AnalyzeCodec.stagedPoses(other)).hasMessageStartingWith("staged poses has version 9,");
        assertThatThrownBy(() -> RowsCodec.stagedRows(other)).hasMessageStartingWith("staged rows has version 9,");
        assertThatThrownBy(() -> AnnotateCodec.stagedUnreadable(other))
                .hasMessageStartingWith("what is staged beside pictures has version 9,");
    }

    @Test
    void noBytes_areAnotherVersion() {
        assertThatThrownBy(() -> AnalyzeCodec.stagedPoses(new byte[0]))
                .hasMessage("staged poses has version 0, this program reads version 3");
    }

    @Test
    void damagedBytes_areRefused() {
        byte[] whole = AnalyzeCodec.staged(Samples.poses());
        byte[] cut = Arrays.copyOf(whole, whole.length - 100);

        assertThatThrownBy(() -> AnalyzeCodec.stagedPoses(cut))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("staged poses of " + cut.length + " bytes is damaged: ");
    }

    @Test
    void poseWithTooFewNumbers_isRefused() {
        PersonPose pose = PersonPose.newBuilder().addLandmarks(1).build();

        assertThatThrownBy(() -> PoseCodec.fromMessage(pose))
                .hasMessage("a pose has 33 landmarks, found 1 and 0 numbers");
    }
}
