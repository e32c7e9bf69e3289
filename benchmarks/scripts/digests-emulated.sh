#!/usr/bin/env bash
# Computes the digests of a thousand steps of every rule on other processors, which must agree with
# docs/digests.txt too: ARM64, and s390x, where the most significant byte comes first; parameters
# off the heap are in either byte order. Each is emulated by QEMU's user mode, with the JDK 17 that
# Debian builds for it.
#
# The packages are unpacked into a folder of their own, by default benchmarks/target/emulated, and
# stay there for the next time; nothing is installed, no root is needed. Where they can't be had, a
# line says what is skipped and why. Exit status 1 means that digests differ,
# 2 that there is nothing to compare.
#
# Build first: mvn -q install && mvn -q -f benchmarks verify
# usage: digests-emulated.sh [folder]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/benchmarks.jar
expected=$(cd "$here/../../docs" && pwd)/digests.txt
[ -f "$jar" ] || { echo "no $jar: build first" >&2 && exit 2; }
mkdir -p "${1:-$here/../target/emulated}" || exit 2
cache=$(cd "${1:-$here/../target/emulated}" && pwd)
libraries=(libc6 libgcc-s1 libstdc++6 zlib1g)
failures=0
reason=
titles=()
architectures=()
processes=()

# apt with package lists and archives of its own, for one architecture.
apt_for() { # architecture command…
  local state=$cache/apt-$1
  mkdir -p "$state/lists/partial" "$state/archives/partial"
  apt-get -q -o APT::Architecture="$1" -o APT::Architectures="$1" -o APT::Sandbox::User= \
    -o Acquire::Languages=none -o Acquire::Retries=2 -o Acquire::http::Timeout=20 \
    -o Dir::State="$state" -o Dir::State::status=/dev/null -o Dir::Cache="$state" "${@:2}"
}

# Unpacks packages of one architecture into a folder of that name, once; false sets the reason.
unpack() { # architecture folder package…
  local architecture=$1 root=$cache/$2 downloads=$cache/downloads-$2 archive
  shift 2
  [ -e "$root/complete" ] && return
  rm -rf "$root" "$downloads"
  mkdir -p "$root" "$downloads"
  if ! apt_for "$architecture" update >"$downloads/log" 2>&1 ||
    ! (cd "$downloads" && apt_for "$architecture" download "$@") >>"$downloads/log" 2>&1; then
    reason="apt can't fetch $* for $architecture: $(grep -m 1 '^[EW]:' "$downloads/log" || true)"
    return 1
  fi
  for archive in "$downloads"/*.deb; do
    if ! dpkg-deb -x "$archive" "$root" 2>>"$downloads/log"; then
      reason="can't unpack $archive: $(tail -n 1 "$downloads/log")"
      return 1
    fi
  done
  rm -rf "$downloads"
  touch "$root/complete"
}

# True if everything is there to run Java for an architecture, else false with the reason.
prepare() { # architecture QEMU's-name
  [ "$(uname -s)" = Linux ] || reason="user-mode emulation needs Linux"
  [ -n "$reason" ] && return 1
  if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    reason="no apt-get and dpkg-deb"
    return 1
  fi
  unpack "$1" "$1" openjdk-17-jre-headless "${libraries[@]}" || return 1
  emulator=$(command -v "qemu-$2-static" || command -v "qemu-$2" || true)
  if [ -z "$emulator" ]; then
    unpack "$(dpkg --print-architecture)" qemu qemu-user-static || return 1
    emulator=$cache/qemu/usr/bin/qemu-$2-static
  fi
}

# Starts Java for an architecture, if it can be had; its lines wait in a file.
check() { # title architecture QEMU's-name
  reason=
  if ! prepare "$2" "$3"; then
    printf '%-28s skipped: %s\n' "$1" "$reason"
    return
  fi
  local root=$cache/$2
  local program=("$emulator" -L "$root" "$root/usr/lib/jvm/java-17-openjdk-$2/bin/java")
  if ! "${program[@]}" -version >"$cache/version" 2>&1; then
    printf '%-28s skipped: Java does not start under %s: %s\n' \
      "$1" "$emulator" "$(head -n 1 "$cache/version")"
    return
  fi
  "${program[@]}" -jar "$jar" digest --check "$expected" >"$cache/result-$2" 2>&1 &
  titles+=("$1")
  architectures+=("$2")
  processes+=($!)
}

check "ARM64" arm64 aarch64
check "s390x (big-endian)" s390x s390x
for i in "${!processes[@]}"; do # they run side by side
  wait "${processes[$i]}" || failures=$((failures + 1))
  printf '%-28s ' "${titles[$i]}"
  cat "$cache/result-${architectures[$i]}"
done

if [ "$failures" -gt 0 ]; then
  echo "digests: $failures processors differ from $expected" >&2
  exit 1
fi
