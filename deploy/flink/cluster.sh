#!/usr/bin/env bash
# A standalone Flink cluster on this machine's loopback interface, and next to it a Ray cluster for Muybridge's workers.
set -euo pipefail

fail() { # fail EXIT_CODE LINE
  printf 'cluster: %s\n' "$2" >&2
  exit "$1"
}

usage() {
  cat <<'TEXT'
Starts a standalone Flink cluster and a Ray head on this machine, on loopback only, and submits Muybridge's job to them.

  cluster.sh start                 installs what is missing, then starts a Ray head, a JobManager and a TaskManager, and shows
                                   their web pages at the address that it prints
  cluster.sh submit [-d] OPTIONS   annotates videos on the cluster; takes the options of './muybridge run'. With -d it does
                                   not wait for the job to end. Workers run in the Ray cluster next to Flink; --ray
                                   names another one, and --ray off puts them into the TaskManager
  cluster.sh status                prints what is running and where the web pages are; exits with 3 unless all of it is running
  cluster.sh flink ARGUMENTS       runs Flink's own command line against the cluster, for example: list, cancel JOB
  cluster.sh restart               restarts the TaskManager, running or not; its jobs continue from their last checkpoint
  cluster.sh stop                  stops everything that start has started, and names the jobs that this ends
  cluster.sh help                  prints this text

  MUYBRIDGE_CLUSTER   the cluster's folder, with its configuration, logs and temporary files. You can put Flink plugins
                      into its plugins/ folder. Default: MUYBRIDGE_HOME/cluster
  MUYBRIDGE_UI_PORT   port of its web pages; default: a free one
  MUYBRIDGE_HEAP      heap size of the TaskManager, for example 2g; default 768m
  MUYBRIDGE_SLOTS     how many jobs may run at the same time; default 2
TEXT
}

here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
root=$(dirname -- "$(dirname -- "$here")")
setup=$root/deploy/setup
program=deploy/flink/cluster.sh
# shellcheck source=deploy/setup/options.sh
source "$setup/options.sh"
# shellcheck source=deploy/flink/keys.sh
source "$here/keys.sh"
flink_version=2.3.0
ray_version=2.60.0

