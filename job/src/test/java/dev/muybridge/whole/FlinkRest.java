package dev.muybridge.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** What Flink's web interface shows, read as it reads it. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI address;

    /** @param first what a browser is to open; leads to the pages */
    public FlinkRest(URI first) {
        this.address = send(first).uri();
    }

    /** What is at a path of Flink's REST interface. */
    public HttpResponse<String> get(String path) {
        return send(address.resolve(path));
    }

    private HttpResponse<String> send(URI uri) {
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, read. */
    public JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics of one operator of the only job, by name; empty as long as it has none. */
    Map<String, String> metrics(String operator) {
        Map<String, String> values = new TreeMap<>();
        String prefix = "0." + operator + ".";
        for (JsonNode job : json("jobs").path("jobs")) {
            String path = "jobs/" + job.path("id").asText();
            for (JsonNode vertex : json(path).path("vertices")) {
                String metrics = path + "/vertices/" + vertex.path("id").asText() + "/metrics";
                List<String> wanted = new ArrayList<>();
                for (JsonNode metric : json(metrics)) {
                    String id = metric.path("id").asText();
                    if (id.startsWith(prefix)) {
                        wanted.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
                    }
                }
                if (!wanted.isEmpty()) {
                    for (JsonNode metric : json(metrics + "?get=" + String.join(",", wanted))) {
                        String id = metric.path("id").asText();
                        values.put(
                                id.substring(prefix.length()),
                                metric.path("value").asText());
                    }
                }
            }
        }
        return values;
    }
}
