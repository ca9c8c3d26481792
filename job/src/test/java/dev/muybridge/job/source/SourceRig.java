package dev.muybridge.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muybridge.job.model.PlannedVideo;
import dev.muybridge.job.model.SegmentRef;
import dev.muybridge.job.model.Step;
import dev.muybridge.media.PacketRange;
import dev.muybridge.media.Rational;
import dev.muybridge.media.SegmentPlan;
import dev.muybridge.media.VideoInfo;
import dev.muybridge.pose.TimeBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.InstantiationUtil;

/**
 * The source's readers and its enumerator, with the messages between them in queues, so that a test decides what happens next. A video
 * called {@code NAME-N.mp4} has N segments. Checkpoints are Flink's: of the enumerator first; what it sent before reaches a reader before
 * that one's part is taken, and what it sends after that, later.
 */
final class SourceRig {
    private static final int ROOM = 2;

    private final Room room = Room.of(ROOM);
    private final SplitCodec codec = new SplitCodec();
    private final List<Task> tasks = new ArrayList<>();
    private SegmentEnumerator enumerator;
    private List<byte[]> kept = List.of();
    private List<byte[]> next = List.of();
    private int barriers;
    private long checkpoints;

    /** One reader and what is on its way to and from it. */
    final class Task {
        final Deque<Runnable> inbox = new ArrayDeque<>();
        final Deque<Runnable> outbox = new ArrayDeque<>();
        final List<String> given = new ArrayList<>();
        boolean ended;
        private final int index;
        private Room.Taken taken;
        private int atWork;
        private PlanningReader reader;
        private List<byte[]> keptSplits = List.of();
        private List<byte[]> nextSplits = List.of();
        private List<FileSourceSplit> handedOut = new ArrayList<>();
        private int keptGiven;
        private int nextGiven;
        private int handedOutBefore;

        private Task(int index) {
            this.index = index;
            this.taken = room.open(index);
            this.reader = newReader();
        }

        private PlanningReader newReader() {
            SourceReaderContext context = fake(
                    SourceReaderContext.class,
                    Map.of(
                            "sendSplitRequest",
                            none -> outbox.add(() -> enumerator.handleSplitRequest(index, null)),
                            "sendSourceEventToCoordinator",
                            event -> outbox.add(() -> enumerator.handleSourceEvent(index, sent(event[0]))),
                            "getIndexOfSubtask",
                            none -> index,
                            "getConfiguration",
                            none -> new Configuration()));
            return new PlanningReader(context, room, new Videos(), new SameThread());
        }

        void poll() throws Exception {
            @SuppressWarnings("unchecked") // only takes steps
            ReaderOutput<Step<SegmentRef>> out =
                    fake(ReaderOutput.class, Map.of("collect", step -> take((Step<?>) step[0])));
            ended = reader.pollNext(out) == InputStatus.END_OF_INPUT;
            assertThat(atWork).as("segments in analyze").isLessThanOrEqualTo(ended ? 0 : ROOM);
        }

        private boolean take(Step<?> step) {
            atWork++;
            taken.enter();
            return given.add(name(step));
        }

        /** The next step is done with a segment; false if it has none. */
        boolean finish() {
            if (atWork == 0) {
                return false;
            }
            atWork--;
            taken.leave();
            return true;
        }

        /** Whether Flink would poll it. */
        boolean isReady() {
            return !ended && reader.isAvailable().isDone();
        }

        private void barrier() {
            nextSplits = serialized(reader.snapshotState(checkpoints));
            nextGiven = given.size();
            barriers--;
            if (barriers == 0) {
                kept = next;
                tasks.forEach(Task::keep);
                enumerator.notifyCheckpointComplete(checkpoints);
            }
        }

        private void keep() {
            keptSplits = nextSplits;
            keptGiven = nextGiven;
            handedOut.subList(0, handedOutBefore).clear();
        }

        private void restart() {
            inbox.clear();
            outbox.clear();
            ended = false;
            given.subList(keptGiven, given.size()).clear();
            atWork = 0;
            taken = room.open(index);
            reader = newReader();
            if (!keptSplits.isEmpty()) {
                reader.addSplits(deserialized(keptSplits));
            }
            outbox.add(() -> enumerator.addReader(index));
            reader.start();
        }
    }

    SourceRig(int readers, List<String> videos) {
        List<FileSourceSplit> splits = videos.stream()
                .map(name -> VideoSplits.of(new InputFile(name, new Path("file:/in/" + name), 1, 1)))
                .toList();
        kept = serialized(splits);
        enumerator = restored();
        IntStream.range(0, readers).forEach(index -> tasks.add(new Task(index)));
        tasks.forEach(Task::restart);
    }

    List<Task> tasks() {
        return tasks;
    }

    boolean isCheckpointUnderWay() {
        return barriers > 0;
    }

    void checkpoint() {
        checkpoints++;
        next = serialized(enumerator.snapshotState(checkpoints).getSplits());
        barriers = tasks.size();
        for (Task task : tasks) {
            task.handedOutBefore = task.handedOut.size();
            task.inbox.add(task::barrier);
        }
    }

