package dev.muybridge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muybridge.app.SimulatedRun.Fate;
import dev.muybridge.app.SimulatedRun.How;
import dev.muybridge.app.SimulatedRun.Video;
import dev.muybridge.job.progress.PublishedVideo;
import dev.muybridge.job.progress.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run says about how far it is, over whole runs as a job reports them. */
final class ForecastTest {
    private static final int HEARTBEAT_TICKS = 2;

    /** @param at seconds since the start */
    private record Said(double at, Snapshot snapshot) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void share_risesFromNothingToOneOnce_whateverBecomesOfTheVideos(long seed) {
        Random random = new Random(seed);
        List<Video> videos = new ArrayList<>();
        int count = 1 + random.nextInt(seed % 4 == 0 ? 120 : 12);
        for (int i = 0; i < count; i++) {
            videos.add(any(random, i));
        }

        List<Said> said = said(videos, 1 + random.nextInt(4), seed % 3 == 0 ? random : null);

        double before = 0;
        for (Said each : said.subList(0, said.size() - 1)) {
            assertThat(each.snapshot.share()).isBetween(before, 1.0);
            assertThat(each.snapshot.share() < 1 || each.snapshot.videos().finished() == count)
                    .isTrue();
            assertThat(each.snapshot.underWay().values())
                    .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
            before = each.snapshot.share();
        }
        Snapshot last = said.get(said.size() - 1).snapshot;
        assertThat(last.share()).isEqualTo(1);
        assertThat(last.secondsLeft().orElse(0)).isZero();
        assertThat(last.underWay()).isEmpty();
        assertThat(last.videos().finished()).isEqualTo(count);
    }

    @Test
    void timeLeft_ofOneLongVideo_isRightAfterAFifth() {
        checkTimeLeft(List.of(new Video("long.mp4", 90_000_000, even(60, 300), new How(50, 33, Fate.GOOD))), 2, 0.2);
        checkTimeLeft(List.of(new Video("crowd.mp4", 90_000_000, even(60, 300), new How(92, 39, Fate.GOOD))), 2, 0.2);
        checkTimeLeft(
                List.of(new Video("cut.mp4", 90_000_000, even(60, 300), new How(60, 36, new Fate("", 300, 0)))),
                2,
                0.2);
    }

    @Test
    void timeLeft_ofVideosThatAreDrafted_doesNotCountTheirDrawing() {
        checkTimeLeft(List.of(new Video("long.mp4", 90_000_000, even(60, 300), new How(80, 0, Fate.GOOD))), 2, 0.1);
        List<Video> videos = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            How how = i % 2 == 0 ? new How(80, 0, Fate.GOOD) : new How(50, 36, Fate.GOOD);
            videos.add(new Video(i + ".mp4", 200_000, even(2, 100), how));
        }

        checkTimeLeft(videos, 2, 0.2);
    }

    @Test
    void timeLeft_whereDraftsAreWrong_isRightWhenTheFirstHasTurnedOutSo() {
        How wrong = new How(80, 36, true, Fate.GOOD);
        List<Said> said = said(List.of(new Video("long.mp4", 90_000_000, even(60, 300), wrong)), 2, null);
        double end = said.get(said.size() - 1).at;
        List<Said> drawing = said.stream()
                .filter(each -> each.snapshot.frames().getOrDefault(Steps.ANNOTATE, 0L) > 1000)
                .filter(each -> end - each.at > 5)
                .toList();

        assertThat(drawing)
                .hasSizeGreaterThan(100)
                .allSatisfy(each -> assertThat(each.snapshot.secondsLeft().orElse(Double.NaN))
                        .isCloseTo(end - each.at, within(Math.max(0.3 * (end - each.at), 8))));
    }

    @Test
    void timeLeft_ofManyVideos_isRightAfterAFifth() {
        List<Video> videos = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            int segments = 1 + random.nextInt(4);
            long bytes = Math.round(segments * 100_000 * (0.7 + 0.6 * random.nextDouble()));
            videos.add(
                    new Video(i + ".mp4", bytes, even(segments, 100), new How(55 + random.nextInt(20), 35, Fate.GOOD)));
        }

        checkTimeLeft(videos, 2, 0.2);
    }

    @Test
    void timeLeft_ofARunThatGoesOn_doesNotCountWhatIsDoneAsWorkOfAMoment() {
        checkTimeLeft(
                List.of(new Video("half.mp4", 90_000_000, even(60, 300), new How(60, 36, new Fate("", 0, 30)))),
                2,
                0.2);
    }

    @Test
    void timeLeft_ofVideosThatFail_fallsAway() {
        List<Video> videos = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Fate fate = i % 4 == 0 ? new Fate("plan", 0, 0) : Fate.GOOD;
            videos.add(new Video(i + ".mp4", 100_000, even(2, 100), new How(60, 36, fate)));
        }

        checkTimeLeft(videos, 2, 0.35);
    }

    private static void checkTimeLeft(List<Video> videos, int workers, double tolerance) {
        List<Said> said = said(videos, workers, null);
        double end = said.get(said.size() - 1).at;
        List<Said> after =
                said.stream().filter(each -> each.snapshot.share() >= 0.2).toList();
        assertThat(after).hasSizeGreaterThan(100);
        assertThat(after).allSatisfy(each -> {
            double left = end - each.at;
            assertThat(each.snapshot.secondsLeft().orElse(Double.NaN))
                    .as("at %.1f s of %.1f, share %.3f", each.at, end, each.snapshot.share())
                    .isCloseTo(left, within(Math.max(tolerance * left, 8)));
        });
    }

    /** @param restarts decides when the job starts anew; null if never */
    private static List<Said> said(List<Video> videos, int workers, @Nullable Random restarts) {
        SimulatedRun run = new SimulatedRun(videos, workers);
        List<Said> said = new ArrayList<>();
        RunMonitor monitor = new RunMonitor(
                new RunListener() {
                    @Override
                    public void progress(Snapshot snapshot) {
                        said.add(new Said(run.now(), snapshot));
                    }
                },
                run.bytes(),
                run::now);
        while (!run.isOver()) {
            for (int i = 0; i < HEARTBEAT_TICKS; i++) {
                run.tick();
            }
            if (restarts != null && restarts.nextInt(200) == 0) {
                run.restart();
            }
            monitor.tell(run.progress());
        }
        for (PublishedVideo row : run.published()) {
            monitor.tell(row.video(), row.state(), row.frames(), row.message());
        }
        monitor.end();
        return said;
    }

    private static Video any(Random random, int number) {
        int[] segments = new int[1 + random.nextInt(6)];
        Arrays.setAll(segments, i -> 1 + random.nextInt(300));
        long bytes = (long) (Arrays.stream(segments).sum() * (100 + 3000 * random.nextDouble()));
        String failsIn = switch (random.nextInt(8)) {
            case 0 -> "plan";
            case 1 -> Steps.ANALYZE;
            default -> "";
        };
        Fate fate = new Fate(
                failsIn,
                random.nextInt(3) == 0 ? random.nextInt(100) : 0,
                random.nextInt(3) == 0 ? random.nextInt(segments.length + 1) : 0);
        return new Video(
                number + ".mp4", bytes, segments, new How(20 + random.nextInt(150), 20 + random.nextInt(80), fate));
    }

    private static int[] even(int segments, int frames) {
        int[] all = new int[segments];
        Arrays.fill(all, frames);
        return all;
    }
}
