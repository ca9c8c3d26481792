"""Says how far the run is that writes to a folder: reads what that run writes there. Standard library only.

    status.py [OUTPUT]
"""

import os
import pathlib
import re
import stat
import sys
import time

USAGE = """Says how far the run is that is writing to OUTPUT.

  ./muybridge status [OUTPUT]   OUTPUT is what run was given as --output; default: output
  ./muybridge status --help     prints this text

It looks at folders on this machine only. What 'deploy/flink/cluster.sh submit -d' has submitted is shown by 'cluster.sh flink list'.
Exit codes: 0 a run is under way, 1 none is, 2 wrong usage or no such folder."""

MARK = re.compile(r"\d{1,18}-[0-9a-f]{8}-.+\.(held|job)", re.DOTALL)  # of the run that OUTPUT belongs to
PROCESS = re.compile(r"(\d{1,18}) \d{1,18} (.*)", re.DOTALL)
LOST_AFTER = 120  # seconds; a run renews its mark every 10
QUIET_AFTER = 15  # seconds; a run writes every second or so
MOST = 1 << 16  # bytes that are read of a file, which may be somebody else's
HARMFUL = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def read(path):
    """What a file holds; None if there is none, or it is no file: to read a pipe could take for ever."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            return file.read(MOST).decode(errors="replace") if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] not in "ZX"
    except (OSError, IndexError):
        return False


def holder(output):
    """The process of the run that the folder belongs to, 0 if it is not seen from here, or None."""
    here = pathlib.Path("/proc/sys/kernel/hostname").read_text().strip()
    for mark in sorted(output.glob(".owner/*"), reverse=True):
        try:
            old = time.time() - mark.stat().st_mtime > LOST_AFTER
        except OSError:
            continue
        if old or not MARK.fullmatch(mark.name):
            continue
        process = PROCESS.fullmatch(read(mark) or "")
        if not process or process[2] != here:
            return 0
        if is_alive(int(process[1])):
            return int(process[1])
    return None


def told(path):
    """When the run began, when it last said something (both seconds since 1970), and what; None if it says nothing."""
    try:
        first, _, rest = (read(path) or "").partition("\n")
        begun, written = first.split()
        return int(begun), int(written), HARMFUL.sub("?", rest).rstrip("\n")
    except ValueError:
        return None


def duration(seconds):
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"


def at(moment):
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(moment))


def show(text):
    print(HARMFUL.sub("?", text))


def say(text):
    print(HARMFUL.sub("?", f"muybridge: {text}"), file=sys.stderr)


def none_is_under_way(output, last):
    rows = sum(1 for _ in (output / "videos").glob("*.parquet"))
    videos = f"{rows} video{'' if rows == 1 else 's'}, done or failed, {'has its row' if rows == 1 else 'have their rows'} in {output / 'videos'}"
    if last:
        show(f"no run is writing to {output}; the last one was broken off at {at(last[1])}, and the same command goes on from there:")
        show(last[2])
    else:
        show(f"no run is writing to {output}")
    show(videos)
    return 1


def main(arguments):
    if arguments == ["--help"]:
        print(USAGE)
        return 0
    wrong = [word for word in arguments if word.startswith("-")]
    if wrong or len(arguments) > 1:
        say(f"status takes one folder; it was given: {' '.join(arguments)}")
        return 2
    name = arguments[0] if arguments else "output"
    output = pathlib.Path(name)
    if not output.is_dir():
        where = "is not a folder on this machine" if "://" in name else "no such folder"
        say(f"{where}: {name}")
        return 2
    pid = holder(output)
    last = told(output / ".staging" / "status")
    if pid is None:
        return none_is_under_way(output, last)
    who = f"process {pid}" if pid else "on another machine or in a container"
    if last is None:
        show(f"a run is writing to {output} ({who}); it has not begun its work yet")
        return 0
    begun, written, text = last
    silent = int(time.time()) - written
    show(f"a run is writing to {output} ({who}), for {duration(written - begun)}" + (
        f"; it has said nothing for {duration(silent)}:" if silent > QUIET_AFTER else ":"))
    show(text)
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    sys.stderr.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
