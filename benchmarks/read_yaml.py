"""Read the YAML files of a folder as plainly as PyYAML can: what our reading is measured against.

python read_yaml.py load|scan FOLDER

``load``: CSafeLoader builds dictionaries and lists, which are dropped file by file. ``scan``:
libyaml's events are only passed by. The collector is off, as it is while ours loads.
"""

import gc
import sys
from pathlib import Path

import yaml
from yaml.cyaml import CParser, CSafeLoader


def main() -> None:
    """Read every file once."""
    gc.disable()
    for path in sorted(Path(sys.argv[2]).rglob("*.yaml")):
        raw = path.read_bytes()
        if sys.argv[1] == "load":
            yaml.load(raw, CSafeLoader)
            continue
        parser = CParser(raw)
        while parser.get_event() is not None:
            pass


main()
