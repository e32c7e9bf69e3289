#!/usr/bin/env bash
# Measures what docs/performance-tables.md shows and writes it and its plot: two hours on a
# machine that does nothing else, an hour with FORKS=1. What else there are bounds for is measured
# by the guard, which tries again where two processes are compared.
#   measure.sh [PYTHON]     PYTHON has PyTorch; without it, comparisons with PyTorch are left out
# Build first: mvn -q install && mvn -q -f benchmarks verify
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
results=$root/benchmarks/target/results
benchmarks=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$root/benchmarks/target/benchmarks.jar")
python=${1:-}
mkdir -p "$results"
report=("$results/jmh.json" --bounds "$results/bounds.json" --out "$root/docs")
bounds=(--json "$results/bounds.json" --processes "${FORKS:-3}")
for rows in roof PyTorch "one array" "one group" "2 threads" hand-written trainer; do
  bounds+=(--only "$rows")
done
if [ -n "$python" ]; then
  bounds+=(--python "$python" --script "$here/pytorch.py")
  "$python" "$here/pytorch.py" --json "$results/pytorch.json" --only adam
  report+=(--pytorch "$results/pytorch.json")
fi
# A missed bound is a result too.
"${benchmarks[@]}" bounds "${bounds[@]}" || [ $? -eq 1 ]
"${benchmarks[@]}" jmh -f "${FORKS:-3}" -rf json -rff "$results/jmh.json"
"${benchmarks[@]}" report "${report[@]}"
