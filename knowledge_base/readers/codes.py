"""Part numbers, fault codes and other words that are looked up exactly, found in a manual's or a technician's text."""

import re

# A word of letters and digits that no ordinary word looks like, alone (RC_IIT_010_P_064, PS-80-9002, U0778110) or after
# the name of what it numbers (alarm 3, error:20, $100).
_WORD = re.compile(r"(?<![\w$.-])(?=[\w./-]*\d)(?=[\w./-]*[A-Z_-])[A-Z0-9][A-Z0-9]*(?:[-_./][A-Za-z0-9]+)*(?![\w-])")
_NAMED = re.compile(r"(?<!\w)(?:alarm|error|fault|code|warning)[ :#.-]{0,2}\d{1,5}(?!\w)", re.IGNORECASE)
_SETTING = re.compile(r"(?<![\w$])\$\d{1,4}(?!\w)")
_RANGE = re.compile(r"\d+(?:[-/.]\d+)*")
_SEPARATORS = re.compile(r"[\s_:#./-]+")


def codes_in(text: str) -> tuple[str, ...]:
    """The codes in a text, as they are written there, each once, in their order."""
    found = [
        (match.start(), match[0])
        for pattern in (_WORD, _NAMED, _SETTING)
        for match in pattern.finditer(text)
        if not _RANGE.fullmatch(match[0])
    ]
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def normal_code(code: str) -> str:
    """The form in which codes are compared: capitals, without separators."""
    return _SEPARATORS.sub("", code).upper()
