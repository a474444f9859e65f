"""The index as its users see it: what is put in is found, what is taken out is gone, and a crash loses nothing."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import Passage, PassageKind
from knowledge_base.search.answer import Answer, answer_to
from knowledge_base.search.index import SearchIndex
from knowledge_base.search.records import SearchMode
from knowledge_base.search.sections import digest_of
from tests.knowledge_base.search.small import Small, SmallTokens, passage

BURNER = passage("Close the gas valve and lift the burner out.", "Repair", "Replace the burner")
DOOR = passage("Renew the rope seal of the door when smoke comes out.", "Repair", "Renew the door seal")
BELT = passage("Tighten the belt until it bends by ten millimetres.", "Belt", "Tighten the belt", equipment="conveyor")
ALARM = passage("7, Flame lost, close the gas valve", "Alarms", "alarm 7", kind=PassageKind.CODE, codes=("alarm 7",))


@pytest.fixture(params=[None, Small, SmallTokens], ids=["words", "vectors", "tokens"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    model = request.param() if request.param else None
    index = SearchIndex.open(tmp_path / "index", model)
    index.replace("oven@1", [BURNER, DOOR, ALARM])
    index.replace("conveyor@1", [BELT])
    yield index
    index.close()


def found(index: SearchIndex, query: str, **limits: object) -> list[str]:
    """The words of the passages that are found."""
    return [hit.passage.quote.text for hit in index.search(query, **limits).hits]  # type: ignore[arg-type]  # limits


def test_the_section_that_answers_comes_first_whole_and_verbatim(index: SearchIndex) -> None:
    (first, *_) = index.search("lift the burner").hits
    assert first.passage == BURNER
    assert "lexical" in first.because


def test_the_mode_says_whether_a_model_took_part(tmp_path: Path) -> None:
    for name, model, mode in (("a", None, SearchMode.LEXICAL), ("b", Small(), SearchMode.FUSED)):
        index = SearchIndex.open(tmp_path / name, model)
        index.replace("oven@1", [BURNER])
        assert index.search("burner").mode is mode


def test_a_code_leads_to_its_entry_before_all_else(index: SearchIndex) -> None:
    (first, *_) = index.search("alarm 7").hits
    assert first.passage == ALARM
    assert "exact" in first.because
    assert index.search("alarm 7").answered


def test_a_code_that_stands_nowhere_is_not_answered(index: SearchIndex) -> None:
    assert not index.search("alarm 47").answered


def test_a_search_can_be_limited_to_a_machine_a_language_and_manuals(index: SearchIndex) -> None:
    assert found(index, "belt door burner", equipment="conveyor") == [BELT.quote.text]
    assert BELT.quote.text not in found(index, "belt", groups=["oven@1"])
    assert found(index, "belt", groups=[]) == []
    assert found(index, "belt", language="de") == []


def test_a_new_revision_takes_the_place_of_the_old_one(index: SearchIndex) -> None:
    newer = passage("Brush the burner without lifting it.", "Repair", "Replace the burner")
    index.replace("oven@1", [newer])
    assert BURNER.quote.text not in found(index, "burner", k=50)
    assert newer.quote.text in found(index, "burner", k=50)
    assert index.groups() == {"oven@1": digest_of([newer]), "conveyor@1": digest_of([BELT])}


def test_a_manual_that_was_removed_is_found_no_more(index: SearchIndex) -> None:
    index.remove("oven@1")
    index.remove("never@1")
    assert found(index, "burner door gas", k=50) == [] or found(index, "burner", k=50) == [BELT.quote.text]
    assert list(index.groups()) == ["conveyor@1"]


def test_what_was_put_in_is_there_after_opening_again(tmp_path: Path) -> None:
    first = SearchIndex.open(tmp_path, SmallTokens())
    first.replace("oven@1", [BURNER, DOOR])
    wanted = first.search("smoke at the door")
    first.close()
    again = SearchIndex.open(tmp_path, SmallTokens())
    assert again.search("smoke at the door") == wanted
    assert again.notes == ()


def test_an_open_index_sees_what_another_writes(tmp_path: Path) -> None:
    reader, writer = SearchIndex.open(tmp_path), SearchIndex.open(tmp_path)
    assert reader.search("burner").hits == ()
    writer.replace("oven@1", [BURNER])
    assert found(reader, "burner") == [BURNER.quote.text]


def test_a_manual_that_another_replaces_in_the_midst_of_a_search_is_searched_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = SearchIndex.open(tmp_path), SearchIndex.open(tmp_path)
    writer.replace("oven@1", [BURNER, DOOR])
    revisions = iter([[BURNER, ALARM], [BURNER, BELT]])

    def replaced_meanwhile(*asked: Any) -> Answer:
        if (revision := next(revisions, None)) is not None:
            writer.replace("oven@1", revision)
        return answer_to(*asked)

    monkeypatch.setattr("knowledge_base.search.index.answer_to", replaced_meanwhile)
    assert found(reader, "lift the burner or tighten the belt") == [BELT.quote.text, BURNER.quote.text]


def test_each_section_is_listed_once(index: SearchIndex) -> None:
    many = [passage(f"Step {n}: turn the burner nut.", "Repair", "Replace the burner") for n in range(5)]
    index.replace("oven@1", [*many, DOOR])
    sections = [hit.passage.quote.citation.section for hit in index.search("burner nut", 10).hits]
    assert len(sections) == len(set(sections))


def test_an_index_made_by_words_alone_says_what_to_do_for_meaning(tmp_path: Path) -> None:
    SearchIndex.open(tmp_path).replace("oven@1", [BURNER])
    index = SearchIndex.open(tmp_path, Small())
    assert index.lacking() == {"oven@1"}
    assert "faultlens ingest" in index.notes[0]
    index.complete()
    assert (index.lacking(), index.notes, index.search("burner").mode) == (frozenset(), (), SearchMode.FUSED)


def test_vectors_of_another_model_are_not_mixed_in(tmp_path: Path) -> None:
    SearchIndex.open(tmp_path, Small("one")).replace("oven@1", [BURNER])
    index = SearchIndex.open(tmp_path, Small("other"))
    answer = index.search("burner")
    assert (answer.mode, [hit.passage for hit in answer.hits]) == (SearchMode.LEXICAL, [BURNER])
    assert "words alone" in index.notes[0]


@pytest.mark.parametrize("cut", [0, 40])
def test_a_damaged_index_is_emptied_and_says_so(tmp_path: Path, cut: int) -> None:
    SearchIndex.open(tmp_path).replace("oven@1", [BURNER])
    file = tmp_path / "words" / "meta.json"
    file.write_bytes(file.read_bytes()[:cut])
    index = SearchIndex.open(tmp_path)
    assert "faultlens ingest" in " ".join(index.notes)
    assert index.groups() == {}


def test_damage_that_others_leave_is_told_at_every_search_until_it_is_mended(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path)
    index.replace("oven@1", [BURNER])
    (tmp_path / "words" / "meta.json").write_bytes(b"{")
    for _ in range(2):
        with pytest.raises(SearchIndexError, match="Run: faultlens ingest"):
            index.search("burner")
    SearchIndex.open(tmp_path).replace("oven@1", [BURNER])
    assert found(index, "burner") == [BURNER.quote.text]


def test_details_that_are_damaged_are_said_to_be_lacking_and_written_again(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path, SmallTokens())
    index.replace("oven@1", [BURNER, DOOR])
    (file,) = (tmp_path / "details").glob("*.detail")
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    index.search("rope seal of the door")
    assert index.lacking() == {"oven@1"}
    assert "faultlens ingest" in " ".join(index.notes)
    index.complete()
    assert index.lacking() == frozenset()
    assert [one.read_bytes() for one in (tmp_path / "details").glob("*.detail")] == [whole]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SearchIndexError, match="no search index can be kept here"):
        SearchIndex.open(tmp_path / "file" / "index")


@pytest.mark.parametrize(
    "query", ["", "  ", "???", "\x00", "🔥", "title:burner AND (door", '"', "*:*", "a" * 5000, "ПЕЧЬ", "炉", "\ud800"]
)
def test_any_text_is_only_words(index: SearchIndex, query: str) -> None:
    answer = index.search(query)
    assert answer.query == query
    assert 0.0 <= answer.confidence <= 1.0


def test_the_number_of_hits_is_kept(index: SearchIndex) -> None:
    assert len(index.search("valve burner door belt", 1).hits) == 1
    assert len(index.search("valve burner door belt", 1000).hits) <= 4


def _write_for_ever(folder: Path) -> None:
    index = SearchIndex.open(folder, SmallTokens())
    revisions: list[list[Passage]] = [[BURNER, DOOR], [DOOR, ALARM]]
    for turn in range(100_000):
        index.replace("oven@1", revisions[turn % 2])


def test_a_writer_that_is_killed_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    SearchIndex.open(tmp_path, SmallTokens()).replace("oven@1", [BURNER, DOOR])
    allowed = {digest_of([BURNER, DOOR]), digest_of([DOOR, ALARM])}
    for _ in range(4):
        writer = multiprocessing.get_context("spawn").Process(target=_write_for_ever, args=(tmp_path,))
        writer.start()
        writer.join(2.0)
        writer.kill()
        writer.join()
        index = SearchIndex.open(tmp_path, SmallTokens())
        assert set(index.groups().values()) <= allowed
        assert DOOR.quote.text in found(index, "rope seal of the door")
        index.close()
