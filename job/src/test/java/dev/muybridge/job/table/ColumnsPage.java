package dev.muybridge.job.table;

import dev.muybridge.motion.Measures;

/** The page of columns in the documentation, made from the columns themselves. */
public final class ColumnsPage {
    private ColumnsPage() {}

    /** The page as Markdown. */
    public static String markdown() {
        return """
                # Columns

                This page is made from the program's own definitions; a test compares the two. The same units and meanings are in each
                file: in the schema, and as JSON under the metadata key `muybridge.columns`.

                Pixels are those of the upright picture. A gap is a null, never an invented number. Times are the video's own; a column that
                ends in `_world_m` is what the model estimates in metres, without a measure of the scene.

                Landmarks are there as the model gives them, and filtered. The metadata key `muybridge.filter` of a file says which
                filter, as JSON: `gauss` is a straight line fitted around each frame with Gaussian weights by true time, and `sigma_s`
                their standard deviation in seconds of real life. What is drawn and measured comes from the filtered landmarks. A file
                without that key was made by a version without a filter.

                ## The table `metrics`

                One row for every frame and person. A frame in which nobody is seen has one row without a person. With `--people all` or
                `--people N`, each known person also has a row, of quality `none`, for every frame between their first sight and their
                last, so that `lag()` never bridges a gap silently.

                """ + rows(MetricsTable.of(Measures.STANDARD)) + """

                ## The table `videos`

                One row for every input. It appears last, when everything else is in place.

                """ + rows(VideosTable.TABLE);
    }

    private static String rows(Table<?> table) {
        StringBuilder rows = new StringBuilder("| column | type | unit | meaning |\n|---|---|---|---|\n");
        table.columns()
                .forEach(column -> rows.append("| `" + column.name() + "` | "
                        + column.type().words() + " | " + column.unit() + " | " + column.meaning() + " |\n"));
        return rows.toString();
    }
}
