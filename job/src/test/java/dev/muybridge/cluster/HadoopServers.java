package dev.muybridge.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * HDFS and YARN with a node each, every server a process of its own.
 *
 * @param folder of their configuration, data and logs
 */
record HadoopServers(OwnNetwork network, Path folder) {
    /** HDFS, as clients call it. */
    static final String HDFS = "hdfs://127.0.0.1:9820";

    private static final String NAME_NODE = "org.apache.hadoop.hdfs.server.namenode.NameNode";
    private static final String YARN = "org.apache.hadoop.yarn.server.";
    private static final int PATIENCE_SECONDS = 170;
    private static final List<Integer> HDFS_PORTS = List.of(9820, 9866);
    private static final List<Integer> YARN_PORTS = List.of(8032, 8042);

    /** Starts them, and returns when they listen; skips the test, saying so, where they are not installed. */
    static HadoopServers start(OwnNetwork network, Path folder) throws IOException, InterruptedException {
        HadoopServers servers = of(network, folder);
        servers.startHdfs();
        servers.start("resourcemanager", YARN + "resourcemanager.ResourceManager");
        servers.start("nodemanager", YARN + "nodemanager.NodeManager");
        servers.await(HDFS_PORTS);
        servers.await(YARN_PORTS);
        return servers;
    }

    /** The same of HDFS alone. */
    static HadoopServers startHdfs(OwnNetwork network, Path folder) throws IOException, InterruptedException {
        HadoopServers servers = of(network, folder);
        servers.startHdfs();
        servers.await(HDFS_PORTS);
        return servers;
    }

    private static HadoopServers of(OwnNetwork network, Path folder) throws IOException {
        assumeThat(jars())
                .as("Hadoop's servers, which './muybridge test --all' installs")
                .isDirectory();
        // The jars lack the web pages without whose folders the servers of HDFS do not start.
        for (String each : List.of("conf", "logs", "data", "webapps/hdfs", "webapps/datanode")) {
            Files.createDirectories(folder.resolve(each));
        }
        HadoopServers servers = new HadoopServers(network, folder);
        servers.configure();
        return servers;
    }

    private void startHdfs() throws IOException, InterruptedException {
        Process format = start("format", NAME_NODE, "-format", "-force", "-nonInteractive");
        if (format.waitFor() != 0) {
            throw new IOException("no name node: " + Files.readString(folder.resolve("logs/format.out")));
        }
        start("namenode", NAME_NODE);
        start("datanode", "org.apache.hadoop.hdfs.server.datanode.DataNode");
    }

    private void await(List<Integer> ports) throws IOException, InterruptedException {
        for (int port : ports) {
            network.read(List.of(
                    "timeout",
                    Integer.toString(PATIENCE_SECONDS),
                    "bash",
                    "-c",
                    "until (echo >/dev/tcp/127.0.0.1/" + port + ") 2>/dev/null; do sleep 0.1; done"));
        }
    }

    private static Path jars() {
        return Installation.current().home().resolve("hadoop/3.4.2/lib");
    }

    /** What a client of them needs in {@code HADOOP_CONF_DIR}. */
    Path configuration() {
        return folder.resolve("conf");
    }

