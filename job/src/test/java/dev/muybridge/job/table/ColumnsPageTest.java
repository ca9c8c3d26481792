package dev.muybridge.job.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Users look columns up in a page that is made of them. With {@code -Dmuybridge.write.docs=true} this writes it. */
final class ColumnsPageTest {
    private static final Path PAGE = Path.of("docs", "columns.md");

    @Test
    void page_isWhatTheColumnsSay() throws IOException {
        String page = ColumnsPage.markdown();
        if (Boolean.getBoolean("muybridge.write.docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void columns_haveAMeaningWithoutAFullStop() {
        assertThat(VideosTable.TABLE.columns())
                .allSatisfy(column -> assertThat(column.meaning()).isNotBlank().doesNotEndWith("."));
    }
}
