package dev.muybridge.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    private static final double NO = Double.POSITIVE_INFINITY;

    @Test
    void cheapest_nearestFirst_wouldCostMore() {
        double[][] costs = {{1, 2}, {2, 9}};

        assertThat(Assignment.cheapest(costs)).containsExactly(1, 0);
    }

    @Test
    void cheapest_morePairs_isBetterThanCheaperOnes() {
        double[][] costs = {{0, 5}, {5, NO}};

        assertThat(Assignment.cheapest(costs)).containsExactly(1, 0);
    }

    @Test
    void cheapest_pairsThatAreNotAllowed_areNotMade() {
        assertThat(Assignment.cheapest(new double[][] {{NO, NO}, {3, NO}})).containsExactly(-1, 0);
        assertThat(Assignment.cheapest(new double[][] {{}, {}})).containsExactly(-1, -1);
        assertThat(Assignment.cheapest(new double[][] {})).isEmpty();
    }

    /** Against every way there is. */
    @RepeatedTest(50)
    void cheapest_anyCosts_isWhatTryingAllFinds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double[][] costs = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
        for (double[] row : costs) {
            for (int column = 0; column < row.length; column++) {
                row[column] = random.nextInt(4) == 0 ? NO : random.nextInt(20);
            }
        }

        int[] columns = Assignment.cheapest(costs);

        assertThat(value(costs, columns)).isCloseTo(best(costs, 0, 0), within(1e-9));
    }

    /** Fewer pairs cost more than any allowed pair does. */
    private static double value(double[][] costs, int[] columns) {
        double value = 0;
        long used = 0;
        for (int row = 0; row < costs.length; row++) {
            if (columns[row] < 0) {
                value += 1000;
            } else {
                assertThat(used & 1L << columns[row]).isZero();
                used |= 1L << columns[row];
                value += costs[row][columns[row]];
            }
        }
        return value;
    }

    private static double best(double[][] costs, int row, long used) {
        if (row == costs.length) {
            return 0;
        }
        double best = 1000 + best(costs, row + 1, used);
        for (int column = 0; column < costs[row].length; column++) {
            if ((used & 1L << column) == 0) {
                best = Math.min(best, costs[row][column] + best(costs, row + 1, used | 1L << column));
            }
        }
        return best;
    }
}
