package dev.muybridge.ray.bridge;

/**
 * What an actor is working on.
 *
 * @param place of the actor in its pool, 0-based
 * @param method number of the actors' method
 * @param about what the call is about, for people
 * @param millis how long it has been at it, ms
 */
public record ActorCall(int place, int method, String about, long millis) {}
