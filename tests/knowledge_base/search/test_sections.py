"""Passages of one section are found, judged and shown as one."""

import hashlib

from knowledge_base.records import Citation, Passage, PassageKind, Quote
from knowledge_base.search.sections import digest_of, headed, sections_of, windows_of

HEADING = ("Oven", "Cleaning the door")


def passage(
    text: str,
    section: tuple[str, ...] = HEADING,
    *,
    kind: PassageKind = PassageKind.TEXT,
    file: str = "oven.md",
    module: str | None = None,
    language: str = "en",
) -> Passage:
    cited = Citation(
        manual_id="oven_manual",
        revision="1",
        section=section,
        file=file,
        start=0,
        end=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        module=module,
    )
    quote = Quote(text=text, citation=cited)
    return Passage(
        id="oven_manual@1:1", kind=kind, language=language, equipment="oven", quote=quote, task_id=None, codes=()
    )


def rows_of(*passages: Passage) -> list[list[int]]:
    return [section.rows for section in sections_of(passages)]


def test_passages_below_one_heading_are_one_section_in_their_order() -> None:
    assert rows_of(passage("First."), passage("Second."), passage("Third.")) == [[0, 1, 2]]


def test_sections_come_in_the_order_of_their_first_passage() -> None:
    one, two = ("Oven", "Door"), ("Oven", "Burner")
    assert rows_of(passage("a", one), passage("b", two), passage("c", one)) == [[0, 2], [1]]


def test_a_heading_below_another_is_a_section_of_its_own() -> None:
    assert rows_of(passage("a", ("Oven",)), passage("b", ("Oven", "Door"))) == [[0], [1]]


def test_a_module_is_one_section_whatever_its_headings() -> None:
    assert rows_of(passage("a", ("Door",), module="OV-1"), passage("b", ("Burner",), module="OV-1")) == [[0, 1]]
    assert rows_of(passage("a", module="OV-1"), passage("b", module="OV-2")) == [[0], [1]]


def test_the_same_heading_in_another_file_is_another_section() -> None:
    assert rows_of(passage("a"), passage("b", file="belt.md")) == [[0], [1]]


def test_an_entry_of_a_code_table_stands_by_itself() -> None:
    code = PassageKind.CODE
    assert rows_of(passage("Codes."), passage("3, hot", kind=code), passage("4, open", kind=code)) == [[0], [1], [2]]
    assert rows_of(passage("3, hot", kind=code, module="M"), passage("4, open", kind=code, module="M")) == [[0], [1]]


def test_a_section_holds_the_stems_of_its_heading_its_path_and_its_words() -> None:
    (section,) = sections_of([passage("Wipe the doors.", ("Ovens", "Care", "Cleaning the door"))])
    assert section.title == ["clean", "the", "door"]
    assert section.path == ["oven", "care", "oven", "manual"]
    assert section.bodies == [["wipe", "the", "door"]]
    assert (section.language, section.equipment) == ("en", "oven")


def test_words_of_a_section_are_stemmed_in_its_language() -> None:
    (section,) = sections_of([passage("Die Türen wischen", ("Reinigung der Tueren",), language="de")])
    assert section.title[-1] == section.bodies[0][1]


def test_words_above_every_heading_are_headed_by_the_manual() -> None:
    (section,) = sections_of([passage("Hello.", ())])
    assert section.title == ["oven", "manual"]


def test_no_passages_are_no_sections() -> None:
    assert sections_of([]) == []


def test_a_passage_is_embedded_below_all_its_headings() -> None:
    assert headed(passage("Wipe it.")) == "Oven > Cleaning the door: Wipe it."


def test_a_short_passage_is_one_window_below_its_own_heading() -> None:
    assert windows_of(passage("Wipe it. Let it dry.")) == ["Cleaning the door: Wipe it. Let it dry."]
    assert windows_of(passage("Wipe it.", ())) == ["Wipe it."]


def test_windows_of_a_longer_passage_hold_every_sentence_once_and_whole() -> None:
    sentences = [f"Sentence {n} tells at some length how the oven is wiped with a wet cloth." for n in range(9)]
    windows = windows_of(passage(" ".join(sentences)))
    assert all(window.startswith("Cleaning the door: ") and window.count("Sentence") in {1, 2, 3} for window in windows)
    assert " ".join(window.removeprefix("Cleaning the door: ") for window in windows) == " ".join(sentences)
    assert len(windows) > 1


def test_a_sentence_longer_than_a_window_stays_whole() -> None:
    long = "word " * 80 + "end."
    assert windows_of(passage(f"Short one. {long} Last one."))[1] == f"Cleaning the door: {long}"


def test_a_digest_tells_other_words_order_and_number_of_passages() -> None:
    one, two = passage("a"), passage("b")
    groups: tuple[list[Passage], ...] = (
        [],
        [one],
        [two],
        [one, two],
        [two, one],
        [one, one],
        [passage("a", ("Oven",))],
    )
    assert len({digest_of(group) for group in groups}) == len(groups)
    assert digest_of([passage("a"), passage("b")]) == digest_of([one, two])
