package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.Keys;
import dev.muybridge.job.model.Making;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.storage.Aside;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Interrupts;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.job.table.DoneIndex;
import dev.muybridge.job.table.DoneVideo;
import dev.muybridge.job.table.VideoRow;
import dev.muybridge.media.Clip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The work ahead of a run.
 *
 * @param files all inputs, in name order
 * @param toDo those that are to be done
 * @param leftAlone rows of those that have failed and would fail again, in name order
 * @param again why a video that has a row is processed again, or one that was started is started over, by name; also that a file
 *     which its row claims is gone or short
 * @param takenOver which results of earlier runs are reused
 */
public record WorkList(
        List<InputFile> files,
        List<InputFile> toDo,
        List<VideoRow> leftAlone,
        Map<String, String> again,
        TakenOver takenOver) {
    /** Nothing is taken over. */
    public WorkList(List<InputFile> files, List<InputFile> toDo, List<VideoRow> leftAlone, Map<String, String> again) {
        this(files, toDo, leftAlone, again, TakenOver.NOTHING);
    }

    /**
     * Videos that are processed again but need not be analysed again.
     *
     * @param videos how many
     * @param anew what is made again for some of them: {@code rows}, {@code pictures}
     */
    public record TakenOver(int videos, Set<String> anew) {
        static final TakenOver NOTHING = new TakenOver(0, Set.of());

        public TakenOver {
            anew = Collections.unmodifiableSet(new TreeSet<>(anew));
        }

        private TakenOver with(Keys made, Keys wanted) {
            Set<String> all = new TreeSet<>(anew);
            if (!made.rows().equals(wanted.rows())) {
                all.add("rows");
            }
            if (!made.pictures().equals(wanted.pictures())) {
                all.add("pictures");
            }
            return new TakenOver(videos + 1, all);
        }
    }

    /** How the reason begins for which a video is made again because of the options. */
    public static final String OTHER_OPTIONS = "made with other options: ";

    /** Nothing was listed. */
    static final WorkList EMPTY = new WorkList(List.of(), List.of(), List.of(), Map.of());

    /**
     * Compares each of {@code files}, the inputs in name order, with what the index says about its row, until the thread
     * is interrupted. Rows and files of the index that are damaged are put {@code aside}.
     */
    static WorkList of(RunOptions options, List<InputFile> files, Aside aside) throws IOException {
        OutputLayout layout = new OutputLayout(options.output(), options.keys());
        DoneIndex index = DoneIndex.load(layout, aside);
        Set<String> begun = Set.copyOf(new FlinkOutputStore(layout).folders(OutputLayout.STAGING));
        List<InputFile> toDo = new ArrayList<>();
        List<VideoRow> leftAlone = new ArrayList<>();
        Map<String, String> again = new LinkedHashMap<>();
        TakenOver takenOver = TakenOver.NOTHING;
        Map<Clip, Making> byClip = new HashMap<>();
        for (InputFile file : files) {
            Interrupts.check();
            VideoRef video = file.ref();
            Making wanted = byClip.computeIfAbsent(video.clip(), options::making);
            Optional<DoneVideo> done = index.find(video);
            if (done.isEmpty()) {
                toDo.add(file);
                if (begun.contains(video.videoId())) {
                    StagedBefore.whyOfNoUse(layout, video).ifPresent(why -> again.put(file.video(), why));
                }
                continue;
            }
            Optional<String> why = whyAgain(options, wanted, file, done.get());
            if (why.isEmpty() && done.get().isFinished()) {
                why = index.flaw(video, done.get());
                if (why.isEmpty() && options.verify()) {
                    why = index.segmentsFlaw(video, done.get());
                }
            }
            if (why.isPresent()) {
                toDo.add(file);
                again.put(file.video(), why.get());
                if (!options.overwrite() && isAnalysed(done.get(), video, wanted.keys()) && index.hasPoses(video)) {
                    takenOver = takenOver.with(done.get().making().keys(), wanted.keys());
                }
            } else if (!done.get().isFinished()) {
                index.row(video).ifPresentOrElse(leftAlone::add, () -> toDo.add(file));
            }
        }
        index.save();
        return new WorkList(List.copyOf(files), List.copyOf(toDo), List.copyOf(leftAlone), again, takenOver);
    }

    private static boolean isAnalysed(DoneVideo done, VideoRef video, Keys wanted) {
        return done.isFinished()
                && done.fingerprint().equals(video.fingerprint())
                && done.making().keys().poses().equals(wanted.poses());
    }

    private static Optional<String> whyAgain(RunOptions options, Making wanted, InputFile file, DoneVideo done) {
        if (!done.fingerprint().equals(file.fingerprint())) {
            return Optional.of("the file has changed, or another one has its name");
        }
        if (!done.isFinished()) {
            Optional<String> why =
                    FailedBefore.whyAgain(done, options.failing(file.ref().clip(), 1));
            return why.isEmpty() && options.overwrite() ? Optional.of("--overwrite") : why;
        }
        Making made = done.making();
        if (made.keys().poses().isEmpty()) {
            return Optional.of("made by an older version of this program");
        }
        if (!made.isLike(wanted)) {
            return Optional.of(
                    made.options().equals(wanted.options())
                            ? "made with other versions: " + made.versions()
                            : OTHER_OPTIONS + made.differences(wanted));
        }
        return options.overwrite() ? Optional.of("--overwrite") : Optional.empty();
    }

    /** The identifiers of all inputs. */
    Set<String> videoIds() {
        return files.stream().map(InputFile::videoId).collect(Collectors.toSet());
    }

    /** How many videos were done before. */
    public int doneBefore() {
        return files.size() - toDo.size() - leftAlone.size();
    }

    /** Lengths in bytes of the files that are to be done, wholly or in part. */
    LongStream sizes() {
        return toDo.stream()
                .collect(Collectors.toMap(InputFile::path, InputFile::size, (clip, another) -> clip))
                .values()
                .stream()
                .mapToLong(Long::longValue);
    }
}