packed=
[[ ! -d $root/home ]] || packed=$root/home
home=${MUYBRIDGE_HOME:-${packed:-${XDG_CACHE_HOME:-${HOME:?is not set, nor is MUYBRIDGE_HOME}/.cache}/muybridge}}
[[ $home == /* ]] || home=$PWD/$home
export MUYBRIDGE_HOME=$home
folder=${MUYBRIDGE_CLUSTER:-$home/cluster}
[[ $folder == /* ]] || folder=$PWD/$folder
case $folder in
  *[:,\|]*) fail 2 "the path in MUYBRIDGE_CLUSTER must not contain ':', ',' or '|', which Flink treats as separators: $folder" ;;
esac
mark=$folder/.muybridge-flink-cluster
distribution=$home/flink/$flink_version

java=java
[[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java

# The launcher sets the same for its JVM, for the same reasons.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
  *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac
export FLINK_CONF_DIR=$folder/conf
export FLINK_PLUGINS_DIR=$folder/plugins

options=(
  -XX:TieredStopAtLevel=1 # like the next two, as in the launcher
  "-XX:ErrorFile=$home/crashes/hs_err_pid%p.log"
  -XX:-CreateCoredumpOnCrash
  "-Dmuybridge.home=$home"
  "-Dmuybridge.worker.heap=${MUYBRIDGE_WORKER_HEAP:-512m}"
  "-Dmuybridge.worker.memory=${MUYBRIDGE_WORKER_MEMORY:-2g}"
  "-Dorg.bytedeco.javacpp.cachedir=$home/javacpp"
  -Dorg.bytedeco.javacpp.platform.extension=-gpl
  -Dorg.bytedeco.javacpp.maxPhysicalBytes=0
  -Djava.awt.headless=true
  "-Djava.io.tmpdir=$folder/tmp"
)
for package in lang math util util.concurrent net text time; do
  options+=("--add-opens=java.base/java.$package=ALL-UNNAMED")
done
# Flink's jars come first and Ray's last: if a class occurs twice, the one that Flink was built with wins.
class_path="$folder/lib/*:$folder/lib/muybridge/*:$folder/lib/ray/*"

# ---- processes: one file run/NAME.pid each, with the process id and its start time, because ids get reused

started_at() { # started_at PID: in clock ticks since boot, or nothing
  local stat words
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  # The name, in brackets, may contain anything; the start time is the 20th word after it.
  read -r -a words <<<"${stat##*) }"
  printf '%s' "${words[19]}"
}

pid_of() { # pid_of NAME: the id of the running process, or nothing
  local pid ticks
  [[ -f $folder/run/$1.pid ]] || return 0
  read -r pid ticks <"$folder/run/$1.pid"
  if [[ -n $ticks && $(started_at "$pid") == "$ticks" ]]; then printf '%s' "$pid"; fi
}

# What a process reads as its input, unless the variable input names another descriptor.
exec 9</dev/null

launch() { # launch NAME COMMAND...: in a session of its own, so that Ctrl-C in this terminal does not reach it
  local name=$1
  shift
  (cd -- "$folder" && exec setsid "$@" <&"${input:-9}" >>"$folder/log/$name.out" 2>&1) &
  printf '%s %s\n' "$!" "$(started_at "$!")" >"$folder/run/$name.pid"
}

end() { # end NAME: asks it to stop, then kills it; returns when the process is gone
  local pid count=0
  while pid=$(pid_of "$1") && [[ -n $pid ]]; do
    case $count in
      0) kill -TERM "$pid" 2>/dev/null || true ;;
      150) kill -KILL "$pid" 2>/dev/null || true ;;
    esac
    count=$((count + 1))
    sleep 0.1
  done
  rm -f -- "$folder/run/$1.pid"
}

# ---- the folder

make_folder() {
  if [[ ! -e $mark && -n $(ls -A -- "$folder" 2>/dev/null) ]]; then
    fail 2 "$folder already contains other files; choose another folder with MUYBRIDGE_CLUSTER"
  fi
  mkdir -p -- "$folder"
  # In it are keys, passwords, the secret of the web pages, and what a cluster is asked for. Nobody else gets in.
  chmod 700 -- "$folder"
  : >"$mark"
  rm -rf -- "${folder:?}"/{conf,keys,lib,tmp,run}
  mkdir -p -- "$folder"/{conf,keys,lib/muybridge,lib/pages,lib/ray,log,plugins,run,tmp}
  ln -s -- "$distribution/lib/"*.jar "$folder/lib/"
  ln -s -- "$home/ray/$ray_version/ray_dist.jar" "$folder/lib/ray/"
  # Copies, so that a build does not replace jars that a running cluster uses.
  cp -- "$root/job/target/lib/"*.jar "$folder/lib/muybridge/"
  cp -- "$(job_jar)" "$folder/lib/pages/"
  cp -- "$here/log4j.properties" "$folder/conf/"
}

quoted() { # quoted TEXT: as a YAML scalar
  printf "'%s'" "${1//\'/\'\'}"
}

free_ports() { # free_ports N: prints N free ports on loopback
  python3 -I -c '
import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(each.getsockname()[1] for each in held))' "$1"
}

configure() {
  local rpc rest
  read -r rpc rest < <(free_ports 2)
  (umask 077 && : >"$folder/conf/config.yaml")
  cat >"$folder/conf/config.yaml" <<YAML
# Written at every start. This cluster listens on loopback only.
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $rpc
jobmanager.bind-host: 127.0.0.1
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $rest
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: ${MUYBRIDGE_SLOTS:-2}
# Flink itself moves only references. The workers' memory, most of it outside the heap, is not budgeted here.
taskmanager.cpu.cores: $(nproc)
taskmanager.memory.task.heap.size: ${MUYBRIDGE_HEAP:-768m}
taskmanager.memory.task.off-heap.size: 0m
taskmanager.memory.framework.heap.size: 0m
taskmanager.memory.framework.off-heap.size: 0m
taskmanager.memory.managed.size: 0m
taskmanager.memory.network.min: 16m
taskmanager.memory.network.max: 16m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 0m
taskmanager.memory.jvm-overhead.max: 0m
metrics.fetcher.update-interval: 1000
# A job tells how far it is with each heartbeat.
heartbeat.interval: 2000
# A program started from the web pages would run in the JobManager and end it.
web.submit.enable: false
# The web pages have another server in front, which lets nobody change anything.
web.cancel.enable: false
# Nobody is answered who has not this cluster's key.
$(print_key_settings "$(quoted "$folder/keys/flink.p12")" "$folder/keys/password")
io.tmp.dirs: $(quoted "$folder/tmp")
YAML
}

# ---- Ray: the file run/ray holds its address and its token file, one word each

start_ray() {
  local waited=0
  mkfifo -m 600 "$folder/run/ray.in"
  # Opened for both directions, so that it never reaches its end; a signal ends the head instead.
  exec 8<>"$folder/run/ray.in"
  python3 -I -c 'import secrets; print(secrets.token_hex(32))' >&8
  # Enough for the workers of one job per slot.
  : >"$folder/log/ray.out"
  local scripts=$root/udfs/src/main/resources/dev/muybridge/ray
  input=8 launch ray "$home/ray/$ray_version/bin/python" -I "$scripts/head.py" \
    "$(($(nproc) * ${MUYBRIDGE_SLOTS:-2}))" 536870912 "$folder/log/ray" "$(<"$scripts/start.py")"
  exec 8>&-
  until grep -s '^ready ' "$folder/log/ray.out" >"$folder/run/ray"; do
    [[ -n $(pid_of ray) ]] || fail 1 "Ray did not start: $(tail -n 1 -- "$folder/log/ray.out")"
    waited=$((waited + 1))
    [[ $waited -lt 600 ]] || fail 1 "Ray did not start; see $folder/log/ray.out"
    sleep 0.1
  done
}

# ---- the web pages: the file run/pages holds their address, which has a secret in it

pages_address() {
  local address
  if [[ -n $(pid_of pages) && -f $folder/run/pages ]]; then
    read -r _ address <"$folder/run/pages"
    printf '%s' "$address"
  fi
}

start_pages() {
  local waited=0
  (umask 077 && : >"$folder/log/pages.out" && : >"$folder/run/pages")
  launch pages "$java" -cp "$folder/lib/pages/*:$class_path" -Xmx64m -XX:+UseSerialGC "${options[@]}" \
    "-Dlog.file=$folder/log/pages.log" "-Dlog4j.configurationFile=$folder/conf/log4j.properties" \
    dev.muybridge.cli.Main pages --port "${MUYBRIDGE_UI_PORT:-0}"
  until grep -s '^ready ' "$folder/log/pages.out" >"$folder/run/pages"; do
    [[ -n $(pid_of pages) ]] || fail 1 "the web pages did not start: $(tail -n 1 -- "$folder/log/pages.out")"
    waited=$((waited + 1))
    [[ $waited -lt 600 ]] || fail 1 "the web pages did not start; see $folder/log/pages.out"
    sleep 0.1
  done
}

is_registered() { # is_registered NAME: whether the JobManager knows a TaskManager with this name
  python3 -I -c '
import sys, urllib.request
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
try:
    with opener.open(sys.stdin.readline().strip(), timeout=5) as pages:
        opener.open(pages.url + "taskmanagers/" + sys.argv[1], timeout=5)
except OSError:
    sys.exit(1)' "$1" < <(pages_address && echo)
}

start_taskmanager() { # returns when it has registered
  local resource waited=0 name
  # A new name each time, because the JobManager keeps listing a killed TaskManager for a while.
  resource=taskmanager-$$
  launch taskmanager "$java" -cp "$class_path" "-Xmx${MUYBRIDGE_HEAP:-768m}" -XX:+UseSerialGC \
    -XX:MaxMetaspaceSize=256m "${options[@]}" \
    "-Dlog.file=$folder/log/taskmanager.log" "-Dlog4j.configurationFile=$folder/conf/log4j.properties" \
    org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$folder/conf" "-Dtaskmanager.resource-id=$resource"
  until is_registered "$resource"; do
    for name in ray jobmanager pages taskmanager; do
      [[ -n $(pid_of "$name") ]] || fail 1 "the $name has ended; see its log in $folder/log"
    done
    waited=$((waited + 1))
    [[ $waited -lt 300 ]] || fail 1 "the cluster did not start; see $folder/log"
    sleep 0.2
  done
}

# ---- commands

require_cluster() {
  [[ -n $(pid_of jobmanager) ]] || fail 1 "no cluster is running in $folder; start one with 'cluster.sh start'"
}

run_flink() { # run_flink ARGUMENTS: becomes Flink's command line
  require_cluster
  local terminal=false
  [[ -t 1 && ${TERM:-dumb} != dumb ]] && terminal=true
  exec "$java" -cp "$class_path" -Xmx256m "${options[@]}" \
    "-Dmuybridge.terminal=$terminal" \
    "-Dlog.file=$folder/log/client-$$.log" "-Dlog4j.configurationFile=$folder/conf/log4j.properties" \
    org.apache.flink.client.cli.CliFrontend "$@"
}

job_jar() {
  local file
  for file in "$root"/job/target/muybridge-job-*.jar; do
    case $file in
      *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
      *) if [[ -f $file ]]; then printf '%s' "$file"; fi ;;
    esac
  done
}

start() {
  command -v "$java" >/dev/null || fail 1 "found no $java (Debian package default-jdk-headless)"
  [[ -z $(pid_of jobmanager)$(pid_of taskmanager)$(pid_of ray) ]] || fail 1 "a cluster is already running in $folder: $(pages_address)"
  [[ -n $(job_jar) && -d $root/job/target/lib ]] || fail 1 "not built yet; './muybridge setup' builds it"
  [[ -d $distribution/lib ]] || fail 1 "Flink is not installed in $distribution"
  [[ -f $home/ray/$ray_version/ray_dist.jar ]] || fail 1 "Ray is not installed in $home/ray/$ray_version"
  make_folder
  make_key "$folder/keys/flink.p12" "$folder/keys/password" "$folder/log/keytool.out" ||
    fail 1 "keytool made no key; see $folder/log/keytool.out"
  configure
  trap 'end_all' EXIT
  start_ray
  launch jobmanager "$java" -cp "$class_path" -Xmx384m -XX:+UseSerialGC "${options[@]}" \
    "-Dlog.file=$folder/log/jobmanager.log" "-Dlog4j.configurationFile=$folder/conf/log4j.properties" \
    org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint \
    --configDir "$folder/conf" --executionMode cluster
  start_pages
  start_taskmanager
  trap - EXIT
  printf 'a Flink cluster is running in %s; its web pages, for you alone: %s\n' "$folder" "$(pages_address)"
}

restart() {
  [[ -n $(pid_of jobmanager) && -n $(pid_of ray) ]] || fail 1 "no complete cluster is running in $folder; use 'stop' and then 'start'"
  end taskmanager
  [[ -n $(pid_of pages) ]] || start_pages
  start_taskmanager
}

name_jobs() { # prints a line for each job that is under way, as the web pages show them
  [[ -n $(pid_of jobmanager) ]] || return 0
  # Without an address, there is nobody to ask.
  python3 -I -c '
import http.client, json, sys, urllib.request
address = sys.stdin.read() or "nowhere:"
pages = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
try:
    with pages.open(address, timeout=10) as entered:
        inside = entered.geturl()
    with pages.open(inside + "jobs/overview", timeout=10) as answer:
        jobs = json.load(answer)["jobs"]
except (OSError, ValueError, http.client.HTTPException):
    sys.exit(1)
for job in jobs:
    if job["state"] not in ("FINISHED", "FAILED", "CANCELED"):
        name = "".join(letter if letter.isprintable() else "?" for letter in job["name"])
        print("ends job", job["jid"], f"({name}); the same submit, after the next start, continues it")
' < <(pages_address) || printf 'the web pages do not answer, so it is not known which jobs this ends\n'
}

stop() {
  name_jobs
  end_all
}

end_all() {
  local name
  for name in taskmanager pages jobmanager ray; do
    end "$name"
  done
  if [[ -e $mark ]]; then rm -rf -- "$folder"/{keys,tmp}; fi
}

status() {
  local name pid code=0
  for name in ray jobmanager pages taskmanager; do
    pid=$(pid_of "$name")
    [[ -n $pid ]] || code=3
    if [[ -n $pid ]]; then pid="process $pid"; fi
    printf '%-12s %s\n' "$name" "${pid:-not running}"
  done
  [[ $code -ne 0 ]] || printf '%-12s %s\n' 'web pages' "$(pages_address)"
  return "$code"
}

submit() {
  local detached=()
  if [[ ${1:-} == -d ]]; then
    detached=(-d)
    shift
  fi
  local ray=() word address token
  for word; do
    case $word in
      --ray | --ray=*) ray=(given) ;;
      --target | --target=*) fail 2 "submit goes to this cluster and takes no --target; './muybridge submit' does" ;;
    esac
  done
  if [[ ${#ray[@]} -eq 0 && -f $folder/run/ray ]]; then
    read -r _ address token <"$folder/run/ray"
    ray=(--ray "$address" --ray-token "$token")
  else
    ray=()
  fi
  MUYBRIDGE_PAGES=$(pages_address)
  if [[ -n $MUYBRIDGE_PAGES ]]; then export MUYBRIDGE_PAGES; else unset MUYBRIDGE_PAGES; fi
  run_flink run "${detached[@]}" "$(job_jar)" submit "$@" "${ray[@]}"
}

command=${1:-help}
[[ $# -eq 0 ]] || shift
# What lies in it decides which code is run and which processes are ended.
if [[ -e $folder && ! -O $folder && $command != *help ]]; then
  fail 2 "$folder belongs to another user; choose another folder with MUYBRIDGE_CLUSTER"
fi
case $command in
  submit)
    answer_without_parts submit "$@"
    require_cluster
    ;;
esac
case $command in
  help | -h | --help) usage ;;
  start | submit)
    command -v python3 >/dev/null || exec bash "$setup/prerequisites.sh"
    exec python3 -I -B "$setup/setup.py" flink -- "$here/cluster.sh" "@$command" "$@"
    ;;
  # With an at-sign, nothing is installed first.
  @start) start ;;
  @submit) submit "$@" ;;
  status) status ;;
  restart) restart ;;
  stop) stop ;;
  flink) run_flink "$@" ;;
  *)
    nearest "$command" start submit status restart stop flink help
    fail 2 "unknown command '$command'${meant}; 'cluster.sh help' lists the commands"
    ;;
esac
