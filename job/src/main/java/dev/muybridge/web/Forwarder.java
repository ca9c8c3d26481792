package dev.muybridge.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Sends to Flink what the gate lets pass, and back what Flink answers. */
final class Forwarder implements HttpHandler {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A body of unknown length, in the terms of the JDK's server. */
    private static final long UNKNOWN = 0;

    private static final long NONE = -1;

    /** Of Flink's answer. It also says that any site may read it, which is left out. */
    private static final List<String> KEPT = List.of(
            "Content-Type", "Content-Encoding", "Content-Disposition", "Last-Modified", "Expires", "Cache-Control");

    private final Gate gate;
    private final URI rest;
    private final HttpClient client;

    Forwarder(Gate gate, URI rest, SSLContext context) {
        this.gate = gate;
        this.rest = rest;
        this.client = HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(PATIENCE)
                .build();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            Gate.Answer answer =
                    gate.check(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders());
            if (answer instanceof Gate.Forward forward) {
                forward(forward.target(), exchange);
            } else if (answer instanceof Gate.Enter enter) {
                headers.set("Set-Cookie", enter.cookie());
                headers.set("Location", enter.path());
                headers.set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_SEE_OTHER, NONE);
            } else if (answer instanceof Gate.Refuse refuse) {
                say(refuse.status(), refuse.why(), exchange);
            }
        }
    }

    private void forward(String target, HttpExchange exchange) throws IOException {
        HttpResponse<InputStream> response;
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(rest.resolve(target)).timeout(PATIENCE);
            String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
            if (since != null) {
                request.header("If-Modified-Since", since);
            }
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            say(HttpURLConnection.HTTP_BAD_GATEWAY, "Flink does not answer: " + e, exchange);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try (InputStream body = response.body()) {
            for (String name : KEPT) {
                response.headers()
                        .firstValue(name)
                        .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
            }
            boolean empty = response.statusCode() == HttpURLConnection.HTTP_NOT_MODIFIED
                    || response.statusCode() == HttpURLConnection.HTTP_NO_CONTENT;
            exchange.sendResponseHeaders(response.statusCode(), empty ? NONE : UNKNOWN);
            if (!empty) {
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    private static void say(int status, String why, HttpExchange exchange) throws IOException {
        byte[] text = (why + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }
}
