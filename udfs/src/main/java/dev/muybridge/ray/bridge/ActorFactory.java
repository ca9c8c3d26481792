package dev.muybridge.ray.bridge;

/** Makes actors of one kind. */
public interface ActorFactory {
    /** Asks for an actor and returns at once, whether or not there is room for it. */
    RemoteActor start();

    /** How many methods the actors have. */
    int methods();

    /**
     * How the process that answered {@code greeting} to {@link RemoteActor#ready} and was lost later has ended. Does not wait;
     * called again while the process is {@link ProcessEnd.Unfinished}.
     */
    ProcessEnd endOf(byte[] greeting);

    /** What an actor asks the cluster for, as an operator would put it: {@code 0.5 CPU}. */
    String resources();
}
