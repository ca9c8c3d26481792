"""Sets up what a command needs, each part once for all clones, then becomes the command that follows `--`.

    setup.py NEEDS... [-- COMMAND...]

NEEDS are keys of NEEDS below. Nothing is printed if there is nothing to do. A part is fetched to a temporary
folder, checked against its pinned checksum, renamed into place, and marked as complete last. So an interruption at any
moment leaves either the whole part or nothing, and the next start continues from there. Standard library only.
"""

import base64
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # isolated Python does not look beside the program
from tools import HEEDED, Failed, Stopped, call, checksum, digest, heed, say, signals, write_atomically  # noqa: E402

CLONE = HERE.parent.parent
PACKED = (CLONE / "home").is_dir()  # by dist.py: there are jars, but no sources
HOME = pathlib.Path(os.environ.get("MUYBRIDGE_HOME", "")).absolute()
PINS = json.loads((HERE / "pins.json").read_text())
RAY_VERSION = "2.60.0"
FLINK_VERSION = "2.3.0"
MAVEN_MEGABYTES = 400  # libraries and plug-ins for a build in an empty repository
POD_PROGRAMS = ("containerd", "runc", "iptables", "conntrack", "debootstrap", "buildah")
BUNDLES_REVISION = "nomask"  # what bundling makes of the models; other clones make other things of the same ones

NEEDS = {
    "run": ["library", "models", "ray", "build", "bundles", "archive"],
    "setup": ["library", "models", "ray", "demo-video", "build", "bundles", "archive"],
    "demo": ["library", "models", "ray", "demo-video", "build", "bundles"],  # quick starts can wait until there is something to see
    "bench": ["library", "models", "ray", "demo-video", "test-videos", "bench-tools", "build", "bundles", "archive"],
    "bench-yarn": ["flink", "hadoop"],  # besides what bench needs
    "bench-ray": ["s3-plugin", "s3-server"],
    "flink": ["library", "models", "ray", "flink", "build", "bundles"],
    "s3": ["s3-plugin"],
    "dist": ["library", "models", "flink", "s3-plugin", "build", "bundles"],
    "test": ["library", "models", "ray", "flink", "s3-plugin", "s3-server", "demo-video", "test-videos", "test-tools", "bundles"],
    "test-all": ["library", "models", "ray", "flink", "s3-plugin", "s3-server", "demo-video", "test-videos", "test-tools",
                 "hadoop", "operator-api", "kubernetes", "node", "pod-images", "bench-tools", "bundles"],
    "all": ["library", "models", "ray", "flink", "s3-plugin", "s3-server", "demo-video", "test-videos", "test-tools",
            "hadoop", "operator-api", "kubernetes", "node", "pod-images", "bench-tools", "build", "bundles", "archive"],
}


def make_venv(folder, scratch):
    call([sys.executable, "-I", "-m", "venv", folder], scratch / "venv.log", scratch)


def pip(python, scratch, *arguments):
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--no-deps",
               "--only-binary=:all:", "--require-hashes"]
    call([python, "-I", "-m", "pip", arguments[0], *options, *arguments[1:]], scratch / "pip.log", scratch)


def downloading_python(scratch):
    """A Python with pip: Debian's own has pip in virtual environments only."""
    home = HOME / "pip" / digest(sys.base_prefix, sys.version)
    if not (home / "complete").exists():
        shutil.rmtree(home, ignore_errors=True)
        make_venv(home, scratch)
        (home / "complete").touch()
    return home / "bin" / "python"


class Files:
    """Files below HOME with a stamp that records what was checked, so that later starts need not read them again."""

    def __init__(self, name, pins, paths):
        self.stamp = HOME / "stamps" / f"{name}-{digest(pins)}.json"
        self.paths = list(paths)

    def state(self):
        return {path: [(HOME / path).stat().st_size, (HOME / path).stat().st_mtime_ns] for path in self.paths}

    def stamped(self):
        try:
            return json.loads(self.stamp.read_text()) == self.state()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return False

    def put(self, staged):
        """Moves complete files, by their path below HOME, into place."""
        for path, source in staged.items():
            (HOME / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, HOME / path)
        write_atomically(self.stamp, json.dumps(self.state()))