    /** Hadoop's file shell, as {@code hdfs dfs} is. */
    String shell(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java("128m"));
        command.add("-Dhadoop.root.logger=ERROR,console");
        command.add("org.apache.hadoop.fs.FsShell");
        command.addAll(List.of(words));
        return network.read(command);
    }

    /** Ends all applications on YARN, as {@code yarn application -kill} does. */
    void killApplications() throws IOException, InterruptedException {
        String cli = "org.apache.hadoop.yarn.client.cli.ApplicationCLI";
        List<String> list = new ArrayList<>(java("128m"));
        list.addAll(List.of("-Dhadoop.root.logger=ERROR,console", cli, "application", "-list"));
        Matcher application = Pattern.compile("application_\\d+_\\d+").matcher(network.read(list));
        while (application.find()) {
            List<String> kill = new ArrayList<>(java("128m"));
            kill.addAll(
                    List.of("-Dhadoop.root.logger=ERROR,console", cli, "application", "-kill", application.group()));
            network.read(kill);
        }
    }

    private Process start(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(java("256m"));
        command.add("-Dhadoop.root.logger=INFO,console");
        command.addAll(List.of(words));
        return network.start(
                command,
                Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HADOOP_CONF_DIR", configuration().toString(),
                        "HADOOP_HOME", folder.toString(),
                        "HADOOP_COMMON_HOME", folder.toString(),
                        "HADOOP_HDFS_HOME", folder.toString(),
                        "HADOOP_YARN_HOME", folder.toString()),
                folder.resolve("logs").resolve(name + ".out"));
    }

    private List<String> java(String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        for (String name : List.of("lang", "util", "io", "net", "nio")) {
            command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
        }
        command.add("-Dhadoop.log.dir=" + folder.resolve("logs"));
        command.add("-Dyarn.log.dir=" + folder.resolve("logs"));
        command.add("-Dhadoop.home.dir=" + folder);
        command.addAll(List.of("-cp", configuration() + ":" + folder + ":" + jars() + "/*"));
        return command;
    }

    private void configure() throws IOException {
        write(
                "core-site",
                Map.of(
                        "fs.defaultFS",
                        HDFS,
                        "hadoop.tmp.dir",
                        folder.resolve("data/tmp").toString()));
        Map<String, String> hdfs = new LinkedHashMap<>();
        hdfs.put("dfs.namenode.rpc-address", "127.0.0.1:9820");
        hdfs.put("dfs.namenode.http-address", "127.0.0.1:9870");
        hdfs.put("dfs.namenode.name.dir", folder.resolve("data/nn").toString());
        hdfs.put("dfs.datanode.data.dir", folder.resolve("data/dn").toString());
        hdfs.put("dfs.datanode.address", "127.0.0.1:9866");
        hdfs.put("dfs.datanode.http.address", "127.0.0.1:9864");
        hdfs.put("dfs.datanode.ipc.address", "127.0.0.1:9867");
        hdfs.put("dfs.datanode.hostname", "127.0.0.1");
        hdfs.put("dfs.replication", "1");
        // What no test needs: to wait for the disk with each change.
        hdfs.put("dfs.namenode.edits.noeditlogchannelflush", "true");
        hdfs.put("dfs.datanode.du.reserved", "0");
        // The first pause of a client that asks whether the data node has what it wrote; 400 otherwise.
        hdfs.put("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10");
        hdfs.put("dfs.client.block.write.locateFollowingBlock.retries", "12");
        hdfs.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
        write("hdfs-site", hdfs);
        Map<String, String> yarn = new LinkedHashMap<>();
        yarn.put("yarn.resourcemanager.hostname", "127.0.0.1");
        yarn.put("yarn.nodemanager.hostname", "127.0.0.1");
        yarn.put("yarn.nodemanager.address", "127.0.0.1:8041");
        yarn.put("yarn.nodemanager.bind-host", "127.0.0.1");
        yarn.put("yarn.nodemanager.localizer.address", "127.0.0.1:8040");
        yarn.put("yarn.nodemanager.webapp.address", "127.0.0.1:8042");
        yarn.put("yarn.nodemanager.local-dirs", folder.resolve("data/nm").toString());
        yarn.put("yarn.nodemanager.log-dirs", folder.resolve("logs/containers").toString());
        // Otherwise the logs go when the application does.
        yarn.put("yarn.nodemanager.delete.debug-delay-sec", "3600");
        yarn.put("yarn.nodemanager.resource.memory-mb", "6144");
        yarn.put("yarn.nodemanager.resource.cpu-vcores", "8");
        yarn.put("yarn.scheduler.minimum-allocation-mb", "128");
        yarn.put("yarn.scheduler.maximum-allocation-mb", "6144");
        yarn.put("yarn.nodemanager.vmem-check-enabled", "false");
        yarn.put("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
        yarn.put("yarn.resourcemanager.am.max-attempts", "3");
        yarn.put("yarn.cluster.max-application-priority", "10");
        write("yarn-site", yarn);
        write(
                "capacity-scheduler",
                Map.of(
                        "yarn.scheduler.capacity.root.queues", "default,night",
                        "yarn.scheduler.capacity.root.default.capacity", "50",
                        "yarn.scheduler.capacity.root.night.capacity", "50",
                        "yarn.scheduler.capacity.root.night.user-limit-factor", "2",
                        "yarn.scheduler.capacity.root.default.user-limit-factor", "2",
                        "yarn.scheduler.capacity.maximum-am-resource-percent", "0.8"));
    }

    private void write(String file, Map<String, String> properties) throws IOException {
        String text = properties.entrySet().stream()
                .map(each -> "<property><name>" + each.getKey() + "</name><value>" + each.getValue()
                        + "</value></property>\n")
                .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
        Files.writeString(configuration().resolve(file + ".xml"), text);
    }
}
