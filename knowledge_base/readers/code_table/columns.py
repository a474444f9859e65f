"""Which column of a table holds the codes, what they are codes of, and in which words they are asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_THINGS = (
    "alarm alarma alarme error erreur fault fehler störung stoerung warning warnung event ereignis message meldung "
    "part item article artikel teil trip failure status parameter setting diagnostic défaut fallo falla aviso code"
)
_THING = re.compile("|".join(sorted(_THINGS.split(), key=len, reverse=True)))
_CODE = re.compile(r"(?:code|codes|código|codigo|number|nummer|nr|no|num|número|numéro|n°|nº|id|dtc)\Z")
_WORDS = re.compile(r"[^\W_]+[°º]?")
_SIGN = re.compile(r"\s*(?P<sign>[^\w\s\"'-]{1,2})\s*-?\s*(?:code|number|no|nr)", re.IGNORECASE)
_CODE_LIKE = re.compile(r"(?=.*\d)\S{1,24}(?: \S{1,12})?|[A-Z][A-Z0-9_.-]{1,11}")
_MOST_ODD = 0.1
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class CodeColumn:
    """Where the codes stand. words: what they are codes of ("alarm"), or the sign before them ("$")."""

    index: int
    words: tuple[str, ...]

    def label(self, code: str) -> str:
        """The code as a person says it: "alarm 3", "$100"."""
        word = self.words[0]
        if code.lower().startswith(word.lower()):
            return code
        return f"{word} {code}" if word[0].isalnum() else f"{word}{code}"

    def asked_for(self, code: str) -> tuple[str, ...]:
        """All ways in which the code is asked for and is reported by machines: 3, alarm 3, ALARM:3, alarm code 3."""
        bare = code
        for word in self.words:
            bare = re.sub(rf"\A{re.escape(word)}[\s:#._-]*", "", bare, flags=re.IGNORECASE) or bare
        found = [code, bare]
        for number in dict.fromkeys((bare, str(int(bare)) if bare.isascii() and bare.isdecimal() else bare)):
            found.append(number)
            for word in self.words:
                if word[0].isalnum():
                    found += [f"{word} {number}", f"{word}:{number}", f"{word.upper()}:{number}"]
                    found += [f"{word} code {number}"] if word != "code" else []
                else:
                    found.append(f"{word}{number}")
        return tuple(dict.fromkeys(found))


def code_column(header: Sequence[str], rows: Sequence[Sequence[str]], file_stem: str) -> CodeColumn | None:
    """The first column that is named as one of codes and holds such; None when there is none.

    file_stem: the name of the file, which often says what the codes are of ("alarm_codes").
    """
    named = _THING.search(file_stem.lower())
    of_file = [named[0]] if named and named[0] != "code" else []
    found: list[CodeColumn] = []
    for index, name in enumerate(header):
        words = _names_codes(name)
        values = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        odd = sum(_CODE_LIKE.fullmatch(value) is None for value in values)
        if words is not None and values and odd <= _MOST_ODD * len(values):
            said = [word for word in dict.fromkeys([*words, *of_file]) if word != "code"]
            column = CodeColumn(index, tuple(said or ["code"]))
            if words:
                return column
            found.append(column)
    # A column that is only called "No." counts the rows, unless there is no better one.
    return found[0] if found else None


def _names_codes(header: str) -> list[str] | None:
    """What a header says that its column holds codes of; None when it does not say that it holds codes."""
    name = header.strip().lower()
    if len(name) > _LONGEST_HEADER:
        return None
    words = _WORDS.findall(name)
    sign = _SIGN.match(name)
    is_code = any(_CODE.search(word) for word in words)
    is_thing = len(words) == 1 and _THING.match(words[0])
    if not (sign or is_code or is_thing):
        return None
    of = [sign["sign"]] if sign else []
    return [*of, *(match[0] for word in words if (match := _THING.match(word)))]
