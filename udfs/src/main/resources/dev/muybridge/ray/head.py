"""A private Ray head on loopback that lives no longer than whoever started it.

    python head.py CPUS STORE_BYTES LOGS START

START is the text of start.py. Reads the token that Ray is to require as a line from standard input. Prints
`ready HOST:PORT TOKEN_FILE` when it is up, or `failed SENTENCE`. Ends when standard input does, for whatever reason, or
when a part of Ray ends: all processes are gone then, Ray's logs are in the folder LOGS, and nothing is left in /tmp.

Ray makes its own folder one that every user may write to (0777), and its logs and sockets are there. So it is put into a folder
that only its owner can enter.
"""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

PREFIX = "muybridge-ray-"
# Short: Ray's sockets are below them, and a socket's path may have 107 bytes. Not XDG_RUNTIME_DIR, which is small and gone when its
# user logs out.
PLACES = ("/tmp", "/var/tmp")
RAY = "ray"
NETWORKS = {"9p", "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "gpfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}
ROOM = 64 << 20  # bytes
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


def file_system(path):
    """The kind of file system that `path`, without links, is on; nothing if the kernel does not say."""
    best = found = ""
    for line in pathlib.Path("/proc/self/mountinfo").read_text(errors="surrogateescape").splitlines():
        words = line.split(" ")
        point = words[4]  # a blank in it is written otherwise, but there is none in PLACES
        if len(point) >= len(best) and (path + "/").startswith(point.rstrip("/") + "/"):
            best, found = point, words[words.index("-") + 1]
    return found


def why_not(place):
    """Why Ray's files cannot be in `place`: other users, or another machine, could take part in what is done there, or it is full. Nothing if
    they can."""
    place = os.path.realpath(place)
    for folder in [*pathlib.Path(place).parents, pathlib.Path(place)]:
        try:
            found = os.lstat(folder)
        except OSError as e:
            return e.strerror
        if found.st_uid not in (0, os.geteuid()):
            return f"{folder} belongs to another user"
        if found.st_mode & 0o022 and not found.st_mode & stat.S_ISVTX:
            return f"other users can rename what is in {folder}"
    kind = file_system(place)
    if kind in NETWORKS:
        return f"{place} is on a network ({kind})"
    room = os.statvfs(place)
    free = room.f_bavail * room.f_frsize
    # Ray's head starts without any, and then no worker does.
    return f"only {free >> 20} MiB are free in {place}" if free < ROOM else None


def find_place(places):
    """The first that is local and has room, and where nobody else can rename our folder."""
    reasons = []
    for place in places:
        why = why_not(place)
        if why is None:
            return os.path.realpath(place)
        reasons.append(f"{place}: {why}")
    raise OSError("there is no folder for Ray's files. " + "; ".join(reasons))


def lock(folder):
    """Takes the lock that the watcher of `folder` holds while it lives; returns its descriptor, OSError if it is held."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    except OSError:
        os.close(descriptor)
        raise


def remove_stale(places):
    """Removes what is left of heads that were killed together with their watchers: folders that only we can enter, no links."""
    for place in places:
        for old in pathlib.Path(place).glob(PREFIX + "*"):
            with contextlib.suppress(OSError):
                found = os.lstat(old)
                if (found.st_uid, found.st_mode) == (os.geteuid(), stat.S_IFDIR | 0o700):
                    descriptor = lock(old)
                    shutil.rmtree(old, ignore_errors=True)
                    os.close(descriptor)


def make_folder(tmp):
    """Makes a folder that only we can enter and that stays locked until this process ends; tries again if another `remove_stale`
    got hold of it."""
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
               "--no-monitor", "--disable-usage-stats", f"--temp-dir={folder / RAY}", f"--object-store-memory={store}"]
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
    address = folder / RAY / "ray_current_cluster"
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


def open_below(folder, name, flags):
    """Opens `name` in the open `folder`, which must be ours and no link, and must not wait for a writer."""
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | flags, dir_fd=folder)
    if os.fstat(descriptor).st_uid != os.geteuid():
        os.close(descriptor)
        raise PermissionError(f"{name} belongs to another user")
    return descriptor


def copy_file(source, name, logs):
    """Copies a regular file that has no other name, unless it is empty. What is at its target is replaced, not written to."""
    with open(open_below(source, name, 0), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or not found.st_size:
            return
        os.makedirs(logs, exist_ok=True)
        target = os.open(logs, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=target)
            new = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666, dir_fd=target)
            with open(new, "wb") as copy:
                shutil.copyfileobj(file, copy)
        finally:
            os.close(target)


def copy_files(path, wanted, logs):
    """Copies the files in the folder `path`, each part of which is a folder of ours and no link, whose names are `wanted`."""
    opened = [os.open(path[0], os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)]
    try:
        for part in path[1:]:
            opened.append(open_below(opened[-1], part, os.O_DIRECTORY))
        for name in os.listdir(opened[-1]):
            if wanted(name):
                with contextlib.suppress(OSError):
                    copy_file(opened[-1], name, logs)
    finally:
        for descriptor in opened:
            os.close(descriptor)


def keep_logs(folder, logs):
    """Follows no link and takes nobody else's file, whoever may have put something among the logs."""
    copy_files([folder], lambda name: name == "start.log" or name.startswith("hs_err"), logs)
    for session in (folder / RAY).glob("session_2*"):
        with contextlib.suppress(OSError):
            copy_files([folder, RAY, session.name, "logs"], lambda name: True, logs)


def main(cpus, store, logs, script):
    with contextlib.suppress(PermissionError):  # leads a session already
        os.setsid()  # a terminal's Ctrl-C is for whoever started this
    libc.prctl(SUBREAPER, 1)
    remove_stale(PLACES)
    try:
        folder = make_folder(find_place(PLACES))
    except OSError as e:
        print("failed", e, flush=True)
        return 1
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
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else remove_stale(PLACES))
