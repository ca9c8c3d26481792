"""A private Ray head on loopback that lives no longer than whoever started it.

    python head.py CPUS STORE_BYTES LOGS START

START is the text of start.py. Reads the token that Ray is to require as a line from standard input. Prints
`ready HOST:PORT TOKEN_FILE` when it is up, or `failed SENTENCE`. Ends when standard input does, for whatever reason, or
when a part of Ray ends: all processes are gone then, Ray's logs are in the folder LOGS, and nothing is left in /tmp.
"""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PREFIX = "muybridge-ray-"
LOOPBACK = "127.0.0.1"
PATIENCE = 60
SUBREAPER, DEATH_SIGNAL = 36, 1  # numbers of prctl(2)
libc = ctypes.CDLL(None)


def children():
    """This process's children: also Ray's processes whose own parents have ended, since this process adopts them."""
    me = os.getpid()
    found = []
    for entry in os.listdir("/proc"):
        with contextlib.suppress(OSError, ValueError):
            stat = pathlib.Path("/proc", entry, "stat").read_text() if entry.isdigit() else ""
            if stat and int(stat.rpartition(")")[2].split()[1]) == me:
                found.append(int(entry))
    return found


def reap():
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def end_all():
    """Each round kills those whose parents ended in the round before."""
    while True:
        reap()
        alive = children()
        if not alive:
            return
        for pid in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def lock(folder):
    """Takes the lock that the watcher of `folder` holds while it lives; returns its descriptor, OSError if it is held."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    except OSError:
        os.close(descriptor)
        raise


def remove_stale(tmp):
    """Removes what is left of a head that was killed together with its watcher."""
    for old in pathlib.Path(tmp).glob(PREFIX + "*"):
        with contextlib.suppress(OSError):
            if old.owner() == pathlib.Path("/proc/self").owner():
                descriptor = lock(old)
                shutil.rmtree(old, ignore_errors=True)
                os.close(descriptor)


def make_folder(tmp):
    """Makes a folder that stays locked until this process ends; tries again if another `remove_stale` got hold of it."""
    while True:
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=tmp))
        with contextlib.suppress(OSError):
            lock(folder)
            if folder.exists():
                return folder


def start(folder, token, script, cpus, store):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    environment.update(
        RAY_AUTH_MODE="token",
        RAY_AUTH_TOKEN_PATH=str(token),
        RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER="0",  # else 127.0.0.1 is rewritten to the machine's outer address
        RAY_USAGE_STATS_ENABLED="0",
        RAY_worker_register_timeout_seconds="20",  # else a worker killed while it starts is missed for a minute
        RAY_memory_monitor_refresh_ms="0",  # else workers are killed for the memory that others take
    )
    (folder / "start.py").write_text(script)
    command = [sys.executable, "-I", str(folder / "start.py"), "start", "--head", "--block", f"--node-ip-address={LOOPBACK}",
               "--port=0", f"--num-cpus={cpus}", "--num-gpus=0", "--include-dashboard=false", "--include-log-monitor=false",
               "--no-monitor", "--disable-usage-stats", f"--temp-dir={folder}", f"--object-store-memory={store}"]
    with open(folder / "start.log", "wb") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=folder,
                                preexec_fn=lambda: libc.prctl(DEATH_SIGNAL, signal.SIGTERM))


def read_line():
    """Byte by byte, so that nothing of what follows is read."""
    line = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        line += byte
    return line.decode()


def watch(head, folder):
    address = folder / "ray_current_cluster"
    told = False
    begun = time.monotonic()
    while True:
        if select.select([0], [], [], 0.05)[0] and not os.read(0, 1):
            return 0
        if not told and address.exists() and address.read_text():
            print("ready", address.read_text().strip(), folder / "token", flush=True)
            told = True
        if head.poll() is not None or (not told and time.monotonic() - begun > PATIENCE):
            lines = (folder / "start.log").read_text(errors="replace").split("\n")
            last = " ".join(line.strip() for line in lines[-4:]).strip()
            print(f"failed {'Ray ended' if head.poll() is not None else 'Ray is not up after a minute'}: {last}", flush=True)
            return 1


def keep_logs(folder, logs):
    for session in folder.glob("session_2*"):
        for file in [*(session / "logs").glob("*"), *folder.glob("hs_err*"), folder / "start.log"]:
            with contextlib.suppress(OSError):
                if file.is_file() and file.stat().st_size:
                    os.makedirs(logs, exist_ok=True)
                    shutil.copyfile(file, os.path.join(logs, file.name))


def main(cpus, store, logs, script):
    with contextlib.suppress(PermissionError):  # leads a session already
        os.setsid()  # a terminal's Ctrl-C is for whoever started this
    libc.prctl(SUBREAPER, 1)
    remove_stale("/tmp")
    # Short: Ray's sockets are below it, and their paths may have 107 bytes.
    folder = make_folder("/tmp")
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    token = folder / "token"
    token.touch(mode=0o600)
    token.write_text(read_line())
    try:
        return watch(start(folder, token, script, cpus, store), folder)
    finally:
        end_all()
        keep_logs(folder, logs)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
