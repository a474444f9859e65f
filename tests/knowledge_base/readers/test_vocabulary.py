"""One word means one thing, whatever the format of the manual that it stands in."""

from collections.abc import Callable

import pytest

from knowledge_base.readers.markup import labels
from knowledge_base.readers.pdf import phrases
from knowledge_base.readers.task_draft import field_names, signal_words
from knowledge_base.readers.vocabulary import FIELD_NAMES, NO_PROCEDURES, SAFETY, SIGNAL_WORDS, STEPS
from knowledge_base.records import NoticeKind


def in_markup(words: str) -> NoticeKind | None:
    found = labels.notice_at(words)
    return found[0] if found else None


def in_a_box(words: str) -> NoticeKind | None:
    return labels.box_kind(words.partition(":")[0])


def in_a_page(words: str) -> NoticeKind | None:
    found = signal_words.signal_of(words)
    return found[0] if found else None


def in_print(words: str) -> NoticeKind | None:
    found = phrases.notice_in(words)
    return found.kind if found else None


@pytest.mark.parametrize("read", [in_markup, in_a_box, in_a_page, in_print])
@pytest.mark.parametrize("word", SIGNAL_WORDS)
def test_a_signal_word_is_the_same_notice_in_every_format(word: str, read: Callable[[str], NoticeKind | None]) -> None:
    assert read(f"{word.upper()}: It is so.") is SIGNAL_WORDS[word]


@pytest.mark.parametrize("word", ["notice", "important", "wichtig", "importante", "aviso", "attention"])
def test_what_is_of_damage_is_a_caution_and_no_mere_note(word: str) -> None:
    assert SIGNAL_WORDS[word] is NoticeKind.CAUTION


@pytest.mark.parametrize("word", ["danger", "warning", "gefahr", "avertissement", "mise en garde", "peligro"])
def test_what_is_of_grave_injury_is_a_warning(word: str) -> None:
    assert SIGNAL_WORDS[word] is NoticeKind.WARNING


@pytest.mark.parametrize(("name", "field"), FIELD_NAMES.items())
def test_a_part_of_a_procedure_has_its_name_in_every_format(name: str, field: str) -> None:
    heading = name.capitalize()
    assert field_names.field_of(heading) == field
    if field == STEPS:
        assert labels.names_a_procedure(heading)
        assert labels.field_named(heading) is None
    else:
        assert labels.field_named(heading) == field
    if field == SAFETY:
        assert phrases.is_safety_heading(heading)
    else:
        found = phrases.field_in(heading)
        assert found is not None
        assert found.name == {STEPS: "procedure"}.get(field, field)


@pytest.mark.parametrize("name", sorted(NO_PROCEDURES))
def test_a_section_without_procedures_is_known_in_markup_and_in_pages(name: str) -> None:
    assert labels.holds_no_procedure(name.capitalize())
    assert field_names.holds_no_procedure(name.capitalize())
    assert name not in FIELD_NAMES


def test_all_words_are_in_small_letters_and_stand_once() -> None:
    for words in (SIGNAL_WORDS, FIELD_NAMES, NO_PROCEDURES):
        assert all(word == word.lower().strip() for word in words)
