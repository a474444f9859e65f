"""Does a numbered item tell a person to do something? A list of facts, of parts or of requirements is no procedure."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    """
    accept access acknowledge activate actuate add adjust align allow answer apply arrange ascertain assemble
    assign attach back balance bend bleed block blow bolt boot bring browse brush build bypass calculate
    calibrate call cancel carry center centre change charge check choose clamp clean clear click clip close
    collect combine compare compile complete compress configure confirm connect contact continue control cool
    copy correct count cover create crimp cut cycle deactivate decide deenergise deenergize define degrease
    delete depress depressurise depressurize detach determine disable disassemble discard disconnect disengage
    dismantle dismount dispose do double download draw drain dress drill drive drop dry edit eject empty enable
    energise energize engage enlarge ensure enter establish evaluate examine execute expand expel export extend
    extract fasten feed file fill filter find finish fit fix flip flush fold follow force free gather get give
    go grasp grease grind grip ground guide hand hang have heat hit hoist hold identify immerse import increase
    inflate inform inject insert inspect install insulate investigate invert isolate jack join keep label lay
    lead leave let level lift limit link load locate lock log loop loosen look lower lubricate maintain make
    mark mask match measure melt mix modify monitor mount move name navigate note notify observe obtain open
    operate order orient pack paint park pass paste perform pick pierce place plan plug point polish position
    pour power prepare press pressurise pressurize prevent prime print probe proceed protect provide pull pump
    punch purge push put raise read readjust reassemble reattach rebuild record reconnect reduce refer refill
    refit refresh register reinsert reinstall release relieve remove rename repair repeat replace replenish
    report request reset restart restore resume retain retighten retract retrieve return reverse review rinse
    rotate route run save saw scan scrape screw scroll seal secure see select send separate service set shake
    shift shut sign skip slacken slide slip soak solder specify spin split spray squeeze start state stop store
    straighten strip submit support swap switch swing take tap tell test thread tie tighten tilt top torque
    touch trace track transfer transport trim turn twist type uncover undo unfasten unfold uninstall unload
    unlock unpack unplug unscrew unzip update use vacuum vent verify view wait wash watch wear weigh wind wipe
    withdraw work wrap write
    """
)
_BEFORE_A_VERB = _words(
    """
    again also always and carefully completely consequently evenly finally first firmly fully gently gradually
    immediately lightly manually never next now once please quickly simultaneously slightly slowly then
    thoroughly visually
    """
)
_OPENERS = _words(
    """
    after as at before by depending during for from if in on once to under unless until using when where while
    with without working wearing
    """
)
_ARTICLES = {
    "en": _words("a an the this that these those it its each every all some there their our your"),
    "fr": _words("le la les l' un une des ce cet cette ces il elle ils elles chaque"),
    "es": _words("el la los las un una unos unas este esta estos estas cada su sus"),
    "it": _words("il lo la i gli le l' un uno una questo questa questi queste ogni"),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:.!?–—]\s+")
_GERMAN_INFINITIVE = re.compile(r"[^\W\d_]*(?:en|ern|eln|tun|sein)")
_FRENCH = re.compile(r"[^\W\d_]+(?:ez|er|ir|re|oir)|ne", re.IGNORECASE)
_SPANISH = re.compile(r"[^\W\d_]+(?:[aei]r(?:se)?|e|a|en|an|[aei]l[aoe]s?)|no", re.IGNORECASE)
_ITALIAN = re.compile(r"[^\W\d_]+(?:[aei]re|a|i|[aei]rl[aoei])|non", re.IGNORECASE)


def instructs(text: str, language: str) -> bool:
    """It reads as something to do, in English, German, French, Spanish or Italian; elsewhere nothing does."""
    words = _WORD.findall(text)
    if not words:
        return False
    if language == "en":
        return any(_begins_with_verb(clause) for clause in _clauses(text))
    if language == "de":
        return _is_german_instruction(text, words)
    pattern = {"fr": _FRENCH, "es": _SPANISH, "it": _ITALIAN}.get(language)
    if pattern is None or words[0].lower() in _ARTICLES[language]:
        return False
    return pattern.fullmatch(words[0]) is not None


def describes(text: str, language: str) -> bool:
    """It begins as a statement of fact does: with an article or a pronoun."""
    words = _WORD.findall(text)
    return not words or words[0].lower() in _ARTICLES.get(language, frozenset())


def _clauses(text: str) -> list[str]:
    """The first clause, and those after it while each only prepares the next: When the pump stops, close the valve."""
    clauses = _CLAUSE.split(text)
    first = _WORD.findall(clauses[0])
    if first and first[0].lower() in _OPENERS:
        return clauses
    return clauses[:1]


def _begins_with_verb(clause: str) -> bool:
    words = [word.lower() for word in _WORD.findall(clause)]
    while words and words[0] in _BEFORE_A_VERB:
        words.pop(0)
    if not words:
        return False
    if words[0] in {"be", "don't", "don’t"}:
        return True
    return any(part in _ENGLISH for part in (words[0], words[0].split("-")[-1]))


def _is_german_instruction(text: str, words: list[str]) -> bool:
    """Schalten Sie die Pumpe aus. Die Schrauben lösen. Nicht öffnen."""
    if "Sie" in words[1:3] and words[0][:1].isupper():
        return True
    for clause in _CLAUSE.split(text):
        found = _WORD.findall(clause)
        if not found:
            continue
        last = found[-1]
        if last.islower() and _GERMAN_INFINITIVE.fullmatch(last) and last != "werden":
            return True
        if found[0].lower() not in {"wenn", "falls", "sobald", "nachdem", "bevor", "bei", "nach", "vor", "zum"}:
            return False
    return False
