package dev.muybridge.cli;

import dev.muybridge.app.ApplicationKeys;
import dev.muybridge.app.ExitCode;
import dev.muybridge.app.RunException;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.app.WorkersAt;
import dev.muybridge.job.config.RunOptions;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.client.deployment.ClusterClientFactory;
import org.apache.flink.client.deployment.ClusterDeploymentException;
import org.apache.flink.client.deployment.ClusterDescriptor;
import org.apache.flink.client.deployment.DefaultClusterClientServiceLoader;
import org.apache.flink.client.deployment.application.ApplicationConfiguration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.DeploymentOptionsInternal;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.security.SecurityConfiguration;
import org.apache.flink.runtime.security.SecurityUtils;
import org.apache.flink.runtime.security.contexts.SecurityContext;

/**
 * Flink's own client, as {@code flink run -t TARGET} is, which carries this program to a cluster.
 *
 * @param settings Flink's, as the user gave them; they come before those of the configuration, and these before ours
 * @param detached whether a job in a session cluster is left alone as soon as it is submitted
 */
record FlinkClient(Target target, Map<String, String> settings, boolean detached) {
    /** What each of this program's JVMs in the cluster needs, as the launcher says it. */
    static final String JVM_OPTIONS = "muybridge.cluster.options";

    /** The files besides Flink's own that a cluster lacks, as the launcher says it; semicolons between them. */
    static final String FILES = "muybridge.cluster.files";

    /** How many tasks share each step, each in a TaskManager of its own. */
    static final String TASKS = "parallelism.default";

    private static final String SHIPPED = "yarn.ship-files";
    private static final String CLUSTER = "kubernetes.cluster-id";
    private static final int MIB_PER_WORKER = 900;
    private static final int MIB_WITHOUT_WORKERS = 512;

    /** Lets this process read what a run writes: that may be on storage that is a plugin's, with settings of the cluster's. */
    void openStorage() {
        Configuration effective = effective();
        FileSystem.initialize(effective, PluginUtils.createPluginManagerFromRootFolder(effective));
    }

    private Configuration effective() {
        Configuration effective = GlobalConfiguration.loadConfiguration(CliFrontend.getConfigurationDirectoryFromEnv());
        settings.forEach(effective::setString);
        return effective;
    }

