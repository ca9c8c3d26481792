package dev.muybridge.job.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.crash.ProcessId;
import dev.muybridge.job.config.RunId;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.storage.OutputLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnershipTest {
    private static final int SCHEDULES = 60;
    private static final ProcessId ELSEWHERE = new ProcessId(1, 1, "elsewhere");

    private static final Keys KEYS = new Keys("p", "r", "a");

    @TempDir
    Path folder;

    @AfterEach
    void noTurns() {
        TurnsDisk.await(() -> {});
    }

    @Test
    void second_isRefusedUntilTheFirstGivesItBack() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("there")));
        Ownership first = Ownership.take(layout(folder.resolve("there")), "first");

        assertThatThrownBy(() -> Ownership.take(layout(link), "second"))
                .isInstanceOf(OwnedException.class)
                .hasMessageStartingWith(
                        "run first (process " + ProcessHandle.current().pid() + " on ");
        first.check();
        first.close();
        try (Ownership second = Ownership.take(layout(link), "second")) {
            assertThat(second.number()).isEqualTo(first.number() + 1);
        }
        assertThat(marks()).hasSize(1).allMatch(mark -> mark.endsWith("-second.free"));
    }

    @Test
    void processThatHasEnded_losesItAtOnce() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        ProcessId id = new ProcessId(
                gone.pid(), System.currentTimeMillis(), ProcessId.current().host());
        gone.waitFor();
        new Marks(layout(folder), id).write(mark("killed", Mark.Kind.HELD));

        Ownership.take(layout(folder), "next").close();
    }

    @Test
    void processElsewhere_losesItWhenItHasNotBeenSeenForAWhile() throws Exception {
        Mark held = mark("other", Mark.Kind.HELD);
        new Marks(layout(folder), ELSEWHERE).write(held);

        assertThatThrownBy(() -> Ownership.take(layout(folder), "next"))
                .isInstanceOf(OwnedException.class)
                .hasMessageMatching(
                        "run other \\(process 1 on elsewhere, seen \\d s ago; it is taken for gone when it is not"
                                + " seen for 2 minutes\\)");

        makeOld(held);
        Ownership.take(layout(folder), "next").close();
    }

    @Test
    void pausedRun_findsThatItHasLost_andDoesNotComeBack() throws Exception {
        Ownership paused = Ownership.take(layout(folder), "paused");
        Fence job = new Fence(layout(folder), new RunId("paused", paused.number()));
        job.check();
        makeOld(mark("paused", Mark.Kind.HELD));

        Ownership next = Ownership.take(layout(folder), "next");

        assertThatThrownBy(paused::check)
                .isInstanceOf(OvertakenException.class)
                .hasMessage(
                        "run next has taken over OUTPUT, because this run seemed to be gone; nothing more is published by"
                                + " it");
        assertThatThrownBy(job::check).isInstanceOf(OvertakenException.class);
        paused.close();
        next.check();
        next.close();
        assertThatThrownBy(job::check).as("also when the next has ended").isInstanceOf(OvertakenException.class);
    }

    @Test
    void anotherAttemptAtTheSameRun_takesItAtOnce() throws Exception {
        Ownership first = Ownership.take(layout(folder), "nightly");

        Ownership again = Ownership.take(layout(folder), "nightly");

        assertThatThrownBy(first::check).isInstanceOf(OvertakenException.class);
        again.check();
        again.close();
        first.close();
    }

    @Test
    void job_keepsItAfterItsClient_andGivesItBackWhenAllIsPublished() throws Exception {
        Ownership client = Ownership.take(layout(folder), "client");
        client.giveToJob();
        client.close();

        assertThatThrownBy(() -> Ownership.take(layout(folder), "early")).hasMessage("submitted run client");
        Fence job = new Fence(layout(folder), new RunId("client", client.number()));
        job.open();
        assertThatThrownBy(() -> Ownership.take(layout(folder), "late"))
                .hasMessageStartingWith("submitted run client (process ");
        job.check();
        new Fence(layout(folder), new RunId("client", client.number())).inputEnded();
        job.check();
        job.close();

        Ownership.take(layout(folder), "next").close();
    }

    @Test
    void jobThatIsRestarted_keepsIt() throws Exception {
        Ownership client = Ownership.take(layout(folder), "client");
        client.giveToJob();
        client.close();
        RunId run = new RunId("client", client.number());
        Fence failed = new Fence(layout(folder), run);
        failed.open();
        failed.close();

        assertThatThrownBy(() -> Ownership.take(layout(folder), "next")).isInstanceOf(OwnedException.class);
        Fence ending = new Fence(layout(folder), run);
        ending.inputEnded();
        Fence again = new Fence(layout(folder), run);
        again.open();
        again.close();
        assertThatThrownBy(() -> Ownership.take(layout(folder), "next"))
                .as("what ended was the job before it was restarted")
                .isInstanceOf(OwnedException.class);
    }

    @Test
    void jobWhoseClientSawItsEnd_isFree() throws Exception {
        Ownership client = Ownership.take(layout(folder), "client");
        client.giveToJob();
        client.jobEnded();
        client.close();

        Ownership.take(layout(folder), "next").close();
    }

    /** Two that come at the same time, with their operations in many orders: one gets it, unless both see each other late. */
    @Test
    void twoAtTheSameTime_neverBothGetIt() throws Exception {
        Random random = new Random(1);
        int taken = 0;
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            Path output = Files.createDirectory(folder.resolve("of" + schedule));
            List<Ownership> owners = take(new OutputLayout("turns:" + output, KEYS), random);
            assertThat(owners).as("schedule %d", schedule).hasSizeLessThanOrEqualTo(1);
            taken += owners.size();
            for (Ownership owner : owners) {
                owner.close();
            }
        }
        assertThat(taken).isEqualTo(SCHEDULES);
    }

    private static List<Ownership> take(OutputLayout layout, Random random) throws InterruptedException {
        Turns turns = new Turns(2);
        TurnsDisk.await(turns::await);
        List<Ownership> owners = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int contender = 0; contender < 2; contender++) {
            String run = "run" + contender;
            threads.add(turns.start(contender, () -> {
                Ownership owner = Ownership.take(layout, run);
                synchronized (owners) {
                    owners.add(owner);
                }
            }));
        }
        turns.run(random);
        for (Thread thread : threads) {
            thread.join();
        }
        TurnsDisk.await(() -> {});
        return owners;
    }

    @Test
    void foreignFiles_areLeftAlone() throws Exception {
        Path other = Files.createDirectories(folder.resolve(Marks.FOLDER)).resolve("notes.txt");
        Files.writeString(other, "mine");

        Ownership.take(layout(folder), "run").close();

        assertThat(other).hasContent("mine");
    }

    @Test
    void folderThatCannotBeWritten_isAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Ownership.take(layout(file), "run"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + file);
    }

    @Test
    void markOfAJob_isOnlyRenewedWhileItIsThere() throws Exception {
        assertThatCode(() -> new Marks(layout(folder)).renew(mark("gone", Mark.Kind.JOB)))
                .doesNotThrowAnyException();
        assertThat(folder.resolve(Marks.FOLDER)).doesNotExist();
    }

    private Mark mark(String run, Mark.Kind kind) throws IOException {
        Mark made = new Mark(1, "0123abcd", run, kind);
        for (String name : Files.exists(folder.resolve(Marks.FOLDER)) ? marks() : List.<String>of()) {
            Mark there = Mark.of(name).orElseThrow();
            if (there.run().equals(run) && there.kind() == kind) {
                return there;
            }
        }
        return made;
    }

    private List<String> marks() throws IOException {
        Path there = folder.resolve("there");
        try (Stream<Path> files = Files.list((Files.exists(there) ? there : folder).resolve(Marks.FOLDER))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void makeOld(Mark mark) throws IOException {
        Instant then = Instant.now().minus(Marks.LOST).minus(Duration.ofSeconds(5));
        Files.setLastModifiedTime(folder.resolve(Marks.FOLDER).resolve(mark.fileName()), FileTime.from(then));
    }

    private static OutputLayout layout(Path output) {
        return new OutputLayout(output.toUri().toString(), KEYS);
    }
}
