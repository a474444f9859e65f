"""What a person should know of how the modules were read, each thing once."""

from knowledge_base.records import Finding, FindingKind


class Findings:
    """Collects in order; the same of the same file is said once."""

    def __init__(self) -> None:
        self._found: dict[tuple[FindingKind, str, str], Finding] = {}

    def add(self, kind: FindingKind, file: str, place: str, what: str) -> None:
        """place: line, module or step."""
        self._found.setdefault((kind, file, what), Finding(kind=kind, file=file, place=place, what=what))

    def all(self) -> tuple[Finding, ...]:
        """Everything so far."""
        return tuple(self._found.values())
