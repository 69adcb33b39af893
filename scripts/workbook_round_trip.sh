#!/bin/sh
# Export a workbook, fill it, save it in LibreOffice, edit the requirements, update: nothing is lost.
# Run in the repository, with atmp-gap installed: scripts/workbook_round_trip.sh [FOLDER]
set -e
PYTHON="${PYTHON:-python3}"
FOLDER="${1:-$(mktemp -d)}"
mkdir -p "$FOLDER"
cp -r requirements "$FOLDER/corpus"
cp examples/profiles/aav-in-vivo.yaml "$FOLDER/p.yaml"
cd "$FOLDER"
compare() {
  "$PYTHON" -m atmp_gap compare --no-bundled --requirements corpus --profile p.yaml \
    --topic impurities "$@"
}
compare -o gap.xlsx
cp gap.xlsx 1-exported.xlsx
"$PYTHON" - <<'P'
import openpyxl

book = openpyxl.load_workbook("gap.xlsx")
sheet = book["Rows"]
heads = {cell.value: cell.column for cell in sheet[1]}
for line in range(2, sheet.max_row + 1):
    sheet.cell(line, heads["Our position"]).value = f"ours on {sheet.cell(line, 1).value}"
    sheet.cell(line, heads["Owner"]).value = f"owner of {line}"
sheet.cell(1, 25).value, sheet.cell(2, 25).value = "Site", "Leiden"
book.create_sheet("Ours")["A1"] = "=COUNTA(Rows!N:N)"
book.save("gap.xlsx")
P
soffice --headless --convert-to xlsx --outdir saved gap.xlsx >/dev/null 2>&1
mv saved/gap.xlsx gap.xlsx
cp gap.xlsx 2-filled.xlsx
"$PYTHON" - <<'P'
import pathlib

file = pathlib.Path("corpus/impurities/fda.yaml")
text = file.read_text(encoding="utf-8")
file.write_text(text.replace("<= 5 EU/kg/h", "<= 4 EU/kg/h"), encoding="utf-8")
P
compare -o gap.xlsx && exit 1 # refused: it is filled
compare --update gap.xlsx
"$PYTHON" - <<'P'
import openpyxl

book = openpyxl.load_workbook("gap.xlsx")
sheet = book["Rows"]
heads = {cell.value: cell.column for cell in sheet[1]}
lines = range(2, sheet.max_row + 1)
for line in lines:
    said = sheet.cell(line, heads["Our position"]).value
    assert said == f"ours on {sheet.cell(line, 1).value}", line
    assert sheet.cell(line, heads["Owner"]).value, line
assert sheet.cell(2, heads["Site"]).value == "Leiden"
assert book["Ours"]["A1"].value == "=COUNTA(Rows!N:N)"
changed = [line for line in lines if sheet.cell(line, heads["Changed"]).value]
print(f"{len(lines)} rows, all as filled; {len(changed)} marked as changed:")
for line in changed:
    print(f"  {sheet.cell(line, 2).value}: {sheet.cell(line, heads['Changed']).value}")
P
echo "files: $FOLDER"
