package dev.muybridge.cluster;

import dev.muybridge.whole.AcceptanceList;
import dev.muybridge.whole.AcceptanceList.Ended;
import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Nights in pods as a place of {@link AcceptanceList}; each run is a Job, and has its name.
 *
 * @param root what is below it, as pods call it
 */
record PodsPlace(Nights nights, String root, Store store) implements AcceptanceList.Place {
    /** What both pods and the test have. */
    interface Store {
        void put(Path from, String name) throws IOException;

        Path see(String name);
    }

    /** On the volume, in a folder that is not there. */
    static PodsPlace onVolume(Nights nights, Path data) throws IOException {
        Path list = Files.createDirectory(data.resolve("list"));
        // A volume of this kind belongs to whoever made it.
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("rwxrwxrwx"));
        return new PodsPlace(nights, "/data/list", new Store() {
            @Override
            public void put(Path from, String name) throws IOException {
                Path to = Files.createDirectory(list.resolve(name));
                for (String file : Runs.files(from)) {
                    Files.copy(from.resolve(file), to.resolve(file));
                }
            }

            @Override
            public Path see(String name) {
                return list.resolve(name);
            }
        });
    }

    /** In a bucket, below a key. */
    static PodsPlace inBucket(Nights nights, Bucket bucket) {
        return new PodsPlace(nights, "s3://videos/list", new Store() {
            @Override
            public void put(Path from, String name) throws IOException {
                bucket.put(from, "list/" + name);
            }

            @Override
            public Path see(String name) {
                return bucket.at("list/" + name);
            }
        });
    }

    @Override
    public String give(Path folder) throws IOException {
        store.put(folder, "in");
        return root + "/in";
    }

    @Override
    public String output(String name) {
        return root + "/" + name;
    }

    @Override
    public Path see(String name) {
        return store.see(name);
    }

    @Override
    public Ended run(List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(arguments);
        words.addAll(List.of("--workers", "2"));
        int at = words.indexOf("--run-name");
        String job = words.get(at + 1);
        words.subList(at, at + 2).clear();
        nights.begin(job, words);
        nights.end(job);
        Ended ended = new Ended(nights.exitCode(job), nights.log(job));
        nights.awaitGone(job);
        nights.delete(job);
        return ended;
    }
}
