package dev.muybridge.bench;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * An OUTPUT on HDFS.
 *
 * @param copy a folder of this machine, which need not be there
 */
record HdfsOutput(FileSystem files, Path path, java.nio.file.Path copy) implements ChaosOutput {
    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public long count(String part) throws IOException {
        long found = 0;
        Deque<Path> folders = new ArrayDeque<>();
        folders.add(path);
        while (!folders.isEmpty()) {
            for (FileStatus each : list(folders.remove())) {
                found += each.getPath()
                                .toString()
                                .substring(path.toString().length())
                                .contains(part)
                        ? 1
                        : 0;
                if (each.isDirectory()) {
                    folders.add(each.getPath());
                }
            }
        }
        return found;
    }

    private FileStatus[] list(Path folder) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    @Override
    public java.nio.file.Path local() throws IOException {
        BenchCommand.deleteAll(copy);
        files.copyToLocalFile(false, path, new Path(copy.toUri()), true);
        return copy;
    }

    @Override
    public void delete() throws IOException {
        files.delete(path, true);
        BenchCommand.deleteAll(copy);
    }
}
