package dev.muybridge.app;

import dev.muybridge.install.Installation;
import dev.muybridge.job.config.InputRoot;
import dev.muybridge.job.config.RunOptions;
import dev.muybridge.job.storage.Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.util.WrappingProxy;
import org.apache.flink.util.WrappingProxyUtil;

/**
 * The file systems that a run's paths are on. Flink brings that of this machine's disks; others are plugins, which a process of Flink
 * has loaded before this program begins, and which are loaded here where it is a process of its own.
 */
final class Storage {
    /** The packages of a plugin whose writer, when it goes on after a restart, forgets what it had written. */
    private static final String UNSAFE = "org.apache.flink.fs.s3native.";

    /** Folders of what is sent, of this process. */
    private static final Queue<RunFolder> SCRATCH = new ConcurrentLinkedQueue<>();

    private Storage() {}

    /** Removes what this process has among the temporary files of its machine; nothing can be sent afterwards. */
    static void close() {
        SCRATCH.forEach(RunFolder::close);
    }

    /**
     * Returns when the inputs and OUTPUT are on file systems that can be used. No server is asked anything.
     *
     * @throws RunException when one of them is not, or the settings of file systems cannot be used
     */
    static void open(RunOptions options) throws IOException, RunException {
        Location output = Location.ofUri(options.output());
        List<Location> elsewhere = new ArrayList<>();
        for (InputRoot input : options.inputs()) {
            elsewhere.add(Location.parse(input.path()));
        }
        elsewhere.add(output);
        elsewhere.removeIf(Location::isLocal);
        for (Location each : elsewhere) {
            if (files(each).isEmpty()) {
                loadPlugins();
                break;
            }
        }
        for (Location each : elsewhere) {
            check(each);
        }
        if (!output.isLocal()) {
            checkWriter(output);
        }
    }

    private static Optional<FileSystem> files(Location location) throws IOException {
        try {
            return Optional.of(FileSystem.getUnguardedFileSystem(location.path().toUri()));
        } catch (UnsupportedFileSystemSchemeException e) {
            return Optional.empty();
        }
    }

    private static void loadPlugins() throws IOException, RunException {
        Configuration settings = StorageSettings.read();
        if (plugins().toFile().isDirectory()) {
            RunFolder scratch = RunFolder.make();
            // File systems are shared by all runs of this process, and so is the folder of what they send.
            Runtime.getRuntime().addShutdownHook(new Thread(scratch::close, "storage"));
            SCRATCH.add(scratch);
            StorageSettings.addDefaults(settings, scratch.path());
            loadPlugins(settings);
        }
    }

    /** From now on file systems have those settings, and those of plugins are known. */
    static void loadPlugins(Configuration settings) throws IOException {
        FileSystem.initialize(
                settings,
                new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(plugins()).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(settings)));
    }

    /** Where they are: where a process of Flink looks for them, if it is said, or else in the installation. */
    private static Path plugins() {
        String said = System.getenv().getOrDefault(ConfigConstants.ENV_FLINK_PLUGINS_DIR, "");
        return said.isEmpty() ? Installation.current().plugins() : Path.of(said).toAbsolutePath();
    }

    private static void check(Location location) throws IOException, RunException {
        FileSystem files = files(location)
                .orElseThrow(() -> new RunException("cannot use " + location + ": Flink's plugin for "
                        + location.scheme() + ":// is not in " + plugins()
                        + "; job/docs/storage.md says how to add it"));
        Object own = files instanceof WrappingProxy<?> proxy ? WrappingProxyUtil.stripProxy(proxy) : files;
        if (own.getClass().getName().startsWith(UNSAFE)) {
            throw new RunException(
                    "cannot use " + location + ": Flink's plugin flink-s3-fs-native loses data when a job"
                            + " goes on after a failure; replace it with flink-s3-fs-hadoop");
        }
    }

    private static void checkWriter(Location output) throws IOException, RunException {
        try {
            output.files().createRecoverableWriter();
        } catch (UnsupportedOperationException e) {
            throw new RunException(
                    "cannot write to " + output + ": its file system has no writer whose files appear when they are"
                            + " complete; job/docs/storage.md names those that have one",
                    e);
        }
    }
}
