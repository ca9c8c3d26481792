package dev.muybridge.cli;

import dev.muybridge.app.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClientFactory;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.HasMetadata;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.OwnerReference;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Secret;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.SecretBuilder;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.KubernetesClientException;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.NamespacedKubernetesClient;

/** A run's key as a Secret, which the pods of its Flink cluster mount where the file is here. */
final class KubernetesKeys implements AutoCloseable {
    private final NamespacedKubernetesClient kubernetes;
    private final Configuration configuration;
    private final Secret secret;
    private boolean belongs;

    private KubernetesKeys(NamespacedKubernetesClient kubernetes, Configuration configuration, Secret secret) {
        this.kubernetes = kubernetes;
        this.configuration = configuration;
        this.secret = secret;
        this.belongs = !secret.getMetadata().getOwnerReferences().isEmpty();
    }

    /**
     * Makes the Secret. Its name is its own, because whoever makes it need not be allowed to read or replace one; it belongs to
     * whom the cluster belongs.
     *
     * @param configuration of the cluster, which mounts it afterwards
     */
    static KubernetesKeys give(Path file, Configuration configuration) throws IOException, RunException {
        Secret made = new SecretBuilder()
                .withNewMetadata()
                .withGenerateName(configuration.get(KubernetesConfigOptions.CLUSTER_ID) + "-key-")
                .withOwnerReferences(owners(configuration))
                .endMetadata()
                .addToData(file.getFileName().toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                .build();
        NamespacedKubernetesClient kubernetes =
                FlinkKubeClientFactory.getInstance().createFabric8ioKubernetesClient(configuration);
        try {
            Secret secret = kubernetes.secrets().resource(made).create();
            Map<String, String> mounted = new HashMap<>(configuration
                    .getOptional(KubernetesConfigOptions.KUBERNETES_SECRETS)
                    .orElse(Map.of()));
            mounted.put(
                    secret.getMetadata().getName(),
                    Objects.requireNonNull(file.toAbsolutePath().getParent()).toString());
            configuration.set(KubernetesConfigOptions.KUBERNETES_SECRETS, mounted);
            return new KubernetesKeys(kubernetes, configuration, secret);
        } catch (KubernetesClientException e) {
            kubernetes.close();
            throw new RunException("a Secret with the run's key could not be made: " + e.getMessage(), e);
        }
    }

    private static List<OwnerReference> owners(Configuration configuration) {
        return configuration.getOptional(KubernetesConfigOptions.JOB_MANAGER_OWNER_REFERENCE).orElse(List.of()).stream()
                .map(owner -> new OwnerReferenceBuilder()
                        .withApiVersion(owner.get("apiVersion"))
                        .withKind(owner.get("kind"))
                        .withName(owner.get("name"))
                        .withUid(owner.get("uid"))
                        .build())
                .toList();
    }

    /** Has Kubernetes remove a Secret that belongs to nobody when the cluster is gone. */
    void tie() {
        if (belongs) {
            return;
        }
        HasMetadata cluster = kubernetes
                .apps()
                .deployments()
                .withName(configuration.get(KubernetesConfigOptions.CLUSTER_ID))
                .get();
        if (cluster == null) {
            return; // it has ended already
        }
        belongs = true; // the cluster cannot do without it, even if this fails
        OwnerReference owner = new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .build();
        kubernetes
                .secrets()
                .resource(secret)
                .edit(found -> new SecretBuilder(found)
                        .editMetadata()
                        .withOwnerReferences(owner)
                        .endMetadata()
                        .build());
    }

    /** Removes a Secret that belongs to nobody. */
    @Override
    public void close() {
        if (!belongs) {
            kubernetes.secrets().resource(secret).delete();
        }
        kubernetes.close();
    }
}
