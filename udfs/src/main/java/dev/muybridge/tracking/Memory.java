package dev.muybridge.tracking;

import dev.muybridge.pose.Pose;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker remembers from one picture to the next.
 *
 * @param micros time of the picture, null before the first
 * @param people who is followed, in an order that does not depend on who came first
 */
record Memory(@Nullable Long micros, List<Followed> people) {
    static final Memory NONE = new Memory(null, List.of());

    /** As it travels, without the numbers of the tracks; nothing before the first picture. */
    byte[] toBytes() {
        if (micros == null) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(micros);
            out.writeByte(people.size());
            for (Followed person : people) {
                write(out, person);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no disk that could fail
        }
        return bytes.toByteArray();
    }

    /** What {@link #toBytes} wrote; people are numbered in their order. */
    static Memory of(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long micros = in.readLong();
            int count = in.readUnsignedByte();
            List<Followed> people = new ArrayList<>();
            for (int id = 0; id < count; id++) {
                people.add(followed(in, id));
            }
            return new Memory(micros, people);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no tracker's state: " + bytes.length + " bytes", e);
        }
    }

    private static void write(DataOutputStream out, Followed person) throws IOException {
        write(out, person.region());
        write(out, person.last().region());
        out.writeDouble(person.last().presence());
        for (int i = 0; i < Pose.SIZE; i++) {
            out.writeDouble(person.last().x(i));
            out.writeDouble(person.last().y(i));
        }
        for (float number : person.last().others()) {
            out.writeFloat(number);
        }
        out.writeLong(person.micros());
        out.writeByte(person.state().pictures());
        out.writeShort(person.missedPictures());
    }

    private static Followed followed(DataInputStream in, int id) throws IOException {
        Region region = region(in);
        Region looked = region(in);
        double presence = in.readDouble();
        double[] x = new double[Pose.SIZE];
        double[] y = new double[Pose.SIZE];
        for (int i = 0; i < Pose.SIZE; i++) {
            x[i] = in.readDouble();
            y[i] = in.readDouble();
        }
        float[] other = new float[Pose.SIZE * Body.Points.OTHER];
        for (int i = 0; i < other.length; i++) {
            other[i] = in.readFloat();
        }
        // Where to look next for them is in the region; nobody asks the last body for it.
        Body last = new Body(looked, presence, new Body.Points(x, y, other), region);
        long micros = in.readLong();
        int pictures = in.readUnsignedByte();
        int missed = in.readUnsignedShort();
        Followed.State state = missed == 0 ? new Followed.Seen(pictures) : new Followed.Lost(pictures, missed);
        return new Followed(id, region, last, micros, state);
    }

    private static void write(DataOutputStream out, Region region) throws IOException {
        out.writeDouble(region.x());
        out.writeDouble(region.y());
        out.writeDouble(region.side());
        out.writeDouble(region.radians());
    }

    private static Region region(DataInputStream in) throws IOException {
        return new Region(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    }
}
