package dev.muybridge.cluster;

import dev.muybridge.whole.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bucket of the server of S3 that {@link OwnServers} starts, as that keeps it.
 *
 * @param servers the folder of what is started
 */
record Bucket(Path servers) {
    /** What that key or what is below it has, as a file or a folder. */
    Path at(String key) {
        return servers.resolve("data/s3/videos").resolve(key);
    }

    /** Puts all files of a folder below that key. */
    void put(Path from, String key) throws IOException {
        Path to = Files.createDirectories(at(key));
        for (String file : Runs.files(from)) {
            put(from.resolve(file), to.resolve(file));
        }
    }

    /** As the server keeps an object: with its checksum beside the content, which clients ask for. */
    private static void put(Path file, Path object) throws IOException {
        Files.copy(file, object);
        try {
            byte[] checksum = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
            Files.getFileAttributeView(object, UserDefinedFileAttributeView.class)
                    .write("user.content-md5", ByteBuffer.wrap(checksum));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
