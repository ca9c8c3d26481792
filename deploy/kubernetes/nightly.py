#!/usr/bin/env python3
"""One run on Kubernetes, from the pod of a CronJob: puts up a Flink cluster for it, and a Ray cluster where RAY_CLUSTER names one to copy,
waits for the run's end, and exits as './muybridge run' would. A pod that is started again under the same RUN takes the run over.

    nightly.py OPTIONS     OPTIONS are those of './muybridge submit', without --target, --wait, --run-name and --ray

RUN is the run's name and that of both clusters; NAMESPACE the one that they are in; JOB_UID the Job that they belong to: they are removed with it.
Exit codes: 0 all done, 1 the job failed, or the cluster is gone without a report, 2 wrong usage or no such input, 3 some videos failed,
130 cancelled. Standard library only.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ACCOUNT = pathlib.Path("/var/run/secrets/kubernetes.io/serviceaccount")
API_SERVER = "https://kubernetes.default.svc"
SETTINGS = pathlib.Path("/etc/muybridge/flink")
WORK = pathlib.Path("/tmp")
PLUGINS = "/opt/flink/plugins"
RAY_TOKEN = "/etc/muybridge/ray/auth_token"
RAY_PORT = 6379  # of a head, unless it is told otherwise
SECONDS = 30
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def call(method, path, body=None):
    """The answer of the API server. The token is read each time, because it is renewed."""
    request = urllib.request.Request(API_SERVER + path, method=method, data=json.dumps(body).encode() if body else None, headers={
        "Authorization": "Bearer " + (ACCOUNT / "token").read_text().strip(), "Content-Type": "application/json"})
    trusted = ssl.create_default_context(cafile=ACCOUNT / "ca.crt")
    with urllib.request.urlopen(request, timeout=SECONDS, context=trusted) as answer:
        return json.load(answer)


def owner():
    return {"apiVersion": "batch/v1", "kind": "Job", "name": os.environ["RUN"], "uid": os.environ["JOB_UID"],
            "controller": False, "blockOwnerDeletion": False}


def pod(name):
    """Writes the PodTemplate of that name as the pod that Flink wants, and returns the file and its image."""
    template = call("GET", f"/api/v1/namespaces/{os.environ['NAMESPACE']}/podtemplates/{name}")["template"]
    file = WORK / f"{name}.json"
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"labels": template["metadata"]["labels"]},
                                "spec": template["spec"]}))
    main = next(each for each in template["spec"]["containers"] if each["name"] == "flink-main-container")
    return file, main["image"]


def merged(texts):
    """One text of settings: what a later one says of a key takes the place of what an earlier one says, because Flink refuses a key twice."""
    parts, key = {}, ""
    for line in "\n".join(texts).split("\n"):
        named = re.match(r"([^\s#:][^:]*):(\s|$)", line)
        if named:
            key = named[1]
            parts.pop(key, None)
        parts.setdefault(key, []).append(line)
    return "\n".join(line for lines in parts.values() for line in lines)


def configuration():
    """A folder with Flink's configuration: that of the image, then what the namespace adds."""
    folder = WORK / "conf"
    shutil.copytree(ROOT / "deploy/flink", folder, dirs_exist_ok=True)
    texts = [(ROOT / "deploy/flink/config.yaml").read_text(), *(file.read_text() for file in sorted(SETTINGS.glob("*.yaml")))]
    (folder / "config.yaml").write_text(merged(texts))
    return folder


def ray_clusters():
    return f"/apis/ray.io/v1/namespaces/{os.environ['NAMESPACE']}/rayclusters"


def start_ray(model):
    """A copy of the cluster `model`, under the run's name; the one that is there if an earlier pod has made it."""
    spec = call("GET", f"{ray_clusters()}/{model}")["spec"]
    metadata = {"name": os.environ["RUN"], "ownerReferences": [owner()]}
    try:
        call("POST", ray_clusters(), {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": metadata,
                                      "spec": {**spec, "suspend": False}})
    except urllib.error.HTTPError as problem:
        if problem.code != 409:
            raise


def end_ray():
    try:
        call("DELETE", f"{ray_clusters()}/{os.environ['RUN']}")
    except urllib.error.HTTPError as problem:
        if problem.code != 404:
            raise


def command(options):
    run, model = os.environ["RUN"], os.environ.get("RAY_CLUSTER")
    job_manager, image = pod("jobmanager")
    task_manager, _ = pod("taskmanager")
    settings = {
        "kubernetes.namespace": os.environ["NAMESPACE"],
        "kubernetes.cluster-id": run,
        "kubernetes.container.image.ref": image,
        "kubernetes.pod-template-file.jobmanager": job_manager,
        "kubernetes.pod-template-file.taskmanager": task_manager,
        "kubernetes.jobmanager.owner.reference": ",".join(f"{key}:{json.dumps(value).strip(chr(34))}" for key, value in owner().items())}
    ray = ["--ray", f"{run}-head-svc:{RAY_PORT}", "--ray-token", RAY_TOKEN] if model else ["--ray", "off"]
    return [ROOT / "muybridge", "@submit", "--target", "kubernetes-application", "--wait", "--run-name", run,
            *(f"-D{key}={value}" for key, value in settings.items()), *ray, *options]


def submit(words):
    """Its exit code. A signal ends the waiting, not the run: another pod may take it over."""
    early, children = [], []
    for each in SIGNALS:
        signal.signal(each, lambda number, frame: children[0].send_signal(number) if children else early.append(number))
    children.append(subprocess.Popen(words, env={**os.environ, "FLINK_CONF_DIR": str(configuration()), "FLINK_PLUGINS_DIR": PLUGINS}))
    for number in early:
        children[0].send_signal(number)
    code = children[0].wait()
    return 128 - code if code < 0 else code


def main(*options):
    model = os.environ.get("RAY_CLUSTER")
    try:
        words = command(options)
        if model:
            start_ray(model)
        code = submit(words)
        if model and code != 128 + signal.SIGTERM:
            end_ray()
        return code
    except urllib.error.HTTPError as problem:
        print(f"nightly: {problem.url} answered {problem.code}: {problem.read(1000).decode(errors='replace')}", file=sys.stderr)
    except OSError as problem:
        print(f"nightly: {problem}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
