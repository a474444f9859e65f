"""What each language has words for, and how a text is folded."""

import pytest

from knowledge_base.energies.controls import RULES, lexicon_of
from knowledge_base.energies.lexicon import NEVER, Thing, Verb, compiled, folded

LANGUAGES = ("de", "en", "es", "fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_all_that_a_rule_needs(language: str) -> None:
    lexicon = lexicon_of(language)
    assert lexicon is not None
    assert set(lexicon.verbs) == set(Verb)
    needed = {thing for rule in RULES for thing in (*rule.things, *rule.expects, *rule.beside)}
    assert [thing for thing in needed if lexicon.things[thing] is NEVER] == []


def test_a_tag_of_a_region_is_its_language_and_an_unknown_language_has_no_words() -> None:
    assert lexicon_of("de-CH") is lexicon_of("DE")
    assert lexicon_of("nl") is None
    assert lexicon_of("deu") is None


def test_a_text_is_folded_to_small_letters_without_accents_and_quotation_marks() -> None:
    assert folded("Tourner l’Interrupteur «Général»", "fr") == "tourner l'interrupteur general"
    assert folded("Drücken,\n schließen", "de") == "druecken, schliessen"


def test_the_state_that_machines_write_in_capitals_is_kept_apart_from_the_preposition() -> None:
    assert folded("Turn it to ON on the panel", "en") == "turn it to powered-on on the panel"


def test_patterns_are_of_whole_words() -> None:
    things = compiled({Thing.LOCKS: "lock"})
    assert things[Thing.LOCKS].search("hang the lock")
    assert not things[Thing.LOCKS].search("the clock, the locker, an inter-lock")
    assert not things[Thing.OFF].search("off")
