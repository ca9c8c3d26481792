package dev.muybridge.stage;

import static dev.muybridge.stage.WorkStep.ANALYZE;
import static dev.muybridge.stage.WorkStep.ANNOTATE;
import static dev.muybridge.stage.WorkStep.MEASURE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkStepTest {
    @Test
    void order_finishesWhatItCan_exceptForTheFirstOfSeveral() {
        assertThat(WorkStep.order(0, 1)).containsExactly(MEASURE, ANNOTATE, ANALYZE);
        assertThat(WorkStep.order(0, 2)).containsExactly(MEASURE, ANALYZE, ANNOTATE);
        assertThat(WorkStep.order(1, 2)).containsExactly(MEASURE, ANNOTATE, ANALYZE);
        assertThat(WorkStep.order(3, 4)).containsExactly(MEASURE, ANNOTATE, ANALYZE);
    }
}
