package dev.muybridge.job.source;

import dev.muybridge.job.config.Clips;
import dev.muybridge.media.Clip;
import java.io.FileNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which parts of listed files are processed. */
final class Parts {
    private Parts() {}

    /**
     * The parts of {@code files}, whole files as they were listed, in their order. A folder that could not be listed stays as it is.
     *
     * @throws FileNotFoundException when clips are asked for of a video that is not among them
     */
    static List<InputFile> of(List<InputFile> files, Clips clips) throws FileNotFoundException {
        if (clips instanceof Clips.Listed listed) {
            requireAll(listed, files);
        }
        List<InputFile> parts = new ArrayList<>();
        for (InputFile file : files) {
            if (file.isFolder()) {
                parts.add(file);
            } else {
                of(file, clips).forEach(part -> parts.add(file.part(part)));
            }
        }
        return parts;
    }

    private static List<Part> of(InputFile file, Clips clips) {
        if (clips instanceof Clips.Same same) {
            return List.of(new Part(same.clip(), false));
        }
        List<Clip> own = clips instanceof Clips.Each each
                ? each.clips()
                : ((Clips.Listed) clips).byVideo().getOrDefault(file.file(), List.of());
        return own.stream().map(clip -> new Part(clip, true)).toList();
    }

    private static void requireAll(Clips.Listed listed, List<InputFile> files) throws FileNotFoundException {
        SortedSet<String> absent = new TreeSet<>(listed.byVideo().keySet());
        files.forEach(file -> absent.remove(file.file()));
        if (!absent.isEmpty()) {
            String more = absent.size() == 1 ? "" : " and " + (absent.size() - 1) + " more";
            String example = files.isEmpty() ? "" : ", such as " + files.get(0).file();
            throw new FileNotFoundException(listed.file() + " lists clips of " + absent.first() + more
                    + ", not among the inputs; a video is named by its path below the input folder" + example);
        }
    }
}
