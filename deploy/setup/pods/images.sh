#!/usr/bin/env bash
# Builds images for tests with buildah, without a daemon or a registry of images. Needs root.
set -euo pipefail

usage() {
  cat <<'TEXT'
  images.sh bases FOLDER FLINK   writes archives of images that stand in for those that ours are built from, and of the one that
                                 holds a pod together, into FOLDER; FLINK has Flink's bin, conf and lib
  images.sh ours FOLDER BASES    writes archives of our images, of what this clone has built; BASES is the FOLDER of the first form
TEXT
}

root=$(dirname -- "$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")")")
here=$root/deploy/setup/pods

build() { # build NAME DOCKERFILE CONTEXT
  buildah --root "$work/storage" --runroot "$work/run" --storage-driver overlay bud --isolation chroot --pull-never -t "$1" -f "$2" "$3"
}

pull() { buildah --root "$work/storage" --runroot "$work/run" --storage-driver overlay pull "docker-archive:$1"; }

push() { # push NAME FILE
  buildah --root "$work/storage" --runroot "$work/run" --storage-driver overlay push "$1" "docker-archive:$2:$1"
}

finish() { # buildah mounts its own folder
  local each
  while read -r each; do umount -l "$each"; done < <(awk -v "work=$work/" 'index($2, work) == 1 {print $2}' /proc/mounts | sort -r)
  rm -rf -- "$work"
}

bases() { # bases FOLDER FLINK
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/debian"
  rm -rf "$work/debian"/var/cache/apt/archives/*.deb "$work/debian"/var/lib/apt/lists/*
  printf 'FROM scratch\nCOPY . /\nCMD ["bash"]\n' >"$work/Dockerfile.debian"
  printf 'FROM docker.io/library/debian:bookworm-slim\nCMD ["sleep", "infinity"]\n' >"$work/Dockerfile.pause"
  mkdir "$work/context"
  cp -r -- "$2" "$work/context/flink"
  printf '#!/bin/sh\nexec "$@"\n' >"$work/context/entry.sh"
  chmod 755 "$work/context/entry.sh"
  build docker.io/library/debian:bookworm-slim "$work/Dockerfile.debian" "$work/debian"
  build localhost/pause:1 "$work/Dockerfile.pause" "$work/context"
  build docker.io/library/flink:2.3.0-java17 "$here/Dockerfile.flink" "$work/context"
  push docker.io/library/debian:bookworm-slim "$1/debian.tar"
  push localhost/pause:1 "$1/pause.tar"
  push docker.io/library/flink:2.3.0-java17 "$1/flink.tar"
}

ours() { # ours FOLDER BASES
  local each
  "$root/muybridge" @dist "$work/packed.tar.gz"
  "$root/deploy/kubernetes/context.sh" "$work/context" "$work/packed.tar.gz"
  pull "$2/debian.tar"
  pull "$2/flink.tar"
  for each in flink ray; do
    build "localhost/muybridge-$each:0.1.0" "$root/deploy/kubernetes/Dockerfile.$each" "$work/context"
    push "localhost/muybridge-$each:0.1.0" "$1/muybridge-$each.tar"
  done
}

case ${1:-help} in
  bases | ours)
    work=$(mktemp -d "$2/work-XXXX")
    trap finish EXIT
    "$1" "${@:2}"
    ;;
  *) usage ;;
esac
