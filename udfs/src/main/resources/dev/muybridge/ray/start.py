"""`ray start`, with less beside the cluster itself: Ray would start a dashboard and two agents and wait for each in turn.

    python start.py start OPTION...                       what `ray start` does
    python start.py agent SESSION NODE NAME...            in place of an agent: says that it serves nothing, and stays
    python start.py worker OPTION... CLASS OPTION...      becomes the JVM of a worker

Changes what has no option in Ray, in the one version that is used here.
"""

import json
import os
import sys
import time

AGENTS = {
    "--dashboard_agent_command": ("metrics_agent_port", "metrics_export_port", "dashboard_agent_listen_port"),
    "--runtime_env_agent_command": ("runtime_env_agent_port",),
}
UNUSED_PORT = {"runtime_env_agent_port": "1"}  # the others may say that there is none
CONTEXT, LANGUAGE = "--serialized-runtime-env-context=", "--language="
CODE, CLASSES = "-Dray.job.code-search-path=", "-XX:DumpLoadedClassList="
MAIN, RAYS_MAIN = "-Dmuybridge.worker.main=", "io.ray.runtime.runner.worker.DefaultWorker"


def value(command, name):
    return next(word.partition("=")[2] for word in command if word.startswith(name + "="))


def without_agents(command, to_line):
    """The raylet's command, with `agent` below in place of Ray's agents."""
    own = [sys.executable, "-I", "-S", __file__, "agent", value(command, "--session_dir"), value(command, "--node_id")]
    return [f"{name}={to_line([*own, *AGENTS[name]])}" if (name := word.partition("=")[0]) in AGENTS else word
            for word in command]


def start():
    import subprocess

    from ray._private import services
    from ray.scripts.scripts import main

    start_process = services.start_ray_process
    worker_command = services.build_java_worker_command

    def start_ray_process(command, process_type, *rest, **options):
        if process_type == "raylet":
            command = without_agents(command, subprocess.list2cmdline)
        return start_process(command, process_type, *rest, **options)

    def build_java_worker_command(*rest, **options):
        python, own_start, *words = worker_command(*rest, **options)
        return [python, "-I", "-S", __file__, "worker", own_start, services.get_ray_jars_dir(), *words]

    services.start_ray_process = start_ray_process
    services.build_java_worker_command = build_java_worker_command
    services.start_api_server = lambda *rest, **options: (None, None)
    sys.argv[0] = "ray"
    main()


def agent(session, node, *names):
    """The raylet waits until its agents have written their ports, and ends if one of them does."""
    parent = os.getppid()
    for name in names:
        path = os.path.join(session, f"{name}_{node}")
        with open(path + ".new", "w") as file:
            file.write(UNUSED_PORT.get(name, "-1"))
        os.replace(path + ".new", path)
    while os.getppid() == parent:
        time.sleep(1)


def java_command(jars, words):
    """The command of a worker's JVM; None if it is for Ray to make. The program's own jars are on its class path, where an
    archive of classes may have them; Ray would load them by a class loader of its own, which finds those first anyway. If the program
    names a class to begin with, that one gets the name of Ray's."""
    context = option(words, CONTEXT) or "{}"
    if any(json.loads(context).values()) or LANGUAGE + "JAVA" not in words:
        return None
    path = os.path.join(jars, "*") + ":" + option(words, CODE)
    words = [word for word in words if not word.startswith((CONTEXT, LANGUAGE))]
    if option(words, MAIN) and RAYS_MAIN in words:
        words.insert(words.index(RAYS_MAIN), option(words, MAIN))
    return ["java", "-cp", path, *words]


def option(words, name):
    return next((word[len(name):] for word in words if word.startswith(name)), "")


def keep_path(command):
    """Leaves the class path beside a list of classes that the JVM is told to write: it takes both to make an archive."""
    classes = option(command, CLASSES)
    if classes:
        with open(classes + ".path", "w") as file:
            file.write(command[2])


def worker(own_start, jars, *words):
    """What Ray's own start of a worker does, which takes a second to read parts of Ray that it does not need."""
    command = java_command(jars, words) or [sys.executable, own_start, *words]
    keep_path(command)
    os.execvp(command[0], command)


if __name__ == "__main__":
    {"start": lambda *_: start(), "agent": agent, "worker": worker}[sys.argv[1]](*sys.argv[2:])
