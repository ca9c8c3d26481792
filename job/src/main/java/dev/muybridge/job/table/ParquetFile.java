package dev.muybridge.job.table;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Parquet over Flink's streams. Row groups are small, so that writing needs little memory however long the video. */
final class ParquetFile {
    private static final long ROW_GROUP_BYTES = 8L << 20;
    private static final int PAGE_BYTES = 256 << 10;
    private static final CompressionCodecName COMPRESSION = CompressionCodecName.GZIP;

    static {
        makeCodec();
    }

    private ParquetFile() {}

    /**
     * Parquet keeps a codec for the life of the process, and the codec keeps the context class loader of the thread that made
     * it: in a Flink cluster, that of the first job's classes. So it is made with Parquet's own class loader.
     */
    private static void makeCodec() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(CodecFactory.class.getClassLoader());
        CodecFactory codecs = new CodecFactory(configuration(), PAGE_BYTES);
        try {
            codecs.getCompressor(COMPRESSION);
        } finally {
            codecs.release();
            thread.setContextClassLoader(before);
        }
    }

    /** A writer of {@code table} into {@code out}, which is left open when the writer is closed. */
    static ParquetWriter<GenericRecord> writer(FSDataOutputStream out, Table<?> table) throws IOException {
        return writer(out, table, Map.of());
    }

    /** The same with further metadata than the columns'. */
    static ParquetWriter<GenericRecord> writer(FSDataOutputStream out, Table<?> table, Map<String, String> metadata)
            throws IOException {
        Map<String, String> all = new HashMap<>(metadata);
        all.put(Table.METADATA_KEY, table.metadata());
        return AvroParquetWriter.<GenericRecord>builder(new Output(out))
                .withSchema(table.schema())
                .withDataModel(GenericData.get())
                .withConf(configuration())
                .withCompressionCodec(COMPRESSION)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withExtraMetaData(all)
                .build();
    }

    /** A reader of the file at {@code path}. */
    static ParquetReader<GenericRecord> reader(Path path) throws IOException {
        return AvroParquetReader.<GenericRecord>builder(new Input(path), configuration())
                .withDataModel(GenericData.get())
                .build();
    }

    /** A reader of a file that was read, from its bytes. */
    static ParquetReader<GenericRecord> reader(byte[] bytes) throws IOException {
        return AvroParquetReader.<GenericRecord>builder(new Bytes(bytes), configuration())
                .withDataModel(GenericData.get())
                .build();
    }

    /** The metadata of the file at {@code path}, Parquet's own and Avro's included. */
    static Map<String, String> metadata(Path path) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(configuration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new Input(path), options)) {
            return reader.getFileMetaData().getKeyValueMetaData();
        }
    }

    private static PlainParquetConfiguration configuration() {
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.setBoolean("parquet.avro.write-old-list-structure", false);
        return configuration;
    }

    private record Output(FSDataOutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new DelegatingPositionOutputStream(out) {
                @Override
                public long getPos() throws IOException {
                    return out.getPos();
                }

                @Override
                public void close() {
                    // Whoever opened the stream decides whether the file is to appear.
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private record Input(Path path) implements InputFile {
        @Override
        public long getLength() throws IOException {
            FileStatus status = path.getFileSystem().getFileStatus(path);
            return status.getLen();
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
            FSDataInputStream in = path.getFileSystem().open(path);
            return new DelegatingSeekableInputStream(in) {
                @Override
                public long getPos() throws IOException {
                    return in.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    in.seek(position);
                }
            };
        }
    }

    private record Bytes(byte[] bytes) implements InputFile {
        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            Place in = new Place(bytes);
            return new DelegatingSeekableInputStream(in) {
                @Override
                public long getPos() {
                    return in.position();
                }

                @Override
                public void seek(long position) throws IOException {
                    in.seek(position);
                }
            };
        }
    }

    private static final class Place extends ByteArrayInputStream {
        Place(byte[] bytes) {
            super(bytes);
        }

        synchronized long position() {
            return pos;
        }

        synchronized void seek(long position) throws IOException {
            if (position < 0 || position > count) {
                throw new EOFException("no place " + position + " in " + count + " bytes");
            }
            pos = (int) position;
        }
    }
}
