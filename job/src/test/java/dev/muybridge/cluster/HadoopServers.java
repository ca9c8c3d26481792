package dev.muybridge.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muybridge.install.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HDFS and YARN with a node each, every server a process of its own.
 *
 * @param folder of their configuration, data and logs
 */
record HadoopServers(OwnNetwork network, Path folder) {
    /** HDFS, as clients call it. */
    static final String HDFS = "hdfs://127.0.0.1:9820";

    private static final String APPLICATIONS = "http://127.0.0.1:8088/ws/v1/cluster/apps";

    /**
     * Starts them, and what {@code others} say as {@code servers.py} does, and returns when they are ready; skips the test, saying so, where they are
     * not installed.
     */
    static HadoopServers start(OwnNetwork network, Path folder, String... others)
            throws IOException, InterruptedException {
        List<String> what = new ArrayList<>(List.of("hdfs", "yarn"));
        what.addAll(List.of(others));
        return begin(network, folder, what);
    }

    /** The same of HDFS alone. */
    static HadoopServers startHdfs(OwnNetwork network, Path folder) throws IOException, InterruptedException {
        return begin(network, folder, List.of("hdfs"));
    }

    private static HadoopServers begin(OwnNetwork network, Path folder, List<String> what)
            throws IOException, InterruptedException {
        assumeThat(jars())
                .as("Hadoop's servers, which './muybridge test --all' installs")
                .isDirectory();
        OwnServers.start(network, folder, what.toArray(String[]::new));
        return new HadoopServers(network, folder);
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
        List<String> command = java();
        command.add("org.apache.hadoop.fs.FsShell");
        command.addAll(List.of(words));
        return network.read(command);
    }

    /** Puts a secret into the file {@code store}, which is made, as {@code hadoop credential create} does. */
    static void keepSecret(Path store, String name, String value) throws IOException, InterruptedException {
        List<String> command = java(jars() + "/*");
        command.addAll(List.of("org.apache.hadoop.security.alias.CredentialShell", "create", name));
        command.addAll(List.of("-value", value, "-provider", "jceks://file" + store));
        var unused = OwnNetwork.read(new ProcessBuilder(command));
    }

    /** What the ResourceManager says of its applications, those that have ended included, or of what is below them there. */
    String applications(String below) throws IOException, InterruptedException {
        return network.request("GET", APPLICATIONS + below);
    }

    /** Ends all applications on YARN, as {@code yarn application -kill} does. */
    void killApplications() throws IOException, InterruptedException {
        String cli = "org.apache.hadoop.yarn.client.cli.ApplicationCLI";
        List<String> list = new ArrayList<>(java());
        list.addAll(List.of(cli, "application", "-list"));
        Matcher application = Pattern.compile("application_\\d+_\\d+").matcher(network.read(list));
        while (application.find()) {
            List<String> kill = new ArrayList<>(java());
            kill.addAll(List.of(cli, "application", "-kill", application.group()));
            network.read(kill);
        }
    }

    private List<String> java() {
        return java(configuration() + ":" + folder + ":" + jars() + "/*");
    }

    private static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        for (String name : List.of("lang", "util", "io", "net", "nio")) {
            command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
        }
        command.add("-Dhadoop.root.logger=ERROR,console");
        command.addAll(List.of("-cp", classPath));
        return command;
    }
}
