package dev.muybridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.cli.PortProbe.StoppedBy;
import dev.muybridge.testing.ListeningSocket;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a run listens, and what a stranger gets there. */
@Tag("all")
final class ListenersIT {
    private static final String JOB = """
            --x
            Content-Disposition: form-data; name="request"
            Content-Type: application/json

            {"jobGraphFileName":"g"}
            --x
            Content-Disposition: form-data; name="g"; filename="g"

            no job
            --x--
            """.replace("\n", "\r\n");

    /** Posts what it reads to the address in its argument, and prints the status of the answer. */
    private static final String POST = """
            import http.client, ssl, sys, urllib.error, urllib.request as r
            class Stay(r.HTTPRedirectHandler):
                def redirect_request(self, *_):
                    return None
            context = ssl._create_unverified_context()
            opener = r.build_opener(r.ProxyHandler({}), Stay(), r.HTTPSHandler(context=context))
            form = {"Content-Type": "multipart/form-data; boundary=x"}
            try:
                print("answer", opener.open(r.Request(sys.argv[1], sys.stdin.buffer.read(), form), timeout=10).status)
            except urllib.error.HTTPError as e:
                print("answer", e.code)
            except (OSError, http.client.HTTPException) as e:
                print("no answer", repr(e))
            """;

    @TempDir
    static Path folder;

    private static RunUnderWay run;

    @BeforeAll
    static void begin() throws IOException {
        run = RunUnderWay.begin(folder, "off");
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        run.stop();
    }

    /** Each with what stops a stranger there; a new one is to be added here, and to the page about security. */
    @Test
    void withoutRay_aStrangerIsStoppedEverywhere() throws Exception {
        assertThat(run.tcp()).isEqualTo(Map.of("run", List.of(StoppedBy.KEY, StoppedBy.KEY, StoppedBy.SECRET)));
        assertThat(run.unix()).isEmpty();
    }

    @Test
    void attacks_getNowhere() throws Exception {
        int port = run.pages().getPort();

        for (int each : flinksPorts(port)) {
            assertThat(PortProbe.send(each, post(each, "http://127.0.0.1:" + each)))
                    .as("a job posted to Flink")
                    .doesNotContain("HTTP/1.1 2", "HTTP/1.1 4", "HTTP/1.1 5", "{");
            assertThat(PortProbe.send(each, upload())).as("a blob").doesNotStartWith("\0");
        }
        assertThat(PortProbe.send(port, post(port, "https://evil.example"))).startsWith("HTTP/1.1 405 ");

        checkPages(run.pages());
        assertThat(run.started().process().isAlive()).isTrue();
    }

    /** With the secret. */
    private static void checkPages(URI pages) throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        URI inside =
                browser.send(get(pages), HttpResponse.BodyHandlers.discarding()).uri();
        String jobs = browser.send(get(inside.resolve("jobs")), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher job = Pattern.compile("[0-9a-f]{32}").matcher(jobs);
        assertThat(job.find()).as(jobs).isTrue();
        for (String change : List.of("yarn-cancel", "yarn-stop")) {
            URI uri = inside.resolve("jobs/" + job.group() + "/" + change);
            assertThat(browser.send(get(uri), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(browser.send(get(inside.resolve("jobs/" + job.group())), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"state\":\"RUNNING\"");
        HttpRequest form = HttpRequest.newBuilder(inside.resolve("jobs"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString(JOB))
                .build();
        assertThat(browser.send(form, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
        String foreign = "GET " + pages.getRawPath() + "?" + pages.getRawQuery() + " HTTP/1.1\r\nHost: evil.example:"
                + inside.getPort() + "\r\nConnection: close\r\n\r\n";
        assertThat(PortProbe.send(inside.getPort(), PortProbe.ascii(foreign)))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("Set-Cookie");
    }

    private static HttpRequest get(URI uri) {
        return HttpRequest.newBuilder(uri).build();
    }

    private static List<Integer> flinksPorts(int pages) throws IOException {
        return ListeningSocket.of(run.started().process().pid()).stream()
                .map(ListeningSocket::port)
                .filter(port -> port != pages)
                .toList();
    }

    private static byte[] post(int port, String origin) {
        return PortProbe.ascii("POST /v1/jobs HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nOrigin: " + origin
                + "\r\nContent-Type: multipart/form-data; boundary=x\r\nConnection: close\r\nContent-Length: "
                + JOB.length() + "\r\n\r\n" + JOB);
    }

    /** As Flink's blob client sends it: of a job, to be kept, five bytes and no more; it answers with a zero and the blob's key. */
    private static byte[] upload() {
        return PortProbe.ascii("\0\2" + "0123456789abcdef" + "\0" + "\5\0\0\0" + "hello" + "\u00ff\u00ff\u00ff\u00ff");
    }

    @Test
    void jobPostedAsAnotherUser_getsNowhere() throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"), "only root can act as another user (setpriv)");
        for (ListeningSocket socket : ListeningSocket.of(run.started().process().pid())) {
            for (String scheme : List.of("http", "https")) {
                String said = asNobody(scheme + "://127.0.0.1:" + socket.port() + "/v1/jobs");
                assertThat(said)
                        .as(scheme + " " + socket)
                        .matches(
                                scheme.equals("http")
                                                && socket.port() == run.pages().getPort()
                                        ? "answer 405"
                                        : "no answer.*|answer 301");
            }
        }
    }

    private static String asNobody(String url) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "python3", "-I", "-c", POST, url)
                .redirectErrorStream(true);
        builder.environment().put("PATH", "/usr/bin:/bin"); // what others can run, too
        Process process = builder.start();
        process.getOutputStream().write(PortProbe.ascii(JOB));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
