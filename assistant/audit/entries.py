"""What a log says of some kinds of records, without a proof of it; `verify` proves it."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any


def entries(log_file: Path, kinds: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kind and record of each entry of these kinds, in order. Other lines are passed over unread.

    A last line that a crash has cut is left out: what it would have said was never shown. Raises OSError.
    """
    starts = {kind: f'{{"kind":"{kind}",'.encode() for kind in kinds}
    with log_file.open("rb") as lines:
        for line in lines:
            kind = next((kind for kind, start in starts.items() if line.startswith(start)), None)
            if kind is not None and line.endswith(b"\n"):
                yield kind, json.loads(line)["record"]
