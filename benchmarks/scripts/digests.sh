#!/usr/bin/env bash
# Computes the digests of a thousand steps of every rule in many ways, which must all agree with
# docs/digests.txt: interpreted, compiled by C1 or C2, vectorized or not, on 1, 2 and 4 threads, in
# chunks of several sizes, on this JDK and on JDK 25 where there is one (JAVA25_HOME, or found under
# /usr/lib/jvm). Several ways run at once, as many as there are processors.
# Build first: mvn -q install && mvn -q -f benchmarks verify
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$here/../target/benchmarks.jar
expected=$(cd "$here/../../docs" && pwd)/digests.txt
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
processors=$(getconf _NPROCESSORS_ONLN)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
ways=0

# Starts a check as soon as a processor is free; its lines wait in a file of its number.
check() { # title java [JVM option…] -- [option…]
  local title=$1 program=$2 options=()
  shift 2
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  while [ "$(jobs -rp | wc -l)" -ge "$processors" ]; do
    wait -n || true
  done
  ways=$((ways + 1))
  local result=$results/$ways
  {
    printf '%-28s ' "$title"
    "$program" ${options[@]+"${options[@]}"} -jar "$jar" digest --check "$expected" "$@" ||
      touch "$result.failed"
  } >"$result" 2>&1 &
}

on() { # java
  "$1" -version 2>&1 | head -n 1
  # A trainer takes no more threads than it sees processors.
  local four=-XX:ActiveProcessorCount=4
  check "interpreter" "$1" -Xint --
  check "default (C2)" "$1" --
  check "C1 only" "$1" -XX:TieredStopAtLevel=1 --
  check "C2 only" "$1" -XX:-TieredCompilation --
  check "no vectorization" "$1" -XX:-UseSuperWord --
  check "2 threads" "$1" $four -- --threads 2
  check "4 threads" "$1" $four -- --threads 4
  check "4 threads, chunks of 1,500" "$1" $four -- --threads 4 --chunk 1500
  check "chunks of 1,024" "$1" -- --chunk 1024
  check "chunks of 65,536" "$1" -- --chunk 65536
  wait
  for ((way = shown + 1; way <= ways; way++)); do
    cat "$results/$way"
  done
  shown=$ways
}

shown=0
on "$java"

java25=
for home in "${JAVA25_HOME:-}" /usr/lib/jvm/*25*; do
  if [ -n "$home" ] && [ -x "$home/bin/java" ]; then
    java25=$home/bin/java
    break
  fi
done
if [ -n "$java25" ]; then
  on "$java25"
else
  echo "skipped: JDK 25 (none in JAVA25_HOME or under /usr/lib/jvm)"
fi

failures=$(find "$results" -name '*.failed' | wc -l)
if [ "$failures" -gt 0 ]; then
  echo "digests: $failures ways differ from $expected" >&2
  exit 1
fi
echo "digests: all ways agree"
