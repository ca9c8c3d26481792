package dev.muybridge.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The clone that this program was built in and runs from. */
final class Checkout {
    private Checkout() {}

    /** Its folder: classes and jars lie in {@code job/bench/target} there. */
    static Path folder() throws IOException {
        try {
            Path here = Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
