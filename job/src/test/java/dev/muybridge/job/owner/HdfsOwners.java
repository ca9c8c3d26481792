package dev.muybridge.job.owner;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** {@link PausedOwner} on HDFS. A program of its own, to be started in the servers' network; its argument is a folder there. */
public final class HdfsOwners {
    private HdfsOwners() {}

    public static void main(String[] args) throws Exception {
        String output = args[0] + "/paused";
        PausedOwner.findsTheFence(output, (file, time) -> setTime(new Path(output, file), time));
        PausedOwner.twoNeverBothOwn(args[0] + "/two");
        System.out.println("passed");
        // Hadoop's client leaves threads behind.
        System.exit(0);
    }

    private static void setTime(Path file, Instant time) throws IOException {
        FileSystem.get(URI.create(file.toString()), new Configuration()).setTimes(file, time.toEpochMilli(), -1);
    }
}
