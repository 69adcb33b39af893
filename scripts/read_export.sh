#!/usr/bin/env bash
# Has a neighbour's own package read an export of the whole corpus: scripts/read_export.sh sssom
# It and ours are installed in an environment of their own, which is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONPATH
format="${1:?sssom, oscal or reqif}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/env"
bin="$work/env/bin"
case "$format" in
  sssom)
    "$bin/pip" install -q . sssom
    "$bin/atmp-gap" export --as sssom -o "$work/all.sssom.tsv"
    # The report names errors and still ends with 0.
    "$bin/sssom" validate "$work/all.sssom.tsv" 2>&1 | tee "$work/said"
    ! grep -qi "error" "$work/said"
    "$bin/sssom" convert "$work/all.sssom.tsv" -O rdf -o "$work/all.ttl"
    grep -q "NoTermFound" "$work/all.ttl"
    ;;
  oscal)
    "$bin/pip" install -q . compliance-trestle
    "$bin/atmp-gap" export --as oscal -o "$work/all.json"
    "$bin/python" - "$work/all.json" <<'PY'
import pathlib, sys
from trestle.oscal.mapping import Model
read = Model.model_validate_json(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
(mapping,) = read.mapping_collection.mappings
assert len(mapping.maps) > 100 and mapping.source_gap_summary and mapping.target_gap_summary
print(len(mapping.maps), "maps read")
PY
    ;;
  reqif)
    "$bin/pip" install -q . reqif
    "$bin/atmp-gap" export --as reqif -o "$work/all.reqif"
    "$bin/reqif" validate --use-reqif-schema "$work/all.reqif" | tee "$work/said"
    grep -q "0 errors, 0 schema issues found, 0 semantic issues found" "$work/said"
    "$bin/reqif" passthrough "$work/all.reqif" "$work/again.reqif"
    "$bin/reqif" validate "$work/again.reqif" | grep -q "0 errors"
    ;;
  *) echo "no format is called $format" >&2; exit 2 ;;
esac
