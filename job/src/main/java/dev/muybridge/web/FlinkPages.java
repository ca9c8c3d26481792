package dev.muybridge.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.net.SSLUtils;

/**
 * Shows Flink's web pages on loopback to whoever knows the secret in {@link #address()}, and nothing else of Flink's REST interface:
 * only {@code GET} is forwarded. Flink itself answers only who has its key, which no browser has.
 */
public final class FlinkPages implements AutoCloseable {
    /** More would let a stranger who opens connections take memory from a run; the pages load over a few. */
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemons());
    private final Gate gate;

    private FlinkPages(HttpServer server) {
        this.server = server;
        this.gate = new Gate(server.getAddress().getPort());
    }

    /**
     * Takes a port; nothing is shown yet.
     *
     * @param port 0 for any free one
     * @throws java.net.BindException when it is in use or not allowed
     */
    public static FlinkPages open(int port) throws IOException {
        return new FlinkPages(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /**
     * Begins to show a cluster's pages.
     *
     * @param flink the cluster's configuration, with where its key is
     * @param rest address of its REST interface
     */
    public void show(Configuration flink, URI rest) throws IOException {
        server.createContext("/", new Forwarder(gate, rest, context(flink)));
        server.setExecutor(threads);
        server.start();
    }

    private static javax.net.ssl.SSLContext context(Configuration flink) throws IOException {
        try {
            return SSLUtils.createRestSSLContext(flink, true);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Flink's key cannot be used: " + e.getMessage(), e);
        }
    }

    /** What to open in a browser; has the secret in it. */
    public URI address() {
        return gate.address();
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work, "pages");
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