class Fetched:
    """Files from one package of a registry."""

    def __init__(self, name):
        self.pin = PINS[name]
        self.files = Files(name, self.pin, self.pin["files"])
        self.package = HOME / "downloads" / f"{name}.package"
        self.megabytes = self.pin["megabytes"]
        self.title = f"fetching {self.pin['title']}, {self.megabytes} MB"

    def ready(self, thorough):
        if not thorough and self.files.stamped():
            return True
        for path, file in self.pin["files"].items():
            if not (HOME / path).is_file() or checksum(HOME / path).hexdigest() != file["sha256"]:
                return False
        if not self.files.stamped():
            self.files.put({})
        return True

    def make(self, scratch):
        if not self.package.exists() or self.wrong_package(self.package):
            os.replace(self.download(scratch), self.package)
        staged = {}
        for number, (path, file) in enumerate(self.pin["files"].items()):
            staged[path] = scratch / str(number)
            self.extract(file["member"], staged[path])
            found = checksum(staged[path]).hexdigest()
            if found != file["sha256"]:
                self.package.unlink()
                raise Failed(f"{file['member']} has SHA-256 {found}, not the pinned {file['sha256']}; nothing was installed")
        self.files.put(staged)
        self.package.unlink()

    def download(self, scratch):
        target = scratch / "package"
        target.mkdir()
        if "npm" in self.pin:
            call(["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", target, self.pin["npm"]],
                 scratch / "npm.log", scratch)
        else:
            wanted = scratch / "requirements.txt"
            wanted.write_text(f"{self.pin['pip']} --hash=sha256:{self.pin['sha256']}\n")
            pip(downloading_python(scratch), scratch, "download", "--dest", target, "--requirement", wanted)
        found = list(target.iterdir())
        if len(found) != 1:
            raise Failed(f"expected one package, got {len(found)}: {', '.join(sorted(file.name for file in found))}")
        wrong = self.wrong_package(found[0])
        if wrong:
            raise Failed(wrong)
        return found[0]

    def wrong_package(self, package):
        """What is wrong with a package, or None."""
        if "npm" in self.pin:
            wanted = self.pin["integrity"]
            found = "sha512-" + base64.b64encode(checksum(package, "sha512").digest()).decode()
        else:
            wanted = "sha256-" + self.pin["sha256"]
            found = "sha256-" + checksum(package).hexdigest()
        return None if found == wanted else f"the package has {found}, not the pinned {wanted}; nothing was installed"

    def extract(self, member, target):
        with contextlib.ExitStack() as stack:
            try:
                if "npm" in self.pin:
                    source = stack.enter_context(tarfile.open(self.package)).extractfile(member)
                else:
                    source = stack.enter_context(zipfile.ZipFile(self.package)).open(member)
            except KeyError:
                raise Failed(f"the package has no {member}; nothing was installed") from None
            out = stack.enter_context(open(target, "wb"))
            shutil.copyfileobj(source, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())


class Jars:
    """Jars from Maven's repository: what a project of ours needs that has nothing of its own."""

    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

    def __init__(self, name):
        self.pin = PINS[name]
        self.project = HERE / "jars" / f"{name}.xml"
        self.folder = HOME / self.pin["folder"]
        self.stamp = HOME / "stamps" / f"{name}-{digest(self.pin)}.json"
        self.megabytes = self.pin["megabytes"]
        self.title = f"fetching {self.pin['title']}, {self.megabytes} MB"

    def state(self):
        return [[file.name, file.stat().st_size, file.stat().st_mtime_ns] for file in sorted(self.folder.glob("*"))]

    def content(self, folder):
        """One checksum of all files and their names."""
        lines = (f"{checksum(file).hexdigest()} {file.name}\n" for file in sorted(folder.glob("*")))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def ready(self, thorough):
        with contextlib.suppress(FileNotFoundError, ValueError):
            if not thorough and json.loads(self.stamp.read_text()) == self.state():
                return True
        if self.content(self.folder) != self.pin["content"]:
            return False
        write_atomically(self.stamp, json.dumps(self.state()))
        return True

    def make(self, scratch):
        made = scratch / "jars"
        call(["mvn", "-q", "-B", "-C", "-Dstyle.color=never", "-f", self.project, self.plugin, f"-DoutputDirectory={made}",
              "-DincludeScope=runtime"], scratch / "mvn.log", scratch)
        found = self.content(made)
        if found != self.pin["content"]:
            raise Failed(f"the jars have the checksum {found}, not the pinned {self.pin['content']}; nothing was installed")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        os.replace(made, self.folder)
        write_atomically(self.stamp, json.dumps(self.state()))


