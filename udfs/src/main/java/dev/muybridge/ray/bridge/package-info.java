/**
 * Non-blocking calls to Ray's actors from Java: one thread watches all calls and completes {@code CompletableFuture}s. It knows
 * nothing about the requests and answers, and could serve any Flink job that calls Ray.
 *
 * <p>{@link dev.muybridge.ray.bridge.ActorCalls} holds the logic, over the ports {@code RemoteActor}, {@code Answer} and
 * {@code ActorSystem}; {@link dev.muybridge.ray.bridge.RaySession} and {@code RayActorSystem} are those ports over Ray.
 */
@NullMarked
package dev.muybridge.ray.bridge;

import org.jspecify.annotations.NullMarked;
