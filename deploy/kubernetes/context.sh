#!/usr/bin/env bash
# Puts into a folder what both images are built from.
set -euo pipefail

usage() {
  cat <<'TEXT'
Collects what the images for Kubernetes are built from, after './muybridge setup'.

  context.sh FOLDER   makes FOLDER, which must not be there. Then, with any builder:
                        buildah bud -f deploy/kubernetes/Dockerfile.flink -t localhost/muybridge-flink:0.1.0 FOLDER
                        buildah bud -f deploy/kubernetes/Dockerfile.ray -t localhost/muybridge-ray:0.1.0 FOLDER
  context.sh help     prints this text
TEXT
}

case ${1:-help} in
  help | -h | --help)
    usage
    exit 0
    ;;
esac
folder=$1
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")")
home=${MUYBRIDGE_HOME:-${XDG_CACHE_HOME:-${HOME:?is not set, nor is MUYBRIDGE_HOME}/.cache}/muybridge}
ray=$home/ray/2.60.0
jar=
for file in "$root"/job/target/muybridge-job-*.jar; do
  case $file in
    *-tests.jar | *-sources.jar | *-javadoc.jar) ;;
    *) if [[ -f $file ]]; then jar=$file; fi ;;
  esac
done
for needed in "${jar:-$root/job/target/muybridge-job-VERSION.jar}" "$root/job/target/lib" "$ray/ray_dist.jar" "$home/plugins/s3-fs-hadoop"; do
  if [[ ! -e $needed ]]; then
    printf "context: there is no %s; './muybridge setup --all' makes it\n" "$needed" >&2
    exit 1
  fi
done

mkdir -- "$folder"
mkdir -p -- "$folder"/{muybridge/job/target,muybridge/deploy/kubernetes,lib,plugins,home/ray/2.60.0,site}
cp -- "$root/muybridge" "$folder/muybridge/"
cp -r -- "$root/deploy/flink" "$root/deploy/setup" "$folder/muybridge/deploy/"
cp -- "$root/deploy/kubernetes/nightly.py" "$folder/muybridge/deploy/kubernetes/"
cp -- "$jar" "$folder/muybridge/job/target/muybridge-job-image.jar"
cp -- "$root/job/target/lib/"*.jar "$folder/lib/"
# Last by its name, because it brings other versions of libraries.
cp -L -- "$ray/ray_dist.jar" "$folder/lib/zz-ray_dist.jar"
cp -L -- "$ray/ray_dist.jar" "$folder/home/ray/2.60.0/"
cp -r -- "$home/plugins/s3-fs-hadoop" "$folder/plugins/"
cp -r -- "$home/mediapipe" "$home/models" "$home/ray-native" "$folder/home/"
# Ray for Python 3.11, which is that of Dockerfile.ray.
cp -r -- "$ray"/lib/python3.11/site-packages/. "$folder/site/"
