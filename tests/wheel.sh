#!/usr/bin/env bash
# Build the wheel, install it alone into a clean environment, and use it as who installed the package would.
# Usage: tests/wheel.sh [PYTHON]
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
folder=$(mktemp -d)
trap 'rm -rf "${folder}"' EXIT

# From a copy, so that nothing that lies about in the working tree gets in, and no build folder is left behind.
mkdir "${folder}/source"
cp -r src pyproject.toml README.md CHANGELOG.md LICENSE "${folder}/source"
find "${folder}/source" -name __pycache__ -type d -prune -exec rm -rf {} +

builder=.venv/bin/python
"${builder}" -c 'import build' 2>/dev/null || {
    "${python}" -m venv "${folder}/builder"
    builder="${folder}/builder/bin/python"
    "${builder}" -m pip install --quiet --disable-pip-version-check build
}
"${builder}" -m build --wheel --outdir "${folder}/dist" "${folder}/source" >"${folder}/build.log" 2>&1 || {
    cat "${folder}/build.log"
    exit 1
}
wheel=$(echo "${folder}"/dist/kithkin-*.whl)

# Package data that no import would miss at once.
"${python}" - "${wheel}" src/kithkin <<'CHECK'
import sys
import zipfile
from pathlib import Path

names = {name for name in zipfile.ZipFile(sys.argv[1]).namelist()}
root = Path(sys.argv[2])
data = [path for path in root.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
missing = [path for path in data if f"kithkin/{path.relative_to(root).as_posix()}" not in names]
assert not missing, f"not in the wheel: {missing}"
for end in (".woff2", ".css", ".html", ".svg", "py.typed", "LICENSE"):
    assert any(name.endswith(end) for name in names), f"no {end} in the wheel"
assert not any(name.startswith(("tests", "docs", "benchmarks")) for name in names)
print(f"{len(names)} files, {len(data)} of them data, {Path(sys.argv[1]).stat().st_size:,} bytes")
CHECK

"${python}" -m venv "${folder}/venv"
"${folder}/venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt "${wheel}"
export HOME="${folder}/home" PATH="${folder}/venv/bin:${PATH}" COLUMNS=100
unset PYTHONPATH KITHKIN_WORKSPACE XDG_DATA_HOME
mkdir "${HOME}"
cd "${HOME}"

says() { # run a command and look for a text in what it prints
    local wanted=$1 said
    shift
    said=$("$@" 2>&1) || { echo "failed: $*"; echo "${said}"; exit 1; }
    grep -qF -- "${wanted}" <<<"${said}" || { echo "not said by $*: ${wanted}"; echo "${said}"; exit 1; }
    echo "ok: $*"
}
says "How big is your following, really?" kithkin --help
says "${folder}/venv" python -c "import kithkin; print(kithkin.__file__)"
says "x-archive: " kithkin sources
says "3,000 people follow you on X" kithkin demo --keep maren
says "Rows: " kithkin import maren/twitter-*.zip
says "as-of" kithkin following --help
says "one file" kithkin report -o report.html
says "person" kithkin ties

# A page draws its fonts and styles from the package; measures find their coefficients.
grep -q "font/woff2;base64," report.html || { echo "the report has no fonts"; exit 1; }
python - <<'CHECK'
from pathlib import Path

from kithkin.measures import MEASURES
from kithkin.workspace import Workspace

space = Workspace.open("default")
rows = {measure.name: space.rows(measure.name).num_rows for measure in MEASURES}
print(f"ok: {len(rows)} measures, {sum(rows.values()):,} rows; {len(list(Path.home().rglob('*.parquet')))} Parquet files")
CHECK
