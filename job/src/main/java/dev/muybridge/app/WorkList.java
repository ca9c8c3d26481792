package dev.muybridge.app;

import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.source.InputFile;
import dev.muybridge.job.source.InputLister;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.StagedBefore;
import dev.muybridge.job.table.Catalogue;
import dev.muybridge.job.table.VideoRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run has before it.
 *
 * @param files all inputs, in name order
 * @param toDo those that are to be done
 * @param quarantined rows of those that are left alone, in name order
 * @param again why a video that has a row is done once more, or one that was begun is begun anew, by name
 */
public record WorkList(
        List<InputFile> files, List<InputFile> toDo, List<VideoRow> quarantined, Map<String, String> again) {
    /** Lists the inputs and compares each with its row. */
    static WorkList of(RunOptions options) throws IOException {
        OutputLayout layout = new OutputLayout(options.output(), options.optionsHash());
        Catalogue catalogue = new Catalogue(layout);
        List<InputFile> files =
                new InputLister(options.recursive(), OutputLayout.folder(options.output())).list(options.inputs());
        List<InputFile> toDo = new ArrayList<>();
        List<VideoRow> quarantined = new ArrayList<>();
        Map<String, String> again = new LinkedHashMap<>();
        for (InputFile file : files) {
            Optional<VideoRow> row = catalogue.row(file.videoId());
            if (row.isEmpty()) {
                toDo.add(file);
                StagedBefore.whyOfNoUse(layout, file.ref(), options.resultOptions())
                        .ifPresent(why -> again.put(file.video(), why));
                continue;
            }
            Optional<String> why = whyAgain(options, file, row.get());
            if (why.isPresent()) {
                toDo.add(file);
                again.put(file.video(), why.get());
            } else if (row.get().isQuarantined()) {
                quarantined.add(row.get());
            }
        }
        return new WorkList(List.copyOf(files), List.copyOf(toDo), List.copyOf(quarantined), again);
    }

    private static Optional<String> whyAgain(RunOptions options, InputFile file, VideoRow row) {
        if (row.state().equals(VideoRow.FAILED) && !row.isQuarantined()) {
            return Optional.of("it failed before");
        }
        if (!row.provenance().fingerprint().equals(file.fingerprint())) {
            return Optional.of("the file has changed");
        }
        if (!row.provenance().optionsHash().equals(options.optionsHash())) {
            boolean sameOptions = row.provenance().options().equals(options.resultOptions());
            return Optional.of(
                    sameOptions
                            ? "made by other versions: " + row.provenance().versions()
                            : "made with other options: " + row.provenance().options());
        }
        return options.overwrite() ? Optional.of("--overwrite") : Optional.empty();
    }

    /** The identifiers of all inputs. */
    Set<String> videoIds() {
        return files.stream().map(InputFile::videoId).collect(Collectors.toSet());
    }

    /** How many videos were done before. */
    public int doneBefore() {
        return files.size() - toDo.size() - quarantined.size();
    }

    /** Bytes of the videos that are to be done. */
    long bytes() {
        return toDo.stream().mapToLong(InputFile::size).sum();
    }
}
