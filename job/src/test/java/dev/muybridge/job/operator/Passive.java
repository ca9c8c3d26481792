package dev.muybridge.job.operator;

import dev.muybridge.media.VideoFiles;
import dev.muybridge.stage.CallCounts;
import dev.muybridge.stage.Toolkit;
import dev.muybridge.stage.Workers;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** Tools that do nothing, but for the workers and files that they are given. */
final class Passive implements Toolkit {
    private static final long serialVersionUID = 1L;

    private static final Map<Class<?>, Object> NOTHING =
            Map.of(List.class, List.of(), CallCounts.class, new CallCounts(0, 0, 0, 0, 0, 0, 0));

    private final transient Workers workers;
    private final transient VideoFiles files;

    Passive() {
        this(fake(Workers.class));
    }

    Passive(Workers workers) {
        this(workers, fake(VideoFiles.class));
    }

    Passive(Workers workers, VideoFiles files) {
        this.workers = workers;
        this.files = files;
    }

    /** Does nothing and answers nothing. */
    private static <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> NOTHING.get(method.getReturnType())));
    }

    @Override
    public VideoFiles videoFiles() {
        return files;
    }

    @Override
    public int workers() {
        return 1;
    }

    @Override
    public Workers startWorkers(int share) {
        return workers;
    }
}
