package dev.muybridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GateTest {
    private static final int PORT = 8081;
    private static final String HOST = "127.0.0.1:8081";

    private final Gate gate = new Gate(PORT);
    private final Gate.Enter entered = enter();

    private Gate.Enter enter() {
        return (Gate.Enter) ask("GET", gate.address().toString(), headers(HOST));
    }

    private static Headers headers(String host) {
        Headers headers = new Headers();
        headers.set("Host", host);
        return headers;
    }

    /** What a browser sends that has opened the first address. */
    private Headers inside() {
        Headers headers = headers(HOST);
        headers.set("Cookie", "other=1; " + entered.cookie().split(";", 2)[0]);
        return headers;
    }

    private Gate.Answer ask(String method, String uri, Headers headers) {
        return gate.check(method, URI.create(uri), headers);
    }

    @Test
    void secretInTheFirstAddress_becomesACookieOfAPathThatNobodyCanGuess() {
        assertThat(gate.address().toString()).matches("http://127\\.0\\.0\\.1:8081/\\?secret=[0-9a-f]{32}");
        assertThat(entered.path()).matches("/[0-9a-f]{32}/");
        assertThat(entered.cookie())
                .matches("muybridge=[0-9a-f]{32}; Path=" + entered.path() + "; HttpOnly; SameSite=Strict");
        assertThat(gate.address().toString()).doesNotContain(entered.path());
        assertThat(new Gate(PORT).address()).isNotEqualTo(gate.address());
    }

    @Test
    void pathAndQueryBelowIt_areForwarded() {
        assertThat(ask("GET", entered.path(), inside())).isEqualTo(new Gate.Forward("/"));
        assertThat(ask("GET", entered.path() + "jobs/1/metrics?get=0.a%20b", inside()))
                .isEqualTo(new Gate.Forward("/jobs/1/metrics?get=0.a%20b"));
        Headers ours = inside();
        ours.set("Origin", "http://" + HOST);
        assertThat(ask("GET", entered.path() + "jobs", ours)).isEqualTo(new Gate.Forward("/jobs"));
    }

    @Test
    void withoutTheCookieOrThePath_nothingPasses() {
        assertRefused(403, ask("GET", "/", headers(HOST)));
        assertRefused(403, ask("GET", "/?secret=0", headers(HOST)));
        assertRefused(403, ask("GET", "/?secret=", headers(HOST)));
        assertRefused(403, ask("GET", "/jobs", inside()));
        assertRefused(403, ask("GET", entered.path() + "jobs", headers(HOST)));
        Headers wrong = headers(HOST);
        wrong.set("Cookie", "muybridge=0");
        assertRefused(403, ask("GET", entered.path() + "jobs", wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "TRACE"})
    void otherMethods_areRefused(String method) {
        assertRefused(405, ask(method, entered.path() + "jobs", inside()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:8081", "127.0.0.1", "127.0.0.1:8082", "localhost.evil.example:8081"
            })
    void foreignHost_isRefused(String host) {
        Headers headers = inside();
        headers.set("Host", host);
        assertRefused(403, ask("GET", entered.path() + "jobs", headers));
        assertRefused(403, ask("GET", gate.address().toString(), headers(host)));
    }

    @Test
    void noHostOrTwo_isRefused() {
        Headers none = inside();
        none.remove("Host");
        assertRefused(403, ask("GET", entered.path(), none));
        Headers two = inside();
        two.add("Host", "evil.example");
        assertRefused(403, ask("GET", entered.path(), two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:8082", "https://127.0.0.1:8081"})
    void foreignOrigin_isRefused(String origin) {
        Headers headers = inside();
        headers.set("Origin", origin);
        assertRefused(403, ask("GET", entered.path() + "jobs", headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/1/yarn-cancel",
                "jobs/1/yarn-stop",
                "jobs/1/yarn%2Dcancel",
                "jobs/1/%79arn-stop",
                "jobs/1/YARN-CANCEL",
                "jobs/1/yarn-cancel/",
                "jobs/1/yarn-cancel;x",
                "jobs/1/x/../yarn-cancel?a=b",
                "jobs/1/yarn%252Dcancel"
            })
    void pathsThatChangeSomething_areRefused(String path) {
        assertRefused(403, ask("GET", entered.path() + path, inside()));
    }

    private static void assertRefused(int status, Gate.Answer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Gate.Refuse.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }
}
