package dev.muybridge.web;

import com.sun.net.httpserver.Headers;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests may pass. The secret comes in the first address that a browser opens and stays with it as a cookie. All
 * else lies below a path that is as random: browsers send a cookie to every port of a host, but not to other paths. So neither
 * another server on this machine gets it, nor do two runs take each other's.
 */
final class Gate {
    private static final String COOKIE = "muybridge";

    /** Requests with {@code GET} that Flink obeys, because YARN's proxy could send no others. */
    private static final List<String> CHANGES = List.of("yarn-cancel", "yarn-stop");

    private final int port;
    private final Set<String> hosts;
    private final String secret = random();
    private final String folder = "/" + random() + "/";

    Gate(int port) {
        this.port = port;
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/?" + query());
    }

    private String query() {
        return "secret=" + secret;
    }

    /** What to do with a request. */
    sealed interface Answer {}

    /** Ask Flink for that path, with the query. */
    record Forward(String target) implements Answer {}

    /** The secret was right: keep it as a cookie and go to that path. */
    record Enter(String path, String cookie) implements Answer {}

    /** Say no. */
    record Refuse(int status, String why) implements Answer {}

    Answer check(String method, URI uri, Headers headers) {
        if (!method.equals("GET")) {
            return new Refuse(HttpURLConnection.HTTP_BAD_METHOD, "these pages can only be looked at");
        }
        // A foreign page whose name leads to this machine (DNS rebinding) is known by its name.
        if (!isOnly(headers.get("Host"), hosts)) {
            return forbidden("this is not the host that you asked for");
        }
        if (headers.containsKey("Origin")
                && !isOnly(headers.get("Origin"), Set.of("http://127.0.0.1:" + port, "http://localhost:" + port))) {
            return forbidden("another site may not ask");
        }
        if ("/".equals(uri.getPath()) && isSame(query(), uri.getRawQuery())) {
            return new Enter(folder, COOKIE + "=" + secret + "; Path=" + folder + "; HttpOnly; SameSite=Strict");
        }
        String path = uri.getRawPath();
        if (path == null || !path.startsWith(folder) || !hasCookie(headers.get("Cookie"))) {
            return forbidden("open the address that was printed when Flink was started");
        }
        return isHarmless(uri.getPath())
                ? new Forward(target(path, uri.getRawQuery()))
                : forbidden("these pages can only be looked at");
    }

    private String target(String path, @Nullable String query) {
        return path.substring(folder.length() - 1) + (query == null ? "" : "?" + query);
    }

    /** @param path decoded; what would change when it is decoded once more cannot be judged */
    private static boolean isHarmless(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return !path.contains("%") && CHANGES.stream().noneMatch(lower::contains);
    }

    private boolean hasCookie(@Nullable List<String> cookies) {
        if (cookies == null) {
            return false;
        }
        for (String line : cookies) {
            for (String cookie : line.split(";", -1)) {
                if (isSame(COOKIE + "=" + secret, cookie.strip())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOnly(@Nullable List<String> values, Set<String> allowed) {
        return values != null && values.size() == 1 && allowed.contains(values.get(0));
    }

    /** Takes as long whatever differs. */
    private static boolean isSame(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Refuse forbidden(String why) {
        return new Refuse(HttpURLConnection.HTTP_FORBIDDEN, why);
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