def can_run_pods():
    """Whether tests can have a node with real pods here; they name what is missing."""
    return os.geteuid() == 0 and all(map(shutil.which, POD_PROGRAMS))


class Kubernetes:
    """Kubernetes' API server, its store and kubectl, for tests, and what KubeRay adds to the API. Built from Go's registry, where a machine has
    Go: without it there is nothing to do here, and the tests say that they are skipped."""

    optional = True  # nothing but some tests needs it
    name = "kubernetes"
    version = "1.34.4"
    programs = {"etcd": ("etcd", "go.etcd.io/etcd/server/v3"), "kube-apiserver": ("apiserver", "k8s.io/kubernetes/cmd/kube-apiserver"),
                "kubectl": ("apiserver", "k8s.io/kubernetes/cmd/kubectl")}
    kinds = ("kuberay", "github.com/ray-project/kuberay/ray-operator", "ray.io_rayclusters.yaml")
    megabytes = 600
    title = f"building Kubernetes' API server {version} for tests, {megabytes} MB of sources, 4 minutes or more"

    def __init__(self):
        self.modules = HERE / "kubernetes"
        self.folder = f"kubernetes/{self.version}"
        folders = {self.kinds[0], *(module for module, _ in self.programs.values())}
        files = sorted(file for folder in folders for file in (self.modules / folder).glob("go.*"))
        names = [*self.programs, *self.kinds[2:]]
        self.files = Files(self.name, [file.read_text() for file in files], [f"{self.folder}/{name}" for name in names])

    def ready(self, thorough):
        return shutil.which("go") is None or self.files.stamped()

    def make(self, scratch):
        # Two gigabytes of work in progress are worth nothing afterwards.
        environment = {**os.environ, "GOFLAGS": "-mod=readonly", "GOCACHE": str(scratch / "cache"), "CGO_ENABLED": "0"}
        of_version = "k8s.io/component-base/version."
        major, minor, _ = self.version.split(".")
        flags = (f"-s -w -X {of_version}gitVersion=v{self.version} -X {of_version}gitMajor={major} -X {of_version}gitMinor={minor}")
        staged = {}
        for name, (module, package) in self.programs.items():
            staged[name] = scratch / name
            call(["nice", "-n", "19", "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", staged[name], package],
                 scratch / "go.log", self.modules / module, environment)
        module, package, *names = self.kinds
        call(["go", "mod", "download", "-json", package], scratch / "kinds.json", self.modules / module, environment)
        source = pathlib.Path(json.loads((scratch / "kinds.json").read_text())["Dir"])
        for name in names:
            staged[name] = scratch / name
            shutil.copyfile(source / "config" / "crd" / "bases" / name, staged[name])
        self.files.put({f"{self.folder}/{name}": path for name, path in staged.items()})


class Node(Kubernetes):
    """What a node with real pods has besides, and the operator of KubeRay."""

    name = "node"
    programs = {**{name: ("node", f"k8s.io/kubernetes/cmd/{name}")
                   for name in ("kubelet", "kube-controller-manager", "kube-scheduler", "kube-proxy")},
                "coredns": ("coredns", "github.com/coredns/coredns"),
                "ray-operator": ("ray-operator", "github.com/ray-project/kuberay/ray-operator")}
    # The operator waits for the other kinds that it knows, and ends if they do not come.
    kinds = (*Kubernetes.kinds[:2], "ray.io_raycronjobs.yaml", "ray.io_rayjobs.yaml", "ray.io_rayservices.yaml")
    megabytes = 700
    title = f"building the other parts of a Kubernetes node {Kubernetes.version} for tests, {megabytes} MB of sources, 4 minutes or more"

    def ready(self, thorough):
        return not can_run_pods() or super().ready(thorough)


