"""Puts up servers on loopback, for tests and for bench chaos, in a network of their own that whoever calls this has made.

    servers.py FOLDER WHAT...    WHAT is hdfs, yarn, s3, ray or once

hdfs is a NameNode and a DataNode; yarn, which needs hdfs, a ResourceManager and a NodeManager; s3 a server with the bucket "videos", which
s3@ADDRESS has at another address than loopback; ray a Ray cluster of three nodes, each with an address of its own. FOLDER gets their
configuration, data and logs, and a file up/NAME for each that is ready. A server that ends is started again, unless "once" is given; if it
is Ray's head, all of Ray is. They end at SIGTERM, and when the caller is gone. Standard library only.
"""

import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(os.environ["MUYBRIDGE_HOME"])
JAVA = pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java"
SMALL = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
HADOOP = HOME / "hadoop" / "3.4.2" / "lib"
S3PROXY = HOME / "s3proxy" / "4.1.0"
RAY = HOME / "ray" / "2.60.0" / "bin" / "python"
RAY_HEAD = "127.0.0.11:26379"
PATIENCE = 20  # seconds for one to end that was asked to

CORE_SITE = {"fs.defaultFS": "hdfs://127.0.0.1:9820", "hadoop.tmp.dir": "{folder}/data/tmp"}
HDFS_SITE = {
    "dfs.namenode.rpc-address": "127.0.0.1:9820",
    "dfs.namenode.http-address": "127.0.0.1:9870",
    "dfs.namenode.name.dir": "{folder}/data/nn",
    "dfs.datanode.data.dir": "{folder}/data/dn",
    "dfs.datanode.address": "127.0.0.1:9866",
    "dfs.datanode.http.address": "127.0.0.1:9864",
    "dfs.datanode.ipc.address": "127.0.0.1:9867",
    "dfs.datanode.hostname": "127.0.0.1",
    "dfs.replication": "1",
    # What no test needs: to wait for the disk with each change.
    "dfs.namenode.edits.noeditlogchannelflush": "true",
    "dfs.datanode.du.reserved": "0",
    # The first pause of a client that asks whether the data node has what it wrote; 400 otherwise.
    "dfs.client.block.write.locateFollowingBlock.initial.delay.ms": "10",
    "dfs.client.block.write.locateFollowingBlock.retries": "12",
    "dfs.namenode.datanode.registration.ip-hostname-check": "false",
}
YARN_SITE = {
    "yarn.resourcemanager.hostname": "127.0.0.1",
    "yarn.nodemanager.hostname": "127.0.0.1",
    "yarn.nodemanager.address": "127.0.0.1:8041",
    "yarn.nodemanager.bind-host": "127.0.0.1",
    "yarn.nodemanager.localizer.address": "127.0.0.1:8040",
    "yarn.nodemanager.webapp.address": "127.0.0.1:8042",
    "yarn.nodemanager.local-dirs": "{folder}/data/nm",
    "yarn.nodemanager.log-dirs": "{folder}/logs/containers",
    # Otherwise the logs go when the application does.
    "yarn.nodemanager.delete.debug-delay-sec": "3600",
    # Two TaskManagers of one worker each, a JobManager, and what the last application has not given back yet.
    "yarn.nodemanager.resource.memory-mb": "8192",
    "yarn.nodemanager.resource.cpu-vcores": "8",
    "yarn.scheduler.minimum-allocation-mb": "128",
    "yarn.scheduler.maximum-allocation-mb": "6144",
    "yarn.nodemanager.vmem-check-enabled": "false",
    "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage": "100",
    "yarn.resourcemanager.am.max-attempts": "5",
    "yarn.cluster.max-application-priority": "10",
}
SCHEDULER = {
    "yarn.scheduler.capacity.root.queues": "default,night",
    "yarn.scheduler.capacity.root.default.capacity": "50",
    "yarn.scheduler.capacity.root.night.capacity": "50",
    "yarn.scheduler.capacity.root.night.user-limit-factor": "2",
    "yarn.scheduler.capacity.root.default.user-limit-factor": "2",
    "yarn.scheduler.capacity.maximum-am-resource-percent": "0.8",
}
LOGBACK = """<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %-5level %msg%n</pattern></encoder></appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
"""


class Server:
    """One process that is to be there."""

    def __init__(self, folder, name, command, is_up, environment=()):
        self.name, self.command, self.is_up = name, [str(word) for word in command], is_up
        self.environment = {**os.environ, **dict(environment)}
        self.log, self.mark = folder / "logs" / f"{name}.out", folder / "up" / name
        self.process = None

    def start(self):
        self.mark.unlink(missing_ok=True)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                            env=self.environment)

    def look(self):
        """Whether it is there; leaves the mark of one that has become ready."""
        if self.process.poll() is not None:
            self.mark.unlink(missing_ok=True)
            return False
        if not self.mark.exists() and self.is_up(self):
            self.mark.touch()
        return True

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.mark.unlink(missing_ok=True)


def listens(port, address="127.0.0.1"):
    def is_up(server):
        with socket.socket() as to:
            to.settimeout(1)
            return to.connect_ex((address, port)) == 0
    return is_up


def site(folder, name, properties):
    lines = (f"<property><name>{key}</name><value>{value.format(folder=folder)}</value></property>\n"
             for key, value in properties.items())
    (folder / "conf" / f"{name}.xml").write_text("<configuration>\n" + "".join(lines) + "</configuration>\n")


