package dev.muybridge.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test lays over our overlays: its own storage, small videos' options, and fewer CPUs than this machine has. */
final class PodsLayer {
    /** Of the run. */
    static final List<String> OPTIONS =
            List.of("--workers", "2", "--model", "lite", "--preset", "ultrafast", "--segment-seconds", "1");

    private static final String LAYER = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: muybridge
            resources: [../overlays/%s, storage.yaml]
            configMapGenerator:
              - name: flink-settings
                behavior: merge
                files: [90-test.yaml]
            patches:
              - target: {kind: CronJob, name: nightly}
                patch: |-
                  - {op: replace, path: /spec/jobTemplate/spec/template/spec/containers/0/args, value: [%s]}
              - target: {kind: PersistentVolumeClaim, name: data}
                patch: |-
                  - {op: add, path: /spec/storageClassName, value: ""}
            """;

    private static final String RAY = """
              - target: {kind: RayCluster}
                patch: |-
                  - {op: replace, path: /spec/workerGroupSpecs/0/template/spec/containers/0/resources/requests/cpu, value: 300m}
            """;

    private static final String VOLUME = """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: data}
            spec:
              accessModes: [ReadWriteMany]
              capacity: {storage: 500Gi}
              persistentVolumeReclaimPolicy: Retain
              hostPath: {path: "%s", type: Directory}
            """;

    private static final String SETTINGS = """
            kubernetes.jobmanager.cpu.amount: 0.3
            kubernetes.taskmanager.cpu.amount: 0.5
            kubernetes.taskmanager.cpu.limit-factor: 4
            heartbeat.timeout: 10000
            """;

    private PodsLayer() {}

    /** S3 listens at a port of its own. */
    private static final String NETWORK = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: storage-of-test}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{ports: [{protocol: TCP, port: 9000}]}]
            """;

    private static final String S3 = """
            s3.endpoint: http://%s:9000
            s3.path.style.access: true
            """.formatted(KubernetesNode.ADDRESS);

    /** Puts {@code manifests} as {@code kubernetes} into {@code folder}, with folders {@code test-OVERLAY} over its overlays. */
    static void copy(Path manifests, Path folder, Path data) throws IOException {
        Path copy = folder.resolve("kubernetes");
        try (Stream<Path> files = Files.walk(manifests)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(manifests.relativize(file).toString()));
            }
        }
        List<String> words = new ArrayList<>(List.of("--recursive", "--input", "$(INPUT)", "--output", "$(OUTPUT)"));
        words.addAll(OPTIONS);
        String args = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        for (String overlay : List.of("volume", "volume-ray", "s3")) {
            boolean s3 = overlay.startsWith("s3");
            Path layer = Files.createDirectory(copy.resolve("test-" + overlay));
            Files.writeString(layer.resolve("storage.yaml"), s3 ? NETWORK : VOLUME.formatted(data));
            Files.writeString(layer.resolve("90-test.yaml"), SETTINGS + (s3 ? S3 : ""));
            Files.writeString(
                    layer.resolve("kustomization.yaml"),
                    LAYER.formatted(overlay, args) + (overlay.endsWith("ray") ? RAY : ""));
        }
    }
}