class PodImages:
    """Images for tests with real pods that stand in for those that ours are built from, because no registry of images is used."""

    optional = True
    megabytes = 170
    title = f"making the images for tests that ours are built from, {megabytes} MB, 2 minutes"

    def __init__(self):
        self.scripts = HERE / "pods"
        texts = [(self.scripts / name).read_text() for name in ("images.sh", "Dockerfile.flink")]
        names = ("debian", "flink", "pause")
        self.files = Files("pod-images", [*texts, PINS["flink"], PINS["flink-scripts"]], [f"pod-images/{name}.tar" for name in names])

    def ready(self, thorough):
        return not can_run_pods() or self.files.stamped()

    def make(self, scratch):
        flink = scratch / "flink"
        shutil.copytree(HOME / "flink" / FLINK_VERSION, flink)
        with zipfile.ZipFile(Fetched("flink-scripts").download(scratch)) as package:
            for name in package.namelist():
                kind, _, file = name.removeprefix("pyflink/").partition("/")
                if kind in ("bin", "conf") and file:
                    (flink / kind).mkdir(exist_ok=True)
                    (flink / kind / file).write_bytes(package.read(name))
                    (flink / kind / file).chmod(0o755 if kind == "bin" else 0o644)
        out = scratch / "out"
        out.mkdir()
        call([self.scripts / "images.sh", "bases", out, flink], scratch / "images.log", scratch)
        self.files.put({path: out / pathlib.PurePath(path).name for path in self.files.paths})


class Environment:
    """A Python environment below HOME; the link `link` appears once it is complete. It is rebuilt when its ingredients change:
    the requirements, the Python, and whatever `also` names."""

    def __init__(self, title, requirements, link, also=""):
        self.title = title
        self.wanted = HERE / requirements
        self.folder = HOME / "venvs" / digest(self.wanted.read_text(), sys.base_prefix, sys.version, also)
        self.link = HOME / link
        self.target = os.path.relpath(self.folder, self.link.parent)

    def ready(self, thorough):
        linked = self.link.is_symlink() and os.readlink(self.link) == self.target
        return linked and (self.link / "bin" / "python").exists()

    def make(self, scratch):
        shutil.rmtree(self.folder, ignore_errors=True)
        make_venv(self.folder, scratch)
        pip(self.folder / "bin" / "python", scratch, "install", "--requirement", self.wanted)
        self.complete()
        if self.link.is_dir() and not self.link.is_symlink():
            shutil.rmtree(self.link)
        self.link.parent.mkdir(parents=True, exist_ok=True)
        os.symlink(self.target, scratch / "link")
        os.replace(scratch / "link", self.link)

    def complete(self):
        """What to add after the installation."""


class Ray(Environment):
    """Ray, and its jar for our processes: at the same path whatever the Python, and without the loggers it bundles, which would
    replace ours or warn about them."""

    loggers = ("org/slf4j/", "org/apache/logging/", "META-INF/org/apache/logging/", "META-INF/services/org.apache.logging.",
               "log4j2.xml")

    def __init__(self):
        self.megabytes = 80
        super().__init__(f"installing Ray {RAY_VERSION}, {self.megabytes} MB", "requirements-ray.txt", f"ray/{RAY_VERSION}", self.loggers)

    def complete(self):
        jars = list(self.folder.glob("lib/python*/site-packages/ray/jars/ray_dist.jar"))
        if len(jars) != 1:
            raise Failed(f"Ray was installed in {self.folder}, but without its jar")
        with zipfile.ZipFile(jars[0]) as whole, \
                zipfile.ZipFile(self.folder / "ray_dist.jar", "w", zipfile.ZIP_DEFLATED) as ours:
            for entry in whole.infolist():
                heed()
                if not entry.filename.startswith(self.loggers) and not entry.is_dir():
                    ours.writestr(entry, whole.read(entry))


