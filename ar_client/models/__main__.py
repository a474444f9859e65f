"""Rewrite the models of the bundled plants: `python -m ar_client.models [CONTENT_FOLDER]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ar_client.models import build

_CONTENT = Path(__file__).resolve().parents[2] / "knowledge_base" / "content"
_TARGETS = {
    "pump-skid": "pump-skid/equipment/pump-skid/model.glb",
    "milling-machine": "milling-cell/equipment/milling-machine/model.glb",
}


def main() -> None:
    """Build every bundled model below a content folder and print what was written."""
    parser = argparse.ArgumentParser(prog="python -m ar_client.models", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_CONTENT, help="folder that holds the plant folders")
    folder: Path = parser.parse_args().folder
    for name, target in _TARGETS.items():
        report = build(name, folder / target)
        nodes = f"{len(report.components)} components, {len(report.sensors)} sensors"
        sys.stdout.write(f"{folder / target}: {nodes}, {report.triangles} triangles, {report.bytes} bytes\n")


if __name__ == "__main__":
    main()
