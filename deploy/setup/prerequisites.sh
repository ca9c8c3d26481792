#!/usr/bin/env bash
# Prints one line for each program and library that this machine lacks, with the Debian package that provides it.
# Exits with 0 if nothing is missing, otherwise with 1.
set -uo pipefail

missing=0
lacks() { # lacks WHAT DEBIAN_PACKAGE
  printf 'missing: %s (Debian package %s)\n' "$1" "$2" >&2
  missing=1
}

check_java() { # check_java PROGRAM: the one in JAVA_HOME if that is set, as Maven does
  local program=$1 path=$1 version
  [[ -n ${JAVA_HOME:-} ]] && path=$JAVA_HOME/bin/$program
  if ! command -v "$path" >/dev/null; then
    lacks "$path" default-jdk-headless
    return
  fi
  version=$("$path" -version 2>&1)
  if [[ ! $version =~ (version \"|javac )([0-9]+) ]]; then
    lacks "$path 17 or newer, found one that does not report its version" default-jdk-headless
  elif ((BASH_REMATCH[2] < 17)); then
    lacks "$path 17 or newer, found ${BASH_REMATCH[2]}" default-jdk-headless
  fi
}

check_program() { # check_program PROGRAM DEBIAN_PACKAGE
  command -v "$1" >/dev/null || lacks "$1" "$2"
}

check_python() {
  if ! command -v python3 >/dev/null; then
    lacks python3 python3
    lacks "Python's venv" python3-venv
    return
  fi
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || lacks 'python3 3.11 or newer' python3
  python3 -c 'import venv, ensurepip' 2>/dev/null || lacks "Python's venv" python3-venv
}

check_library() { # check_library SONAME DEBIAN_PACKAGE
  [[ $libraries == *"$1 ("*x86-64* ]] || lacks "$1" "$2"
}

check_java java
# A packed copy has a folder home, and nothing to build.
if [[ ! -d $(dirname -- "${BASH_SOURCE[0]}")/../../home ]]; then
  check_java javac
  check_program mvn maven
  check_program npm npm
  check_program g++ g++
fi
check_python
# ldconfig is often not in a user's PATH.
libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null)
check_library libEGL.so.1 libegl1
check_library libGLESv2.so.2 libgles2
exit "$missing"
