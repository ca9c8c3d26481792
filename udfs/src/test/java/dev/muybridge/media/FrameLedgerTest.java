package dev.muybridge.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FrameLedgerTest {
    @Test
    void digest_noFrames_isTheOffsetBasis() {
        assertThat(new FrameLedger().digest()).isEqualTo(0xcbf29ce484222325L);
        assertThat(new FrameLedger().frames()).isZero();
    }

    /** FNV-1a of the eight bytes {@code 00 00 00 00 00 00 00 61}, reckoned by another program. */
    @Test
    void digest_oneFrame_isFnv1aOfItsBytes() {
        FrameLedger ledger = new FrameLedger();
        ledger.add(0x61);

        assertThat(ledger.digest()).isEqualTo(0xa8c81732281a6e72L);
        assertThat(ledger.frames()).isEqualTo(1);
    }

    @Test
    void digest_otherOrder_differs() {
        assertThat(FrameLedger.digest(new long[] {1, 2})).isNotEqualTo(FrameLedger.digest(new long[] {2, 1}));
    }

    @Test
    void digest_oneMoreFrame_differs() {
        assertThat(FrameLedger.digest(new long[] {1})).isNotEqualTo(FrameLedger.digest(new long[] {1, 0}));
    }

    @Test
    void digest_negativeAndLargeTimes_differ() {
        assertThat(FrameLedger.digest(new long[] {-1})).isNotEqualTo(FrameLedger.digest(new long[] {1}));
        assertThat(FrameLedger.digest(new long[] {1L << 40})).isNotEqualTo(FrameLedger.digest(new long[] {0}));
    }

    @Test
    void digest_part_isThatOfThePartAlone() {
        assertThat(FrameLedger.digest(new long[] {9, 1, 2, 9}, 1, 3)).isEqualTo(FrameLedger.digest(new long[] {1, 2}));
    }
}
