package dev.muybridge.ray.bridge;

import io.ray.api.Ray;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's connection to Ray, of which there is one at a time: shared by all who ask for it, ended by the last to
 * release it.
 */
public final class RaySession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaySession.class);
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration INIT_PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS = 6;
    private static final Pattern VERSION = Pattern.compile("\"ray_version\"\\s*:\\s*\"([^\"]*)\"");
    private static @Nullable RaySession current;
    private static @Nullable String tokenOfProcess;

    private final RaySettings settings;
    private int users;

    private RaySession(RaySettings settings) {
        this.settings = settings;
    }

    /**
     * Connects, or shares the connection there is.
     *
     * @throws NoActorsException when nothing is listening there, the token is rejected, or the version differs; the message
     *     says which
     * @throws IllegalStateException when this process is already connected with other settings
     */
    public static synchronized RaySession open(RaySettings settings) {
        RaySession session = current;
        if (session == null) {
            session = new RaySession(settings);
            session.connectAsOurselves();
            current = session;
        } else if (!session.settings.equals(settings)) {
            throw new IllegalStateException("this process is connected to Ray at " + session.settings.address()
                    + " with other settings; a process has one connection");
        }
        session.users++;
        return session;
    }

    /** Whether anything is listening at the cluster's address. */
    public static boolean listens(RayAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT_PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            LOG.debug("{} does not listen", address, e);
            return false;
        }
    }

    /** Releases the connection; the last release ends it, and with it all actors of this process. */
    @Override
    public void close() {
        synchronized (RaySession.class) {
            users--;
            if (users == 0) {
                current = null;
                disconnect();
            }
        }
    }

    /**
     * Ray starts threads for the life of the process, and each connection leaves a shutdown hook. They keep the context class loader
     * and the access control context of whoever connects: in a Flink cluster, those of each job. So neither is the caller's.
     */
    @SuppressWarnings("removal")
    private void connectAsOurselves() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Ray.class.getClassLoader());
        try {
            AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> {
                connectWatched();
                return true;
            });
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * In a thread of its own: Ray's library does not notice a head that ends meanwhile, and waits for it as long as
     * {@link #environment} lets it.
     */
    private void connectWatched() {
        FutureTask<Boolean> connecting = new FutureTask<>(this::connect, true);
        Thread thread = new Thread(connecting, "ray-connect");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        long end = System.nanoTime() + INIT_PATIENCE.toNanos();
        int missed = 0;
        try {
            while (missed < LOOKS && System.nanoTime() < end) {
                try {
                    connecting.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException e) {
                    missed = listens(settings.address()) ? 0 : missed + 1;
                } catch (InterruptedException e) {
                    interrupted = true; // half a connection cannot be undone
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof NoActorsException refused ? refused : new IllegalStateException(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Raylet.lose();
        Replacement.ask();
        throw new NoActorsException(
                missed < LOOKS
                        ? "Ray at " + settings.address() + " did not accept this process within "
                                + INIT_PATIENCE.toSeconds() + " s"
                        : "Ray at " + settings.address() + " has ended while this process was connecting to it",
                null);
    }

    private void connect() {
        RayAddress address = settings.address();
        if (!Raylet.isUsable()) {
            throw new NoActorsException(
                    "this process has lost a Ray cluster before, and cannot connect again; a new process can", null);
        }
        if (!listens(address)) {
            throw new NoActorsException("nothing is listening at " + address + ", where Ray's head should be", null);
        }
        keepToken(token(address));
        RayInternals.setEnvironment(environment(address));
        RayInternals.keepLogging();
        loadLibrary();
        requireVersion(address);
        properties().forEach(System::setProperty);
        Set<Thread> hooks = RayInternals.shutdownHooks();
        try {
            Ray.init();
        } catch (RuntimeException e) {
            throw new NoActorsException("Ray at " + address + " did not accept this process: " + innermost(e), e);
        }
        removeHooksBut(hooks);
        RayInternals.startThreads();
        Raylet.bind(RayInternals.rayletSocket());
    }

    private void loadLibrary() {
        try {
            RayInternals.loadLibrary(Path.of(settings.nativeFolder()));
        } catch (IOException e) {
            throw new NoActorsException(
                    "Ray's library is not loaded from " + settings.nativeFolder() + ": " + e.getMessage(), e);
        }
    }

    /** The token that {@code address} asks for, empty for none. */
    private static String token(RayAddress address) {
        String file = address.tokenFile();
        try {
            return file == null ? "" : Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new NoActorsException("cannot read Ray's token file: " + file, e);
        }
    }

    /** Ray's library reads the token once for the life of the process. */
    private static void keepToken(String token) {
        String kept = tokenOfProcess;
        if (kept != null && !kept.equals(token)) {
            throw new NoActorsException(
                    "this process has connected to a Ray cluster with another token before; a process can use one",
                    null);
        }
        tokenOfProcess = token;
    }

    /**
     * Removes the hook by which Ray shuts itself down when the process is told to end: it would do so while calls are under
     * way, whose next use of the library would end the process with Ray's exit code.
     */
    private static void removeHooksBut(Set<Thread> before) {
        for (Thread hook : RayInternals.shutdownHooks()) {
            if (!before.contains(hook) && hook.getName().startsWith("Thread-")) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static Map<String, String> environment(RayAddress address) {
        Map<String, String> variables = new LinkedHashMap<>();
        String token = address.tokenFile();
        // Always set: if it were left out, Ray would take a token from the home folder.
        variables.put("RAY_AUTH_MODE", token == null ? "disabled" : "token");
        variables.put("RAY_AUTH_TOKEN_PATH", token == null ? "" : token);
        // Ray would end this whole process without a message after a minute without its head; we notice by ourselves.
        variables.put("RAY_gcs_rpc_server_reconnect_timeout_s", "86400");
        return variables;
    }

    private void requireVersion(RayAddress address) {
        String metadata = RayInternals.clusterMetadata(address.toString());
        if (metadata == null) {
            throw new NoActorsException(
                    "what is listening at " + address + " is not a Ray head, or it rejects "
                            + (address.tokenFile() == null
                                    ? "connections without a token"
                                    : "the token in " + address.tokenFile()),
                    null);
        }
        Matcher found = VERSION.matcher(metadata);
        String version = found.find() ? found.group(1) : "unknown";
        if (!version.equals(settings.version())) {
            throw new NoActorsException(
                    "the Ray cluster at " + address + " has version " + version + ", this program has "
                            + settings.version() + "; the versions must match",
                    null);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("ray.address", settings.address().toString());
        if (!settings.nodeIp().isEmpty()) {
            properties.put("ray.node-ip", settings.nodeIp());
        }
        properties.put("ray.job.code-search-path", String.join(":", settings.codePath()));
        List<String> options = settings.jvmOptions();
        for (int i = 0; i < options.size(); i++) {
            properties.put("ray.job.jvm-options." + i, options.get(i));
        }
        return properties;
    }

    /** In a thread of its own: without its head Ray may never return from it. */
    private void disconnect() {
        properties().keySet().forEach(System::clearProperty);
        if (!Raylet.isUsable()) {
            Replacement.ask();
            return;
        }
        Thread thread = new Thread(Ray::shutdown, "ray-shutdown");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(SHUTDOWN_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn(
                    "Ray at {} did not disconnect this process within {} s",
                    settings.address(),
                    SHUTDOWN_PATIENCE.toSeconds());
        } else {
            Raylet.unbind();
        }
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