    /** All tasks and the enumerator go back to the latest complete checkpoint. */
    void restartAll() {
        barriers = 0;
        enumerator = restored();
        tasks.forEach(task -> task.handedOut = new ArrayList<>());
        tasks.forEach(Task::restart);
    }

    /** All tasks go back to the latest complete checkpoint, and the enumerator gets back what it handed out after it. */
    void restartTasks() {
        barriers = 0;
        for (Task task : tasks) {
            List<FileSourceSplit> back = task.handedOut;
            task.handedOut = new ArrayList<>();
            enumerator.addSplitsBack(back, task.index);
        }
        tasks.forEach(Task::restart);
    }

    private SegmentEnumerator restored() {
        @SuppressWarnings("unchecked") // only takes splits
        SplitEnumeratorContext<FileSourceSplit> context = fake(
                SplitEnumeratorContext.class,
                Map.of(
                        "currentParallelism",
                        none -> tasks.size(),
                        "assignSplit",
                        given -> handOut((FileSourceSplit) given[0], tasks.get((int) given[1])),
                        "signalNoMoreSplits",
                        reader -> {
                            Task task = tasks.get((int) reader[0]);
                            return task.inbox.add(() -> task.reader.notifyNoMoreSplits());
                        },
                        "sendEventToSourceReader",
                        given -> {
                            Task task = tasks.get((int) given[0]);
                            return task.inbox.add(() -> task.reader.handleSourceEvents(sent(given[1])));
                        }));
        return new SegmentEnumerator(context, new FifoSplitAssigner(deserialized(kept)));
    }

    private boolean handOut(FileSourceSplit split, Task task) {
        task.handedOut.add(split);
        return task.inbox.add(() -> task.reader.addSplits(deserialized(serialized(List.of(split)))));
    }

    private static SourceEvent sent(Object event) {
        try {
            return InstantiationUtil.clone((SourceEvent) event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<byte[]> serialized(Collection<FileSourceSplit> splits) {
        try {
            List<byte[]> bytes = new ArrayList<>();
            for (FileSourceSplit split : splits) {
                bytes.add(codec.serialize(split));
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<FileSourceSplit> deserialized(List<byte[]> all) {
        try {
            List<FileSourceSplit> splits = new ArrayList<>();
            for (byte[] bytes : all) {
                splits.add(codec.deserialize(codec.getVersion(), bytes));
            }
            return splits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T fake(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Function<Object[], Object> answer = Objects.requireNonNull(methods.get(method.getName()), method.getName());
            Object answered = answer.apply(given == null ? new Object[0] : given);
            return method.getReturnType() == void.class ? null : answered;
        }));
    }

    static String name(Step<?> step) {
        SegmentRef segment = (SegmentRef) Objects.requireNonNull(step.result());
        return step.video().video() + " " + segment.plan().index();
    }

    private static final class Videos implements BulkFormat<Step<SegmentRef>, FileSourceSplit> {
        private static final long serialVersionUID = 1L;

        @Override
        public Reader<Step<SegmentRef>> createReader(Configuration configuration, FileSourceSplit split) {
            Deque<RecordIterator<Step<SegmentRef>>> batches = new ArrayDeque<>();
            batches.add(new IteratorResultIterator<>(
                    segments(split).map(SourceRig.Videos::step).iterator(), CheckpointedPosition.NO_OFFSET, 0));
            return new Reader<>() {
                @Override
                public RecordIterator<Step<SegmentRef>> readBatch() {
                    return batches.poll();
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        private static Step<SegmentRef> step(SegmentRef segment) {
            return Step.done(segment.video().ref(), segment, segment.video().segments());
        }

        private static Stream<SegmentRef> segments(FileSourceSplit split) {
            if (split instanceof SegmentSplit segment) {
                return Stream.of(segment.segment());
            }
            InputFile file = VideoSplits.file(split);
            int count = Integer.parseInt(file.file().replaceAll(".*-(\\d+)\\.mp4", "$1"));
            VideoInfo info = new VideoInfo("h264", 640, 360, 0, new TimeBase(1, 30), new Rational(30, 1), 0, count, "");
            PlannedVideo video = new PlannedVideo(file.ref(), info, count, count, 0);
            PacketRange range = new PacketRange(0, 0, 1);
            return IntStream.range(0, count)
                    .mapToObj(i -> new SegmentRef(video, new SegmentPlan(i, i, 1, i, i + 1L, i, range, range, i)));
        }

        @Override
        public Reader<Step<SegmentRef>> restoreReader(Configuration configuration, FileSourceSplit split) {
            throw new IllegalStateException("not used");
        }

        @Override
        public boolean isSplittable() {
            return false;
        }

        @Override
        public TypeInformation<Step<SegmentRef>> getProducedType() {
            throw new IllegalStateException("not used");
        }
    }

    private static final class SameThread extends AbstractExecutorService {
        @Override
        public void execute(Runnable work) {
            work.run();
        }

        @Override
        public void shutdown() {
            // No thread of its own.
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return true;
        }
    }
}
