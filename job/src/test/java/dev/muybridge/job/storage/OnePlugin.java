package dev.muybridge.job.storage;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.plugin.PluginManager;

/** One file system, as if it had been found in a folder of Flink's plugins. */
public final class OnePlugin implements PluginManager {
    private final String scheme;
    private final FileSystem files;

    private OnePlugin(String scheme, FileSystem files) {
        this.scheme = scheme;
        this.files = files;
    }

    /** From now on, {@code files} is what is behind {@code scheme}, for this whole process. */
    public static void use(String scheme, FileSystem files) {
        FileSystem.initialize(new Configuration(), new OnePlugin(scheme, files));
    }

    /** From now on there are only file systems of the class path. */
    public static void useNone() {
        FileSystem.initialize(new Configuration(), null);
    }

    @Override
    public <P> Iterator<P> load(Class<P> kind) {
        return List.of(kind.cast(new Factory())).iterator();
    }

    private final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return scheme;
        }

        @Override
        public FileSystem create(URI uri) {
            return files;
        }
    }
}
