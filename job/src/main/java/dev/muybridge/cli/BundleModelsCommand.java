package dev.muybridge.cli;

import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bundle-models}: makes what the native library wants of the models as their package has them; part of set-up. */
@Command(name = "bundle-models", hidden = true, description = "Makes the pose models' bundles; part of set-up.")
final class BundleModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        ModelBundler.bundle(Installation.current());
        return ExitCode.OK;
    }
}
