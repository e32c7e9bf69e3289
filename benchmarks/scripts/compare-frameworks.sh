#!/usr/bin/env bash
# Random runs of PyTorch, Keras and optax against Talweg's: rules, options, groups, schedules, clipping, freezing.
#   compare-frameworks.sh PYTHON [OPTION…]     PYTHON has torch, keras, optax; --help says which options
# Build first: mvn -q install && mvn -q -f benchmarks verify
set -euo pipefail
if [ $# -lt 1 ]; then
  sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
python=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
KERAS_BACKEND=torch PYTHONDONTWRITEBYTECODE=1 exec "$python" "$here/frameworks/differential.py" "$@" -- \
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$here/../target/benchmarks.jar" conformance
