package dev.muybridge.codec;

import dev.muybridge.motion.FrameMetrics;
import dev.muybridge.motion.PersonMetrics;
import dev.muybridge.motion.Places;
import dev.muybridge.pose.Pose;
import dev.muybridge.proto.FrameRow;
import dev.muybridge.proto.PersonRow;
import dev.muybridge.proto.SegmentRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows of one segment, as they are staged and as they travel to {@code annotate}. */
public final class RowsCodec {
    private static final Messages<SegmentRows> STAGED =
            new Messages<>("staged rows", 4, SegmentRows::parseFrom, SegmentRows::getVersion);

    private RowsCodec() {}

    /** The bytes that are staged. */
    public static byte[] staged(List<FrameMetrics> rows) {
        return toMessage(rows).toByteArray();
    }

    /** The rows of staged bytes. */
    public static List<FrameMetrics> stagedRows(byte[] bytes) throws CodecException {
        return fromMessage(STAGED.read(bytes));
    }

    static SegmentRows toMessage(List<FrameMetrics> rows) {
        SortedSet<String> columns = new TreeSet<>();
        rows.forEach(frame ->
                frame.people().forEach(person -> columns.addAll(person.values().keySet())));
        SegmentRows.Builder message =
                SegmentRows.newBuilder().setVersion(STAGED.version()).addAllColumns(columns);
        for (FrameMetrics frame : rows) {
            FrameRow.Builder row = FrameRow.newBuilder()
                    .setFrame(frame.frame())
                    .setPts(frame.pts())
                    .setUnreadable(!frame.readable());
            frame.people().forEach(person -> row.addPeople(toMessage(person, columns)));
            message.addFrames(row);
        }
        return message.build();
    }

    private static PersonRow toMessage(PersonMetrics person, SortedSet<String> columns) {
        PersonRow.Builder row = PersonRow.newBuilder().setId(person.id());
        Pose pose = person.pose();
        Pose filtered = person.filtered();
        if (pose != null && filtered != null) {
            row.setPose(PoseCodec.toMessage(person.id(), pose));
            for (float number : Places.of(filtered)) {
                row.addFiltered(number);
            }
            columns.forEach(column -> row.addValues(person.values().getOrDefault(column, Double.NaN)));
        }
        return row.build();
    }

    static List<FrameMetrics> fromMessage(SegmentRows message) throws CodecException {
        List<FrameMetrics> rows = new ArrayList<>(message.getFramesCount());
        for (FrameRow row : message.getFramesList()) {
            List<PersonMetrics> people = new ArrayList<>(row.getPeopleCount());
            for (PersonRow person : row.getPeopleList()) {
                people.add(fromMessage(person, message.getColumnsList()));
            }
            rows.add(new FrameMetrics(row.getFrame(), row.getPts(), !row.getUnreadable(), people));
        }
        return rows;
    }

    private static PersonMetrics fromMessage(PersonRow row, List<String> columns) throws CodecException {
        if (!row.hasPose()) {
            return PersonMetrics.unseen(row.getId());
        }
        if (row.getValuesCount() != columns.size()) {
            throw new CodecException(
                    "a row has " + row.getValuesCount() + " values for " + columns.size() + " columns");
        }
        if (row.getFilteredCount() != Places.COUNT) {
            throw new CodecException(
                    "a row has " + row.getFilteredCount() + " filtered numbers, a pose has " + Places.COUNT);
        }
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            double value = row.getValues(i);
            if (!Double.isNaN(value)) {
                values.put(columns.get(i), value);
            }
        }
        float[] filtered = new float[Places.COUNT];
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = row.getFiltered(i);
        }
        Pose pose = PoseCodec.fromMessage(row.getPose());
        return new PersonMetrics(row.getId(), pose, Places.with(pose, filtered), values);
    }
}
