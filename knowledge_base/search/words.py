"""Words of a text as they are indexed and compared: lower case, no accents, stemmed (Snowball) by language.

German ae, oe and ue count as ä, ö and ü, because both spellings occur in manuals and on keyboards. A word that is
folded stays as it is when it is folded again: what was indexed is found by its own words.
"""

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LANGUAGES = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages with a stemmer, by their ISO 639-1 code. Words of any other language are compared as they stand."""

_LONGEST = 40
_UMLAUT = re.compile(r"([aou])e+")

_STOPWORDS = {
    "en": """a about after again all also am an and any are aren't as at be because been before being both but by can
        cannot could couldn't did didn't do does doesn't doing don't each either else ever every few for from
        get gets getting go goes going gone got had has hasn't have haven't having he her here hers him his how
        however i i'd i'll i'm i've if in into is isn't it it's its itself just keep keeps kept know let like
        made make makes many may me might mine more most much must my myself need needs no nor not now of off ok
        on once one only or other our out over own please put really same say says see she should shouldn't so
        some somebody someone something still such supposed sure take tell than that that's the their them then
        there there's these they they're thing things this those though through to too under until up upon us
        use used using very want wants was wasn't way we we're well were weren't what what's when where which
        while who whose why will with within without won't would wouldn't yet you you're your s t d ll re ve""",
    "de": """aber alle allem allen aller alles als also am an andere auch auf aus bei beim bin bis bist da dabei
        dafur damit danach dann das dass dein dem den denn der des deshalb die dies diese diesem diesen dieser
        dieses doch dort du durch ein eine einem einen einer eines er es etwas euch fur ganz gegen geht gibt
        habe haben hat hatte hier hin hinter ich ihr ihre im immer in ins ist ja jede jedem jeden jeder jedes
        kann kein keine konnen konnte lassen lasst man mein meine mich mir mit muss mussen nach nicht noch nun
        nur ob oder ohne sehr sein seine sich sie sind so soll sollen sollte sondern tun tut uber um und uns
        unser unter vom von vor wann war waren warum was weil welche welchem welchen welcher welches wenn wer
        werde werden wie wieder wieso will wir wird wo womit wurde wurden zu zum zur zwischen mache machen macht""",
    "fr": """a ai alors apres as au aucun aussi autre aux avant avec avoir c ca car ce cela ces cet cette chaque
        comme comment d dans de des doit dois donc du elle en encore entre es est et etait ete etre eu fait
        faire faut font il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni non nos
        notre nous on ont ou par pas peu peut plus pour pourquoi qu quand que quel quelle quelles quels qui quoi
        s sa sans se ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos
        votre vous y""",
    "es": """a al algo alguna alguno ante antes asi aun cada como con contra cual cuales cuando de debe debo del
        desde donde dos el ella en entre era es esa ese eso esta estan estas este esto estos ha hace hacer han
        hasta hay la las le les lo los mas me mi mis muy nada ni no nos o os otra otro para pero poco por porque
        pues puede puedo que quien se sea ser si sido sin sobre solo son soy su sus tal tambien tan te tengo ti
        tiene todo todos tu un una uno unos ya y yo""",
    "it": """a ad agli ai al alla alle anche ancora c che chi ci come con contro cosa cui da dai dal dalla de degli
        dei del della delle deve devo di dove due e ed era fa fare gli ha hanno ho i il in io l la le lei li lo
        loro lui ma mi mia mio molto ne nei nel nella no noi non nostro o ogni per perche piu poi puo quale
        quando quanto quello questa questi questo se senza si sia sono su sua sul sulla suo tra tu tutti tutto
        un una uno vi""",
}


def stems(text: str, language: str) -> list[str]:
    """The stems of all words of a text, in their order."""
    return list(_analyzer(language).analyze(_plain(text, language)))


def words(text: str, language: str = "") -> list[str]:
    """The words of a text, in lower case and without accents, unstemmed, in their order."""
    return list(_analyzer("").analyze(_plain(text, language)))


def is_small(word: str, language: str) -> bool:
    """Whether it is one of the words that say nothing of what a text is about. word: as `words` gives it."""
    return word in _small(language)


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of one word as `words` gives it."""
    found = _analyzer(language).analyze(_plain(word, language))
    return str(found[0]) if found else word


def _plain(text: str, language: str) -> str:
    """Compatibility characters (ligatures, full-width letters, µ) in their usual form; German umlauts in one form."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
        # The Turkish İ has no small letter of its own, and a tokenizer parts words at the dot that is left of it.
        text = text.replace("i\u0307", "i")
    if language != "de":
        return text
    # æ and aé are ae only when they are without accents.
    bare = text.lower() if text.isascii() else " ".join(_without_accents().analyze(text))
    return _UMLAUT.sub(r"\1", bare)


@lru_cache
def _without_accents() -> TextAnalyzer:
    return _folded(TextAnalyzerBuilder(Tokenizer.simple())).build()


@lru_cache
def _analyzer(language: str) -> TextAnalyzer:
    builder = _folded(TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST)))
    if language in LANGUAGES:
        builder = builder.filter(Filter.stemmer(LANGUAGES[language]))
    return builder.build()


def _folded(builder: TextAnalyzerBuilder) -> TextAnalyzerBuilder:
    """Lower case before and after: without accents, ǧ and some others come out as capitals."""
    lower = Filter.lowercase()
    return builder.filter(lower).filter(Filter.ascii_fold()).filter(lower)


@lru_cache
def _small(language: str) -> frozenset[str]:
    return frozenset(words(_STOPWORDS.get(language, "")))
