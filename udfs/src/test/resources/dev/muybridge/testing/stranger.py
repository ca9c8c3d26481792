"""Somebody else on this machine, who tries to get at the folders of a program while it runs.

    python stranger.py PID MOMENTS

Looks at random moments, MOMENTS of them if the process PID lives so long, at the command lines of PID and its children, as everybody
can. Tries the program's folders that are named there, or have such a process's number in their names, below a folder that everybody
may write to, and all that is said to be in them: to list it, to enter it, to put a file into it, to rename it. Prints what has
worked, and at the end `moments N folders N`. A moment counts when Ray's folder was there.
"""

import contextlib
import os
import pathlib
import random
import re
import sys
import time

SHARED = ("/tmp", "/var/tmp", "/dev/shm")
OURS = re.compile(r"muybridge-(?:ray|run)-(\d+)-")
SESSION = "--session_dir="
NAME = f"stranger-{os.getpid()}"


def read(pid, name):
    with contextlib.suppress(OSError):
        return pathlib.Path("/proc", pid, name).read_text(errors="replace")
    return ""


def family(root):
    """The process `root`, and those it has started, with all that those have started."""
    parents = {}
    for pid in os.listdir("/proc"):
        if pid.isdigit() and (stat := read(pid, "stat")):
            parents[pid] = stat.rpartition(")")[2].split()[1]
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def folders(pids):
    """All folders to try, and whether Ray's is one of them."""
    lines = "\0".join(read(pid, "cmdline") for pid in pids)
    paths = set()
    for shared in SHARED:
        paths.update(path for path in re.findall(shared + r"/[^\0:=,;\"' ]+", lines) if OURS.search(path))
        paths.update(f"{shared}/{name}" for name in os.listdir(shared) if (ours := OURS.match(name)) and ours[1] in pids)
    found = {each for path in map(pathlib.PurePath, paths) for each in (path, *path.parents) if OURS.search(str(each))}
    return sorted(found), SESSION in lines


def attempt(folder):
    """What a stranger can do with it."""
    def write():
        with open(folder / NAME, "x"):
            pass

    def rename():
        os.rename(folder, folder.with_name(NAME))
        os.rename(folder.with_name(NAME), folder)

    for what, how in (("listed", lambda: os.listdir(folder)), ("entered", lambda: os.chdir(folder)), ("wrote to", write),
                      ("renamed", rename)):
        with contextlib.suppress(OSError):
            how()
            yield what
    os.chdir("/")


def main(root, moments):
    seen, counted = set(), 0
    while counted < int(moments) and (pids := family(root)) and read(root, "cmdline"):
        tried, there = folders(pids)
        for folder in tried:
            for what in attempt(folder):
                print(what, folder, flush=True)
        seen.update(tried)
        counted += there
        time.sleep(random.uniform(0, 0.1))
    print("moments", counted, "folders", len(seen), flush=True)


main(*sys.argv[1:])
