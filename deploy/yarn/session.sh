#!/usr/bin/env bash
# A Flink session on YARN with a key of its own, for './muybridge submit --target yarn-session'.
set -euo pipefail

fail() { # fail EXIT_CODE LINE
  printf 'session: %s\n' "$2" >&2
  exit "$1"
}

usage() {
  cat <<'TEXT'
Puts up a Flink session on YARN, which starts TaskManagers when jobs come, and ends it.

  session.sh start FOLDER [-DKEY=VALUE...]   FOLDER, which is made, gets what clients need: the configuration and the key, without which
                                             the session answers nobody. -DKEY=VALUE is a setting of Flink's
  session.sh stop FOLDER                     ends the session with all jobs in it, and deletes FOLDER
  session.sh help                            prints this text

Between the two: FLINK_CONF_DIR=FOLDER ./muybridge submit --target yarn-session OPTIONS
TEXT
}

here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
root=$(dirname -- "$(dirname -- "$here")")
# shellcheck source=deploy/flink/keys.sh
source "$root/deploy/flink/keys.sh"

configure() {
  local from=${FLINK_CONF_DIR:-$root/deploy/flink}
  cp -- "$from/config.yaml" "$from/log4j.properties" "$folder/"
  # As submit does for workers in Ray.
  grep -q '^taskmanager.memory.task.off-heap.size:' "$folder/config.yaml" ||
    printf '\ntaskmanager.memory.task.off-heap.size: 512m\n' >>"$folder/config.yaml"
  cat >>"$folder/config.yaml" <<YAML

# Of this session.
$(print_key_settings "'$folder/flink.p12'" "$folder/password")
yarn.properties-file.location: '$folder'
YAML
}

put_up() { # put_up [-DKEY=VALUE...]
  local id
  # Its processes have the key in the folder that they begin in, and so has the client that starts them.
  (cd -- "$folder" && FLINK_CONF_DIR=$folder "$root/muybridge" @session "$folder/flink.p12" --detached --name 'muybridge session' \
    -Dsecurity.ssl.keystore=flink.p12 -Dsecurity.ssl.truststore=flink.p12 "$@" </dev/null >"$folder/out" 2>&1) || return 1
  id=$(sed -n 's/^applicationID=//p' "$folder"/.yarn-properties-*)
  [[ -n $id ]] || return 1
  printf 'yarn.application.id: %s\n' "$id" >>"$folder/config.yaml"
  printf 'session %s; FLINK_CONF_DIR=%s ./muybridge submit --target yarn-session goes there\n' "$id" "$folder"
}

start() { # start [-DKEY=VALUE...]
  umask 077
  ! grep -qs '^security\.ssl\.' "${FLINK_CONF_DIR:-$root/deploy/flink}/config.yaml" ||
    fail 2 "FLINK_CONF_DIR has a key already, perhaps of another session: $FLINK_CONF_DIR"
  mkdir -- "$folder" || fail 2 "FOLDER must be one that can be made: $folder"
  if ! { make_key "$folder/flink.p12" "$folder/password" "$folder/out" && configure && put_up "$@"; }; then
    tail -n 20 -- "$folder/out" >&2
    rm -rf -- "${folder:?}"
    fail 1 'there is no session'
  fi
}

stop() {
  local id
  id=$(sed -n 's/^yarn.application.id: //p' "$folder/config.yaml" 2>/dev/null) || true
  [[ -n $id ]] || fail 2 "not the folder of a session: $folder"
  echo stop | (FLINK_CONF_DIR=$folder "$root/muybridge" @session "$folder/flink.p12" --applicationId "$id" >"$folder/out" 2>&1) || {
    tail -n 20 -- "$folder/out" >&2
    fail 1 "$id was not ended"
  }
  rm -rf -- "${folder:?}"
}

command=${1:-help}
case $command in
  help | -h | --help)
    usage
    exit 0
    ;;
  start | stop | @start) ;;
  *) fail 2 "unknown command '$command'; 'session.sh help' lists the commands" ;;
esac
folder=${2:-}
[[ -n $folder && $folder != -* ]] || fail 2 "$command needs a folder; it was given: ${folder:-nothing}"
[[ $folder == /* ]] || folder=$PWD/$folder
case $folder in
  *[\'\;]*) fail 2 "the path must not contain ' or ;, which have a meaning in settings: $folder" ;;
esac
case $command in
  start) exec python3 -I -B "$root/deploy/setup/setup.py" flink -- "$here/session.sh" @start "$folder" "${@:3}" ;;
  @start) start "${@:3}" ;;
  stop) stop ;;
esac
