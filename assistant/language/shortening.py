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
# What may be left out is listed, for what may not cannot be: "fails", "refuses", "forbidden", "two", "hardly", "left".
_FILLERS = {
    "en": "also thus therefore moreover furthermore besides",
    "de": "auch daher somit zudem",
    "fr": "aussi donc ainsi",
    "es": "también además así",
}
_ARTICLES = {
    "en": "a an the its",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "fr": "le la les un une",
    "es": "el la los las un una",
}
_DESCRIBING = {
    "en": "old long slow flexible sturdy compact modern",
    "de": "alte alten alter altes lange langen langer langes moderne modernen moderner modernes",
    "fr": "vieille vieux longue long moderne",
    "es": "vieja viejo larga largo moderna moderno",
}
_THROUGH = frozenset({"through", "along", "via"})
_TOWARDS = frozenset({"to", "into", "from"})
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_PROSE = re.compile(r"[^\d<>=≤≥±/\\|{}\[\]@$%°\"“”«»*_`]*")
_LEAST = 0.5


def shortened(sentence: str, text: str, language: str) -> str | None:
    """What is left of the sentence when only the words of `text` are kept; None when it may not be shortened so.

    The first and the last word stay, and at least half of all; the rest in its order. Left out are fillers, a few
    words that describe and tell nothing apart, and, in English, the way that something goes through. A sentence with a
    number, a word that turns or bounds its meaning, or in a language whose such words are not listed, is not shortened.
    """
    code = language[:2].lower()
    weighty = _WORDS.get(code)
    words, kept = sentence.split(), text.split()
    if weighty is None or not kept or not _PROSE.fullmatch(sentence):
        return None
    if any(part in weighty for word in words for part in re.findall(r"[\w'’]+|\w+", word.lower().replace("’", "'"))):
        return None
    if (_bare(kept[0]), _bare(kept[-1])) != (_bare(words[0]), _bare(words[-1])) or len(kept) < _LEAST * len(words):
        return None
    left = _places(words[:-1], kept[:-1])
    if left is None or not set(range(len(words) - 1)) - set(left) <= _idle(words, code):
        return None
    return " ".join([*(words[place] for place in left), words[-1]])


def _places(words: list[str], kept: list[str]) -> list[int] | None:
    """Where the kept words stand, in their order; None when one does not."""
    places: list[int] = []
    rest = iter(enumerate(words))
    for wanted in kept:
        place = next((number for number, word in rest if _bare(word) == _bare(wanted)), None)
        if place is None:
            return None
        places.append(place)
    return places


def _idle(words: list[str], language: str) -> set[int]:
    """The places of words without which the sentence says the same, if less exactly."""
    fillers, articles, describing = (set(of[language].split()) for of in (_FILLERS, _ARTICLES, _DESCRIBING))
    idle: set[int] = set()
    described: set[int] = set()
    for place, word in enumerate(words):
        plain = word.lower()
        if plain in fillers:
            idle.add(place)
        elif plain in articles:
            described.add(place)
        elif plain in describing and place - 1 in described:
            idle.add(place)
            described.add(place)
        elif language == "es" and plain in describing and place - 2 in described:
            # It stands behind its noun.
            idle.add(place)
    return idle | (_ways_through(words, articles | describing) if language == "en" else set())


def _ways_through(words: list[str], before_noun: set[str]) -> set[int]:
    """The places of words such as "through the long pipe" before "to the tank"."""
    found: set[int] = set()
    for place, word in enumerate(words):
        noun = place + 1
        while noun < len(words) and words[noun].lower() in before_noun:
            noun += 1
        if word in _THROUGH and noun + 1 < len(words) and words[noun + 1] in _TOWARDS:
            found |= set(range(place, noun + 1))
    return found


def _bare(word: str) -> str:
    return _EDGE.sub("", word).lower()
