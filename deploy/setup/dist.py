"""Packs what this clone has built, with the native parts and models that it needs, as one archive for machines without Maven.

    dist.py [FILE]

Writes FILE, or job/target/muybridge-VERSION.tar.gz, and prints its path. The same build gives the same bytes. In the archive is
one folder, as a clone without sources; its `home` is what MUYBRIDGE_HOME is elsewhere. Standard library only.
"""

import gzip
import json
import os
import pathlib
import shutil
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # isolated Python does not look beside the program
import setup  # noqa: E402
from tools import say  # noqa: E402

CLONE = HERE.parent.parent
HOME = setup.HOME
# Whole seconds, because an archive keeps no smaller ones, and stamps of set-up name the times of files.
TIME = 1_700_000_000
FROM_CLONE = ("muybridge", "LICENSE", "README.md", "pom.xml", "deploy/flink", "deploy/kubernetes", "deploy/setup", "deploy/yarn", "job/docs",
              "job/target/lib", "job/target/flink", "udfs/src/main/resources/dev/muybridge/ray")
PARTS = ("library", "models", "flink")


def job_jar():
    found = [jar for jar in (CLONE / "job/target").glob("muybridge-job-*.jar") if not jar.name.endswith("-tests.jar")]
    if len(found) != 1:
        sys.exit(f"muybridge: expected one jar of the job in job/target, found {len(found)}")
    return found[0]


def copy(source, target):
    """A file or a folder, with the time of the archive, and without tests and what Python leaves behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "test_*.py"))
    else:
        shutil.copy(source, target)
    for file in (target, *target.rglob("*")):
        os.utime(file, (TIME, TIME))


def fill_home(home):
    """The parts that need no building where the archive is unpacked, with set-up's stamps, so that it finds them complete."""
    files = [setup.Fetched(name).files for name in PARTS]
    files.append(setup.Bundles().files)
    for part in files:
        for path in part.paths:
            copy(HOME / path, home / path)
    plugin = setup.Jars("s3-plugin")
    copy(plugin.folder, home / plugin.folder.relative_to(HOME))
    setup.HOME = home
    for part in files:
        setup.write_atomically(home / part.stamp.relative_to(HOME), json.dumps(part.state()))
    plugin.folder = home / plugin.folder.relative_to(HOME)
    setup.write_atomically(home / plugin.stamp.relative_to(HOME), json.dumps(plugin.state()))


def normal(entry):
    """The same for whoever packs it, whenever."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = TIME
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def pack(folder, file):
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        # Jars and native parts are compressed, or hardly can be: the fastest level costs 2 % of size.
        with open(new, "wb") as out, gzip.GzipFile("", "wb", 1, out, TIME) as packed, \
                tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for path in [folder, *sorted(folder.rglob("*"))]:
                tar.add(path, path.relative_to(folder.parent), recursive=False, filter=normal)
        os.replace(new, file)
    finally:
        new.unlink(missing_ok=True)


def main(*words):
    jar = job_jar()
    name = jar.stem.replace("-job-", "-")
    file = pathlib.Path(words[0]) if words else CLONE / "job/target" / f"{name}.tar.gz"
    for left in (CLONE / "job/target").glob("dist-*"):
        shutil.rmtree(left, ignore_errors=True)
    say(f"packing {file} ... ", end="")
    with tempfile.TemporaryDirectory(dir=CLONE / "job/target", prefix="dist-") as scratch:
        folder = pathlib.Path(scratch) / name
        for path in (*FROM_CLONE, jar.relative_to(CLONE)):
            if (CLONE / path).exists():
                copy(CLONE / path, folder / path)
        fill_home(folder / "home")
        pack(folder, file)
    say(f"done, {file.stat().st_size >> 20} MB")
    print(file)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)
    except OSError as problem:
        say("failed")
        sys.exit(f"muybridge: the archive was not written: {problem}")
