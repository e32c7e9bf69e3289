#!/usr/bin/env bash
# Moves training runs to PyTorch and back, with every rule of torch.optim.
#   check.sh PYTHON     PYTHON has torch and safetensors
# Build first: mvn -q install
set -euo pipefail
if [ $# -ne 1 ]; then
  sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2
  exit 2
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
classes=$here/../../../target/classes
own=$(mktemp -d)
trap 'rm -rf "$own"' EXIT
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" -cp "$classes" -d "$own" "$here/MoveState.java"
PYTHONDONTWRITEBYTECODE=1 "$1" "$here/check.py" "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$classes:$own" MoveState
