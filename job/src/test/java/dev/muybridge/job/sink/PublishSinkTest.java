package dev.muybridge.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.job.config.FailureLimit;
import dev.muybridge.job.config.RunLimits;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.owner.OvertakenException;
import dev.muybridge.job.owner.OwnedException;
import dev.muybridge.job.owner.Ownership;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.media.Clip;
import dev.muybridge.media.Limits;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.whole.Asked;
import dev.muybridge.whole.Runs;
import java.nio.file.Path;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink in Flink's own operators: whose OUTPUT it publishes to. */
final class PublishSinkTest {
    private static final VideoRef VIDEO =
            new VideoRef("0123456789abcdef", "a.mp4", "a.mp4", "file:/in/a.mp4", 1, "1-1", Clip.WHOLE);

    @TempDir
    Path folder;

    private RunOptions asked;
    private OutputLayout layout;
    private Ownership owner;
    private RunOptions job;

    @BeforeEach
    void takeOutput() throws Exception {
        asked = Asked.of(folder.resolve("in"), folder.resolve("out")).options();
        layout = new OutputLayout(asked.output(), asked.keys());
        owner = Ownership.take(layout, asked.run().name());
        job = asked.forJob(1, owner.number());
    }

    @Test
    void ownersJob_publishes() throws Exception {
        execute(true);

        assertThat(Runs.visible(folder.resolve("out"))).contains(OutputLayout.row(VIDEO.videoId()));
        owner.close();
    }

    @Test
    void jobOfAnOwnerThatWasOvertaken_publishesNothing() throws Exception {
        owner.close();
        try (Ownership next = Ownership.take(layout, "next")) {
            assertThatThrownBy(() -> execute(true)).isInstanceOf(OvertakenException.class);
            next.check();
        }

        assertThat(Runs.visible(folder.resolve("out"))).doesNotContain(OutputLayout.row(VIDEO.videoId()));
    }

    @Test
    void jobThatWasGivenOutput_givesItBackWhenAllIsPublished() throws Exception {
        owner.giveToJob();
        owner.close();

        execute(true);

        assertThatCode(() -> Ownership.take(layout, "next").close()).doesNotThrowAnyException();
    }

    /** It may be restarted, and its committer cannot tell. */
    @Test
    void jobThatWasGivenOutput_keepsItWhenItEndsEarlier() throws Exception {
        owner.giveToJob();
        owner.close();

        execute(false);

        assertThatThrownBy(() -> Ownership.take(layout, "next")).isInstanceOf(OwnedException.class);
    }

    @Test
    void moreFailuresThanAllowed_failTheJob() throws Exception {
        RunLimits one = new RunLimits(Limits.DEFAULT, FailureLimit.parse("1"));
        RunOptions options = Asked.of(folder.resolve("in"), folder.resolve("out"))
                .limits(one)
                .options()
                .forJob(3, owner.number());
        PublicationWriter made = new PublicationWriter(layout, options);
        Failure failure = new Failure(FailureKind.NOT_A_VIDEO, "It is text.");
        try (var writer = new OneInputStreamOperatorTestHarness<Publication, CommittableMessage<Publication>>(
                new SinkWriterOperatorFactory<>(new PublishSink(layout, options)))) {
            writer.open();
            writer.processElement(made.failed(VIDEO, failure), 0);

            assertThatThrownBy(() -> writer.processElement(made.failed(VIDEO, failure), 0))
                    .isInstanceOf(TooManyFailuresException.class);
        }
        owner.close();
    }

    /** From the writer to the committer, with a checkpoint. */
    private void execute(boolean toTheEnd) throws Exception {
        PublishSink sink = new PublishSink(layout, job);
        Publication publication =
                new PublicationWriter(layout, job).failed(VIDEO, new Failure(FailureKind.NOT_A_VIDEO, "It is text."));
        try (var writer = new OneInputStreamOperatorTestHarness<Publication, CommittableMessage<Publication>>(
                        new SinkWriterOperatorFactory<>(sink));
                var committer = new OneInputStreamOperatorTestHarness<
                        CommittableMessage<Publication>, CommittableMessage<Publication>>(
                        new CommitterOperatorFactory<>(sink, false, true))) {
            committer.open();
            writer.open();
            writer.processElement(publication, 0);
            writer.prepareSnapshotPreBarrier(1);
            for (Object each : writer.extractOutputValues()) {
                @SuppressWarnings("unchecked") // what the writer gives
                CommittableMessage<Publication> message = (CommittableMessage<Publication>) each;
                committer.processElement(message, 0);
            }
            if (toTheEnd) {
                writer.endInput();
            }
            committer.snapshot(1, 1);
            committer.notifyOfCompletedCheckpoint(1);
        }
    }
}
