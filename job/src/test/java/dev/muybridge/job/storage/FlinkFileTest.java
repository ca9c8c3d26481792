package dev.muybridge.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

final class FlinkFileTest {
    /** A listing may give more digits than an answer about one file. */
    @Test
    void modified_inAnObjectStore_isTheSecond() {
        assertThat(FlinkFile.modified(new Status("s3://bucket/a.mp4", 1_700_000_000_999L)))
                .isEqualTo(1_700_000_000_000L)
                .isEqualTo(FlinkFile.modified(new Status("s3://bucket/a.mp4", 1_700_000_000_000L)));
    }

    @Test
    void modified_elsewhere_isTheMillisecond() {
        for (String path : new String[] {"/in/a.mp4", "file:/in/a.mp4", "hdfs://name:8020/a.mp4"}) {
            assertThat(FlinkFile.modified(new Status(path, 1_700_000_000_999L))).isEqualTo(1_700_000_000_999L);
        }
    }

    private record Status(String path, long getModificationTime) implements FileStatus {
        @Override
        public long getLen() {
            return 1;
        }

        @Override
        public long getBlockSize() {
            return 1;
        }

        @Override
        public short getReplication() {
            return 1;
        }

        @Override
        public long getAccessTime() {
            return 0;
        }

        @Override
        public boolean isDir() {
            return false;
        }

        @Override
        public Path getPath() {
            return new Path(path);
        }
    }
}
