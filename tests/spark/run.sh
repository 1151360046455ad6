#!/usr/bin/env bash
# Compares `menshen audit` under a local Spark of two threads with the direct run, answer by answer.
#
#   tests/spark/run.sh [COUNT]
#
# `MENSHEN` names a program built before; without it one is built.
# Needs Java, Python 3 and, the first time, the Python registry (pyspark is some 400 MB). The virtual
# environment lies outside the tree, in $MENSHEN_SPARK_VENV or the user's cache. No part of `cargo test`.
set -euo pipefail
count=${1:-20000}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=${MENSHEN_SPARK_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/menshen-spark}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if [ ! -x "$venv/bin/spark-submit" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check pyspark
fi
if [ -z "${MENSHEN:-}" ]; then
  cargo build --release --locked --bin menshen --manifest-path "$root/Cargo.toml"
  export MENSHEN="$root/target/release/menshen"
fi

python3 "$root/tests/bench/loans.py" "$count" spark >"$scratch/loans.jsonl"
# A line that is no loan: it is answered in place and doesn't stop the job. Its number is that within
# its partition, so it stands first, where both numbers are 1.
sed -i '1i no loan' "$scratch/loans.jsonl"
"$MENSHEN" audit "$scratch/loans.jsonl" >"$scratch/direct.jsonl"
PYSPARK_PYTHON=$venv/bin/python3 SPARK_LOCAL_IP=127.0.0.1 "$venv/bin/spark-submit" \
  --master 'local[2]' --conf spark.ui.enabled=false "$here/audit.py" \
  "file://$scratch/loans.jsonl" "file://$scratch/answers" 2>"$scratch/spark.log" || {
  tail -20 "$scratch/spark.log" >&2
  exit 1
}
cat "$scratch"/answers/part-* >"$scratch/spark.jsonl"
parts=$(find "$scratch/answers" -name 'part-*' | wc -l)
cmp "$scratch/direct.jsonl" "$scratch/spark.jsonl"
echo "$(wc -l <"$scratch/spark.jsonl") answers from $parts partitions, each the same as the direct run's"
