package dev.muybridge.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.muybridge.pose.Failure;
import dev.muybridge.pose.FailureKind;
import dev.muybridge.pose.VideoException;
import dev.muybridge.proto.AnalyzeRequest;
import dev.muybridge.proto.AnalyzeResponse;
import dev.muybridge.proto.AnnotateRequest;
import dev.muybridge.proto.AnnotateResponse;
import dev.muybridge.proto.SegmentPoses;
import dev.muybridge.proto.SegmentRows;
import dev.muybridge.proto.WorkFailure;
import java.io.IOException;
import java.util.Locale;

/** Reads versioned messages from bytes; each reader refuses damaged bytes and other versions. */
public final class Messages {
    private Messages() {}

    /** A request to analyse a segment. */
    public static AnalyzeRequest analyzeRequest(byte[] bytes) throws CodecException {
        AnalyzeRequest message = parse("a request to analyse", bytes, AnalyzeRequest::parseFrom);
        Version.check("a request to analyse", message.getVersion());
        return message;
    }

    /** The answer to a request to analyse. */
    public static AnalyzeResponse analyzeResponse(byte[] bytes) throws CodecException {
        AnalyzeResponse message = parse("an analysis", bytes, AnalyzeResponse::parseFrom);
        Version.check("an analysis", message.getVersion());
        return message;
    }

    /** A request to annotate a segment. */
    public static AnnotateRequest annotateRequest(byte[] bytes) throws CodecException {
        AnnotateRequest message = parse("a request to annotate", bytes, AnnotateRequest::parseFrom);
        Version.check("a request to annotate", message.getVersion());
        return message;
    }

    /** The answer to a request to annotate. */
    public static AnnotateResponse annotateResponse(byte[] bytes) throws CodecException {
        AnnotateResponse message = parse("an annotation", bytes, AnnotateResponse::parseFrom);
        Version.check("an annotation", message.getVersion());
        return message;
    }

    /** The staged poses of a segment. */
    public static SegmentPoses segmentPoses(byte[] bytes) throws CodecException {
        SegmentPoses message = parse("staged poses", bytes, SegmentPoses::parseFrom);
        Version.check("staged poses", message.getVersion());
        return message;
    }

    /** The staged rows of a segment. */
    public static SegmentRows segmentRows(byte[] bytes) throws CodecException {
        SegmentRows message = parse("staged rows", bytes, SegmentRows::parseFrom);
        Version.check("staged rows", message.getVersion());
        return message;
    }

    /** The message of a failure. */
    public static WorkFailure failure(Failure failure) {
        return WorkFailure.newBuilder()
                .setKind(failure.kind().code())
                .setDetail(failure.detail())
                .build();
    }

    /** The failure of a message, to be thrown by whoever asked. */
    static VideoException exception(WorkFailure message) throws CodecException {
        try {
            return new VideoException(
                    FailureKind.valueOf(message.getKind().toUpperCase(Locale.ROOT)), message.getDetail());
        } catch (IllegalArgumentException e) {
            throw new CodecException("unknown failure kind '" + message.getKind() + "'", e);
        }
    }

    private static <T> T parse(String what, byte[] bytes, Parser<T> parser) throws CodecException {
        try {
            CodedInputStream input = CodedInputStream.newInstance(bytes);
            input.setSizeLimit(Integer.MAX_VALUE);
            // The packets in a message are views of the bytes it was read from, not copies.
            input.enableAliasing(true);
            return parser.parse(input);
        } catch (InvalidProtocolBufferException e) {
            throw new CodecException(what + " of " + bytes.length + " bytes is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CodecException(what + " of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Parser<T> {
        T parse(CodedInputStream input) throws IOException;
    }
}
