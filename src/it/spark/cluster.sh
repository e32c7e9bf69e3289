#!/usr/bin/env bash
# A Spark cluster on this machine, from Maven artifacts alone: a standalone master and two workers of one
# core each, all on 127.0.0.1. It builds the example, starts the cluster, runs a class on it, and stops it.
#
#   src/it/spark/cluster.sh CLASS [ARGUMENT…]     MASTER among the arguments becomes the master's URL
#
#   src/it/spark/cluster.sh example.Proof MASTER DATA softmax
#
# Folders are named by absolute paths. talweg and talweg-spark must be installed (mvn install,
# mvn -f src/spark install). MVN is the command for Maven, DRIVER_OPTIONS go to the driver's JVM,
# WORKER_MEMORY is what a worker has for executors.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$here/target/cluster
mkdir -p "$home"
${MVN:-mvn} -q -f "$here" package \
  dependency:copy-dependencies -DoutputDirectory="$home/jars" -DincludeScope=compile
cp "$here"/target/digits-on-spark-1.0.jar "$home/jars/"

export SPARK_HOME=$home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util \
  java.util.concurrent java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action \
  sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
pids=()
stop() {
  local status=$?
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do # workers first
    kill "${pids[i]}" 2>/dev/null || true
    wait "${pids[i]}" 2>/dev/null || true
  done
  exit $status
}
trap stop EXIT

cd "$(mktemp -d "$home/run.XXXXXX")" # logs, and the workers' folders
start() { # NAME CLASS ARGUMENT…
  "$java" -Xmx64m "${opens[@]}" -Dspark.master.rest.enabled=false -cp "$home/jars/*" "${@:2}" >"$1.log" 2>&1 &
  pids+=($!)
}
start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
url=
for ((try = 0; try < 300; try++)); do
  [ -e master.log ] && url=$(grep -o 'spark://[0-9.]*:[1-9][0-9]*' master.log | head -1 || true)
  [ -n "$url" ] && break
  sleep 0.1
done
[ -n "$url" ] || { echo "the master did not start:" && cat master.log && exit 1; }
for worker in 1 2; do
  start "worker$worker" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 \
    -c 1 -m "${WORKER_MEMORY:-512m}" -d "work$worker" "$url"
done
"$java" ${DRIVER_OPTIONS:--Xmx1g} "${opens[@]}" -Dspark.driver.host=127.0.0.1 \
  -Dspark.driver.bindAddress=127.0.0.1 -Dlog4j2.configurationFile="$here/log4j2.properties" -cp "$home/jars/*" "${@/#MASTER/$url}"
