#!/usr/bin/env bash
# Measures the guard's checks against PyTorch, side by side in alternating windows.
#   compare-pytorch.sh PYTHON [OPTION…]     PYTHON has PyTorch; options as of the guard command
# Build first: mvn -q install && mvn -q -f benchmarks verify
set -euo pipefail
if [ $# -lt 1 ]; then
  sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
python=$1
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$here/../target/benchmarks.jar" guard \
  --python "$python" --script "$here/pytorch.py" --only PyTorch "$@"
