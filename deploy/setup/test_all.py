"""Runs Maven's tests, then the long ones, and says in one line what of all of them was skipped and why.

    test_all.py [MINUTES]

The long ones are those with the tag "all". With MINUTES, a class of them that has not begun so long after the first is
skipped: MUYBRIDGE_TEST_UNTIL tells the tests; and an integration test of either size that fails is tried once more. The working folder is
the clone's. Standard library only.
"""

import os
import pathlib
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

TEST = ["mvn", "-B", "-C", "verify"]
# What the first has checked and compiled is taken as it is. ("Incremental" is Maven's word for compiling whole modules anew.)
REST = [*TEST, "-Dgroups=all", "-DexcludedGroups=", "-Dspotless.check.skip", "-Dcheckstyle.skip", "-Djavacpp.skip",
        "-Dmaven.compiler.useIncrementalCompilation=false"]
SECOND_TRY = "-Dfailsafe.rerunFailingTestsCount=1"
REPORTS = "target/*-reports/TEST-*.xml"
UNTIL = "MUYBRIDGE_TEST_UNTIL"


def run(command, environment):
    """Its exit code; signals that would end this process end it instead."""
    children, early = [], []  # those that came before there was a child to end

    def passed_on(number, frame):
        if children:
            children[0].send_signal(number)
        else:
            early.append(number)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) != signal.SIG_IGN:
            signal.signal(each, passed_on)
    children.append(subprocess.Popen(command, env=environment))
    for number in early:
        children[0].send_signal(number)
    code = children[0].wait()
    return 128 - code if code < 0 else code


def reports():
    """Each report that is there, with what tells it from one that replaced it."""
    found = [path for depth in ("*", "*/*") for path in sorted(pathlib.Path().glob(f"{depth}/{REPORTS}"))]
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


def results(before):
    """How many tests have ended since those reports, those that were skipped, each with its reason, and those that failed at first."""
    ran, skipped, late = 0, [], []
    for report, state in reports().items():
        if before.get(report) != state:
            for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
                name = case.get("classname").rpartition(".")[2]
                if case.get("name") and case.get("name") != case.get("classname"):
                    name += "." + case.get("name")
                reason = case.find("skipped")
                if reason is None:
                    ran += 1
                    late += [name] if case.find("flakyFailure") is not None or case.find("flakyError") is not None else []
                else:
                    said = " ".join((reason.get("message") or "no reason given").split())
                    skipped.append(f"{name} ({said.removeprefix('Assumption failed: ')})")
    return ran, list(dict.fromkeys(skipped)), late


def main(minutes=None):
    environment = {key: value for key, value in os.environ.items() if key != UNTIL}
    ran, skipped, late, code = 0, [], [], 0
    for command in (TEST, REST):
        # Both write a report for a class that has tests of both sizes: the second takes the first one's place.
        before = reports()
        if command is REST and minutes:
            environment[UNTIL] = str(int(time.time() + 60 * float(minutes)))
        code = run([*command, SECOND_TRY] if minutes else command, environment)
        more, others, second = results(before)
        ran, skipped, late = ran + more, skipped + others, late + second
        if code:
            break
    if code > 128:
        return code
    names = ": " + ", ".join(skipped) if skipped else ""
    end = "" if not code else "; the long ones were not begun" if command is TEST else "; some of the long ones failed"
    if late:
        end = f"; passed only at a second try: {', '.join(late)}" + end
    print(f"test --all: {ran} tests ran, {len(skipped)} skipped{names}{end}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
