package dev.muybridge.ray.bridge;

/** Makes actors of one kind. */
public interface ActorFactory {
    /** Asks for an actor and returns at once, whether or not there is room for it. */
    RemoteActor start();

    /**
     * How the process has ended that answered {@code greeting} to {@link RemoteActor#ready} and was lost later. Does not wait; asked
     * again while the process is {@link ProcessEnd.Unfinished}.
     */
    ProcessEnd endOf(byte[] greeting);

    /** What an actor asks the cluster for, as an operator would say it: {@code 0.5 CPU}. */
    String resources();
}
