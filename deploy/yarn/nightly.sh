#!/usr/bin/env bash
# One run on YARN, for cron: submits it, waits for its end, and exits as './muybridge run' would. Never two at once.
set -euo pipefail

usage() {
  cat <<'TEXT'
Submits one run to YARN, waits until it has ended, and exits as './muybridge run' would.

  nightly.sh LOCK OPTIONS   LOCK is a file on this machine: while one run holds it, another does not begin. OPTIONS are those of
                            './muybridge submit', without --target and --wait
  nightly.sh help           prints this text

Exit codes: 0 all done, 1 the job failed, or the application is gone without a report, 2 wrong usage or no such input,
3 some videos failed, 75 the last run is still under way, 130 cancelled.
TEXT
}

case ${1:-help} in
  help | -h | --help)
    usage
    exit 0
    ;;
  -*)
    printf 'nightly: first the lock, a file, and then the options; was given: %s\n' "$1" >&2
    exit 2
    ;;
esac
lock=$1
shift
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")")

exec 9>>"$lock"
# The submitting process inherits the lock and holds it until it has seen the run's end.
if ! flock -n 9; then
  printf 'nightly: the last run is still under way; %s is locked\n' "$lock" >&2
  exit 75
fi
exec "$root/muybridge" submit --target yarn-application --wait "$@"
