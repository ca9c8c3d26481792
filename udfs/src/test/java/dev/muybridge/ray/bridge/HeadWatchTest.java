package dev.muybridge.ray.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HeadWatchTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final CompletableFuture<String> told = new CompletableFuture<>();

    @Test
    void headThatDoesNotListen_isSaid() throws Exception {
        int port;
        try (ServerSocket socket = listening()) {
            port = socket.getLocalPort();
        }
        try (HeadWatch watch = HeadWatch.start(address(port), Duration.ofSeconds(1), told::complete)) {
            assertThat(watch).isNotNull();
            assertThat(told.get(1, TimeUnit.MINUTES)).isEqualTo("nothing has been listening there for 1 s");
        }
    }

    @Test
    void headThatIsOnAnotherMachine_isSaid_butNotWhileNobodyKnowsWhereItIs() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HeadWatch.Names names = host -> switch (asked.getAndIncrement()) {
            case 0 -> new InetAddress[] {HERE};
            case 1 -> throw new UnknownHostException(host);
            default -> new InetAddress[] {InetAddress.getByName("127.0.0.2")};
        };
        try (ServerSocket head = listening();
                HeadWatch watch =
                        HeadWatch.start(address(head.getLocalPort()), Duration.ofMinutes(9), told::complete, names)) {
            assertThat(watch).isNotNull();
            assertThat(told.get(1, TimeUnit.MINUTES)).isEqualTo("another one has taken its place");
            assertThat(asked).hasValue(3);
        }
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, HERE);
    }

    private static RayAddress address(int port) {
        return RayAddress.of(HERE.getHostAddress() + ":" + port, null);
    }
}
