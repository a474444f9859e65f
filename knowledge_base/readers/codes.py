"""Part numbers, fault codes, settings, file and signal names: what is looked up exactly, in manuals and in questions.

Codes are compared in one normal form, in which "ALARM:3", "alarm no. 3" and "Alarm 3" are the same, "error 3" is
another and "$3" a third. A number by itself is no code; number_of tells the number that a code may be called by.
"""

import re

# The word before a number that says what is numbered; words of one meaning have one normal form.
_NAMES = {
    "ALARM": "alarm alarme alarma allarme",
    "ERROR": "error err erreur fehler errore fehlermeldung",
    "FAULT": "fault störung stoerung défaut defaut panne fallo falla avería averia guasto",
    "WARNING": "warning warnung avertissement advertencia aviso avviso",
    "CODE": "code kode código codigo codice",
    "PART": "part teil teile pièce piece pieza artikel article artículo articulo item ref réf referenz p/n pn",
    "PARAMETER": "parameter paramètre parametre parámetro parametro setting einstellung réglage reglage ajuste",
    "STATUS": "status statut estado state",
}
_NORMAL_NAME = {word: name for name, words in _NAMES.items() for word in words.split()}
_BETWEEN = (
    r"(?:[ _-]?(?:codes?|kode|number|numbers|nummer|numéro|numero|número|no|nr|num|nº|n°|#)(?:\b|(?=_))\.?"
    r"|[ ]?[#n][º°]?)?"
)
_NUMBER = r"\d{1,8}(?:[-./]\d{1,6})*(?:[.][A-Z])?"
_NAMED = re.compile(
    rf"(?<!\w)(?P<name>{'|'.join(sorted(map(re.escape, _NORMAL_NAME), key=len, reverse=True))}|[A-Za-z]{{2,8}}code)"
    rf"{_BETWEEN}[ :#._-]{{0,2}}(?P<number>{_NUMBER})(?![\w])",
    re.IGNORECASE,
)

# Letters and digits that no ordinary word looks like: RC_IIT_010_P_064, PS-80-9002, U0778110, 6309-2RS, GK420d.
_WORD = re.compile(r"(?<![\w$.-])(?=[\w./-]*\d)(?=[\w./-]*[A-Z_-])[A-Z0-9][A-Za-z0-9]*(?:[-_./][A-Za-z0-9]+)*(?![\w-])")
_SETTING = re.compile(r"(?<![\w$])\$\d{1,4}(?!\w)")
# Of 0x1F nothing is a measure, although it reads like 0 × 1 farad.
_HEX = re.compile(r"(?<!\w)0x[0-9A-Fa-f]{1,8}(?!\w)")
# Names in programs: HOME_LATCH_VEL, motion.homing-inhibit, chain-config.xml.
_IDENTIFIER = re.compile(r"(?<![\w.$/-])[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w])")
_DOTTED = re.compile(r"(?<![\w.$/@-])[a-z][a-z0-9_-]+(?:\.[a-z0-9_-]{2,})+(?![\w@-])")
_PATTERNS = (_NAMED, _WORD, _SETTING, _HEX, _IDENTIFIER, _DOTTED)

_MEASURE = re.compile(
    r"\d+(?:[.,/x-]\d+)*(?:V|VA|VAC|VDC|A|AC|DC|Ah|W|kW|MW|K|F|C|N|Nm|NM|Hz|HZ|kHz|MHz|GHz|J|L|H|G|M|MB|GB|TB|KB|MM|CM|"
    r"Pa|hPa|kPa|MPa|D|X|PSI|RPM|BPM|I|IN)(?:/[A-Za-z]+)?"
)
_DIGITS = re.compile(r"\d+(?:[-/.]\d+)*")
_SEPARATORS = re.compile(r"[\s_:#./-]+")
_LAST_NUMBER = re.compile(r"(\d+)\D*$")
_WHOLE_NUMBER = re.compile(r"\s*#?\s*(\d{1,8})\s*[.?!]*\s*")


def codes_in(text: str) -> tuple[str, ...]:
    """The codes in a text, as they are written there, each once, in their order."""
    found = [(match.start(), -len(match[0]), match[0]) for pattern in _PATTERNS for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(code for _, _, code in sorted(found) if _is_code(code)))


def normal_code(code: str) -> str:
    """The form in which codes are compared: capitals, without separators, what is numbered by its English name."""
    named = _NAMED.fullmatch(code.strip())
    if named:
        code = _NORMAL_NAME.get(named["name"].lower(), "CODE") + named["number"]
    return _SEPARATORS.sub("", code).upper()


def bare_number(text: str) -> str | None:
    """The number, when a text is nothing else."""
    match = _WHOLE_NUMBER.fullmatch(text)
    return match[1] if match else None


def number_of(code: str) -> str | None:
    """The number that a code ends with: what people say for short."""
    match = _LAST_NUMBER.search(code)
    return match[1] if match else None


def _is_code(found: str) -> bool:
    if _HEX.fullmatch(found):
        return True
    if _MEASURE.fullmatch(found):
        return False
    return not _DIGITS.fullmatch(found) or _is_no_range(found)


def _is_no_range(digits: str) -> bool:
    """Whether numbers with hyphens are no range, date or fraction: 917-275 goes down, 007-371 begins with a nought."""
    parts = digits.split("-")
    if len(parts) != 2 or not all(part.isdigit() and len(part) >= 3 for part in parts):
        return False
    return parts[0].startswith("0") or int(parts[1]) < int(parts[0])
