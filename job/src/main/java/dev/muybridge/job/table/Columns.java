package dev.muybridge.job.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The tables' columns: names, types and what they mean. README's tables say the same, and a test compares them. */
public final class Columns {
    /** One row for every frame and person; a frame with nobody has one row with nulls. */
    public static final Schema METRICS = metrics();

    /** One row for every input. */
    public static final Schema VIDEOS = videos();

    /** The key of the file's metadata under which {@link #json} stands. */
    public static final String METADATA_KEY = "muybridge.columns";

    private Columns() {}

    /** The columns of {@code schema} as a JSON object from name to meaning. */
    public static String json(Schema schema) {
        Map<String, String> meanings = new LinkedHashMap<>();
        schema.getFields().forEach(field -> meanings.put(field.name(), field.doc()));
        return meanings.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Schema metrics() {
        return new Table("metrics")
                .text("video_id", "first 16 hexadecimal digits of the SHA-256 of the annotated video's name")
                .text("video", "path of the input below its input root")
                .longs("frame", "place in presentation order, 0-based")
                .longs("pts_us", "presentation time on the video's own clock, microseconds")
                .nullableInt(
                        "person", "number of the person in this video, 0 = main subject; null where nobody was found")
                .text(
                        "quality",
                        "measured: landmarks are the model's own; none: nobody was found; unreadable: the frame cannot be decoded")
                .nullableDouble(
                        "shoulder_width_px", "distance between the shoulder landmarks, pixels of the upright picture")
                .nullableDouble("hip_width_px", "distance between the hip landmarks, pixels of the upright picture")
                .nullableDouble(
                        "shoulder_width_m",
                        "distance between the shoulder world landmarks, metres, as the model estimates them")
                .nullableDouble(
                        "hip_width_m", "distance between the hip world landmarks, metres, as the model estimates them")
                .nullableDouble(
                        "velocity_x_px_s",
                        "velocity to the right of the mean of the shoulder and hip landmarks since the frame before, pixels per second of life (a video in slow motion plays slower); null where the frame before does not exist or does not show this person")
                .nullableDouble("velocity_y_px_s", "the same downwards, pixels per second")
                .nullableDouble("speed_px_s", "length of the velocity, pixels per second")
                .nullableList("landmarks", landmark(), "33 landmarks in MediaPipe's order; null where nobody was found")
                .nullableList(
                        "world_landmarks", worldLandmark(), "the same 33 points in metres; null where nobody was found")
                .schema();
    }

    private static Schema landmark() {
        return SchemaBuilder.record("landmark")
                .fields()
                .name("x")
                .doc("fraction of the upright picture's width, left = 0")
                .type()
                .floatType()
                .noDefault()
                .name("y")
                .doc("fraction of the upright picture's height, top = 0")
                .type()
                .floatType()
                .noDefault()
                .name("z")
                .doc("depth in units of x, middle of the hips = 0, smaller is nearer")
                .type()
                .floatType()
                .noDefault()
                .name("visibility")
                .doc("likelihood of being in the picture and not hidden, 0..1")
                .type()
                .floatType()
                .noDefault()
                .name("presence")
                .doc("likelihood of being within the picture, 0..1")
                .type()
                .floatType()
                .noDefault()
                .endRecord();
    }

    private static Schema worldLandmark() {
        return SchemaBuilder.record("world_landmark")
                .fields()
                .name("x")
                .doc("metres, to the right of the picture, middle of the hips = 0")
                .type()
                .floatType()
                .noDefault()
                .name("y")
                .doc("metres, downwards, middle of the hips = 0")
                .type()
                .floatType()
                .noDefault()
                .name("z")
                .doc("metres, away from the camera, middle of the hips = 0")
                .type()
                .floatType()
                .noDefault()
                .endRecord();
    }

    private static Schema videos() {
        return new Table("videos")
                .text("video_id", "first 16 hexadecimal digits of the SHA-256 of the annotated video's name")
                .text("video", "path of the input below its input root")
                .text("state", "done, partial (frames are missing that cannot be decoded) or failed")
                .nullableText("reason", "why it failed, a code from the documented list; null when it did not")
                .nullableText(
                        "detail", "a sentence on what went wrong or is worth knowing; null if there is nothing to say")
                .nullableLong("frames", "how many frames; null when failed, as are all columns on the content below")
                .nullableLong("frames_with_pose", "in how many of them somebody was found")
                .nullableLong("frames_unreadable", "how many of them cannot be decoded")
                .nullableInt("width", "pixels of the upright picture")
                .nullableInt("height", "pixels of the upright picture")
                .nullableLong("duration_us", "from the start of the first frame to the end of the last, microseconds")
                .nullableLong(
                        "offset_us",
                        "pts_us less the time in the annotated video: 0 unless only a part was wanted, microseconds")
                .nullableText("codec", "the input's video codec, by FFmpeg's name")
                .nullableInt("rotation", "degrees clockwise by which the stored picture was turned: 0, 90, 180 or 270")
                .text("fingerprint", "size and time of modification of the input, in hexadecimal")
                .text("options_hash", "first 16 hexadecimal digits of the SHA-256 of options and versions")
                .text("options", "options that change results, as name=value joined by semicolons")
                .text("versions", "versions that results depend on, in the same form")
                .nullableInt("segments", "how many parts it was worked on in; null when failed, as the two below")
                .nullableInt("segments_reused", "how many of them an earlier run had analysed")
                .nullableDouble("seconds_spent", "seconds that workers spent on it in the run that finished it")
                .schema();
    }
}
