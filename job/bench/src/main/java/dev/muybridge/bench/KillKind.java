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
    TASK_MANAGER("the TaskManager");

    private static final List<KillKind> CYCLE = List.of(WORKER, RAYLET, TREE, WORKER, PROCESS);

    private final String title;

    KillKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** In random order, {@code taskManagers} of them TaskManagers, the others of all other kinds. */
    static List<KillKind> deal(int kills, int taskManagers, Random random) {
        List<KillKind> dealt = new ArrayList<>(Collections.nCopies(taskManagers, TASK_MANAGER));
        for (int i = 0; dealt.size() < kills; i++) {
            dealt.add(CYCLE.get(i % CYCLE.size()));
        }
        Collections.shuffle(dealt, random);
        return dealt;
    }
}
