package dev.muybridge.job.table;

import dev.muybridge.motion.Measures;
import dev.muybridge.pose.BodyPoint;
import java.util.Locale;

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

                `frame` counts the frames that are processed: in a clip its first frame is 0, while `time_s` stays the whole video's clock.

                """ + landmarks() + """
                ## The table `videos`

                One row for every input. It appears last, when everything else is in place.

                """ + rows(VideosTable.TABLE);
    }

    private static String landmarks() {
        return """
                ### Landmarks

                MediaPipe numbers them from 0, and they are in the lists in that order. "Left" is the person's left.

                """ + numbers() + """

                DuckDB counts the places of a list from 1, so the left wrist, number 15, is `landmarks_filtered[16]`. x and y are fractions of the
                picture's width and height, which are in the table `videos`. The speed of the left wrist in px/s, highest first:

                ```
                duckdb -c "with wrist as (
                  select m.video, m.person, m.time_s, m.landmarks_filtered[16].x * v.width as x, m.landmarks_filtered[16].y * v.height as y,
                    lag(x) over track as x0, lag(y) over track as y0, lag(m.time_s) over track as t0
                  from 'results/metrics/*.parquet' m join 'results/videos/*.parquet' v using (video_id)
                  where m.quality = 'measured' window track as (partition by m.video, m.person order by m.frame))
                select video, person, time_s, sqrt((x - x0) ** 2 + (y - y0) ** 2) / (time_s - t0) as speed
                from wrist where time_s - t0 < 0.1 order by speed desc limit 5"
                ```

                The condition on `time_s - t0` leaves out what lies between two sights of a person.

                ### How far to trust them

                `measured` says that the model found the person, not that it is right. It guesses points that are hidden, and it can take left for
                right, above all when somebody is seen from the side or the back, turns quickly, or crosses the arms: then both sides
                change places for some frames, and `visibility` stays high. In `demo.mp4` it does so between 2.2 and 2.5 s. Speeds and widths are far
                off there. So look at the highest values in the annotated video, where left is orange and right is blue, before you believe
                them. Widths in metres (`_world_m`) are guesses of the model too. [Performance](performance.md) and the
                [data](../../data/README.md) say how landmarks compare with reference results.

                """;
    }

    private static String numbers() {
        StringBuilder rows = new StringBuilder("| number | landmark |\n|---|---|\n");
        for (BodyPoint point : BodyPoint.values()) {
            rows.append("| " + point.index() + " | "
                    + point.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " |\n");
        }
        return rows.toString();
    }

    private static String rows(Table<?> table) {
        StringBuilder rows = new StringBuilder("| column | type | unit | meaning |\n|---|---|---|---|\n");
        table.columns()
                .forEach(column -> rows.append("| `" + column.name() + "` | "
                        + column.type().words() + " | " + column.unit() + " | " + column.meaning() + " |\n"));
        return rows.toString();
    }
}
