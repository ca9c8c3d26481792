package dev.muybridge.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.storage.FlinkOutputStore;
import dev.muybridge.job.storage.Location;
import dev.muybridge.job.storage.OutputException;
import dev.muybridge.job.storage.OutputLayout;
import dev.muybridge.job.storage.OutputStore;
import dev.muybridge.job.storage.StagingStore;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run's report below OUTPUT, {@code runs/NAME.json}: the last that a run writes. Where nobody waits for the run to end, it is all that
 * tells how that was; where there is none, the run is under way or was killed.
 */
public final class ReportFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1000;

    private final OutputLayout layout;
    private final OutputStore store;
    private final String file;

    /** That of the run which {@code options} ask for. */
    public ReportFile(RunOptions options) {
        this(new OutputLayout(options.output(), options.keys()), options.run().name());
    }

    private ReportFile(OutputLayout layout, String run) {
        this.layout = layout;
        this.store = new FlinkOutputStore(layout);
        this.file = OutputLayout.report(run);
    }

    /** Where it is. */
    public Location location() {
        return layout.output().child(file);
    }

    /**
     * Replaces what is there.
     *
     * @throws OutputException when it cannot be written
     */
    void write(RunOutcome outcome) throws IOException {
        byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(outcome));
        PendingFile prepared = store.prepare(file, out -> out.write(bytes));
        // Not every file system replaces a file, and some say nothing if they do not.
        store.deleteFile(file);
        store.commit(prepared);
        Optional<String> flaw = store.flaw(prepared, true);
        if (flaw.isPresent()) {
            throw new OutputException(location().path(), new IOException(flaw.get()));
        }
        store.keep(OutputLayout.REPORTS);
    }

    /**
     * What it says, empty if it is not there.
     *
     * @throws IOException when it cannot be read, or is no report
     */
    public Optional<RunOutcome> read() throws IOException {
        Optional<byte[]> bytes = StagingStore.read(location().path());
        return bytes.isPresent() ? Optional.of(outcome(bytes.get())) : Optional.empty();
    }

    private static ObjectNode json(RunOutcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run", outcome.run());
        json.put("state", outcome.state().words());
        json.put("exit_code", outcome.exitCode());
        json.put("message", outcome.message());
        RunOutcome.Videos videos = outcome.videos();
        json.put("done", videos.done());
        json.put("partial", videos.partial());
        json.put("failed", videos.failed());
        json.put("done_before", videos.doneBefore());
        json.put("frames", videos.frames());
        ArrayNode failures = json.putArray("failures");
        for (RunOutcome.Failed failed : outcome.failed()) {
            failures.addObject()
                    .put("video", failed.video())
                    .put("reason", failed.reason())
                    .put("detail", failed.detail());
        }
        RunOutcome.Times times = outcome.times();
        json.put("begun", times.begun().toString());
        json.put("ended", times.ended().toString());
        json.put("seconds", times.begun().until(times.ended(), ChronoUnit.MILLIS) / MILLIS);
        json.put("version", outcome.version());
        return json;
    }

    private RunOutcome outcome(byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            String state = json.required("state").asText();
            List<RunOutcome.Failed> failures = new ArrayList<>();
            for (JsonNode each : json.required("failures")) {
                failures.add(new RunOutcome.Failed(text(each, "video"), text(each, "reason"), text(each, "detail")));
            }
            return new RunOutcome(
                    text(json, "run"),
                    RunState.of(state).orElseThrow(() -> new IllegalArgumentException("state " + state)),
                    json.required("exit_code").asInt(ExitCode.JOB_FAILED),
                    text(json, "message"),
                    new RunOutcome.Videos(
                            number(json, "done"),
                            number(json, "partial"),
                            number(json, "failed"),
                            number(json, "done_before"),
                            number(json, "frames")),
                    failures,
                    new RunOutcome.Times(Instant.parse(text(json, "begun")), Instant.parse(text(json, "ended"))),
                    text(json, "version"));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(location() + " is no report of a run: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).asText();
    }

    private static long number(JsonNode json, String name) {
        return json.required(name).asLong();
    }
}
