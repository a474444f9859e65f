"""The README's figures, printed from the committed results.

Run: python -m tests.benchmarks.readme_figures     (after a bench, to bring the README up to date)
"""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
RESULTS = Path(__file__).parent / "results"
BLOCK = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)


def results() -> list[dict[str, Any]]:
    """Every committed result, by name."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(RESULTS.glob("*.json"))]


def table() -> str:
    """The table as it must stand in the README."""
    lines = ["| bench | figure | value | peer |", "|---|---|---|---|"]
    for result in results():
        for name, value in result["figures"].items():
            peer = result["peers"].get(name)
            shown = f"{peer:.4g}" if peer is not None else ""
            lines.append(f"| {result['bench']} | `{name}` | {value:.4g} | {shown} |")
    said = "; ".join(
        f"`faultlens bench {r['bench']}`: {r['date']}, commit {r['commit']}, {r['machine']}" for r in results()
    )
    return "\n".join([*lines, "", f"{said}.", ""])


def main() -> None:
    """Write the table into the README."""
    readme = ROOT / "README.md"
    readme.write_text(BLOCK.sub(lambda _: table(), readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
