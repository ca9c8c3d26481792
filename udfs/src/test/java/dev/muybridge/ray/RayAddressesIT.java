package dev.muybridge.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.install.Installation;
import dev.muybridge.install.ModelSize;
import dev.muybridge.ray.bridge.RayAddress;
import dev.muybridge.stage.Workers;
import dev.muybridge.stage.WorkersLostException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a process connects to, and whom not. */
@Timeout(120)
final class RayAddressesIT {
    @TempDir
    static Path folder;

    private static RayHead head;

    @BeforeAll
    static void startHead() throws Exception {
        head = RayHead.start(Installation.current(), 1, folder.resolve("logs"));
    }

    @AfterAll
    static void endHead() {
        head.close();
    }

    private static Workers connect(RayAddress address) {
        String home = Installation.current().home().toString();
        return new RayToolkit(home, ModelSize.LITE, 1, address, Patience.DEFAULT).startWorkers(1);
    }

    private static Workers connectFrom(Path home) {
        return new RayToolkit(home.toString(), ModelSize.LITE, 1, head.address(), Patience.DEFAULT).startWorkers(1);
    }

    private static void refused(ThrowingCallable connecting, String why) {
        assertThatThrownBy(connecting).isInstanceOf(WorkersLostException.class).hasMessageContaining(why);
    }

    @Test
    void otherTokenInOneProcess_isRefused_asIsOneThatCannotBeRead() throws Exception {
        RayAddress address = head.address();
        connect(address).close();
        Path wrong = Files.writeString(folder.resolve("wrong"), "0".repeat(64));
        refused(
                () -> connect(new RayAddress(address.host(), address.port(), wrong.toString())),
                "with another token before; a process can use one");
        refused(
                () -> connect(new RayAddress(address.host(), address.port(), folder + "/no such token")),
                "cannot read Ray's token file: " + folder + "/no such token");
    }

    /** The same is asked before any worker loads it. */
    @Test
    void libraryThatOthersCouldReplace_isNotLoaded() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open")).toRealPath();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(
                () -> connectFrom(open),
                "Ray's library is not loaded from " + open + "/ray-native/2.60.0: other users can write to " + open
                        + "; 'chmod go-w' ends that");
    }

    @Test
    void portWhereNobodyListens_isSaid() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused(
                () -> connect(new RayAddress("127.0.0.1", free, head.address().tokenFile())),
                "nothing is listening at 127.0.0.1:" + free + ", where Ray's head should be");
    }

    @Test
    void clusterOfAnotherVersion_isRefused_andLivesOn() throws Exception {
        try (RayHead old = RayHead.start(Installation.current(), 1, folder.resolve("old"))) {
            RayAddress address = old.address();
            RayMemory.pretendVersion(address, "2.39.0");
            refused(
                    () -> connect(address),
                    "the Ray cluster at " + address + " has version 2.39.0, this program has 2.60.0");

            RayMemory.pretendVersion(address, "2.60.0");
            try (Workers workers = connect(address)) {
                assertThat(workers.size()).isEqualTo(1);
            }
        }
    }

    @Test
    void otherClusterWhileConnected_isRefused_andAfterwardsTaken() throws Exception {
        try (RayHead other = RayHead.start(Installation.current(), 1, folder.resolve("other"))) {
            try (Workers first = connect(head.address());
                    Workers second = connect(head.address())) {
                assertThat(first).isNotSameAs(second);
                assertThatThrownBy(() -> connect(other.address()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a process has one connection");
            }
            connect(other.address()).close();
        }
    }

    @Test
    void addressThatIsNone_isSaid() {
        for (String text : new String[] {"somewhere", ":1", "host:", "host:0", "host:65536", "host:x"}) {
            assertThatThrownBy(() -> RayAddress.of(text, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an address of Ray is HOST:PORT, was ");
        }
    }
}
