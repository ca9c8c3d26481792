package dev.muybridge.ray.bridge;

import java.util.List;

/**
 * How this process and its actors take part in a Ray cluster.
 *
 * @param address where the cluster is
 * @param version of Ray that this process has; a cluster of another is refused, since it would be crashed
 * @param nodeIp this machine's address as the cluster knows it, empty to let Ray find it
 * @param nativeFolder where Ray's library for this process is kept
 * @param codePath jars and folders of the actors' classes, the same on every node
 * @param jvmOptions of the actors' JVMs
 */
public record RaySettings(
        RayAddress address,
        String version,
        String nodeIp,
        String nativeFolder,
        List<String> codePath,
        List<String> jvmOptions) {
    public RaySettings {
        codePath = List.copyOf(codePath);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
