"""Tests of deploy/kubernetes/nightly.py: a stand-in API server and a stand-in program."""

import http.server
import io
import json
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest
import unittest.mock

CLONE = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(CLONE / "deploy" / "kubernetes"))
import nightly  # noqa: E402 (found by the path above)

RAY = "/apis/ray.io/v1/namespaces/videos/rayclusters"
PROGRAM = """#!/bin/sh
for word; do echo "$word"; done > "$CALLS"
cp "$FLINK_CONF_DIR/config.yaml" "$CALLS.config"
[ ! -e "$CALLS.slow" ] || exec sleep 60
exit "$(cat "$CALLS.code")"
"""


def template(name):
    return {"template": {"metadata": {"labels": {"muybridge": "cluster"}},
                         "spec": {"containers": [{"name": "flink-main-container", "image": f"{name}:1"}]}}}


class Api(http.server.BaseHTTPRequestHandler):
    """Answers what `objects` of the server has, and keeps what it was asked."""

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append((self.command, self.path, json.loads(body) if body else None, self.headers["Authorization"]))
        code, found = self.server.objects.get((self.command, self.path), (404, {"message": "not found"}))
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *words):
        pass


@unittest.skipUnless(shutil.which("openssl"), "there is no openssl to make a certificate")
class NightlyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        self.calls = self.top / "calls"
        (self.top / "calls.code").write_text("0")
        (self.top / "settings").mkdir()
        (self.top / "settings/20-b.yaml").write_text("b: 2")
        (self.top / "settings/10-a.yaml").write_text("a: 1")
        shutil.copytree(CLONE / "deploy/flink", self.top / "deploy/flink")
        (self.top / "muybridge").write_text(PROGRAM)
        (self.top / "muybridge").chmod(0o755)
        (self.top / "token").write_text("the token\n")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=api", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", self.top / "key", "-out", self.top / "ca.crt"],
                       check=True, capture_output=True)
        self.api = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.top / "ca.crt", self.top / "key")
        self.api.socket = tls.wrap_socket(self.api.socket, server_side=True)
        self.api.asked = []
        pods = "/api/v1/namespaces/videos/podtemplates/"
        self.api.objects = {("GET", pods + name): (200, template(name)) for name in ("jobmanager", "taskmanager")}
        self.api.objects[("GET", RAY + "/model")] = (200, {"spec": {"suspend": True, "rayVersion": "2"}, "status": {"state": "suspended"}})
        threading.Thread(target=self.api.serve_forever, daemon=True).start()
        self.addCleanup(self.api.server_close)
        self.addCleanup(self.api.shutdown)
        for name, value in {"ROOT": self.top, "ACCOUNT": self.top, "WORK": self.top, "SETTINGS": self.top / "settings",
                            "API_SERVER": f"https://127.0.0.1:{self.api.server_port}"}.items():
            patch = unittest.mock.patch.object(nightly, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        for each in nightly.SIGNALS:
            self.addCleanup(signal.signal, each, signal.getsignal(each))

    def run_it(self, *options, **environment):
        base = {"RUN": "nightly-7", "JOB_UID": "uid-7", "NAMESPACE": "videos", "CALLS": str(self.calls), "PATH": os.environ["PATH"]}
        said = io.StringIO()
        with unittest.mock.patch.dict(os.environ, {**base, **environment}, clear=True), unittest.mock.patch("sys.stderr", said):
            return nightly.main(*options), said.getvalue()

    def requests(self):
        return [(method, path) for method, path, _, _ in self.api.asked]

    def test_run_isNamedLikeItsJob_andBelongsToIt(self):
        self.assertEqual((0, ""), self.run_it("--workers", "2"))
        words = self.calls.read_text().splitlines()
        self.assertEqual(["@submit", "--target", "kubernetes-application", "--wait", "--run-name", "nightly-7"], words[:6])
        self.assertEqual(["--ray", "off", "--workers", "2"], words[-4:])
        self.assertIn("-Dkubernetes.cluster-id=nightly-7", words)
        self.assertIn("-Dkubernetes.namespace=videos", words)
        self.assertIn("-Dkubernetes.container.image.ref=jobmanager:1", words)
        self.assertIn("-Dkubernetes.jobmanager.owner.reference=apiVersion:batch/v1,kind:Job,name:nightly-7,uid:uid-7,"
                      "controller:false,blockOwnerDeletion:false", words)
        file = next(word for word in words if word.startswith("-Dkubernetes.pod-template-file.taskmanager=")).partition("=")[2]
        pod = json.loads(pathlib.Path(file).read_text())
        self.assertEqual(("Pod", "cluster", "taskmanager:1"),
                         (pod["kind"], pod["metadata"]["labels"]["muybridge"], pod["spec"]["containers"][0]["image"]))
        self.assertEqual({"Bearer the token"}, {header for _, _, _, header in self.api.asked})

    def test_settings_ofTheNamespaceComeAfterThoseOfTheImage(self):
        self.run_it()
        text = (self.top / "calls.config").read_text()
        self.assertTrue(text.startswith((CLONE / "deploy/flink/config.yaml").read_text()))
        self.assertTrue(text.endswith("a: 1\nb: 2"))

    def test_settings_ofALaterFile_replaceThoseOfAnEarlierOne(self):
        (self.top / "settings/20-b.yaml").write_text("b: >-\n  2\n  3\na: 4\nheartbeat.interval: 7")
        self.run_it()
        text = (self.top / "calls.config").read_text()
        self.assertTrue(text.endswith("\nb: >-\n  2\n  3\na: 4\nheartbeat.interval: 7"))
        self.assertEqual((1, 1), (text.count("\na: "), text.count("heartbeat.interval: ")))

    def test_exitCode_isThatOfTheRun(self):
        for code in (1, 2, 3, 130):
            (self.top / "calls.code").write_text(str(code))
            self.assertEqual((code, ""), self.run_it())

    def test_ray_isACopyForTheRun_andGoneAfterIt(self):
        self.api.objects[("POST", RAY)] = (201, {})
        self.api.objects[("DELETE", RAY + "/nightly-7")] = (200, {})
        self.assertEqual((0, ""), self.run_it(RAY_CLUSTER="model"))
        made = next(body for method, _, body, _ in self.api.asked if method == "POST")
        self.assertEqual({"suspend": False, "rayVersion": "2"}, made["spec"])
        self.assertEqual(("nightly-7", "uid-7"), (made["metadata"]["name"], made["metadata"]["ownerReferences"][0]["uid"]))
        self.assertIn("--ray\nnightly-7-head-svc:6379\n--ray-token\n/etc/muybridge/ray/auth_token\n", self.calls.read_text())
        self.assertEqual(("DELETE", RAY + "/nightly-7"), self.requests()[-1])

    def test_rayThatAnEarlierPodHasMade_isTaken(self):
        self.api.objects[("POST", RAY)] = (409, {"message": "already exists"})
        self.assertEqual((0, ""), self.run_it(RAY_CLUSTER="model"))
        self.assertTrue(self.calls.exists())

    def test_whatIsNotAllowed_isOneLine_andNothingIsSubmitted(self):
        self.api.objects[("POST", RAY)] = (403, {"message": "no"})
        code, said = self.run_it(RAY_CLUSTER="model")
        self.assertEqual((1, f'nightly: {nightly.API_SERVER}{RAY} answered 403: {{"message": "no"}}\n'), (code, said))
        self.assertFalse(self.calls.exists())

    def test_stoppedPod_leavesRunAndRayToTheNext(self):
        (self.top / "calls.slow").touch()
        self.api.objects[("POST", RAY)] = (201, {})

        def stop():
            while not (self.top / "calls.config").exists():
                pass
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=stop, daemon=True).start()
        self.assertEqual((143, ""), self.run_it(RAY_CLUSTER="model"))
        self.assertNotIn("DELETE", [method for method, _ in self.requests()])
