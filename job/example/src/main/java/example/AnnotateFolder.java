package example;

import dev.muybridge.app.RunListener;
import dev.muybridge.app.RunReport;
import dev.muybridge.app.VideoProcessor;
import dev.muybridge.job.table.VideoRow;

/** Annotates all videos in a folder, then prints a line for each: {@code AnnotateFolder FOLDER OUTPUT}. */
public final class AnnotateFolder {
    private AnnotateFolder() {}

    public static void main(String[] arguments) throws Exception {
        VideoProcessor processor = VideoProcessor.builder()
                .input(arguments[0])
                .recursive(true)
                .output(arguments[1])
                .ray("off") // workers are threads of this program
                .people("all")
                .build();

        RunReport report = processor.run(new RunListener() {
            @Override
            public void finished(String video, String state, long frames, String message) {
                System.out.println("finished: " + video);
            }
        });

        for (VideoRow row : report.done()) {
            VideoRow.Content content = row.content();
            System.out.println(row.video() + ": " + content.frames().all() + " frames, " + content.people() + " people");
        }
        for (VideoRow row : report.failed()) {
            System.out.println(row.video() + ": " + row.reason() + ": " + row.detail());
        }
        System.out.println(report.skipped() + " done before");
    }
}
