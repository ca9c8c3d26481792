package dev.muybridge.job.sink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.muybridge.job.model.FileContent;
import dev.muybridge.job.model.PendingFile;
import dev.muybridge.job.model.Publication;
import dev.muybridge.job.model.VideoRef;
import dev.muybridge.job.storage.DamagedException;
import dev.muybridge.media.Clip;
import dev.muybridge.proto.ClipMessage;
import dev.muybridge.proto.PendingFileMessage;
import dev.muybridge.proto.PublicationMessage;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A publication as bytes: in Flink's checkpoints, and in the journal that the next start reads. */
public final class PublicationCodec implements SimpleVersionedSerializer<Publication> {
    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Publication publication) {
        VideoRef video = publication.video();
        PublicationMessage.Builder message = PublicationMessage.newBuilder()
                .setVersion(VERSION)
                .setVideoId(video.videoId())
                .setVideo(video.video())
                .setOutputName(video.outputName())
                .setPath(video.path())
                .setSize(video.size())
                .setFingerprint(video.fingerprint())
                .setState(publication.state())
                .setFrames(publication.frames())
                .setMessage(publication.message())
                .setPosesStay(publication.stays().stagedPoses())
                .setResultsStay(publication.stays().results())
                .setOwner(publication.owner())
                .setClip(ClipMessage.newBuilder()
                        .setFromSeconds(video.clip().fromSeconds())
                        .setToSeconds(video.clip().toSeconds()));
        for (PendingFile file : publication.files()) {
            message.addFiles(PendingFileMessage.newBuilder()
                    .setTarget(file.target())
                    .setSize(file.content().size())
                    .setCrc32C(file.content().crc32c())
                    .setSerializerVersion(file.serializerVersion())
                    .setRecoverable(ByteString.copyFrom(file.recoverable())));
        }
        return message.build().toByteArray();
    }

    @Override
    public Publication deserialize(int version, byte[] bytes) throws DamagedException {
        PublicationMessage message = parse(bytes);
        if (version != VERSION || message.getVersion() != VERSION) {
            throw new DamagedException("a publication has version " + version + "/" + message.getVersion()
                    + ", this program reads version " + VERSION);
        }
        VideoRef video = new VideoRef(
                message.getVideoId(),
                message.getVideo(),
                message.getOutputName(),
                message.getPath(),
                message.getSize(),
                message.getFingerprint(),
                new Clip(message.getClip().getFromSeconds(), message.getClip().getToSeconds()));
        PendingFile[] files = message.getFilesList().stream()
                .map(file -> new PendingFile(
                        file.getTarget(),
                        new FileContent(file.getSize(), file.getCrc32C()),
                        file.getSerializerVersion(),
                        file.getRecoverable().toByteArray()))
                .toArray(PendingFile[]::new);
        return new Publication(
                video,
                message.getState(),
                message.getFrames(),
                message.getMessage(),
                new Publication.Stays(message.getPosesStay(), message.getResultsStay()),
                message.getOwner(),
                files);
    }

    private static PublicationMessage parse(byte[] bytes) throws DamagedException {
        try {
            return PublicationMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new DamagedException("a publication of " + bytes.length + " bytes is damaged: " + e.getMessage(), e);
        }
    }
}
