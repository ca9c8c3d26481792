package dev.muybridge.bench;

import static dev.muybridge.bench.KillKind.CLIENT;
import static dev.muybridge.bench.KillKind.DATA_NODE;
import static dev.muybridge.bench.KillKind.HEAD;
import static dev.muybridge.bench.KillKind.JOB_MANAGER;
import static dev.muybridge.bench.KillKind.NODE;
import static dev.muybridge.bench.KillKind.PROCESS;
import static dev.muybridge.bench.KillKind.RAYLET;
import static dev.muybridge.bench.KillKind.TASK_MANAGER;
import static dev.muybridge.bench.KillKind.TREE;
import static dev.muybridge.bench.KillKind.WORKER;

import java.util.List;
import java.util.Locale;

/** Where chaos can take place, and what is killed there in turn. */
enum PlaceKind {
    /** A process with a Ray cluster of its own, and a Flink cluster on loopback. */
    DISK,
    /** An application with two TaskManagers, and HDFS. */
    YARN,
    /** A process whose workers are on three nodes of Ray, and S3. */
    RAY;

    List<KillKind> cycle() {
        return switch (this) {
            case DISK -> List.of(WORKER, RAYLET, TREE, WORKER, PROCESS);
            case YARN -> List.of(TASK_MANAGER, JOB_MANAGER, CLIENT, TASK_MANAGER, DATA_NODE);
            case RAY -> List.of(NODE, WORKER, PROCESS, WORKER, HEAD);
        };
    }

    /** As the option says it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
