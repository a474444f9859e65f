"""Findings that end: a hostile manual may hide a million words."""

from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge_base.records import Finding, FindingKind


def listed(findings: Iterable[Finding], file: str, most: int) -> Iterator[Finding]:
    """Of each kind the first `most`, and then how many more there are. file: what those are said of."""
    counts: Counter[FindingKind] = Counter()
    for finding in findings:
        counts[finding.kind] += 1
        if counts[finding.kind] <= most:
            yield finding
    for kind, count in counts.items():
        if count > most:
            yield Finding(kind=kind, file=file, place="document", what=f"{count - most:,} more are not listed")
