package dev.muybridge.job.table;

import dev.muybridge.pose.Landmark;
import dev.muybridge.pose.Pose;
import dev.muybridge.pose.WorldLandmark;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** What a column's values are, in words and in Avro. */
enum ColumnType {
    /** UTF-8. */
    TEXT("text"),
    /** 32 bits. */
    INT("integer"),
    /** 64 bits. */
    LONG("integer"),
    /** 64 bits. */
    DOUBLE("number"),
    /** The landmarks of a {@link Pose}. */
    LANDMARKS("33 × x, y, z, visibility, presence"),
    /** The world landmarks of a {@link Pose}. */
    WORLD_LANDMARKS("33 × x, y, z");

    private final String words;

    ColumnType(String words) {
        this.words = words;
    }

    /** As the documentation says it. */
    String words() {
        return words;
    }

    Schema schema() {
        return switch (this) {
            case TEXT -> Schema.create(Schema.Type.STRING);
            case INT -> Schema.create(Schema.Type.INT);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case LANDMARKS -> Schema.createArray(Elements.LANDMARK);
            case WORLD_LANDMARKS -> Schema.createArray(Elements.WORLD_LANDMARK);
        };
    }

    /** {@code value} as Avro's writer wants it. */
    Object toAvro(Object value) {
        return switch (this) {
            case LANDMARKS -> landmarks((Pose) value);
            case WORLD_LANDMARKS -> worldLandmarks((Pose) value);
            default -> value;
        };
    }

    private static List<GenericRecord> landmarks(Pose pose) {
        return pose.landmarks().stream().map(ColumnType::element).toList();
    }

    private static List<GenericRecord> worldLandmarks(Pose pose) {
        return pose.worldLandmarks().stream().map(ColumnType::element).toList();
    }

    private static GenericRecord element(Landmark point) {
        return element(
                Elements.LANDMARK, List.of(point.x(), point.y(), point.z(), point.visibility(), point.presence()));
    }

    private static GenericRecord element(WorldLandmark point) {
        return element(Elements.WORLD_LANDMARK, List.of(point.x(), point.y(), point.z()));
    }

    private static GenericRecord element(Schema schema, List<Float> values) {
        GenericRecord element = new GenericData.Record(schema);
        for (int i = 0; i < values.size(); i++) {
            element.put(i, values.get(i));
        }
        return element;
    }

    /** What a landmark is. */
    private static final class Elements {
        static final Schema LANDMARK = point("landmark")
                .with("x", "fraction of the upright picture's width, left = 0")
                .with("y", "fraction of the upright picture's height, top = 0")
                .with("z", "depth in units of x, middle of the hips = 0, smaller is nearer")
                .with("visibility", "likelihood of being in the picture and not hidden, 0..1")
                .with("presence", "likelihood of being within the picture, 0..1")
                .schema();

        static final Schema WORLD_LANDMARK = point("world_landmark")
                .with("x", "metres, to the right of the picture, middle of the hips = 0")
                .with("y", "metres, downwards, middle of the hips = 0")
                .with("z", "metres, away from the camera, middle of the hips = 0")
                .schema();

        private static Fields point(String name) {
            return new Fields(SchemaBuilder.record(name).fields());
        }

        private record Fields(SchemaBuilder.FieldAssembler<Schema> fields) {
            Fields with(String name, String meaning) {
                return new Fields(
                        fields.name(name).doc(meaning).type().floatType().noDefault());
            }

            Schema schema() {
                return fields.endRecord();
            }
        }
    }
}
