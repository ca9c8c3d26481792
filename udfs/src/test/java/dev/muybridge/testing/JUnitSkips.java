package dev.muybridge.testing;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/**
 * AssertJ's configuration for tests: what is assumed in vain is skipped in JUnit's way. Left to itself, AssertJ takes TestNG's way where it sees
 * TestNG, which is in Ray's jar, and JUnit takes that for an error.
 */
public final class JUnitSkips extends Configuration {
    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }
}
