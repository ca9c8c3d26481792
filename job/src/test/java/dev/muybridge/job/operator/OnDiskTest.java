package dev.muybridge.job.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.motion.FloatColumns;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OnDiskTest {
    private static final int COLUMNS = 198;

    @Test
    void columns_areTheSameNumbers_andKeepLittleNativeMemory() throws Exception {
        byte[] bytes = new byte[COLUMNS * Float.BYTES * 40_000];
        new Random(1).nextBytes(bytes);
        FloatColumns numbers = new FloatColumns(COLUMNS, ByteBuffer.wrap(bytes));
        long before = nativeBytes();

        FloatColumns onDisk = OnDisk.columns(numbers);

        assertThat(onDisk).isEqualTo(numbers);
        assertThat(nativeBytes() - before).isLessThan(bytes.length / 4);
    }

    @Test
    void columns_ofNoFrame_areNone() throws Exception {
        assertThat(OnDisk.columns(new FloatColumns(COLUMNS, ByteBuffer.allocate(0)))
                        .frames())
                .isZero();
    }

    /** In buffers outside the heap that are not files. */
    private static long nativeBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
