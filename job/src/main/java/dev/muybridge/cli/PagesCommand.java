package dev.muybridge.cli;

import dev.muybridge.app.ExitCode;
import dev.muybridge.web.FlinkPages;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pages}: what {@code deploy/flink/cluster.sh} starts beside its cluster. */
@Command(
        name = "pages",
        hidden = true,
        description =
                "Shows the web pages of the Flink cluster whose configuration is in FLINK_CONF_DIR, until it is stopped.")
final class PagesCommand implements Callable<Integer> {
    @Option(names = "--port", required = true, description = "On this machine only; 0 picks a free one.")
    private int port;

    @Override
    public Integer call() throws Exception {
        Configuration flink = GlobalConfiguration.loadConfiguration();
        try (FlinkPages pages = FlinkPages.open(port)) {
            pages.show(
                    flink, URI.create("https://" + flink.get(RestOptions.ADDRESS) + ":" + flink.get(RestOptions.PORT)));
            System.out.println("ready " + pages.address());
            System.out.flush();
            new CountDownLatch(1).await(); // a signal ends it
            return ExitCode.OK;
        }
    }
}
