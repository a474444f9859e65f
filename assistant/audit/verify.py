"""Is a log whole and unchanged? Shares no code with the writer: only the standard library, only the file."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Verdict:
    """entries: how many are in order. fault: the first thing wrong, in words, or None. head: digest of the last."""

    entries: int
    head: str
    fault: str | None


def verify(file: Path) -> Verdict:
    """Read every line and check sequence, linkage and form."""
    count, previous = 0, "0" * 64
    with file.open("rb") as lines:
        for line in lines:
            fault = _fault(line, count, previous)
            if fault:
                return Verdict(count, previous, f"entry {count}: {fault}")
            previous = hashlib.sha256(line).hexdigest()
            count += 1
    return Verdict(count, previous, None)


def _fault(line: bytes, count: int, previous: str) -> str | None:
    if not line.endswith(b"\n"):
        return "the line is cut short"
    try:
        entry = json.loads(line)
    except ValueError:
        return "not JSON"
    if not isinstance(entry, dict) or set(entry) != {"kind", "prev", "record", "seq"}:
        return "not an entry: it must have kind, prev, record and seq"
    if entry["seq"] != count:
        return f"carries number {entry['seq']}: entries were removed, added or moved"
    if entry["prev"] != previous:
        return "does not continue the entry before it: that one was changed, or this one was put in"
    return None
