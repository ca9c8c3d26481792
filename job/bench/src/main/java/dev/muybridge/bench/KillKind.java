package dev.muybridge.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a kill takes away. */
enum KillKind {
    WORKER("a Ray worker"),
    RAYLET("the raylet"),
    PROCESS("the program alone"),
    TREE("the program with all it started"),
    TASK_MANAGER("a TaskManager"),
    JOB_MANAGER("the JobManager"),
    CLIENT("the client that waits"),
    DATA_NODE("the DataNode"),
    NODE("the raylet of another node"),
    HEAD("the raylet of the head");

    private final String title;

    KillKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** In random order, {@code taskManagers} of them TaskManagers, the others from {@code cycle} in turn. */
    static List<KillKind> deal(int kills, int taskManagers, List<KillKind> cycle, Random random) {
        List<KillKind> dealt = new ArrayList<>(Collections.nCopies(taskManagers, TASK_MANAGER));
        for (int i = 0; dealt.size() < kills; i++) {
            dealt.add(cycle.get(i % cycle.size()));
        }
        Collections.shuffle(dealt, random);
        return dealt;
    }
}
