package dev.muybridge.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;

/**
 * Kubernetes' API server and its store, without any node: it takes and checks objects, and nobody acts on them. It knows the objects of KubeRay
 * and of Flink's operator.
 *
 * @param folder of their data and logs
 */
record KubernetesServer(OwnNetwork network, Path folder) {
    private static final String URL = "https://127.0.0.1:6443";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The newest version of Flink that the operator's schema here knows; its 2.3 would be refused. */
    static final String FLINK_OF_SCHEMA = "v1_19";

    /** Starts them, and returns when objects can be applied; skips the test, saying so, where they are not installed. */
    static KubernetesServer start(OwnNetwork network, Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        assumeThat(parts())
                .as("Kubernetes' API server, which './muybridge test --all' builds where there is Go")
                .isDirectory();
        KubernetesServer server = new KubernetesServer(network, folder);
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        Files.writeString(
                folder.resolve("accounts.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        keys.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        String token = UUID.randomUUID().toString();
        Files.writeString(folder.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        server.writeAccess("admin", token);
        server.launch();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> server.kubectl("get", "--raw", "/readyz").equals("ok"));
        server.addOthers();
        return server;
    }

    private static Path parts() {
        return Installation.current().home().resolve("kubernetes/1.34.4");
    }

    private void launch() throws IOException {
        String store = "http://127.0.0.1:2379";
        start(
                "etcd",
                "--data-dir=" + folder.resolve("etcd"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + store,
                "--advertise-client-urls=" + store,
                "--listen-peer-urls=http://127.0.0.1:2380");
        String key = folder.resolve("accounts.key").toString();
        start(
                "kube-apiserver",
                "--etcd-servers=" + store,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--secure-port=6443",
                "--cert-dir=" + folder.resolve("serving"),
                "--service-cluster-ip-range=10.96.0.0/24",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                // There is no controller that makes each namespace's default account.
                "--disable-admission-plugins=ServiceAccount");
    }

    private void start(String program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(parts().resolve(program).toString()));
        command.addAll(List.of(words));
        network.start(command, Map.of(), folder.resolve(program + ".log"));
    }

    /** Adds the kinds of KubeRay and of Flink's operator, and waits until they are known. */
    private void addOthers() throws IOException, InterruptedException {
        Path operator = folder.resolve("operator.yaml");
        Path jar = Installation.current().home().resolve("operator-api/1.7.0/flink-kubernetes-operator-api-1.7.0.jar");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Files.copy(
                    zip.getInputStream(zip.getEntry("META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml")),
                    operator);
        }
        kubectl("apply", "--server-side", "-f", operator.toString());
        kubectl(
                "apply",
                "--server-side",
                "-f",
                parts().resolve("ray.io_rayclusters.yaml").toString());
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        !kubectl("get", "flinkdeployments,rayclusters", "-A").isEmpty());
    }

    /** The certificate by which clients know the server. */
    Path certificate() {
        return folder.resolve("serving/apiserver.crt");
    }

    /** A client's configuration with the rights of whoever has that token. */
    Path writeAccess(String name, String token) throws IOException {
        Path file = folder.resolve(name + ".kubeconfig");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: u, user: {token: %s}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(URL, token));
        return file;
    }

    /** The configuration of a client that may do everything. */
    Path adminAccess() {
        return folder.resolve("admin.kubeconfig");
    }

    /** What kubectl prints, which must end well. */
    String kubectl(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                parts().resolve("kubectl").toString(),
                "--kubeconfig",
                adminAccess().toString()));
        command.addAll(List.of(words));
        return network.read(command);
    }

    /** An overlay as kubectl puts it together, in a file. */
    Path build(Path overlay) throws IOException, InterruptedException {
        Path file = folder.resolve(overlay.getFileName() + ".yaml");
        Files.writeString(
                file,
                kubectl("kustomize", overlay.toString())
                        .replace("flinkVersion: v2_3", "flinkVersion: " + FLINK_OF_SCHEMA));
        return file;
    }
}