def test_tools():
    return Environment("installing the Python test tools, 110 MB", "requirements-test.txt", "venv")


def bench_tools():
    return Environment("installing MediaPipe for Python, 170 MB", "requirements-bench.txt", "venv-bench")


class Build:
    """This clone's jars and, beside them, what they need at run time: in the job's lib what a Flink cluster lacks, in flink what
    it has, in the bench's lib what the job does not have."""

    title = "building Muybridge with Maven"
    megabytes = MAVEN_MEGABYTES
    modules = ("proto", "udfs", "job", "job/bench")
    programs = ("job/target/muybridge-job-*.jar", "job/bench/target/muybridge-bench-*.jar")
    libraries = ("job/target/lib", "job/target/flink", "job/bench/target/lib")

    def __init__(self):
        self.target = CLONE / "job" / "target"
        self.stamp = self.target / "setup.json"

    def sources(self):
        """Checksums of what the jars are made from: one for the poms, one for everything else."""
        poms = [CLONE / "pom.xml", *(CLONE / module / "pom.xml" for module in self.modules)]
        files = [file for module in self.modules for file in (CLONE / module / "src" / "main").rglob("*") if file.is_file()]
        return [digest(*((str(file.relative_to(CLONE)), checksum(file).hexdigest()) for file in sorted(group)))
                for group in (poms, files)]

    def built(self):
        try:
            return json.loads(self.stamp.read_text())
        except (FileNotFoundError, ValueError):
            return [None, None]

    def lacking(self):
        """The programs that are not there."""
        return [program for program in self.programs
                if all(file.name.endswith("-tests.jar") for file in CLONE.glob(program))]

    def ready(self, thorough):
        if PACKED:
            return True
        complete = not self.lacking() and all(any(CLONE.glob(f"{folder}/*.jar")) for folder in self.libraries)
        return complete and self.built() == self.sources()

    def make(self, scratch):
        sources = self.sources()
        if self.built()[0] != sources[0]:
            # Otherwise a dependency's old version would stay on the class path next to the new one.
            for folder in self.libraries:
                shutil.rmtree(CLONE / folder, ignore_errors=True)
        for file in (self.stamp, *(jar for program in self.programs for jar in CLONE.glob(program))):
            file.unlink(missing_ok=True)
        self.target.mkdir(parents=True, exist_ok=True)
        log = self.target / "setup.log"
        # The tests' build checks formatting, sizes and code; a build for use needs neither those checks nor their downloads.
        call(["mvn", "-q", "-B", "-C", "-Dstyle.color=never", "-Dspotless.check.skip", "-Dcheckstyle.skip",
              "-Dmaven.test.skip", "package"], log, CLONE)
        # Without its notes Maven compiles all again, and so the tests' build checks what this one has not.
        for module in self.modules:
            shutil.rmtree(CLONE / module / "target" / "maven-status", ignore_errors=True)
        if self.lacking():
            raise Failed(f"Maven ended well but left no {' nor '.join(self.lacking())}; its log is {log}")
        write_atomically(self.stamp, json.dumps(sources))


class Bundles:
    """The models in the form that MediaPipe's library expects, made by our own Java code from the fetched ones."""

    title = "bundling the pose models"
    megabytes = 0

    def __init__(self):
        version = PINS["models"]["npm"].rpartition("@")[2]
        paths = [f"models/{version}-{BUNDLES_REVISION}/pose_landmarker_{size}.task" for size in ("lite", "full", "heavy")]
        self.files = Files("bundles", [PINS["models"], BUNDLES_REVISION], paths)

    def ready(self, thorough):
        return self.files.stamped()

    def make(self, scratch):
        home = scratch / "home"
        home.mkdir()
        for name in ("models-raw", "mediapipe", "javacpp"):
            (HOME / name).mkdir(exist_ok=True)
            (home / name).symlink_to(HOME / name)
        call([CLONE / "muybridge", "@java", "bundle-models"], scratch / "bundles.log", scratch,
             {**os.environ, "MUYBRIDGE_HOME": str(home)})
        lacking = [path for path in self.files.paths if not (home / path).is_file()]
        if lacking:
            raise Failed(f"bundle-models did not write {', '.join(lacking)}")
        self.files.put({path: home / path for path in self.files.paths})


