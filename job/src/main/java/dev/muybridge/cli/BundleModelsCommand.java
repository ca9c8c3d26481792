package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.inference.bundle.ModelBundler;
import dev.muybridge.install.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code bundle-models}: turns the models from their package into the form that the native library expects; part of set-up. */
@Command(name = "bundle-models", hidden = true, description = "Bundles the pose models; part of set-up.")
final class BundleModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        ModelBundler.bundle(Installation.current());
        return ExitCode.OK;
    }
}
