package dev.muybridge.job.sink;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableWriter;

/** Passes everything on to a stream of the local disk. Only where that can be recovered, this can. */
abstract class PassingStream extends RecoverableFsDataOutputStream {
    private final FSDataOutputStream out;

    PassingStream(FSDataOutputStream out) {
        this.out = out;
    }

    @Override
    public final void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public final long getPos() throws IOException {
        return out.getPos();
    }

    @Override
    public final void flush() throws IOException {
        out.flush();
    }

    @Override
    public void sync() throws IOException {
        out.sync();
    }

    @Override
    public final RecoverableWriter.ResumeRecoverable persist() throws IOException {
        return recoverable().persist();
    }

    @Override
    public Committer closeForCommit() throws IOException {
        return recoverable().closeForCommit();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private RecoverableFsDataOutputStream recoverable() {
        return (RecoverableFsDataOutputStream) out;
    }

    /** The same for what commits after recovery. */
    abstract static class PassingCommitter implements Committer {
        private final Committer committer;

        PassingCommitter(Committer committer) {
            this.committer = committer;
        }

        @Override
        public final void commit() {
            throw new UnsupportedOperationException("only after recovery");
        }

        @Override
        public void commitAfterRecovery() throws IOException {
            committer.commitAfterRecovery();
        }

        @Override
        public final RecoverableWriter.CommitRecoverable getRecoverable() {
            return committer.getRecoverable();
        }
    }
}
