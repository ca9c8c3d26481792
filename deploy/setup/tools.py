"""What set-up does everything with: stops at signals, checksums, tools that it runs. Standard library only."""

import contextlib
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile


class Failed(Exception):
    """A part could not be set up; the message says which and why."""


class Stopped(BaseException):
    """A signal asked this process to stop."""


signals = []  # signals that asked this process to stop
# An ignored signal stays ignored, in this process and in what it becomes: nohup and a shell's background jobs rely on that.
HEEDED = [each for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(each) != signal.SIG_IGN]


def heed():
    """Stops here if a signal asked for it. Handlers only record the signal, so that none is lost between two statements."""
    if signals:
        raise Stopped(signals[0])


def say(text, end="\n"):
    print(text, end=end, file=sys.stderr, flush=True)


def checksum(path, algorithm="sha256"):
    total = hashlib.new(algorithm)
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            total.update(block)
            heed()
    return total


def digest(*values):
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def write_atomically(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".new-", delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


def call(command, log, folder, environment=None):
    """Runs a tool with its output in log; a failure carries the end of the output. The tool never outlives a stop."""
    environment = dict(environment or os.environ)
    for name in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"):
        environment.pop(name, None)
    with open(log, "wb") as out:
        # In a session of its own, so that Ctrl-C reaches only this process, which then ends the tool with all its children.
        # The tool inherits the lock: if this process is killed, the next set-up waits until the tool has ended too.
        tool = subprocess.Popen(
            list(map(str, command)), cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True, close_fds=False)
        try:
            while tool.poll() is None:
                heed()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    tool.wait(0.1)
            heed()
        except BaseException:
            end(tool)
            raise
    if tool.returncode != 0:
        lines = log.read_text(errors="replace").splitlines()[-30:]
        name = pathlib.Path(command[0]).name
        raise Failed("\n  ".join([f"{name} ended with code {tool.returncode}; its last lines were:", *lines]))


def end(tool):
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(tool.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            tool.wait(3)
            return
