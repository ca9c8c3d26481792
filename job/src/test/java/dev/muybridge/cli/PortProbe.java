package dev.muybridge.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Tries a port as somebody on this machine would who has no key, no token and no secret. */
public final class PortProbe {
    private static final int PATIENCE_MILLIS = 20_000;

    /** A frame of HTTP/2 that belongs to no call. */
    private static final int SETTINGS = 4;

    private static final String UNAUTHENTICATED = "16";
    private static final String UNIMPLEMENTED = "12";

    /** As C++ writes it: the length of the value, then its digits. */
    private static final Pattern STATUS = Pattern.compile("grpc-status(?:\u0001\\d|\u0002\\d\\d)");

    /** One of each service that lets somebody do or read something. */
    private static final List<String> RAY_CALLS = List.of(
            "CoreWorkerService/PushTask",
            "NodeManagerService/RequestWorkerLease",
            "ObjectManagerService/Push",
            "JobInfoGcsService/AddJob",
            "InternalKVGcsService/InternalKVPut",
            "ActorInfoGcsService/RegisterActor");

    /** What stops a stranger at a port. */
    public enum StoppedBy {
        /** It asks for the key of this cluster, in TLS. */
        KEY,
        /** It asks for Ray's token, in gRPC. */
        RAY_TOKEN,
        /** It asks for the secret that the run has printed, in HTTP. */
        SECRET,
        /** Nothing that is known here. */
        NOTHING
    }

    private PortProbe() {}

    /** Tries everything. */
    public static StoppedBy at(int port) throws IOException, GeneralSecurityException {
        if (isRefusedForNoKey(port)) {
            return StoppedBy.KEY;
        }
        if (isRefusedForNoToken(port)) {
            return StoppedBy.RAY_TOKEN;
        }
        String answer =
                send(port, ascii("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n"));
        return answer.startsWith("HTTP/1.1 403 ") && answer.contains("open the address that was printed")
                ? StoppedBy.SECRET
                : StoppedBy.NOTHING;
    }

    /** The bytes of the answer, one character each; empty when there is none. */
    public static String send(int port, byte[] request) throws IOException {
        return send(port, request, answer -> false);
    }

    /** @param enough whether to wait for no more of the answer */
    private static String send(int port, byte[] request, Predicate<String> enough) throws IOException {
        try (Socket socket = new Socket()) {
            return exchange(connected(socket, port), request, enough);
        }
    }

    private static Socket connected(Socket socket, int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String exchange(Socket socket, byte[] request, Predicate<String> enough) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.write(next);
                if (enough.test(answer.toString(StandardCharsets.ISO_8859_1))) {
                    break;
                }
            }
        } catch (SSLException e) {
            throw e;
        } catch (SocketTimeoutException e) {
            // What came until then is the answer.
        } catch (IOException e) {
            // It has closed the connection.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /** Whoever answers in TLS is believed to be who they say. */
    private static boolean isRefusedForNoKey(int port) throws IOException, GeneralSecurityException {
        AtomicBoolean seen = new AtomicBoolean();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody(seen)}, new SecureRandom());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            connected(socket, port);
            return exchange(socket, ascii("GET /config HTTP/1.1\r\nHost: localhost\r\n\r\n"), answer -> true)
                            .isEmpty()
                    && seen.get();
        } catch (SSLException e) {
            return seen.get() && String.valueOf(e.getMessage()).matches(".*(bad_certificate|certificate_required).*");
        }
    }

    private record Anybody(AtomicBoolean seen) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            seen.set(true);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Makes a call of each of Ray's servers; whatever is there has to ask for the token. */
    private static boolean isRefusedForNoToken(int port) throws IOException {
        Set<String> statuses = new HashSet<>();
        for (String call : RAY_CALLS) {
            statuses.add(status(port, "/ray.rpc." + call));
        }
        return statuses.contains(UNAUTHENTICATED)
                && Set.of(UNAUTHENTICATED, UNIMPLEMENTED).containsAll(statuses);
    }

    /** Of a call in gRPC without a token; empty when there is no answer. */
    private static String status(int port, String path) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        frame(request, SETTINGS, 0, new byte[0]);
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.write(0x83); // :method POST
        headers.write(0x86); // :scheme http
        header(headers, ":path", path);
        header(headers, ":authority", "127.0.0.1:" + port);
        header(headers, "content-type", "application/grpc");
        header(headers, "te", "trailers");
        frame(request, 1, 4, headers.toByteArray());
        frame(request, 0, 1, new byte[5]);
        Matcher status = STATUS.matcher(send(
                port, request.toByteArray(), answer -> STATUS.matcher(answer).find()));
        return status.find() ? status.group().substring("grpc-status?".length()) : "";
    }

    private static void header(ByteArrayOutputStream out, String name, String value) {
        out.write(0); // as it stands, not to be remembered
        out.write(name.length());
        out.writeBytes(ascii(name));
        out.write(value.length());
        out.writeBytes(ascii(value));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, byte[] content) {
        out.writeBytes(new byte[] {0, (byte) (content.length >> 8), (byte) content.length, (byte) type, (byte) flags});
        out.writeBytes(new byte[] {0, 0, 0, (byte) (type == SETTINGS ? 0 : 1)});
        out.writeBytes(content);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