class Archive:
    """The classes that a run loads, as the JVM has them in memory, and those that a worker loads; without them, each run reads
    and checks them again. A run of a tiny video makes both. Nothing depends on them, so it is no failure if they cannot be made."""

    title = "preparing quicker starts of later runs"
    megabytes = 0

    def __init__(self):
        self.target = CLONE / "job" / "target"
        self.file, self.worker, self.stamp = (self.target / name for name in ("classes.jsa", "worker.jsa", "classes.json"))

    def java(self):
        home = os.environ.get("JAVA_HOME")
        return shutil.which(f"{home}/bin/java" if home else "java") or "java"

    def state(self):
        """What they depend on, and their sizes. The JVM itself uses none that does not fit."""
        jars = (jar for folder in (".", "lib", "flink") for jar in (self.target / folder).glob("*.jar"))
        files = [pathlib.Path(self.java()).resolve(), HOME / "ray" / RAY_VERSION / "ray_dist.jar", *sorted(jars)]
        return [[[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in files if file.exists()],
                [file.exists() and file.stat().st_size for file in (self.file, self.worker)]]

    def ready(self, thorough):
        try:
            if json.loads(self.stamp.read_text()) == self.state():
                return True
        except (OSError, ValueError):
            pass
        return not all(os.access(folder, os.W_OK) for folder in (self.target, HOME))

    def make(self, scratch):
        made, classes = scratch / "classes.jsa", scratch / "classes.jsa.worker"
        with contextlib.suppress(Failed, OSError):
            for old in (self.file, self.worker):
                old.unlink(missing_ok=True)
            call([CLONE / "muybridge", "@java", "run", "--workers", "1", "--input", HERE / "warm-up.mp4", "--output", scratch / "out"],
                 self.target / "classes.log", scratch, {**os.environ, "MUYBRIDGE_ARCHIVE": str(made)})
            self.keep(made, self.file)
            path = pathlib.Path(f"{classes}.path").read_text()
            call([self.java(), "-Xshare:dump", f"-XX:SharedClassListFile={classes}", f"-XX:SharedArchiveFile={scratch / 'worker.jsa'}",
                  "-XX:+UseSerialGC", "-Xmx512m", "-cp", path], self.target / "worker.log", scratch)
            self.keep(scratch / "worker.jsa", self.worker)
        with contextlib.suppress(OSError):
            write_atomically(self.stamp, json.dumps(self.state()))

    def keep(self, made, file):
        new = file.with_suffix(".new")
        with open(made, "rb") as source, open(new, "wb") as out:
            shutil.copyfileobj(source, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())  # half an archive would end the JVM
        os.replace(new, file)


def steps(names):
    special = {"ray": Ray, "test-tools": test_tools, "bench-tools": bench_tools, "build": Build, "bundles": Bundles,
               "archive": Archive, "s3-plugin": lambda: Jars("s3-plugin"), "s3-server": lambda: Jars("s3-server"),
               "hadoop": lambda: Jars("hadoop"), "operator-api": lambda: Jars("operator-api"),
               "kubernetes": Kubernetes, "node": Node, "pod-images": PodImages}
    made = [special[name]() if name in special else Fetched(name) for name in names]
    if made and isinstance(made[-1], Bundles) and not any(isinstance(step, Build) for step in made):
        # The tests build the jar themselves; only making bundles needs one beforehand.
        made[-1:] = [] if made[-1].ready(False) else [Build(), made[-1]]
    return made


def taken(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return False


@contextlib.contextmanager
def locked():
    """One set-up at a time in HOME, because clones share it, and Maven's repository too."""
    HOME.mkdir(parents=True, exist_ok=True)
    with open(HOME / "lock", "w") as lock:
        os.set_inheritable(lock.fileno(), True)
        if not taken(lock):
            say(f"waiting for another set-up in {HOME} to finish")
            while not taken(lock):
                heed()
                time.sleep(0.1)
        downloads = HOME / "downloads"
        downloads.mkdir(exist_ok=True)
        for left in downloads.glob("tmp-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield downloads


def set_up(names, thorough):
    chosen = steps(names)
    lacking = [step for step in chosen if not step.ready(thorough)]
    if not lacking:
        return
    if any(not isinstance(step, Archive) for step in lacking):
        complete = subprocess.run(["bash", HERE / "prerequisites.sh"], check=False).returncode == 0
        heed()
        if not complete:
            raise SystemExit(1)
    with locked() as downloads:
        for step in chosen:
            if step.ready(thorough):
                continue
            say(f"{step.title} ... ", end="")
            start = time.monotonic()
            with tempfile.TemporaryDirectory(dir=downloads, prefix="tmp-", ignore_cleanup_errors=True) as scratch:
                try:
                    step.make(pathlib.Path(scratch))
                except BaseException as problem:
                    say("stopped" if isinstance(problem, Stopped) else "failed")
                    if not (isinstance(problem, Failed) and getattr(step, "optional", False)):
                        raise
                    say(f"{problem}\nthe tests that need it are skipped")
                    continue
            say(f"done in {time.monotonic() - start:.0f} s")


def plan():
    """Tells what the first set-up will fetch, how much, and where it goes; changes nothing."""
    lacking = [step for step in steps(NEEDS["run"]) if not step.ready(False)]
    total = sum(step.megabytes for step in lacking)
    print(f"not built yet; './muybridge setup', run or demo will do this first, and fetch up to {total} MB:")
    for step in lacking:
        print(f"  {step.title}")
    cache = os.environ.get("npm_config_cache") or "~/.npm"
    print(f"parts go to {HOME}, Java libraries ({MAVEN_MEGABYTES} MB, if they are not there yet) to Maven's repository (~/.m2),"
          f" copies of packages to npm's cache ({cache})")


def become(command, needs):
    sys.stdout.flush()
    for each in (*HEEDED, signal.SIGPIPE):
        signal.signal(each, signal.SIG_DFL)
    if needs != "demo":
        os.execv(command[0], command)
    # The demo prints a last line, so it waits instead, and passes signals on.
    child = subprocess.Popen(command)
    for each in HEEDED:
        signal.signal(each, lambda number, frame: child.send_signal(number))
    code = child.wait()
    video = pathlib.Path(output_of(command)) / "annotated" / "demo.mp4"
    if code == 0 and video.is_file() and "--help" not in command:
        print(f"the annotated video is {video}")
    return 128 - code if code < 0 else code


def output_of(command):
    """The folder given by --output; "output" is the default of `run`."""
    for index, word in enumerate(command):
        if word == "--output" and index + 1 < len(command):
            return command[index + 1]
        if word.startswith("--output="):
            return word.partition("=")[2]
    return "output"


def main(*words):
    end_of_needs = words.index("--") if "--" in words else len(words)
    command = words[end_of_needs + 1:]
    needs, *more = words[:end_of_needs]
    for each in HEEDED:
        signal.signal(each, lambda number, frame: signals.append(number))
    if needs == "plan":
        plan()
        return 0
    try:
        set_up([*(step for each in more for step in NEEDS[each]), *NEEDS[needs]], thorough=needs in ("setup", "all"))
        heed()
    except Stopped as stopped:
        say("stopped; run the same command again to continue")
        return 128 + stopped.args[0]
    except Failed as problem:
        say(f"muybridge: {problem}")
        return 1
    except OSError as problem:
        say(f"muybridge: set-up in {HOME} failed: {problem}")
        return 1
    return become(list(command), needs) if command else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
