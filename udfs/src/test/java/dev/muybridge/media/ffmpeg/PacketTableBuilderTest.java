package dev.muybridge.media.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muybridge.media.PacketTable;
import dev.muybridge.pose.TimeBase;
import dev.muybridge.pose.VideoException;
import org.junit.jupiter.api.Test;

class PacketTableBuilderTest {
    private static final TimeBase MILLIS = new TimeBase(1, 1000);

    private final PacketTableBuilder builder = new PacketTableBuilder();

    private void add(long pts, boolean key, boolean shown) {
        builder.add(new PacketTimes(pts, pts, 40, key, shown, 100));
    }

    @Test
    void build_packetsBeforeTheFirstKeyFrame_areNotShown() throws Exception {
        add(0, false, true);
        add(40, true, true);
        add(80, false, true);

        PacketTable table = builder.build(MILLIS);

        assertThat(table.shown()).containsExactly(false, true, true);
        assertThat(PacketTableBuilder.shownPts(table)).containsExactly(40, 80);
        assertThat(PacketTableBuilder.durationTicks(table)).isEqualTo(80);
    }

    @Test
    void build_moreThanTheFirstRoom_keepsAll() throws Exception {
        for (int i = 0; i < 5000; i++) {
            add(40L * i, i == 0, true);
        }
        assertThat(PacketTableBuilder.shownPts(builder.build(MILLIS)))
                .hasSize(5000)
                .endsWith(4999 * 40);
    }

    @Test
    void build_hiddenFrameAtTheSameTime_isFine() throws Exception {
        add(0, true, true);
        add(0, false, false);
        assertThat(builder.build(MILLIS).size()).isEqualTo(2);
    }

    @Test
    void build_sameTimeTwice_saysWhere() {
        add(0, true, true);
        add(1500, false, true);
        add(1500, false, true);
        assertThatThrownBy(() -> builder.build(MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessage("bad_timestamps: Two frames share the timestamp 1.500000 s; convert the video, e.g. with"
                        + " ffmpeg.");
    }

    @Test
    void build_noTime_saysSo() {
        add(Long.MIN_VALUE, true, true);
        assertThatThrownBy(() -> builder.build(MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessage("bad_timestamps: Some frames have no timestamp; convert the video, e.g. with ffmpeg.");
    }

    @Test
    void build_nothing_saysSo() {
        assertThatThrownBy(() -> builder.build(MILLIS))
                .isInstanceOf(VideoException.class)
                .hasMessage("unreadable: The video stream has no frame that can be shown.");
    }
}
