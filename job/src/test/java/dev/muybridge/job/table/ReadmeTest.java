package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.pose.FailureKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** README is where users look the columns and reasons up. */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @Test
    void readme_namesEveryColumn() throws IOException {
        String readme = Files.readString(README);
        for (Schema schema : new Schema[] {Columns.METRICS, Columns.VIDEOS}) {
            assertThat(schema.getFields())
                    .allSatisfy(field -> assertThat(readme).contains("`" + field.name() + "`"));
        }
    }

    @Test
    void readme_listsEveryReasonWithItsMeaning() throws IOException {
        String readme = Files.readString(README);
        assertThat(FailureKind.values())
                .allSatisfy(kind -> assertThat(readme)
                        .contains("| `" + kind.code() + "` | " + kind.meaning() + " |"));
    }

    @Test
    void columns_haveAMeaning() {
        for (Schema schema : new Schema[] {Columns.METRICS, Columns.VIDEOS}) {
            assertThat(schema.getFields()).allSatisfy(field -> assertThat(field.doc()).isNotBlank());
        }
    }
}
