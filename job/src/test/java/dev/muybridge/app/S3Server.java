package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.job.storage.OnePlugin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.awaitility.Awaitility;

/**
 * A server that speaks S3, on loopback, with one bucket and credentials of its own. It keeps each object as a file, so that tests can
 * look at what there is without asking it.
 */
public final class S3Server implements AutoCloseable {
    private static final String BUCKET = "videos";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final String key = random();
    private final String secret = random();
    private final Process process;

    private S3Server(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        Files.createDirectories(bucket());
        Files.createDirectories(folder.resolve("sent"));
        Path settings = ofOwner("server.conf", """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, key, secret, bucket().getParent()));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
        this.process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                        "-cp",
                        Installation.current().home().resolve("s3proxy/4.1.0") + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** Starts one that keeps its files in {@code folder}; returns when it answers. */
    public static S3Server start(Path folder) throws IOException {
        S3Server server = new S3Server(folder);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(server::answers);
        return server;
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A URI in its bucket. */
    public static String uri(String name) {
        return "s3://" + BUCKET + "/" + name;
    }

    /** The folder whose files are the bucket's objects. */
    public Path bucket() {
        return folder.resolve("data").resolve(BUCKET);
    }

    /** What it has printed. */
    public Path log() {
        return folder.resolve("server.log");
    }

    /** What nobody but its users should see. */
    public String secret() {
        return secret;
    }

    /** How programs are told its credentials. */
    public Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", secret, "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** How programs are told where it is. */
    public Path settings() throws IOException {
        return ofOwner("storage.conf", """
                s3.endpoint: http://127.0.0.1:%d
                s3.path.style.access: true
                """.formatted(port));
    }

    /** The same, with its credentials. */
    public Path settingsWithCredentials() throws IOException {
        return ofOwner(
                "all.conf",
                Files.readString(settings()) + "s3.access-key: %s%ns3.secret-key: %s%n".formatted(key, secret));
    }

    /** Has this process use it for {@code s3://}, until {@link #close}. Returns the file system of its bucket. */
    public FileSystem connect() throws IOException, RunException {
        return connect(Map.of());
    }

    /** As a start of a program would with the settings that the page on storage gives for such servers. */
    public void abortUploads() throws IOException, RunException {
        connect(Map.of("fs.s3a.multipart.purge", "true", "fs.s3a.multipart.purge.age", "0"));
    }

    private FileSystem connect(Map<String, String> more) throws IOException, RunException {
        Configuration settings = StorageSettings.read(settings());
        more.forEach(settings::setString);
        settings.setString("s3.access-key", key);
        settings.setString("s3.secret-key", secret);
        StorageSettings.addDefaults(settings, folder.resolve("sent"));
        Storage.loadPlugins(settings);
        return FileSystem.getUnguardedFileSystem(URI.create(uri("")));
    }

    /** Puts a file into the bucket; this process is connected. */
    public void put(Path file, String name) throws IOException {
        org.apache.flink.core.fs.Path target = new org.apache.flink.core.fs.Path(uri(name));
        try (FSDataOutputStream out = target.getFileSystem().create(target, FileSystem.WriteMode.OVERWRITE)) {
            Files.copy(file, out);
        }
    }

    @Override
    public void close() throws InterruptedException {
        OnePlugin.useNone();
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private Path ofOwner(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
