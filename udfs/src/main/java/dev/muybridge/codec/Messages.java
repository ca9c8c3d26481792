package dev.muybridge.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnsafeByteOperations;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.WorkFailure;
import java.io.IOException;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * How one kind of message is read: damaged bytes and other versions are refused.
 *
 * @param what the kind, in words, for messages to people
 * @param version what this program writes and reads
 * @param parser reads the bytes
 * @param found the version that a message says it has
 */
record Messages<T extends MessageLite>(String what, int version, Parser<T> parser, ToIntFunction<T> found) {
    /** Reads the bytes of one message. */
    @FunctionalInterface
    interface Parser<T> {
        T parse(CodedInputStream input) throws IOException;
    }

    /** The message of {@code bytes}. */
    T read(byte[] bytes) throws CodecException {
        T message = parse(bytes);
        int is = found.applyAsInt(message);
        if (is != version) {
            throw new CodecException(what + " has version " + is + ", this program reads version " + version);
        }
        return message;
    }

    private T parse(byte[] bytes) throws CodecException {
        try {
            // Packets and tracks are views of the bytes they were read from, which protobuf allows only if nobody
            // changes those.
            CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.setSizeLimit(Integer.MAX_VALUE);
            input.enableAliasing(true);
            return parser.parse(input);
        } catch (InvalidProtocolBufferException e) {
            throw new CodecException(what + " of " + bytes.length + " bytes is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CodecException(what + " of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }

    /** The message of a failure. */
    static WorkFailure failure(Failure failure) {
        return WorkFailure.newBuilder()
                .setKind(failure.kind().code())
                .setDetail(failure.detail())
                .build();
    }

    /** The failure of a message, to be thrown by the caller. */
    static VideoException exception(WorkFailure message) throws CodecException {
        try {
            return new VideoException(
                    FailureKind.valueOf(message.getKind().toUpperCase(Locale.ROOT)), message.getDetail());
        } catch (IllegalArgumentException e) {
            throw new CodecException("unknown failure kind '" + message.getKind() + "'", e);
        }
    }
}
