#!/usr/bin/env bash
# Ten million minute candles to Parquet and back into an empty store, and the same rows through DuckDB: seconds, peak memory, file sizes, hashes.
# Can be killed: a phase that was done is not done again, unless its line is taken out of results.jsonl.
# Usage: measure-parquet.sh [folder] [rows]; needs the Release build of CcIngest.Reliability, and DuckDB as tests/CcIngest.Parquet.Tests/Foreign says.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mkdir -p "${1:-$root/output/parquet}" && cd "${1:-$root/output/parquet}" && pwd)
rows=${2:-10000000}
program=$root/tests/CcIngest.Reliability/bin/Release/net10.0/CcIngest.Reliability.dll
results=$work/results.jsonl
touch "$results"

phase() {
    local name=$1 said
    shift
    if ! grep -q "^$name	" "$results"; then
        said=$("$@")
        printf '%s\t%s\n' "$name" "$said" | tee -a "$results"
    fi
}

bulk() { dotnet exec "$program" bulk "$@"; }

phase fill bulk fill --file "$work/from.db" --rows "$rows"
phase export bulk export --file "$work/from.db" --folder "$work/files"
phase import bulk import --file "$work/to.db" --folder "$work/files"
phase hash-from bulk hash --file "$work/from.db"
phase hash-to bulk hash --file "$work/to.db"
for codec in snappy gzip; do
    phase "duckdb-$codec" node "$root/tests/CcIngest.Parquet.Tests/Foreign/measure.mjs" "$work" "$codec"
done
