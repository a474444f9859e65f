"""Fields: what Word computes, such as references and contents (ECMA-376 part 1, 17.16). Code is out, results are in."""

from dataclasses import dataclass, field

# These draw their words from the code itself; there is no result to read.
_DRAWN = frozenset({"EQ", "SYMBOL", "ADVANCE", "BARCODE", "DISPLAYBARCODE"})
_CONTENTS = frozenset({"TOC", "TOA", "INDEX", "RD"})


@dataclass
class _Field:
    code: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        return (self.code.split(None, 1) or [""])[0].upper()


@dataclass
class Fields:
    """The fields that are open where a document is being read; they may go on over several paragraphs."""

    _open: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Words here are the code of a field, which nobody sees."""
        return any(not one.has_result for one in self._open)

    @property
    def in_contents(self) -> bool:
        """Words here are a table of contents or an index."""
        return any(one.name in _CONTENTS for one in self._open)

    def add_code(self, words: str) -> None:
        """More of the code of the innermost field."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].code += words

    def mark(self, kind: str) -> bool:
        """Pass a mark: begin, separate or end. True when a field ends that draws words which cannot be read."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].has_result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            return not ended.has_result and ended.name in _DRAWN
        return False
