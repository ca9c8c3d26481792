package dev.muybridge.motion;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of the costs is least, by the Hungarian method: Kuhn, Naval Research Logistics Quarterly 2
 * (1955), with the shortest augmenting paths of Jonker and Volgenant, Computing 38 (1987). Its time grows with the third power of
 * the size.
 */
final class Assignment {
    private final double[][] cost;
    private final int size;
    private final double[] rowPotential;
    private final double[] columnPotential;
    /** The row that a column is paired with, -1 for none; the last stands for the row that is being added. */
    private final int[] rowOf;

    private Assignment(double[][] square) {
        cost = square;
        size = square.length;
        rowPotential = new double[size];
        columnPotential = new double[size + 1];
        rowOf = new int[size + 1];
        Arrays.fill(rowOf, -1);
    }

    /**
     * The column of each row, -1 for rows that are left without one. As many allowed pairs as possible are made, and of all ways to do
     * so the cheapest is taken.
     *
     * @param costs {@code [row][column]}, not negative; infinite where a pair is not allowed
     */
    static int[] cheapest(double[][] costs) {
        int rows = costs.length;
        int columns = rows == 0 ? 0 : costs[0].length;
        int size = Math.max(rows, columns);
        double[][] square = new double[size][size];
        double forbidden = 1 + sum(costs);
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                boolean allowed = row < rows && column < columns && Double.isFinite(costs[row][column]);
                square[row][column] = allowed ? costs[row][column] : forbidden;
            }
        }
        Assignment assignment = new Assignment(square);
        for (int row = 0; row < size; row++) {
            assignment.add(row);
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int column = 0; column < columns; column++) {
            int row = assignment.rowOf[column];
            if (row < rows && Double.isFinite(costs[row][column])) {
                columnOf[row] = column;
            }
        }
        return columnOf;
    }

    private static double sum(double[][] costs) {
        return Arrays.stream(costs)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .sum();
    }

    /** Pairs one more row, and changes other pairs along the cheapest path. */
    private void add(int row) {
        double[] distance = new double[size];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        boolean[] reached = new boolean[size + 1];
        int[] from = new int[size];
        rowOf[size] = row;
        int column = size;
        while (rowOf[column] >= 0) {
            reached[column] = true;
            int next = -1;
            for (int j = 0; j < size; j++) {
                if (!reached[j]) {
                    double reduced = cost[rowOf[column]][j] - rowPotential[rowOf[column]] - columnPotential[j];
                    if (reduced < distance[j]) {
                        distance[j] = reduced;
                        from[j] = column;
                    }
                    next = next < 0 || distance[j] < distance[next] ? j : next;
                }
            }
            shift(distance[next], reached, distance);
            column = next;
        }
        while (column != size) {
            rowOf[column] = rowOf[from[column]];
            column = from[column];
        }
    }

    private void shift(double by, boolean[] reached, double[] distance) {
        for (int j = 0; j <= size; j++) {
            if (reached[j]) {
                rowPotential[rowOf[j]] += by;
                columnPotential[j] -= by;
            } else if (j < size) {
                distance[j] -= by;
            }
        }
    }
}
