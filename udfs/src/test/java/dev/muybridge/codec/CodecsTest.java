package dev.muybridge.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.PersonPose;
import dev.muybridge.proto.WorkFailure;
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
    void poses_areWhatTheyWere() throws CodecException {
        assertThat(AnalysisCodec.stagedPoses(AnalysisCodec.staged(Samples.poses())))
                .isEqualTo(Samples.poses());
    }

    @Test
    void rows_areWhatTheyWere() throws CodecException {
        assertThat(AnnotationCodec.rows(Samples.rows()).frames()).isEqualTo(Samples.metrics());
    }

    @ParameterizedTest
    @EnumSource
    void failure_ofEveryKind_isWhatItWas(FailureKind kind) {
        Failure failure = new Failure(kind, "a detail with ü and\na line");
        byte[] response = AnalyzeResponse.newBuilder()
                .setVersion(Version.CURRENT)
                .setFailure(Messages.failure(failure))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> AnalysisCodec.analysis(response))
                .isInstanceOfSatisfying(
                        VideoException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void failure_ofNoKnownKind_isRefused() {
        byte[] response = AnalyzeResponse.newBuilder()
                .setVersion(Version.CURRENT)
                .setFailure(WorkFailure.newBuilder().setKind("tired"))
                .build()
                .toByteArray();

        assertThatThrownBy(() -> AnalysisCodec.analysis(response))
                .isInstanceOf(CodecException.class)
                .hasMessage("unknown failure kind 'tired'");
    }

    @Test
    void everyMessage_ofAnotherVersion_isRefused() {
        byte[] other = AnalyzeRequest.newBuilder().setVersion(3).build().toByteArray();

        assertThatThrownBy(() -> Messages.analyzeRequest(other))
                .isInstanceOf(CodecException.class)
                .hasMessage("a request to analyse has version 3, this program reads version 2");
        assertThatThrownBy(() -> Messages.analyzeResponse(other)).hasMessageStartingWith("an analysis has version 3,");
        assertThatThrownBy(() -> Messages.annotateRequest(other))
                .hasMessageStartingWith("a request to annotate has version 3,");
        assertThatThrownBy(() -> Messages.annotateResponse(other))
                .hasMessageStartingWith("an annotation has version 3,");
        assertThatThrownBy(() -> Messages.segmentPoses(other)).hasMessageStartingWith("staged poses has version 3,");
        assertThatThrownBy(() -> Messages.segmentRows(other)).hasMessageStartingWith("staged rows has version 3,");
    }

    @Test
    void noBytes_areAnotherVersion() {
        assertThatThrownBy(() -> AnalysisCodec.stagedPoses(new byte[0]))
                .hasMessage("staged poses has version 0, this program reads version 2");
    }

    @Test
    void damagedBytes_areRefused() {
        byte[] whole = AnalysisCodec.staged(Samples.poses());
        byte[] cut = Arrays.copyOf(whole, whole.length - 100);

        assertThatThrownBy(() -> AnalysisCodec.stagedPoses(cut))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("staged poses of " + cut.length + " bytes is damaged: ");
    }

    @Test
    void poseWithTooFewNumbers_isRefused() {
        PersonPose pose = PersonPose.newBuilder().addLandmarks(1).build();

        assertThatThrownBy(() -> PoseCodec.fromMessage(pose))
                .hasMessage("a pose has 33 landmarks, found 1 and 0 numbers");
    }

    @Test
    void request_asksForWhatTheAnalysisSees() throws CodecException {
        PacketRange range = new PacketRange(0, 0, 2);
        SegmentPlan plan = new SegmentPlan(1, 10, 20, 100, 200, 90, 205, range, range, 7);

        AnalyzeRequest request = Messages.analyzeRequest(AnalysisCodec.request(PACKETS, 270, plan));

        assertThat(request.getFromPts()).isEqualTo(90);
        assertThat(request.getToPts()).isEqualTo(205);
        assertThat(request.getRotation()).isEqualTo(270);
    }
}