def hadoop(folder, words):
    opens = [f"--add-opens=java.base/java.{name}=ALL-UNNAMED" for name in ("lang", "util", "io", "net", "nio")]
    return [JAVA, *SMALL, *opens, f"-Dhadoop.log.dir={folder}/logs", f"-Dyarn.log.dir={folder}/logs", f"-Dhadoop.home.dir={folder}",
            "-Dhadoop.root.logger=INFO,console", "-cp", f"{folder}/conf:{folder}:{HADOOP}/*", *words]


def hadoop_environment(folder):
    homes = {name: str(folder) for name in ("HADOOP_HOME", "HADOOP_COMMON_HOME", "HADOOP_HDFS_HOME", "HADOOP_YARN_HOME")}
    return {**homes, "HADOOP_CONF_DIR": str(folder / "conf")}


def hdfs(folder):
    # The jars lack the web pages without whose folders the servers of HDFS do not start.
    for each in ("conf", "data", "webapps/hdfs", "webapps/datanode"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    site(folder, "core-site", CORE_SITE)
    site(folder, "hdfs-site", HDFS_SITE)
    environment = hadoop_environment(folder)
    name_node = "org.apache.hadoop.hdfs.server.namenode.NameNode"
    format_it = hadoop(folder, [name_node, "-format", "-force", "-nonInteractive"])
    with open(folder / "logs" / "format.out", "wb") as log:
        subprocess.run(format_it, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, check=True,
                       env={**os.environ, **environment})
    data_node = "org.apache.hadoop.hdfs.server.datanode.DataNode"
    return [Server(folder, "namenode", hadoop(folder, [name_node]), listens(9820), environment),
            Server(folder, "datanode", hadoop(folder, [data_node]), listens(9866), environment)]


def yarn(folder):
    site(folder, "yarn-site", YARN_SITE)
    site(folder, "capacity-scheduler", SCHEDULER)
    environment, package = hadoop_environment(folder), "org.apache.hadoop.yarn.server."
    return [Server(folder, "resourcemanager", hadoop(folder, [package + "resourcemanager.ResourceManager"]), listens(8032), environment),
            Server(folder, "nodemanager", hadoop(folder, [package + "nodemanager.NodeManager"]), listens(8042), environment)]


def secret(path, text):
    path.touch(0o600)
    path.write_text(text)
    return path


def s3(folder, address):
    """storage.conf is for MUYBRIDGE_STORAGE; it has the credentials, too."""
    (folder / "data" / "s3" / "videos").mkdir(parents=True, exist_ok=True)
    key, password = secrets.token_hex(8), secrets.token_hex(16)
    endpoint = f"http://{address}:9000"
    settings = {"s3proxy.endpoint": endpoint, "s3proxy.authorization": "aws-v4", "s3proxy.identity": key,
                "s3proxy.credential": password, "jclouds.provider": "filesystem-nio2",
                "jclouds.filesystem.basedir": folder / "data" / "s3"}
    conf = secret(folder / "s3proxy.conf", "".join(f"{name}={value}\n" for name, value in settings.items()))
    secret(folder / "storage.conf", f"s3.endpoint: {endpoint}\ns3.path.style.access: true\n"
                                    f"s3.access-key: {key}\ns3.secret-key: {password}\n")
    (folder / "logback.xml").write_text(LOGBACK)
    command = [JAVA, *SMALL, f"-Dlogback.configurationFile={folder}/logback.xml", "-cp", f"{S3PROXY}/*", "org.gaul.s3proxy.Main",
               "--properties", conf]
    return [Server(folder, "s3", command, listens(9000, address))]


def ray(folder, sessions):
    token = secret(folder / "token", secrets.token_hex(32))
    environment = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN_PATH": str(token), "PATH": f"{JAVA.parent}:{os.environ['PATH']}"}
    first = ["--head", "--port=" + RAY_HEAD.rpartition(":")[2], "--include-dashboard=false", "--include-log-monitor=false",
             f"--temp-dir={sessions}"]
    nodes = []
    for node in (1, 2, 3):
        command = [RAY, "-m", "ray.scripts.scripts", "start", "--block", "--disable-usage-stats", "--object-store-memory=100000000",
                   "--num-cpus=2", f"--node-ip-address=127.0.0.1{node}", *(first if node == 1 else [f"--address={RAY_HEAD}"])]
        nodes.append(Server(folder, f"node{node}", command, has_started, environment))
    return nodes


def has_started(server):
    return b"Ray runtime started." in server.log.read_bytes()


def begin(servers):
    """One after the other, since Ray's nodes need their head, and a DataNode its NameNode."""
    for server in servers:
        server.start()
        while server.name.startswith("node") and server.look() and not server.mark.exists():
            time.sleep(0.2)


def keep(servers, parent, again):
    while os.getppid() == parent:
        for server in servers:
            if not server.look() and again:
                group = [each for each in servers if each.name.startswith("node")] if server.name == "node1" else [server]
                for each in reversed(group):
                    each.end()
                begin(group)
        time.sleep(0.2)


def main(folder, *what):
    parent = os.getppid()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    folder = pathlib.Path(folder).absolute()
    for each in ("logs", "up"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    # Short, because sockets are below it.
    sessions = tempfile.mkdtemp(prefix="mr", dir="/tmp") if "ray" in what else None
    servers = []
    try:
        for each in what:
            name, _, address = each.partition("@")
            begun = {"hdfs": hdfs, "yarn": yarn, "s3": lambda to: s3(to, address or "127.0.0.1"), "ray": lambda to: ray(to, sessions),
                     "once": lambda to: []}[name](folder)
            servers += begun
            begin(begun)
        names = folder / "names"
        names.write_text("\n".join(server.name for server in servers))
        names.rename(folder / "up" / "all")
        keep(servers, parent, "once" not in what)
    finally:
        for server in reversed(servers):
            server.end()
        if sessions:
            shutil.rmtree(sessions, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
