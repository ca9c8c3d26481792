package dev.muybridge.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.media.Colour;
import dev.muybridge.media.EncodedPacket;
import dev.muybridge.media.PacketRun;
import dev.muybridge.media.Rational;
import dev.muybridge.media.StreamParameters;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.proto.ColourMessage;
import dev.muybridge.proto.Fraction;
import dev.muybridge.proto.PacketMessage;
import dev.muybridge.proto.PacketRunMessage;
import java.util.List;

/** Converts compressed packets to messages and back. */
public final class PacketCodec {
    private PacketCodec() {}

    /** The message of a run; it shares the packets' bytes, which must not change any more. */
    public static PacketRunMessage toMessage(PacketRun run) {
        StreamParameters parameters = run.parameters();
        Colour colour = parameters.colour();
        PacketRunMessage.Builder message = PacketRunMessage.newBuilder()
                .setCodec(parameters.codec())
                .setCodecTag(parameters.codecTag())
                .setExtradata(ByteString.copyFrom(parameters.extradata()))
                .setCodedWidth(parameters.codedWidth())
                .setCodedHeight(parameters.codedHeight())
                .setPixelFormat(parameters.pixelFormat())
                .setColour(ColourMessage.newBuilder()
                        .setRange(colour.range())
                        .setPrimaries(colour.primaries())
                        .setTransfer(colour.transfer())
                        .setMatrix(colour.matrix()))
                .setPixelAspect(Fraction.newBuilder()
                        .setNum(parameters.pixelAspect().num())
                        .setDen(parameters.pixelAspect().den()))
                .setTimeBase(Fraction.newBuilder()
                        .setNum(parameters.timeBase().num())
                        .setDen(parameters.timeBase().den()));
        for (EncodedPacket packet : run.packets()) {
            message.addPackets(PacketMessage.newBuilder()
                    .setPts(packet.pts())
                    .setDts(packet.dts())
                    .setDuration(packet.duration())
                    .setFlags(packet.flags())
                    .setHidden(!packet.shown())
                    .setData(UnsafeByteOperations.unsafeWrap(packet.data())));
        }
        return message.build();
    }

    /** The run of a message. */
    public static PacketRun fromMessage(PacketRunMessage message) {
        ColourMessage colour = message.getColour();
        StreamParameters parameters = new StreamParameters(
                message.getCodec(),
                message.getCodecTag(),
                message.getExtradata().toByteArray(),
                message.getCodedWidth(),
                message.getCodedHeight(),
                message.getPixelFormat(),
                new Colour(colour.getRange(), colour.getPrimaries(), colour.getTransfer(), colour.getMatrix()),
                new Rational(
                        message.getPixelAspect().getNum(),
                        message.getPixelAspect().getDen()),
                new TimeBase(
                        message.getTimeBase().getNum(), message.getTimeBase().getDen()));
        List<EncodedPacket> packets = message.getPacketsList().stream()
                .map(packet -> new EncodedPacket(
                        packet.getPts(),
                        packet.getDts(),
                        packet.getDuration(),
                        packet.getFlags(),
                        !packet.getHidden(),
                        packet.getData().toByteArray()))
                .toList();
        return new PacketRun(parameters, packets);
    }
}
