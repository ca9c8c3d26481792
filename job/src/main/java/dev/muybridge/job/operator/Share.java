package dev.muybridge.job.operator;

import org.apache.flink.api.common.TaskInfo;

/**
 * The part of a run's workers that one of several subtasks has. Shares differ by one worker at most.
 *
 * @param before how many workers the subtasks before it have
 * @param workers how many it has
 */
record Share(int before, int workers) {
    /** That of a subtask; there are at least as many workers as subtasks. */
    static Share of(TaskInfo task, int workers) {
        int subtasks = task.getNumberOfParallelSubtasks();
        int index = task.getIndexOfThisSubtask();
        int before = index * workers / subtasks;
        return new Share(before, (index + 1) * workers / subtasks - before);
    }
}