    /**
     * Carries {@code submit} with those {@code words} after it.
     *
     * @return Flink's exit code: in application mode, of putting up the cluster; otherwise this program runs in this process and ends
     *     it
     */
    int run(List<String> words, VideoProcessor processor) throws Exception {
        String folder = CliFrontend.getConfigurationDirectoryFromEnv();
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder);
        Map<String, String> defaults = defaults(processor.options(), processor.workersAt());
        SecurityUtils.install(new SecurityConfiguration(effective()));
        SecurityContext context = SecurityUtils.getInstalledContext();
        if (target.isApplication()) {
            return context.runSecured(() -> deploy(words, configuration, added(configuration, defaults)));
        }
        List<String> command = command(configuration, defaults);
        command.add(programJar());
        command.add("submit");
        command.addAll(words);
        CliFrontend client = new CliFrontend(configuration, CliFrontend.loadCustomCommandLines(configuration, folder));
        return context.runSecured(() -> client.parseAndRun(command.toArray(String[]::new)));
    }

    /**
     * Puts up an application as {@code flink run} does, but does not speak to it afterwards: what it listens on answers only those that
     * have its key.
     */
    private int deploy(List<String> words, Configuration configuration, Map<String, String> added) throws Exception {
        Configuration effective = new Configuration(configuration);
        added.forEach(effective::setString);
        effective.set(DeploymentOptions.TARGET, target.id());
        // Where Flink looks for how its processes log.
        effective.set(DeploymentOptionsInternal.CONF_DIR, CliFrontend.getConfigurationDirectoryFromEnv());
        // Images have the program where it is here; the client would look for another scheme's on this machine.
        String jar = target.isYarn() ? Path.of(programJar()).toUri().toString() : "local://" + programJar();
        effective.set(PipelineOptions.JARS, List.of(jar));
        List<String> program = new ArrayList<>(words);
        program.add(0, "submit");
        try (ApplicationKeys keys = hasKeys(configuration) ? null : ApplicationKeys.make()) {
            if (keys == null) {
                deploy(effective, program);
            } else if (target.isYarn()) {
                String others = effective.getString(SHIPPED, "");
                effective.setString(SHIPPED, (others.isEmpty() ? "" : others + ";") + keys.file());
                keys.settings(keys.file().getFileName()).forEach(effective::setString);
                deploy(effective, program);
            } else {
                keys.settings(keys.file()).forEach(effective::setString);
                try (KubernetesKeys given = KubernetesKeys.give(keys.file(), effective)) {
                    deploy(effective, program);
                    given.tie();
                }
            }
        }
        return ExitCode.OK;
    }

    private static void deploy(Configuration effective, List<String> program) throws Exception {
        deploy(new DefaultClusterClientServiceLoader().getClusterClientFactory(effective), effective, program);
    }

    private static <T> void deploy(ClusterClientFactory<T> factory, Configuration effective, List<String> program)
            throws Exception {
        ApplicationConfiguration application =
                new ApplicationConfiguration(program.toArray(String[]::new), Main.class.getName());
        try (ClusterDescriptor<T> cluster = factory.createClusterDescriptor(effective)) {
            cluster.deployApplicationCluster(factory.getClusterSpecification(effective), application);
        } catch (ClusterDeploymentException e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            throw new RunException("the application could not be put up: " + why.getMessage(), e);
        }
    }

    /** Whether somebody has said how listeners are protected. */
    private boolean hasKeys(Configuration configuration) {
        return Stream.concat(settings.keySet().stream(), configuration.keySet().stream())
                .anyMatch(key -> key.startsWith("security.ssl."));
    }

    /**
     * The cluster on Kubernetes that {@link #run} puts up.
     *
     * @throws IllegalStateException when the target is another
     */
    KubernetesApplication kubernetes(RunOptions options) {
        if (target != Target.KUBERNETES_APPLICATION) {
            throw new IllegalStateException(target.id() + " puts up no cluster on Kubernetes");
        }
        Configuration effective = effective();
        if (!effective.keySet().contains(CLUSTER)) {
            effective.setString(CLUSTER, KubernetesApplication.id(options.run().name()));
        }
        return new KubernetesApplication(effective);
    }

    /** {@code run} with its options, up to where the program's jar follows. */
    List<String> command(Configuration configuration, Map<String, String> defaults) {
        List<String> command = new ArrayList<>(List.of("run", "-t", target.id()));
        if (detached) {
            command.add("-d");
        }
        added(configuration, defaults).forEach((key, value) -> command.add("-D" + key + "=" + value));
        return command;
    }

    /** What is set beside the configuration. */
    Map<String, String> added(Configuration configuration, Map<String, String> defaults) {
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.keySet().removeAll(configuration.keySet());
        all.putAll(settings);
        if (isAnyGiven(configuration, "yarn.provided.lib.dirs")) {
            // The files are there already.
            all.remove(SHIPPED, defaults.get(SHIPPED));
        }
        return all;
    }

    private boolean isAnyGiven(Configuration configuration, String key) {
        return settings.containsKey(key) || configuration.keySet().contains(key);
    }

    /** For a cluster that is put up for this job. */
    Map<String, String> defaults(RunOptions options, WorkersAt where) {
        Map<String, String> defaults = new LinkedHashMap<>();
        if (!target.isApplication()) {
            return defaults;
        }
        defaults.put("env.java.opts.all", System.getProperty(JVM_OPTIONS, ""));
        int tasks = Integer.parseInt(settings.getOrDefault(TASKS, "1"));
        int workers = (options.workers() + tasks - 1) / tasks;
        int mebibytes = where instanceof WorkersAt.ThisProcess ? MIB_PER_WORKER * workers : MIB_WITHOUT_WORKERS;
        defaults.put("taskmanager.memory.task.off-heap.size", mebibytes + "m");
        if (target == Target.KUBERNETES_APPLICATION) {
            defaults.put(CLUSTER, KubernetesApplication.id(options.run().name()));
        }
        if (target.isYarn()) {
            defaults.put("yarn.application.name", YarnApplications.name(options));
            defaults.put("yarn.tags", YarnApplications.tag(options));
            defaults.put(SHIPPED, System.getProperty(FILES, ""));
        }
        return defaults;
    }

    private static String programJar() throws URISyntaxException, RunException {
        Path jar = Path.of(FlinkClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (!Files.isRegularFile(jar)) {
            throw new RunException("not built yet: " + jar + " is no jar; './muybridge setup' builds it");
        }
        return jar.toString();
    }
}
