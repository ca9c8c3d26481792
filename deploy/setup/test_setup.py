"""Tests of the launcher and of set-up: a stand-in clone, a stand-in home, stand-in npm, mvn and java; no network."""

import base64
import contextlib
import hashlib
import io
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import unittest.mock
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
CLONE = HERE.parent.parent
sys.path.insert(0, str(HERE))
import dist  # noqa: E402 (found by the path above)
import setup  # noqa: E402
from test_nightly import NightlyTest  # noqa: E402 (it is run with these)

SIZES = ("lite", "full", "heavy")

NPM = """#!/bin/sh
echo npm >> "$CALLS"
[ ! -e "$CALLS.slow" ] || sleep 30
[ ! -e "$CALLS.fail" ] || { echo 'registry is asleep'; exit 7; }
while [ "$1" != --pack-destination ]; do shift; done
cp "$PACKAGE" "$2/package.tgz"
"""
MVN = """#!/bin/sh
echo mvn >> "$CALLS"
[ ! -e "$CALLS.fail" ] || { echo 'Main.java:3: error: no such thing'; exit 1; }
for word; do
  case $word in -DoutputDirectory=*) mkdir -p "${word#*=}"; echo a jar > "${word#*=}/plugin-1.jar"; exit ;; esac
done
mkdir -p job/target/lib job/target/flink job/bench/target/lib
touch job/target/muybridge-job-1.jar job/target/muybridge-job-1-tests.jar job/target/lib/other-1.jar job/target/flink/flink-1.jar
touch job/bench/target/muybridge-bench-1.jar job/bench/target/lib/javacv-1.jar
"""
JAVA = """#!/bin/sh
case $1 in -version) echo 'openjdk version "17.0.1"'; exit ;; esac
for word; do
  [ "$word" != bundle-models ] || bundle=1
  case $word in
    -XX:ArchiveClassesAtExit=*) archive=${word#*=} ;;
    -XX:SharedArchiveFile=*) shared=${word#*=} ;;
  esac
done
if [ "$archive" ]; then
  echo archive >> "$CALLS"
  [ ! -e "$CALLS.fail" ] || exit 1
  echo classes > "$archive"
  echo /ray.jar > "$archive.worker.path"
elif [ "$1" = -Xshare:dump ]; then
  echo classes > "$shared"
elif [ "$bundle" ]; then
  echo bundle >> "$CALLS"
  mkdir -p "$MUYBRIDGE_HOME/models/2.0-${REVISION:-nomask}"
  for size in lite full heavy; do echo $size > "$MUYBRIDGE_HOME/models/2.0-${REVISION:-nomask}/pose_landmarker_$size.task"; done
else
  [ ! -e "$CALLS.video" ] || { mkdir -p "$CALLS.out/annotated"; touch "$CALLS.out/annotated/demo.mp4"; }
  printf '[%s]' "$MALLOC_ARENA_MAX" "$LC_ALL" "$PWD" "$@"; echo
  exit "${JAVA_EXITS:-0}"
fi
"""
OTHERS = {
    "javac": "#!/bin/sh\necho 'javac 17.0.1'\n",
    "g++": "#!/bin/sh\n",
    "ldconfig": "#!/bin/sh\necho 'libEGL.so.1 (libc6,x86-64) => /x'; echo 'libGLESv2.so.2 (libc6,x86-64) => /y'\n",
}
BASICS = ("sh", "bash", "env", "uname", "dirname", "readlink", "python3", "mkdir", "touch", "cp", "cat", "sleep")


def program(path, text):
    path.write_text(text)
    path.chmod(0o755)


class SetupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name).resolve()
        self.clone = self.top / "a clöne"
        self.home = self.top / "a höme"
        self.calls = self.top / "calls"
        shutil.copytree(HERE, self.clone / "deploy" / "setup", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(CLONE / "muybridge", self.clone)
        for pom in ("pom.xml", "proto/pom.xml", "udfs/pom.xml", "job/pom.xml", "job/bench/pom.xml", "job/src/main/java/Main.java",
                    "job/bench/src/main/java/Bench.java"):
            (self.clone / pom).parent.mkdir(parents=True, exist_ok=True)
            (self.clone / pom).write_text(pom)
        self.bin = self.top / "bin"
        self.bin.mkdir()
        for name in BASICS:
            (self.bin / name).symlink_to(os.path.realpath(shutil.which(name)) if name != "python3" else os.sys.executable)
        for name, text in {"npm": NPM, "mvn": MVN, "java": JAVA, **OTHERS}.items():
            program(self.bin / name, text)
        self.pin(self.pack({"models": b"bytes of a model", "video": b"bytes of a video"}))
        self.put_environment("requirements-ray.txt", "ray/2.60.0", setup.Ray.loggers)

    def put_environment(self, requirements, link, also=""):
        """A Python as set-up would have installed it, with Ray's jar; installing it takes a network and a minute."""
        wanted = (self.clone / "deploy/setup" / requirements).read_text()
        name = setup.digest(wanted, sys.base_prefix, sys.version, also)
        environment = self.home / "venvs" / name
        (environment / "bin").mkdir(parents=True)
        for file in ("bin/python", "ray_dist.jar"):
            (environment / file).touch()
        link = self.home / link
        link.parent.mkdir(exist_ok=True)
        link.symlink_to(os.path.relpath(environment, link.parent))

    def pack(self, members):
        package = self.top / "package.tgz"
        with tarfile.open(package, "w:gz") as tar:
            for name, content in members.items():
                entry = tarfile.TarInfo(f"package/{name}")
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        return members

    def pin(self, members):
        packed = (self.top / "package.tgz").read_bytes()

        def part(path, member):
            return {"title": path, "megabytes": 1, "npm": "stand-in@2.0",
                    "integrity": "sha512-" + base64.b64encode(hashlib.sha512(packed).digest()).decode(),
                    "files": {path: {"member": f"package/{member}", "sha256": hashlib.sha256(members[member]).hexdigest()}}}
        pins = {"library": part("lib.so", "models"), "models": part("models-raw/2.0/m.tflite", "models"),
                "demo-video": part("samples/demo.mp4", "video"), "test-videos": part("samples/t.mp4", "video"),
                "s3-plugin": self.jars("a jar\n")}
        (self.clone / "deploy/setup/pins.json").write_text(json.dumps(pins))

    def jars(self, content):
        line = f"{hashlib.sha256(content.encode()).hexdigest()} plugin-1.jar\n"
        return {"title": "a plugin", "megabytes": 1, "folder": "plugins/s3",
                "content": hashlib.sha256(line.encode()).hexdigest()}

    def start(self, *arguments, launcher=None, **environment):
        base = {"PATH": str(self.bin), "HOME": str(self.top), "MUYBRIDGE_HOME": str(self.home),
                "CALLS": str(self.calls), "PACKAGE": str(self.top / "package.tgz"), **environment}
        return subprocess.Popen([launcher or self.clone / "muybridge", *arguments], env=base, cwd=self.top,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def run_it(self, *arguments, **more):
        child = self.start(*arguments, **more)
        out, err = child.communicate(timeout=120)
        return child.returncode, out, err

    def put_java(self, text):
        """Another JVM, for which no archive of classes can be made."""
        self.run_it("setup")
        program(self.bin / "java", f"#!/bin/sh\ncase $* in *-XX:ArchiveClassesAtExit*) exit 1 ;; esac\n{text}")
        self.run_it("setup")

    def called(self):
        return self.calls.read_text().split() if self.calls.exists() else []

    def installed(self):
        return sorted(str(file.relative_to(self.home)) for file in self.home.rglob("*")
                      if file.is_file() and file.parent.name != "stamps" and file.name != "lock"
                      and "venvs" not in file.parts)

    # the command line

    def test_noArgumentsAndHelp_printHelp(self):
        for arguments in ([], ["help"], ["--help"]):
            code, out, err = self.run_it(*arguments)
            self.assertEqual((0, ""), (code, err))
            self.assertIn("./muybridge demo", out)
            self.assertIn(str(self.home), out)
        self.assertEqual([], self.installed())

    def test_dist_takesOneFile(self):
        code, out, err = self.run_it("dist", "--help")
        self.assertEqual((0, ""), (code, err))
        self.assertIn("writes job/target/muybridge-VERSION.tar.gz", out)
        for words in (["a", "b"], ["--all"]):
            self.assertEqual(2, self.run_it("dist", *words)[0], words)
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_packedCopy_hasItsOwnHome_andNothingToBuildOrTest(self):
        self.run_it("setup")
        (self.clone / "job/src/main/java/Main.java").write_text("changed")
        (self.clone / "home").mkdir()
        self.assertIn(f"now: {self.clone}/home\n", self.run_it("help", MUYBRIDGE_HOME="")[1])
        self.assertIn(f"now: {self.home}\n", self.run_it("help")[1])
        for command in ("test", "bench", "dist"):
            self.assertEqual((2, "", f"muybridge: {command} needs a clone with its sources; this copy was packed by dist\n"),
                             self.run_it(command))
        self.assertNotIn("building", self.run_it("setup")[2])

    def test_pack_ofTheSameFiles_givesTheSameBytes(self):
        packed = []
        for name, mode in (("one", 0o644), ("two", 0o664)):
            folder = self.top / name / "it"
            folder.mkdir(parents=True)
            for file, bits in (("b", mode), ("a", 0o755)):
                (folder / file).write_text(file)
                (folder / file).chmod(bits)
            os.utime(folder / "a", (len(name), 1e9 if name == "one" else 2e9))
            dist.pack(folder, self.top / f"{name}.tar.gz")
            packed.append((self.top / f"{name}.tar.gz").read_bytes())
        self.assertEqual(*packed)
        with tarfile.open(self.top / "one.tar.gz") as tar:
            self.assertEqual([("it", 0o755), ("it/a", 0o755), ("it/b", 0o644)], [(each.name, each.mode) for each in tar])

    def test_home_isAbsoluteAndFollowsXdg(self):
        for named, cache, wanted in (("here/it", "/c", self.top / "here/it"), ("", "/c", "/c/muybridge"),
                                     ("", "", self.top / ".cache/muybridge")):
            out = self.run_it("help", MUYBRIDGE_HOME=named, XDG_CACHE_HOME=cache)[1]
            self.assertIn(f"for all clones; now: {wanted}\n", out)

    def test_unknownCommand_isWrongUsage(self):
        self.assertEqual((2, "", "muybridge: unknown command 'walk'; './muybridge help' lists the commands\n"),
                         self.run_it("walk"))

    def test_nearlyACommandOrOption_namesIt(self):
        for words, near in ((["rnu"], "unknown command 'rnu' (did you mean 'run'?); './muybridge help' lists the commands"),
                            (["run", "--recusive=x"], "unknown option '--recusive' (did you mean '--recursive'?);"
                             " './muybridge run --help' lists the options"),
                            (["demo", "--input=x"], "demo annotates a sample and takes no --input; run takes your videos"),
                            (["demo", "--xyzzy"], "unknown option '--xyzzy'; './muybridge run --help' lists the options"),
                            (["bench", "fuzz", "--file", "3"], "unknown option '--file' (did you mean '--files'?);"
                             " './muybridge bench fuzz --help' lists the options")):
            self.assertEqual((2, "", f"muybridge: {near}\n"), self.run_it(*words))
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_valueOfAnotherForm_isWrongUsage(self):
        see = "; './muybridge run --help' says what that means\n"
        for words, wrong in ((["--workers", "two"], "--workers takes N, and was given: two"),
                             (["clips/", "--workers=2.5", "--help-me"], "--workers takes N, and was given: 2.5"),
                             (["--model", "tiny"], "--model takes lite|full|heavy, and was given: tiny"),
                             (["--crf", "low"], "--crf takes 1..51, and was given: low"),
                             (["--crf", "52"], "--crf takes 1..51, and was given: 52"),
                             (["--preset", "quick"], "--preset takes P, and was given: quick"),
                             (["--max-failures", "120%"], "--max-failures takes N|P%, and was given: 120%"),
                             (["--from", "5s"], "--from takes T, and was given: 5s"),
                             (["--max-failures", "x%"], "--max-failures takes N|P%, and was given: x%"),
                             (["--clip", "0-1", "--clip", "5"], "--clip takes A-B, and was given: 5"),
                             (["--subject", "tallest"],
                              "--subject takes N|at=X,Y,T|left|right|largest|longest, and was given: tallest"),
                             (["--slow-motion"], "--slow-motion takes F, and was given: nothing")):
            self.assertEqual((2, "", f"muybridge: {wrong}{see}"), self.run_it("run", *words))
        self.assertEqual((2, "", "muybridge: --kills takes N, and was given: many; './muybridge bench chaos --help' says what that means\n"),
                         self.run_it("bench", "chaos", "--kills", "many"))
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_inputThatIsNone_isWrongUsage(self):
        (self.top / "a b.mp4").touch()
        for words, wrong in ((["absent.mp4"], "no such input: absent.mp4"),
                             (["--workers", "2", "a b.mp4", "absent"], "no such input: absent"),
                             (["--input", "a b.mp4", "absent", "--verbose"], "no such input: absent"),
                             (["--input=left=absent"], "no such input: absent"),
                             (["--input", "https://example.org/a.mp4"], "cannot read https://example.org/a.mp4: inputs are files, folders and"
                              " globs on this machine or on a file system that Flink knows; download it first")):
            self.assertEqual((2, "", f"muybridge: {wrong}\n"), self.run_it("run", *words))
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_inputThatMayBeThere_isTaken(self):
        self.put_java("echo $*\n")
        (self.top / "a b.mp4").touch()
        for words in (["a b.mp4"], ["--input", "a b.mp4", "left=a b.mp4", "--output", "new"], ["*.mp4"], ["hdfs:///videos"],
                      ["--run-name", "absent", "--ray", "off", "a b.mp4"], ["--", "-absent"]):
            self.assertEqual(0, self.run_it("run", *words)[0], words)

    def test_valueOfARightForm_isTaken(self):
        self.put_java("echo $*\n")
        (self.top / "two").mkdir()
        presets = "ultrafast superfast veryfast faster fast medium slow slower veryslow".split()
        for words in (*(["--preset", preset] for preset in presets), ["--workers", "2"], ["--workers=2"], ["--model=LITE"],
                      ["--crf", "20"], ["--crf=51"], ["--from", "1:02:03.5"], ["--to", "90"],
                      ["--clip", "0-1:30", "--clip", "90.5-end"], ["--subject", "at=10,20.5,1:30"], ["--subject", "left"],
                      ["--subject", "2"], ["--max-failures", "2.5%"], ["--max-failures", ".5%"], ["--max-failures", "100%"],
                      ["--people", "all"], ["--people", "3"], ["--ray", "host:1"],
                      ["--max-hours", ".5"], ["--ui-port", "0"], ["--output", "--", "--workers", "two"], ["--input", "two", "--recursive"]):
            code, out, err = self.run_it("run", *words)
            self.assertEqual((0, ""), (code, err), words)
            self.assertTrue(out.endswith(" ".join(["run", *words]) + "\n"), out)

    def test_helpOfACommandAndVersion_fetchAndBuildNothing(self):
        for words, begin in ((["run", "--recursive", "--help"], "Usage: muybridge run "), (["demo", "--help"], "Usage: muybridge run "),
                             (["doctor", "--help"], "Usage: muybridge doctor "), (["bench", "--help"], "Measures the whole job "),
                             (["bench", "chaos", "--help"], "Kills parts of runs "), (["setup", "--help"], "Fetches and builds"),
                             (["status", "--help"], "Says how far"), (["submit", "--help"], "Usage: muybridge submit ")):
            code, out, err = self.run_it(*words)
            self.assertEqual((0, ""), (code, err))
            self.assertTrue(out.startswith(begin), out)
        (self.clone / "pom.xml").write_text("<project>\n  <version>1.2.3</version>\n  <version>4</version>\n</project>\n")
        self.assertEqual((0, "muybridge 1.2.3\n", ""), self.run_it("--version"))
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_status_saysHowFarARunIs_orThatThereIsNone(self):
        out = self.top / "oüt"
        self.assertEqual((2, "", f"muybridge: no such folder: {out}\n"), self.run_it("status", out))
        self.assertEqual((2, "", "muybridge: is not a folder on this machine: s3://bucket/it\n"),
                         self.run_it("status", "s3://bucket/it"))
        self.assertEqual((2, "", "muybridge: status takes one folder; it was given: a b\n"), self.run_it("status", "a", "b"))
        (out / "videos").mkdir(parents=True)
        (out / "videos" / "1.parquet").touch()
        none = f"no run is writing to {out}\n1 video, done or failed, has its row in {out}/videos\n"
        self.assertEqual((1, none, ""), self.run_it("status", out))
        (out / ".staging").mkdir()
        (out / ".owner").mkdir()
        here = pathlib.Path("/proc/sys/kernel/hostname").read_text().strip()
        with subprocess.Popen(["true"]) as ended:
            ended.wait()
        (out / ".owner" / "0000000001-0123abcd-a-b.held").write_text(f"{ended.pid} 1 {here}")
        (out / ".owner" / "0000000002-0123abcd-a-b.free").write_text(f"{os.getpid()} 1 {here}")
        (out / ".owner" / "0000000002-0123abcd-a-b.wanted").write_text(f"{os.getpid()} 1 {here}")
        self.assertEqual((1, none, ""), self.run_it("status", out))
        mark = out / ".owner" / "0000000003-0123abcd-a-b.held"
        mark.write_text(f"{os.getpid()} 1 {here}")
        begin = f"a run is writing to {out} (process {os.getpid()})"
        self.assertEqual((0, f"{begin}; it has not begun its work yet\n", ""), self.run_it("status", out))
        status = out / ".staging" / "status"
        os.mkfifo(status)
        self.assertEqual((0, f"{begin}; it has not begun its work yet\n", ""), self.run_it("status", out))
        status.unlink()
        now = int(time.time())
        status.write_text(f"{now - 3700} {now}\n 38%  a\x1b[2J\u202e.mp4\nworker 1: waits\n")
        self.assertEqual((0, f"{begin}, for 1 h 1 min:\n 38%  a?[2J?.mp4\nworker 1: waits\n", ""), self.run_it("status", out))
        status.write_text(f"{now - 130} {now - 70}\n 38%\n")
        self.assertRegex(self.run_it("status", out)[1], r"for 1 min 0 s; it has said nothing for 1 min 1\d s:\n 38%\n$")
        for elsewhere in ("", f"{os.getpid()} 1 not-{here}"):
            mark.write_text(elsewhere)
            self.assertIn(f"a run is writing to {out} (on another machine or in a container)", self.run_it("status", out)[1])
        os.utime(mark, (now - 121, now - 121))
        code, told, err = self.run_it("status", out)
        self.assertEqual((1, ""), (code, err))
        self.assertRegex(told, r"the last one was broken off at [-0-9: ]+, and the same command goes on from there:\n 38%\n")
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_submit_withoutATargetThatThereIs_namesThem_andFetchesNothing(self):
        names = "remote, yarn-session, yarn-application, kubernetes-session, or kubernetes-application"
        for words, given in (([], "nothing"), (["--target", "yarn", "a.mp4"], "yarn"), (["--target="], "nothing"),
                             (["--target", "remote yarn-session"], "remote yarn-session"), (["a", "--", "--target", "remote"], "nothing")):
            self.assertEqual((2, "", f"muybridge: submit needs --target, one of {names}; it was given: {given}\n"),
                             self.run_it("submit", *words))
        self.assertEqual((2, "", "muybridge: unknown option '--targt' (did you mean '--target'?); './muybridge submit --help' lists the"
                          " options\n"), self.run_it("submit", "--targt", "remote"))
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_submit_isFlinksClientWithItsJarsFirst(self):
        self.run_it("setup")
        code, out, err = self.run_it("@submit", "--target", "remote", "a b", HADOOP_CONF_DIR="/etc/hadoop")
        self.assertEqual((0, ""), (code, err))
        target = self.clone / "job/target"
        self.assertIn(f"[-cp][{self.home}/flink/2.3.0/lib/*:{target}/lib/*:{target}/muybridge-job-1.jar:"
                      f"{self.home}/ray/2.60.0/ray_dist.jar:/etc/hadoop]", out)
        self.assertIn(f"[-Dmuybridge.cluster.files={target}/lib;{self.home}/ray/2.60.0/ray_dist.jar]", out)
        self.assertTrue(out.endswith("[dev.muybridge.cli.Main][submit][--target][remote][a b]\n"), out)
        self.assertEqual((1, "", f"muybridge: a cluster's JVMs cannot be told of a path with a blank in it: {self.home}\n"),
                         self.run_it("@submit", "--target", "yarn-application", "/a"))

    def test_session_isFlinksClientWithWhatItsProcessesNeed(self):
        self.home = self.top / "home"
        self.run_it("setup")
        code, out, err = self.run_it("@session", "/a/key", "--detached")
        self.assertEqual((0, ""), (code, err))
        ray, lib = f"{self.home}/ray/2.60.0/ray_dist.jar", self.clone / "job/target/lib"
        self.assertIn(f"{lib}/*:{self.clone}/job/target/muybridge-job-1.jar:{ray}]", out)
        self.assertRegex(out, r"\[org.apache.flink.yarn.cli.FlinkYarnSessionCli\]\[-Denv.java.opts.all=-XX:[^]]* -Dmuybridge.home="
                              rf"{self.home} [^]]*\]\[-Dyarn.ship-files={lib};{ray};/a/key\]\[--detached\]\n$")
        self.assertIn("[-Dyarn.ship-files=/a/key][-Dyarn.provided.lib.dirs=hdfs:///lib]",
                      self.run_it("@session", "/a/key", "-Dyarn.provided.lib.dirs=hdfs:///lib")[1])
        self.home = self.top / "a h\u00f6me"
        self.assertEqual((1, "", f"muybridge: a cluster's JVMs cannot be told of a path with a blank in it: {self.home}\n"),
                         self.run_it("@session", "/a/key"))

    def test_sessionScript_touchesNoFolderThatItDidNotMake(self):
        script = CLONE / "deploy/yarn/session.sh"
        self.assertIn("session.sh stop FOLDER", self.run_it("help", launcher=script)[1])
        for words, wrong in ((["begin"], "unknown command 'begin'; 'session.sh help' lists the commands"),
                             (["start"], "start needs a folder; it was given: nothing"),
                             (["start", "-Da=b"], "start needs a folder; it was given: -Da=b"),
                             (["@start", f"{self.top}/it's"], f"the path must not contain ' or ;, which have a meaning in settings: "
                                                              f"{self.top}/it's"),
                             (["@start", str(self.home)], f"FOLDER must be one that can be made: {self.home}"),
                             (["stop", str(self.home)], f"not the folder of a session: {self.home}")):
            self.home.mkdir(exist_ok=True)
            code, out, err = self.run_it(*words, launcher=script)
            self.assertEqual((2, "", f"session: {wrong}"), (code, out, err.splitlines()[-1]), words)
        self.assertTrue(self.home.is_dir())
        (self.home / "config.yaml").write_text("security.ssl.rest.enabled: true\n")
        (self.bin / "grep").symlink_to(shutil.which("grep"))
        self.assertEqual((2, "", f"session: FLINK_CONF_DIR has a key already, perhaps of another session: {self.home}\n"),
                         self.run_it("@start", f"{self.top}/new", launcher=script, FLINK_CONF_DIR=str(self.home)))
        self.assertFalse((self.top / "new").exists())

    def test_nightly_exitsAsItsRun_andNeverRunsTwiceAtOnce(self):
        (self.clone / "deploy/yarn").mkdir()
        nightly = self.clone / "deploy/yarn/nightly.sh"
        shutil.copy(CLONE / "deploy/yarn/nightly.sh", nightly)
        (self.bin / "flock").symlink_to(shutil.which("flock"))
        program(self.clone / "muybridge", "#!/bin/sh\nprintf '[%s]' \"$@\"; echo\n[ ! -e \"$CALLS.slow\" ] || read line\nexit 3\n")
        lock = self.top / "a lock"
        self.assertEqual((3, "[submit][--target][yarn-application][--wait][--input][a b]\n", ""),
                         self.run_it(lock, "--input", "a b", launcher=nightly))
        pathlib.Path(f"{self.calls}.slow").touch()
        base = {"PATH": str(self.bin), "CALLS": str(self.calls)}
        first = subprocess.Popen([nightly, lock], env=base, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.assertTrue(first.stdout.readline().startswith("[submit]"))
        self.assertEqual((75, "", f"nightly: the last run is still under way; {lock} is locked\n"),
                         self.run_it(lock, launcher=nightly))
        first.communicate("\n")
        pathlib.Path(f"{self.calls}.slow").unlink()
        self.assertEqual(3, self.run_it(lock, launcher=nightly)[0])
        self.assertEqual((2, "", "nightly: first the lock, a file, and then the options; was given: --input\n"),
                         self.run_it("--input", "a", launcher=nightly))

    def test_submit_answersWhatNeedsNoCluster_andWithoutOneFetchesNothing(self):
        shutil.copytree(CLONE / "deploy" / "flink", self.clone / "deploy" / "flink")
        see = "'deploy/flink/cluster.sh submit --help'"
        for words, wrong in ((["submit", "--prest", "slow"], f"unknown option '--prest' (did you mean '--preset'?); {see} lists the options"),
                             (["submit", "-d", "a.mp4", "--crf", "low"],
                              f"--crf takes 1..51, and was given: low; {see} says what that means"),
                             (["sumbit"], "unknown command 'sumbit' (did you mean 'submit'?); 'cluster.sh help' lists the commands")):
            self.assertEqual((2, "", f"cluster: {wrong}\n"), self.run_it(*words, launcher=self.clone / "deploy/flink/cluster.sh"))
        code, out, err = self.run_it("submit", "-d", "--help", launcher=self.clone / "deploy/flink/cluster.sh")
        self.assertEqual((0, ""), (code, err))
        self.assertTrue(out.startswith("Usage: muybridge submit "), out)
        self.assertEqual((1, "", f"cluster: no cluster is running in {self.home}/cluster; start one with 'cluster.sh start'\n"),
                         self.run_it("submit", "a.mp4", "--preset", "slow", launcher=self.clone / "deploy/flink/cluster.sh"))
        self.assertEqual(([], []), (self.installed(), self.called()))

    @unittest.skipUnless(os.geteuid() == 0, "only root can make another user's folder")
    def test_clusterInAnotherUsersFolder_isRefused(self):
        theirs = self.top / "theirs"
        (theirs / "plugins").mkdir(parents=True)
        (theirs / ".muybridge-flink-cluster").touch()
        os.chown(theirs, 12345, 12345)
        for command in ("@start", "start", "submit", "status", "restart", "stop", "flink"):
            self.assertEqual((2, "", f"cluster: {theirs} belongs to another user; choose another folder with MUYBRIDGE_CLUSTER\n"),
                             self.run_it(command, launcher=CLONE / "deploy/flink/cluster.sh", MUYBRIDGE_CLUSTER=str(theirs)), command)
        self.assertEqual(0, self.run_it("help", launcher=CLONE / "deploy/flink/cluster.sh", MUYBRIDGE_CLUSTER=str(theirs))[0])

    def test_commandsOfThePages_areTaken(self):
        self.put_environment("requirements-bench.txt", "venv-bench")
        for folder in ("results", "OUTPUT", "output", "footage", "clips"):
            (self.top / folder).mkdir()
        pages = [CLONE / "README.md", *sorted((CLONE / "job/docs").glob("*.md"))]
        commands = {command.strip() for page in pages
                    for command in re.findall(r"(?m)(?:^|`)\./muybridge ([^`#\n]+)", page.read_text())}
        self.assertLess(8, len(commands))
        # What "test" runs includes this.
        for command in sorted(commands - {"test", "test --all"}):
            code, out, err = self.run_it(*shlex.split(command))
            self.assertNotEqual(2, code, f"{command}: {err}")

    def test_unknownSetupOption_isWrongUsage(self):
        self.assertEqual((2, "", "muybridge: setup takes no options except --all; got: --most x\n"),
                         self.run_it("setup", "--most", "x"))

    def test_unknownTestOption_isWrongUsage(self):
        for options in (["--most"], ["--all", "x"], ["--limit", "3"], [""], ["--all", "--limit"], ["--all --limit 3"]):
            self.assertEqual((2, "", "muybridge: test takes --all, or --all --limit MINUTES, or --help; it was given: "
                              + " ".join(options) + "\n"), self.run_it("test", *options))
        self.assertEqual((2, "", "muybridge: --limit takes a number of minutes; it was given: soon\n"),
                         self.run_it("test", "--all", "--limit", "soon"))
        self.assertEqual([], self.installed())

    def test_helpOfTest_isPrintedAndNothingIsRun(self):
        code, out, err = self.run_it("test", "--help")
        self.assertEqual((0, ""), (code, err))
        self.assertIn("./muybridge test --all --limit MINUTES", out)
        self.assertEqual(([], []), (self.installed(), self.called()))

    def test_otherPlatform_isRefused(self):
        (self.bin / "uname").unlink()
        program(self.bin / "uname", "#!/bin/sh\necho Linux aarch64\n")
        self.assertEqual((1, "", "muybridge: runs on x86-64 Linux only; this machine is Linux aarch64\n"),
                         self.run_it("setup"))

    def test_run_passesOptionsAndExitCodeThroughSymlink(self):
        link = self.top / "lïnk"
        link.symlink_to(self.clone / "muybridge")
        (self.top / "a b").mkdir()
        self.run_it("setup")
        code, out, err = self.run_it("run", "--input", "a b", "*", launcher=link, JAVA_EXITS="3", LANG="C")
        self.assertEqual((3, ""), (code, err))
        target = self.clone / "job/target"
        self.assertTrue(out.startswith(
            f"[2][C.UTF-8][{self.top}][-cp][{target}/muybridge-job-1.jar:{target}/lib/other-1.jar:{target}/flink/flink-1.jar:"
            f"{self.home}/ray/2.60.0/ray_dist.jar]"
            f"[-XX:SharedArchiveFile={target}/classes.jsa][-Dmuybridge.worker.archive={target}/worker.jsa][-Xshare:auto][-Xlog:cds*=off][-Xmx768m]"), out)
        self.assertIn(f"[-Dmuybridge.home={self.home}]", out)
        self.assertTrue(out.endswith("[dev.muybridge.cli.Main][run][--input][a b][*]\n"), out)

    def test_bench_isAProgramOfItsOwn(self):
        self.put_environment("requirements-bench.txt", "venv-bench")
        self.run_it("setup")
        code, out, err = self.run_it("bench", "seams", "--model", "lite")
        self.assertEqual((0, ["fetching samples/t.mp4, 1 MB"]), (code, [line.split(" ... ")[0] for line in err.splitlines()]))
        target, bench = self.clone / "job/target", self.clone / "job/bench/target"
        self.assertIn(f"[-cp][{bench}/muybridge-bench-1.jar:{bench}/lib/*:{target}/muybridge-job-1.jar:{target}/lib/other-1.jar:", out)
        self.assertTrue(out.endswith("[dev.muybridge.bench.BenchMain][bench][seams][--model][lite]\n"), out)

    def test_bench_elsewhereThanOnADisk_fetchesItsServers(self):
        self.put_environment("requirements-bench.txt", "venv-bench")
        self.run_it("setup")
        self.run_it("bench", "chaos", "--kills", "1")
        pins = self.clone / "deploy/setup/pins.json"
        fetched = json.loads(pins.read_text())
        jars = {name: {**self.jars("a jar\n"), "folder": name} for name in ("hadoop", "s3-server")}
        flink = {**fetched["demo-video"], "files": {"flink/it": fetched["demo-video"]["files"]["samples/demo.mp4"]}}
        pins.write_text(json.dumps({**fetched, **jars, "flink": flink}))
        for words, more in ((["--place", "ray"], {"plugins", "s3-server"}), (["--place=YARN"], {"flink", "hadoop"})):
            before = set(self.installed())
            code, out, err = self.run_it("bench", "chaos", *words, "--kills", "1")
            self.assertEqual(0, code, err)
            self.assertEqual(more, {file.split("/")[0] for file in set(self.installed()) - before})

    def test_run_becomesTheJvm(self):
        self.put_java("echo $$\nexec sleep 30\n")
        child = self.start("run")
        self.assertEqual(str(child.pid), child.stdout.readline().strip())
        child.send_signal(signal.SIGTERM)
        self.assertEqual(-signal.SIGTERM, child.wait(5))
        child.communicate()

    def test_run_leavesIgnoredSignalsIgnored(self):
        self.put_java("kill -HUP $$\necho still here\n")
        nohup = self.top / "nohup"
        program(nohup, f"#!/bin/sh\ntrap '' HUP\nexec '{self.clone}/muybridge' run\n")
        self.assertEqual((0, "still here\n", ""), self.run_it(launcher=nohup))

    def test_demo_saysWhereTheVideoIs(self):
        pathlib.Path(f"{self.calls}.video").touch()
        code, out, err = self.run_it("demo", "--output", f"{self.calls}.out")
        self.assertEqual(0, code, err)
        self.assertIn(f"[run][--output][{self.calls}.out][--input][{self.home}/samples/demo.mp4]\n", out)
        self.assertTrue(out.endswith(f"the annotated video is {self.calls}.out/annotated/demo.mp4\n"), out)
        self.assertNotIn("samples/t.mp4", self.installed())

    def test_demo_passesSignalsOn(self):
        self.put_java("trap 'echo ended; exit 143' TERM\necho up\nsleep 30 & wait\n")
        child = self.start("demo")
        self.assertEqual("up\n", child.stdout.readline())
        child.send_signal(signal.SIGTERM)
        self.assertEqual("ended\n", child.stdout.readline())
        self.assertEqual(143, child.wait(5))
        child.stdout.close()
        child.stderr.close()

    def test_doctor_changesNothing(self):
        code, out, err = self.run_it("doctor")
        self.assertEqual((1, ""), (code, err))
        self.assertEqual(["not built yet; './muybridge setup', run or demo will do this first, and fetch up to 402 MB:",
                          "  fetching lib.so, 1 MB", "  fetching models-raw/2.0/m.tflite, 1 MB",
                          "  building Muybridge with Maven", "  bundling the pose models"],
                         out.splitlines()[:-1])
        self.assertIn(f"parts go to {self.home}, Java libraries (400 MB, if they are not there yet) to Maven's repository", out)
        self.assertEqual(([], []), (self.installed(), self.called()))
        self.assertEqual([], self.installed())

    # the two sizes of the test suite

    def suite(self, *options, first="", second=""):
        """`test` without set-up, whose own tests pass, with an mvn that runs a shell command each of its two times."""
        (self.clone / "deploy/setup/test_setup.py").write_text("")
        program(self.bin / "mvn", f"""#!/bin/sh
echo "${{MUYBRIDGE_TEST_UNTIL:-forever}} $*" >> "$CALLS"
mkdir -p udfs/target/failsafe-reports job/bench/target/surefire-reports
case $* in *-Dgroups=all*) {second} true ;; *) {first} true ;; esac
""")
        return self.run_it("@test", *options)

    @staticmethod
    def report(folder, name, *cases):
        """A shell command that writes what Maven reports of a class; a case with a reason was skipped."""
        lines = "".join(f'<testcase name="{case}" classname="a.{name}">'
                        + (f'<skipped message="{reason}"/>' if reason else "") + "</testcase>" for case, reason in cases)
        return f"echo '<testsuite>{lines}</testsuite>' > {folder}/TEST-a.{name}.xml;"

    def test_test_isOneRunOfMaven(self):
        self.assertEqual((0, "", ""), self.suite())
        self.assertEqual("forever -B -C verify\n", self.calls.read_text())

    def test_all_isTwoRunsOfMaven_andNamesWhatWasSkipped(self):
        udfs, bench = "udfs/target/failsafe-reports", "job/bench/target/surefire-reports"
        old = self.clone / udfs / "TEST-a.OldIT.xml"
        old.parent.mkdir(parents=True)
        old.write_text('<testsuite><testcase name="gone" classname="a.OldIT"/></testsuite>')
        os.utime(old, (1, 1))
        code, out, err = self.suite(
            "--all", "--limit", "3",
            first=self.report(udfs, "BothIT", ("short", None), ("tool", "Assumption failed: no  go here")),
            second=self.report(udfs, "BothIT", ("long", None)) + self.report(bench, "ChaosIT", ("kills", "time was up")))
        self.assertEqual((0, ""), (code, err))
        self.assertEqual("test --all: 2 tests ran, 2 skipped: BothIT.tool (no go here), ChaosIT.kills (time was up)\n", out)
        first, second = self.calls.read_text().splitlines()
        self.assertEqual("forever -B -C verify -Dfailsafe.rerunFailingTestsCount=1", first)
        self.assertTrue(second.partition(" ")[2].startswith("-B -C verify -Dgroups=all -DexcludedGroups= "), second)
        self.assertAlmostEqual(time.time() + 180, int(second.partition(" ")[0]), delta=20)

    def test_allWithALimit_triesTwice_andNamesWhatNeededThat(self):
        late = self.report("udfs/target/failsafe-reports", "LateIT", ("once", None), ("twice", None)).replace(
            'name="twice" classname="a.LateIT">', 'name="twice" classname="a.LateIT"><flakyFailure type="x"/>')
        self.assertEqual((0, "test --all: 2 tests ran, 0 skipped; passed only at a second try: LateIT.twice\n", ""),
                         self.suite("--all", "--limit", "3", second=late))
        first, second = self.calls.read_text().splitlines()
        for call in first, second:
            self.assertIn(" -Dfailsafe.rerunFailingTestsCount=1", call)

    def test_allWithoutLimit_hasNone(self):
        code, out, err = self.suite("--all")
        self.assertEqual((0, "test --all: 0 tests ran, 0 skipped\n"), (code, out))
        self.assertEqual(["forever"] * 2, [line.split()[0] for line in self.calls.read_text().splitlines()])
        self.assertNotIn("rerunFailingTestsCount", self.calls.read_text())

    def test_allAfterAFailure_endsThereAndSaysSo(self):
        report = self.report("udfs/target/failsafe-reports", "OneIT", ("one", None))
        self.assertEqual((1, "test --all: 1 tests ran, 0 skipped; the long ones were not begun\n", ""),
                         self.suite("--all", first=report + "exit 1;"))
        self.assertEqual((7, "test --all: 1 tests ran, 0 skipped; some of the long ones failed\n", ""),
                         self.suite("--all", second=report + "exit 7;"))

    def test_allThatIsStopped_stopsMaven(self):
        (self.clone / "deploy/setup/test_setup.py").write_text("")
        program(self.bin / "mvn", "#!/bin/sh\ntrap 'echo ended; exit 143' TERM\necho up\nsleep 30 & wait\n")
        child = self.start("@test", "--all")
        self.assertEqual("up\n", child.stdout.readline())
        child.send_signal(signal.SIGTERM)
        self.assertEqual("ended\n", child.stdout.readline())
        self.assertEqual(143, child.wait(5))
        child.stdout.close()
        child.stderr.close()

    # what the machine lacks

    def test_missingPrograms_areAllNamed(self):
        for name in ("java", "javac", "mvn", "npm", "g++", "ldconfig"):
            (self.bin / name).unlink()
        program(self.bin / "ldconfig", "#!/bin/sh\necho 'libEGL.so.1 (libc6) => /a/32-bit/one'\n")
        code, out, err = self.run_it("setup")
        self.assertEqual((1, ""), (code, out))
        self.assertEqual("""missing: java (Debian package default-jdk-headless)
missing: javac (Debian package default-jdk-headless)
missing: mvn (Debian package maven)
missing: npm (Debian package npm)
missing: g++ (Debian package g++)
missing: libEGL.so.1 (Debian package libegl1)
missing: libGLESv2.so.2 (Debian package libgles2)
""", err)
        self.assertEqual([], self.installed())

    def test_missingPython_isNamed(self):
        (self.bin / "python3").unlink()
        self.assertEqual((1, "", "missing: python3 (Debian package python3)\n"
                          "missing: Python's venv (Debian package python3-venv)\n"), self.run_it("run"))

    def test_missingVenv_isNamed(self):
        (self.bin / "python3").unlink()
        program(self.bin / "python3", f"#!/bin/sh\ncase $2 in *ensurepip*) exit 1 ;; esac\nexec {os.sys.executable} \"$@\"\n")
        self.assertEqual((1, "", "missing: Python's venv (Debian package python3-venv)\n"), self.run_it("run"))

    def test_oldJava_isNamed(self):
        program(self.bin / "javac", "#!/bin/sh\necho 'Picked up JAVA_TOOL_OPTIONS: -Xmx99g'; echo 'javac 11.0.2'\n")
        self.assertEqual((1, "", "missing: javac 17 or newer, found 11 (Debian package default-jdk-headless)\n"),
                         self.run_it("run"))

    def test_javaHomeWithoutCompiler_isNamed(self):
        program(self.bin / "javac", "#!/bin/sh\necho 'javac 17'\n")
        code, out, err = self.run_it("run", JAVA_HOME="/no/jdk")
        self.assertEqual(1, code)
        self.assertIn("missing: /no/jdk/bin/javac (Debian package default-jdk-headless)\n", err)

    # set-up

    def test_setup_fetchesBuildsAndBundlesOnce(self):
        code, out, err = self.run_it("setup")
        self.assertEqual((0, ""), (code, out))
        self.assertEqual(["fetching lib.so, 1 MB", "fetching models-raw/2.0/m.tflite, 1 MB", "fetching samples/demo.mp4, 1 MB",
                          "building Muybridge with Maven", "bundling the pose models", "preparing quicker starts of later runs"],
                         [line.split(" ... done in ")[0] for line in err.splitlines()])
        bundles = [f"models/2.0-nomask/pose_landmarker_{size}.task" for size in sorted(SIZES)]
        self.assertEqual(["lib.so", "models-raw/2.0/m.tflite", *bundles, "samples/demo.mp4"],
                         sorted(self.installed(), key=lambda path: path.replace("models/", "models0/")))
        self.assertEqual((0, "", ""), self.run_it("setup"))
        self.assertEqual(["npm", "npm", "npm", "mvn", "bundle", "archive"], self.called())

    def test_demo_doesNotWaitForQuickStarts(self):
        self.assertNotIn("quicker starts", self.run_it("demo")[2])
        self.assertEqual("preparing quicker starts of later runs", self.run_it("run")[2].split(" ... ")[0])

    def test_setup_takesWhatIsThereAndRight(self):
        self.run_it("setup")
        shutil.rmtree(self.home / "stamps")
        self.assertEqual((0, "bundling"), (lambda code, out, err: (code, err.split()[0]))(*self.run_it("setup")))
        self.assertEqual(3, self.called().count("npm"))

    def test_damagedFile_isFetchedAgain(self):
        self.run_it("setup")
        (self.home / "samples/demo.mp4").write_bytes(b"half")
        code, out, err = self.run_it("demo")
        self.assertEqual(0, code)
        self.assertEqual(["fetching samples/demo.mp4, 1 MB"], [line.split(" ... ")[0] for line in err.splitlines()])
        self.assertEqual(b"bytes of a video", (self.home / "samples/demo.mp4").read_bytes())

    def test_changedSource_isBuiltAgain(self):
        self.run_it("setup")
        for source in ("job/src/main/java/Main.java", "job/bench/src/main/java/Bench.java"):
            (self.clone / source).write_text("other")
            code, out, err = self.run_it("run")
            self.assertEqual("building Muybridge with Maven", err.split(" ... ")[0])
            self.assertEqual((0, ""), self.run_it("run")[::2])

    def test_missingJar_isBuiltAgain(self):
        self.run_it("setup")
        for jar in ("job/target/muybridge-job-1.jar", "job/bench/target/muybridge-bench-1.jar"):
            (self.clone / jar).unlink()
            code, out, err = self.run_it("run")
            self.assertEqual("building Muybridge with Maven", err.split(" ... ")[0])

    def test_changedPom_leavesNoOldDependency(self):
        self.run_it("setup")
        old = [self.clone / "job/target" / file for file in ("lib/other-0.9.jar", "flink/flink-0.9.jar")]
        for file in old:
            file.touch()
        (self.clone / "pom.xml").write_text("other")
        self.run_it("run")
        self.assertEqual([["other-1.jar"], ["flink-1.jar"]], [os.listdir(file.parent) for file in old])

    def test_otherClone_sharesTheParts(self):
        self.run_it("setup")
        other = self.top / "other"
        shutil.copytree(self.clone, other, ignore=shutil.ignore_patterns("target"))
        code, out, err = self.run_it("setup", launcher=other / "muybridge")
        self.assertEqual(["building Muybridge with Maven", "preparing quicker starts of later runs"],
                         [line.split(" ... ")[0] for line in err.splitlines()])

    def test_olderClone_keepsItsOwnBundles(self):
        older = self.top / "older"
        shutil.copytree(self.clone, older)
        made = older / "deploy/setup/setup.py"
        made.write_text(made.read_text().replace(f'"{setup.BUNDLES_REVISION}"', '"mask"'))
        for _ in range(2):
            self.assertEqual(0, self.run_it("setup")[0])
            self.assertEqual(0, self.run_it("setup", launcher=older / "muybridge", REVISION="mask")[0])
        self.assertEqual(2, self.called().count("bundle"))
        self.assertEqual(["2.0-mask", "2.0-nomask"], sorted(os.listdir(self.home / "models")))

    def test_changedJar_getsAnArchiveOfItsOwn(self):
        self.run_it("setup")
        (self.clone / "job/target/lib/other-1.jar").write_text("longer")
        err = self.run_it("run")[2]
        self.assertEqual("preparing quicker starts of later runs", err.split(" ... ")[0])
        self.assertEqual((0, ""), self.run_it("run")[::2])
        (self.clone / "job/target/classes.jsa").write_text("half")
        self.assertIn("preparing", self.run_it("run")[2])
        self.assertEqual(3, self.called().count("archive"))

    def test_archiveThatCannotBeMade_isNotTriedAgain_andNothingDependsOnIt(self):
        self.run_it("setup")
        pathlib.Path(f"{self.calls}.fail").touch()
        (self.clone / "job/target/lib/other-1.jar").write_text("longer")
        (self.bin / "npm").unlink()
        self.assertEqual(0, self.run_it("run")[0])
        code, out, err = self.run_it("run")
        self.assertEqual((0, ""), (code, err))
        self.assertIn("ray_dist.jar][-Xshare:auto][-Xlog:cds*=off][-Xmx768m]", out)
        self.assertEqual(2, self.called().count("archive"))

    def test_wrongPackage_installsNothing(self):
        self.pack({"models": b"evil bytes", "video": b"more"})
        code, out, err = self.run_it("setup")
        self.assertEqual(1, code)
        self.assertRegex(err, r"^fetching lib.so, 1 MB ... failed\n"
                              r"muybridge: the package has sha512-\S+, not the pinned sha512-\S+; nothing was installed\n$")
        self.assertEqual([], self.installed())

    def test_wrongFileInPackage_installsNothing(self):
        self.pin({"models": b"other bytes", "video": b""})
        code, out, err = self.run_it("setup")
        self.assertEqual(1, code)
        self.assertRegex(err, r"muybridge: package/models has SHA-256 \S+, not the pinned \S+; nothing was installed\n$")
        self.assertEqual([], self.installed())

    def test_pathOnS3_fetchesThePluginOnce_andOtherPathsDoNot(self):
        self.run_it("setup")
        before = self.called()
        (self.top / "clips/s3").mkdir(parents=True)
        self.assertEqual("", self.run_it("run", "--input", "clips/s3", "--output", "x")[2])
        self.assertFalse((self.home / "plugins").exists())

        for words in (["--input", "s3://bucket/in"], ["--output=s3a://bucket/out"], ["night=s3://bucket/in"]):
            shutil.rmtree(self.home / "plugins", ignore_errors=True)
            out, err = self.run_it("run", *words)[1:]
            self.assertRegex(err, r"^fetching a plugin, 1 MB \.\.\. done in \d+ s\n$")
            self.assertIn("[run]" + "".join(f"[{word}]" for word in words), out)
            self.assertEqual(["plugins/s3/plugin-1.jar"], [file for file in self.installed() if file.startswith("plugins")])
            self.assertEqual("", self.run_it("run", *words)[2])
        self.assertEqual(3, len(self.called()) - len(before))

    def test_damagedPlugin_isFetchedAgain(self):
        self.run_it("run", "s3://bucket/in")
        jar = self.home / "plugins/s3/plugin-1.jar"
        jar.write_text("another\n")
        self.assertIn("fetching a plugin", self.run_it("run", "s3://bucket/in")[2])
        self.assertEqual("a jar\n", jar.read_text())

    def test_wrongPlugin_installsNothing(self):
        pins = self.clone / "deploy/setup/pins.json"
        pins.write_text(json.dumps({**json.loads(pins.read_text()), "s3-plugin": self.jars("another jar\n")}))
        code, out, err = self.run_it("run", "s3://bucket/in")
        self.assertEqual(1, code)
        self.assertRegex(err, "the jars have the checksum [0-9a-f]{64}, not the pinned [0-9a-f]{64}; nothing was installed\n$")
        self.assertFalse((self.home / "plugins").exists())

    def test_kubernetes_isBuiltOnceWhereThereIsGo(self):
        go = """#!/bin/sh
echo go "$1" >> "$CALLS"
case $1 in
  build) while [ "$1" != -o ]; do shift; done; echo "$3" > "$2" ;;
  mod) echo "{\\"Dir\\": \\"$MODULE\\"}" ;;
esac
"""
        module = self.top / "kuberay"
        (module / "config/crd/bases").mkdir(parents=True)
        (module / "config/crd/bases/ray.io_rayclusters.yaml").write_text("kinds")
        (self.bin / "nice").symlink_to(shutil.which("nice"))
        environment = {"PATH": str(self.bin), "CALLS": str(self.calls), "MODULE": str(module)}
        with unittest.mock.patch.multiple(setup, HOME=self.home, HERE=self.clone / "deploy/setup"), \
                unittest.mock.patch.dict(os.environ, environment, clear=True):
            part = setup.Kubernetes()
            self.assertTrue(part.ready(False))  # there is nothing to build it with
            program(self.bin / "go", go)
            self.assertFalse(part.ready(False))
            scratch = self.top / "scratch"
            scratch.mkdir()
            part.make(scratch)
            self.assertTrue(part.ready(True))
        folder = self.home / "kubernetes/1.34.4"
        self.assertEqual("kinds", (folder / "ray.io_rayclusters.yaml").read_text())
        self.assertEqual({name: package + "\n" for name, (_, package) in part.programs.items()},
                         {name: (folder / name).read_text() for name in part.programs})
        self.assertEqual(["go", "build"] * 3 + ["go", "mod"], self.called())

    def for_pods(self, *lacking):
        """As on a machine where root has all that pods need but those programs."""
        for name in {*setup.POD_PROGRAMS, "go"} - {*lacking}:
            program(self.bin / name, "#!/bin/sh\nexit 1\n")
        return (unittest.mock.patch.multiple(setup, HOME=self.home), unittest.mock.patch.dict(os.environ, {"PATH": str(self.bin)}, clear=True))

    def test_whatPodsNeed_isMadeOnlyWhereRootHasTheRest(self):
        for lacking, user, ready in (((), 0, False), (("buildah",), 0, True), ((), 1000, True)):
            home, path = self.for_pods(*lacking)
            with home, path, unittest.mock.patch.object(os, "geteuid", return_value=user):
                self.assertEqual([ready] * 2, [part().ready(False) for part in (setup.Node, setup.PodImages)])
            for name in (*setup.POD_PROGRAMS, "go"):
                (self.bin / name).unlink(missing_ok=True)

    def test_podImages_areMadeOfFlinkAndItsScripts(self):
        scripts = self.top / "pods"
        scripts.mkdir()
        program(scripts / "images.sh", """#!/bin/sh
cd "$3" && find . -type f -printf '%p %m\\n' | sort >"$2/flink.tar"
touch "$2/debian.tar" "$2/pause.tar"
""")
        (scripts / "Dockerfile.flink").write_text("FROM debian")

        def download(part, folder):
            with zipfile.ZipFile(folder / "it.whl", "w") as package:
                for name in ("bin/run.sh", "bin/", "conf/config.yaml", "examples/no.py"):
                    package.writestr(f"pyflink/{name}", name)
                package.writestr("LICENSE", "")
            return folder / "it.whl"

        for file in ("bin/java.jar", "lib/flink.jar"):
            path = self.home / "flink/2.3.0" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file)
        scratch = self.top / "scratch"
        scratch.mkdir()
        with unittest.mock.patch.multiple(setup, HOME=self.home, HERE=self.top), unittest.mock.patch.object(setup.Fetched, "download", download), \
                unittest.mock.patch.object(setup, "can_run_pods", return_value=True):
            part = setup.PodImages()
            self.assertFalse(part.ready(False))
            part.make(scratch)
            self.assertTrue(part.ready(True))
        self.assertEqual("./bin/java.jar 644\n./bin/run.sh 755\n./conf/config.yaml 644\n./lib/flink.jar 644\n", (self.home / "pod-images/flink.tar").read_text())

    def test_kubernetes_thatCannotBeBuilt_holdsUpNothingElse(self):
        (self.bin / "nice").symlink_to(shutil.which("nice"))
        program(self.bin / "go", "#!/bin/sh\necho no such module\nexit 1\n")
        environment = {"PATH": str(self.bin), "CALLS": str(self.calls)}
        said = io.StringIO()
        with unittest.mock.patch.multiple(setup, HOME=self.home, HERE=self.clone / "deploy/setup"), \
                unittest.mock.patch.dict(os.environ, environment, clear=True), contextlib.redirect_stderr(said):
            setup.set_up(["kubernetes"], False)
        self.assertRegex(said.getvalue(), r"failed\nnice ended with code 1(.|\n)*no such module\nthe tests that need it are skipped\n$")

    def test_settingsOfStorage_areTheJvms(self):
        (self.top / "clips").mkdir()
        for given, wanted in (({}, "[-Dmuybridge.storage=]"), ({"MUYBRIDGE_STORAGE": "/a file"}, "[-Dmuybridge.storage=/a file]")):
            self.assertIn(wanted, self.run_it("run", "--input", "clips", **given)[1])

    def test_failedTool_showsTheEndOfItsOutput(self):
        pathlib.Path(f"{self.calls}.fail").touch()
        self.assertEqual((1, "", "fetching lib.so, 1 MB ... failed\n"
                          "muybridge: npm ended with code 7; its last lines were:\n  registry is asleep\n"), self.run_it("run"))

    def test_failedBuild_showsTheErrorAndIsTriedAgain(self):
        self.run_it("setup")
        (self.clone / "job/src/main/java/Main.java").write_text("broken")
        pathlib.Path(f"{self.calls}.fail").touch()
        for _ in range(2):
            code, out, err = self.run_it("run")
            self.assertEqual(1, code)
            self.assertIn("mvn ended with code 1; its last lines were:\n  Main.java:3: error: no such thing\n", err)

    def test_stoppedSetup_leavesNothingAndGoesOn(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            pathlib.Path(f"{self.calls}.slow").touch()
            self.calls.unlink(missing_ok=True)
            child = self.start("setup")
            while not self.calls.exists():
                time.sleep(0.01)
            child.send_signal(number)
            err = child.communicate(timeout=5)[1]
            self.assertEqual(128 + number, child.returncode)
            self.assertEqual("fetching lib.so, 1 MB ... stopped\nstopped; run the same command again to continue\n", err)
            self.assertEqual([], self.installed())
        pathlib.Path(f"{self.calls}.slow").unlink()
        self.assertEqual(0, self.run_it("setup")[0])

    def test_ray_isInstalledFromItsPackage_andItsJarHasOnePathAndNoLoggers(self):
        jar = io.BytesIO()
        with zipfile.ZipFile(jar, "w") as whole:
            for name in ("io/ray/", "io/ray/Ray.class", "log4j2.xml", "org/slf4j/Logger.class"):
                whole.writestr(name, "")
        wheel = self.top / "ray-2.60.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as package:
            package.writestr("ray/jars/ray_dist.jar", jar.getvalue())
            package.writestr("ray-2.60.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: ray\nVersion: 2.60.0\n")
            package.writestr("ray-2.60.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            package.writestr("ray-2.60.0.dist-info/RECORD", "")
        hashed = hashlib.sha256(wheel.read_bytes()).hexdigest()
        wanted = self.clone / "deploy/setup/requirements-ray.txt"
        wanted.write_text(f"ray @ file://{wheel} --hash=sha256:{hashed}\n")
        code, out, err = self.run_it("run")
        self.assertEqual(0, code, err)
        self.assertIn("installing Ray 2.60.0, 80 MB ... done in ", err)
        with zipfile.ZipFile(self.home / "ray/2.60.0/ray_dist.jar") as ours:
            self.assertEqual(["io/ray/Ray.class"], ours.namelist())
        self.assertTrue((self.home / "ray/2.60.0/bin/python").exists())
        self.assertEqual((0, ""), self.run_it("run")[::2])

    def test_versionOfFlink_isTheSameEverywhere(self):
        self.assertIn(f"<flink.version>{setup.FLINK_VERSION}</flink.version>", (CLONE / "pom.xml").read_text())
        self.assertIn(f"FLINK_VERSION = \"{setup.FLINK_VERSION}\";", (CLONE / "udfs/src/main/java/dev/muybridge/install/Installation.java").read_text())
        self.assertEqual(f"apache-flink-libraries=={setup.FLINK_VERSION}", setup.PINS["flink"]["pip"])
        self.assertIn(f"\nflink_version={setup.FLINK_VERSION}\n", (CLONE / "deploy/flink/cluster.sh").read_text())
        self.assertIn(f"\nflink_version={setup.FLINK_VERSION}\n", (CLONE / "muybridge").read_text())
        self.assertIn(f"<version>{setup.FLINK_VERSION}</version>", (HERE / "jars/s3-plugin.xml").read_text())
        for path in setup.PINS["flink"]["files"]:
            self.assertTrue(path.startswith(f"flink/{setup.FLINK_VERSION}/"), path)

    def test_versionsOfModelsAndBundles_areTheSameEverywhere(self):
        java = (CLONE / "udfs/src/main/java/dev/muybridge/install/Installation.java").read_text()
        version = setup.PINS["models"]["npm"].rpartition("@")[2]
        self.assertIn(f"MODELS_VERSION = \"{version}\";", java)
        self.assertIn(f"BUNDLES_VERSION = MODELS_VERSION + \"-{setup.BUNDLES_REVISION}\";", java)

    def test_versionOfRay_isTheSameEverywhere(self):
        pinned = "ray==" + setup.RAY_VERSION
        self.assertIn(pinned + " ", (HERE / "requirements-ray.txt").read_text())
        self.assertIn(f"RAY_VERSION = \"{setup.RAY_VERSION}\";", (CLONE / "udfs/src/main/java/dev/muybridge/install/Installation.java").read_text())
        self.assertIn(f"<ray.version>{setup.RAY_VERSION}</ray.version>", (CLONE / "pom.xml").read_text())
        self.assertIn(f"ray_version={setup.RAY_VERSION}\n", (CLONE / "muybridge").read_text())
        self.assertIn(f"\nray_version={setup.RAY_VERSION}\n", (CLONE / "deploy/flink/cluster.sh").read_text())

    def test_twoAtOnce_secondWaitsAndFindsAllDone(self):
        program(self.bin / "mvn", MVN.replace("touch", "sleep 1; touch"))
        first = self.start("setup")
        while "npm" not in self.called():
            time.sleep(0.01)
        code, out, err = self.run_it("setup")
        self.assertEqual((0, f"waiting for another set-up in {self.home} to finish\n"), (code, err))
        first.communicate()
        self.assertEqual(0, first.returncode)
        self.assertEqual(["npm", "npm", "npm", "mvn", "bundle", "archive"], self.called())


def run_on_two_cores():
    """Every other test in a process of its own; says whether all have passed."""
    names = [f"{tests.__name__}.{name}" for tests in (SetupTest, NightlyTest) for name in unittest.defaultTestLoader.getTestCaseNames(tests)]
    halves = [subprocess.Popen([sys.executable, "-B", __file__, *names[i::2]]) for i in range(2)]
    return not any([half.wait() for half in halves])


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(0 if run_on_two_cores() else 1)
    unittest.main()
