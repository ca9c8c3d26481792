package dev.muybridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** {@code submit} to YARN, with inputs and OUTPUT on HDFS. Whatever is killed there comes back by itself, except the client. */
final class YarnRuns implements ChaosPlace {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration WITHOUT_CLIENT = Duration.ofMinutes(8);
    private static final int MOST = 3; // a job that fails more than a few times in a row stays failed
    private static final int ATTEMPTS = MOST + 1;
    private static final long POLL_MILLIS = 200;
    private static final EnumSet<YarnApplicationState> ALIVE =
            EnumSet.range(YarnApplicationState.NEW, YarnApplicationState.RUNNING);
    private static final org.apache.hadoop.fs.Path INPUT = new org.apache.hadoop.fs.Path("/in");

    private final OwnProcesses processes = new OwnProcesses();
    private final OwnProcesses clients = new OwnProcesses();
    private final Path folder;
    private final List<String> options;
    private final Random random;
    private final FileSystem files;
    private final YarnClient yarn = YarnClient.createYarnClient();
    private final Servers servers;
    private boolean alone;

    private YarnRuns(Path folder, List<String> options, Random random) throws IOException, InterruptedException {
        this.folder = folder;
        this.options = options;
        this.random = random;
        this.servers = Servers.start(processes, folder, "hdfs", "yarn");
        Configuration configuration = new YarnConfiguration();
        for (String name : List.of("core", "hdfs", "yarn")) {
            configuration.addResource(new org.apache.hadoop.fs.Path(
                    configuration(folder).resolve(name + "-site.xml").toUri()));
        }
        this.files = FileSystem.get(configuration);
        yarn.init(configuration);
        yarn.start();
    }

    /**
     * Starts HDFS and YARN.
     *
     * @param inputs a folder of this machine, which is copied there
     * @param options those of the command except its paths
     */
    static YarnRuns open(Path folder, Path inputs, List<String> options, Random random)
            throws IOException, InterruptedException {
        YarnRuns runs = new YarnRuns(folder, options, random);
        runs.files.copyFromLocalFile(new org.apache.hadoop.fs.Path(inputs.toUri()), INPUT);
        return runs;
    }

    private static Path configuration(Path folder) {
        return folder.resolve("conf");
    }

    @Override
    public ChaosOutput output(String name) {
        return new HdfsOutput(
                files, files.makeQualified(new org.apache.hadoop.fs.Path("/" + name)), folder.resolveSibling(name));
    }

    @Override
    public Process start(ChaosOutput output, Path log) throws IOException, InterruptedException {
        servers.awaitUp();
        alone = false;
        List<String> words = new ArrayList<>();
        words.add(Checkout.folder().resolve("muybridge").toString());
        words.addAll(List.of("@submit", "--target", "yarn-application", "--wait", "-p", "2", "--ray", "off"));
        words.add("-Dyarn.application-attempts=" + ATTEMPTS);
        words.addAll(List.of("-Dheartbeat.timeout=8000", "-Dheartbeat.interval=1000"));
        for (String part : List.of("master", "taskmanager")) {
            words.add("-Dcontainerized." + part + ".env." + processes.mark());
        }
        words.addAll(List.of("--input", files.makeQualified(INPUT).toString(), "--output", output.location()));
        words.addAll(options);
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(Servers.environment());
        builder.environment().put("HADOOP_CONF_DIR", configuration(folder).toString());
        return clients.start(builder);
    }

    @Override
    public boolean has(KillKind kind) {
        return PlaceKind.YARN.cycle().contains(kind);
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public Effect kill(KillKind kind) {
        List<ProcessHandle> victims = switch (kind) {
            case TASK_MANAGER -> taskManagers();
            case JOB_MANAGER -> jobManagers();
            // Before there is an application, nothing tells when it would come.
            case CLIENT -> jobManagers().isEmpty() ? List.of() : clients.all();
            case DATA_NODE -> jobManagers().isEmpty() ? List.of() : processes.named(".DataNode\0");
            default -> List.of();
        };
        if (victims.isEmpty() || !victims.get(random.nextInt(victims.size())).destroyForcibly()) {
            return Effect.NONE;
        }
        alone |= kind == KillKind.CLIENT;
        return kind == KillKind.TASK_MANAGER || kind == KillKind.JOB_MANAGER ? Effect.SURVIVED : Effect.ENDS;
    }

    private List<ProcessHandle> taskManagers() {
        return processes.named(".YarnTaskExecutorRunner\0");
    }

    private List<ProcessHandle> jobManagers() {
        return processes.named(".YarnApplicationClusterEntryPoint\0");
    }

    @Override
    public void killRun() throws IOException, InterruptedException {
        try {
            for (ApplicationReport application : yarn.getApplications(ALIVE)) {
                yarn.killApplication(application.getApplicationId());
            }
        } catch (YarnException e) {
            throw new IOException(e);
        }
        clients.killAll();
    }

    /** An application whose client was killed goes on to its end. */
    @Override
    public List<String> aliveStill() throws IOException, InterruptedException {
        List<String> left = new ArrayList<>(clients.awaitNone(PATIENCE));
        long end = System.nanoTime() + (alone ? WITHOUT_CLIENT : PATIENCE).toNanos();
        List<String> alive = applications();
        while (!alive.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            alive = applications();
        }
        left.addAll(alive);
        return left;
    }

    private List<String> applications() throws IOException {
        List<String> alive = new ArrayList<>();
        try {
            yarn.getApplications(ALIVE).forEach(each -> alive.add(each.getApplicationId() + " " + each.getName()));
        } catch (YarnException e) {
            throw new IOException(e);
        }
        taskManagers().forEach(each -> alive.add("TaskManager " + each.pid()));
        jobManagers().forEach(each -> alive.add("JobManager " + each.pid()));
        return alive;
    }

    /** The files of an application, its key among them. */
    @Override
    public List<String> leftOvers() throws IOException {
        List<String> left = new ArrayList<>();
        org.apache.hadoop.fs.Path ofFlink = new org.apache.hadoop.fs.Path(files.getHomeDirectory(), ".flink");
        if (files.exists(ofFlink)) {
            for (FileStatus each : files.listStatus(ofFlink)) {
                left.add(each.getPath().toString());
            }
        }
        return left;
    }

    /** May be called twice: at the end, and when this process ends. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        yarn.stop();
        files.close();
        clients.killAll();
        servers.stop();
        processes.killAll();
    }
}
