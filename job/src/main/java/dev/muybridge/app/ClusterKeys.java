package dev.muybridge.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.SecurityOptions;

/**
 * A key of one run, and its certificate: Flink's listeners answer only who has it (mutual TLS). It lies in the run's folder, which only
 * this user can enter. {@code keytool} makes it while something else is done.
 */
final class ClusterKeys implements AutoCloseable {
    /** The only ones that are offered; the key, being of this run, needs no other. */
    static final String PROTOCOL = "TLSv1.3";

    static final String ALGORITHMS = "TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256";

    private static final String PASSWORD = "MUYBRIDGE_KEY_PASSWORD";
    private static final long PATIENCE_SECONDS = 60;

    private final RunFolder folder;
    private final String password;
    private final Process keytool;

    private ClusterKeys(RunFolder folder, String password, Process keytool) {
        this.folder = folder;
        this.password = password;
        this.keytool = keytool;
    }

    /**
     * Begins to make them.
     *
     * @param folder where they lie; closed with this
     */
    static ClusterKeys begin(RunFolder folder) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        ProcessBuilder builder = new ProcessBuilder(command(folder.path()))
                .redirectErrorStream(true)
                .redirectOutput(log(folder.path()).toFile());
        // Others can read a command line, but not a process's environment.
        builder.environment().put(PASSWORD, password);
        try {
            Process keytool = builder.start();
            keytool.getOutputStream().close();
            return new ClusterKeys(folder, password, keytool);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    static List<String> command(Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-XX:-UsePerfData"));
        // Many rounds protect a password that can be guessed. A random one needs none, and Flink reads the file four
        // times.
        for (String rounds : List.of("mac", "certPbe", "keyPbe")) {
            command.add("-J-Dkeystore.pkcs12." + rounds + "IterationCount=1");
        }
        command.addAll(List.of("-genkeypair", "-alias", "flink", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=muybridge", "-ext", "san=dns:localhost,ip:127.0.0.1"));
        // A run may take long, and its clock may be set back: what ends the key's life is that it is deleted.
        command.addAll(List.of("-startdate", "-1d", "-validity", "3650"));
        command.addAll(
                List.of("-storetype", "PKCS12", "-keystore", store(folder).toString(), "-storepass:env", PASSWORD));
        return command;
    }

    private static Path store(Path folder) {
        return folder.resolve("flink.p12");
    }

    private static Path log(Path folder) {
        return folder.resolve("keytool.log");
    }

    /** The folder that they are in. */
    Path folder() {
        return folder.path();
    }

    /** The file that they are in. */
    Path store() {
        return store(folder());
    }

    /**
     * Has Flink use them, once they are {@linkplain #await() there}.
     *
     * @param store where its processes find the file
     */
    void configure(Configuration configuration, String store) {
        configuration.set(SecurityOptions.SSL_INTERNAL_ENABLED, true);
        configuration.set(SecurityOptions.SSL_REST_ENABLED, true);
        configuration.set(SecurityOptions.SSL_REST_AUTHENTICATION_ENABLED, true);
        configuration.set(SecurityOptions.SSL_PROTOCOL, PROTOCOL);
        configuration.set(SecurityOptions.SSL_ALGORITHMS, ALGORITHMS);
        // Who has the key may come in, so one file says both who we are and whom we trust.
        configuration.set(SecurityOptions.SSL_KEYSTORE, store);
        configuration.set(SecurityOptions.SSL_KEYSTORE_PASSWORD, password);
        configuration.set(SecurityOptions.SSL_KEY_PASSWORD, password);
        configuration.set(SecurityOptions.SSL_TRUSTSTORE, store);
        configuration.set(SecurityOptions.SSL_TRUSTSTORE_PASSWORD, password);
    }

    /**
     * Waits until they are there.
     *
     * @throws IOException when they cannot be made
     */
    void await() throws IOException, InterruptedException {
        if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("keytool made no key within " + PATIENCE_SECONDS + " s");
        }
        if (keytool.exitValue() != 0) {
            String said =
                    Files.readString(log(folder()), StandardCharsets.UTF_8).strip();
            throw new IOException("keytool made no key in " + folder() + ": " + said);
        }
        Files.setPosixFilePermissions(store(folder()), PosixFilePermissions.fromString("rw-------"));
    }

    /** Deletes them, and the run's folder with all that is in it. */
    @Override
    public void close() {
        keytool.destroyForcibly().onExit().join();
        folder.close();
    }
}
