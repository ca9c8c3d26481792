#!/usr/bin/env bash
# Puts into a folder what both images are built from.
set -euo pipefail

usage() {
  cat <<'TEXT'
Collects what the images for Kubernetes are built from, after './muybridge setup'.

  context.sh FOLDER [PACKED]   makes FOLDER, which must not be there, from what './muybridge dist' packs, or has packed as PACKED. Then, with
                               any builder:
                                 buildah bud -f deploy/kubernetes/Dockerfile.flink -t localhost/muybridge-flink:0.1.0 FOLDER
                                 buildah bud -f deploy/kubernetes/Dockerfile.ray -t localhost/muybridge-ray:0.1.0 FOLDER
  context.sh help              prints this text
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
for needed in "$ray/ray_dist.jar" "$home/ray-native"; do
  if [[ ! -e $needed ]]; then
    printf "context: there is no %s; './muybridge setup' makes it\n" "$needed" >&2
    exit 1
  fi
done

mkdir -- "$folder"
mkdir -- "$folder"/{muybridge,site}
packed=${2:-$folder/packed.tar.gz}
[[ -n ${2:-} ]] || "$root/muybridge" dist "$packed" >/dev/null
tar -xf "$packed" --strip-components=1 -C "$folder/muybridge"
[[ -n ${2:-} ]] || rm -- "$packed"
# What is packed has its places for one machine; these are the images'.
mv -- "$folder/muybridge/home" "$folder/home"
mv -- "$folder/home/plugins" "$folder/plugins"
mv -- "$folder/muybridge/job/target/lib" "$folder/lib"
mv -- "$folder/muybridge/job/target/"muybridge-job-*.jar "$folder/muybridge/job/target/muybridge-job-image.jar"
# The images have Flink.
rm -r -- "$folder/muybridge/job/target/flink" "$folder/home/flink"
mkdir -p -- "$folder/home/ray/2.60.0"
cp -L -- "$ray/ray_dist.jar" "$folder/home/ray/2.60.0/"
# Last by its name, because it brings other versions of libraries.
cp -L -- "$ray/ray_dist.jar" "$folder/lib/zz-ray_dist.jar"
cp -r -- "$home/ray-native" "$folder/home/"
# Ray for Python 3.11, which is that of Dockerfile.ray.
cp -r -- "$ray"/lib/python3.11/site-packages/. "$folder/site/"
