"""May words be left out of a sentence? Only of prose that neither tells a number nor says when, unless or not."""

import re

_WEIGHTY = {
    "en": (
        "no not never none nor neither nothing without cannot can't don't doesn't isn't mustn't won't avoid except "
        "unless until till before after while when whenever if only once first then always must shall should may "
        "least most more less than maximum minimum max min over under above below within between beyond exceed "
        "otherwise instead rather but however although though or either both danger warning caution hazard risk"
    ),
    "de": (
        "nicht nie niemals kein keine keinen keiner keinem keines weder noch ohne außer ausser bevor vor nach nachdem "
        "während wenn falls sobald solange bis nur erst zuerst dann immer muss müssen darf dürfen soll sollen kann "
        "mindestens höchstens maximal minimal max min mehr weniger als über unter oberhalb unterhalb innerhalb "
        "zwischen sonst statt anstatt sondern aber jedoch obwohl oder entweder gefahr warnung vorsicht achtung risiko"
    ),
    "fr": (
        "ne pas n jamais aucun aucune ni sans sauf excepté avant après pendant lorsque quand si dès jusque jusqu "
        "seulement uniquement que d'abord ensuite puis toujours doit doivent devez faut peut peuvent moins plus "
        "maximum minimum max min sur sous dessus dessous entre sinon plutôt mais cependant ou soit danger "
        "avertissement attention risque"
    ),
    "es": (
        "no nunca jamás ningún ninguna ninguno ni sin salvo excepto antes después durante mientras cuando si hasta "
        "sólo solo solamente primero luego entonces siempre debe deben puede pueden menos más máximo mínimo máx mín "
        "sobre bajo encima debajo entre dentro contrario pero sin embargo aunque o u peligro advertencia atención "
        "riesgo"
    ),
}
_WORDS = {language: frozenset(words.split()) for language, words in _WEIGHTY.items()}
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_PROSE = re.compile(r"[^\d<>=≤≥±/\\|{}\[\]@$%°\"“”«»*_`]*")
_LEAST = 0.5


def shortened(sentence: str, text: str, language: str) -> str | None:
    """What is left of the sentence when only the words of `text` are kept; None when it may not be shortened so.

    The first and the last word stay, and at least half of all; the rest in its order. A sentence with a number, a word
    that turns or bounds its meaning, or in a language whose such words are not listed, is not shortened.
    """
    weighty = _WORDS.get(language[:2].lower())
    words, kept = sentence.split(), text.split()
    if weighty is None or not kept or not _PROSE.fullmatch(sentence):
        return None
    if any(part in weighty for word in words for part in re.findall(r"[\w'’]+|\w+", word.lower().replace("’", "'"))):
        return None
    if (_bare(kept[0]), _bare(kept[-1])) != (_bare(words[0]), _bare(words[-1])) or len(kept) < _LEAST * len(words):
        return None
    left: list[str] = []
    rest = iter(words[:-1])
    for wanted in kept[:-1]:
        match = next((word for word in rest if _bare(word) == _bare(wanted)), None)
        if match is None:
            return None
        left.append(match)
    return " ".join([*left, words[-1]])


def _bare(word: str) -> str:
    return _EDGE.sub("", word).lower()
