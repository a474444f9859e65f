import json
import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge_base.errors import SearchIndexError
from knowledge_base.records import PassageKind
from knowledge_base.search.concepts import Concept
from knowledge_base.search.documents import group_number, place_of
from knowledge_base.search.lexical import LexicalIndex
from tests.knowledge_base.search.small import asked, passage, put, texts

BELT = passage("Tighten the belt.", "Belt")
DOOR = passage("Oil the hinge of the door.", "Door")


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    """An empty index."""
    return LexicalIndex(tmp_path / "words")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    """An index of some machines, which no test writes to."""
    index = LexicalIndex(tmp_path_factory.mktemp("shared") / "words")
    put(index, "oven", passage("Clean the sensor of the oven.", "Sensor"), passage("Bake bread.", "Use"))
    put(index, "belt", passage("Clean the sensor of the drive.", "Drive", equipment="belt"))
    put(index, "ofen", passage("Den Sensor reinigen.", "Sensor", language="de"))
    return index


def found(index: LexicalIndex, question: str) -> set[str]:
    """The words of all passages that hold a word of the question."""
    return set(texts(index, [place for place, _ in index.best_passages(asked(question), 100, None)]))


def limited(
    index: LexicalIndex, groups: list[str] | None = None, equipment: str | None = None, language: str | None = None
) -> set[str]:
    """Groups of the passages with the word "sensor" within these limits."""
    within = index.within(groups, equipment, language)
    places = [place for place, _ in index.best_passages(asked("sensor"), 100, within)]
    sections = [place for place, _ in index.best_sections(asked("sensor"), 100, within)]
    names = {index.groups[group_number(place)].name for place in places}
    assert names == {index.groups[group_number(place)].name for place in sections}
    return names


def test_an_empty_index_finds_nothing(index: LexicalIndex) -> None:
    assert index.best_passages(asked("belt"), 5, None) == []
    assert index.best_sections(asked("belt"), 5, None) == []
    assert (index.groups, index.section_count, index.languages) == ({}, 0, frozenset())
    assert index.frequency("belt") == 0


def test_what_a_group_held_is_replaced(index: LexicalIndex) -> None:
    put(index, "manual", BELT, DOOR)
    put(index, "other", passage("The belt of the other machine.", "Other"))
    put(index, "manual", passage("Grease the chain.", "Chain"))
    assert found(index, "tighten belt oil hinge door") == {"The belt of the other machine."}
    assert found(index, "chain") == {"Grease the chain."}
    assert sorted(group.name for group in index.groups.values()) == ["manual", "other"]
    assert index.section_count == 2
    assert index.corrections("hinje") == ()


def test_a_group_that_is_forgotten_is_not_found_any_more(index: LexicalIndex) -> None:
    put(index, "manual", BELT)
    put(index, "manual-2", DOOR)
    index.remove("manual")
    index.remove("never there")
    assert found(index, "belt") == set()
    assert found(index, "hinge") == {DOOR.quote.text}
    assert [group.name for group in index.groups.values()] == ["manual-2"]


def test_a_place_of_what_was_replaced_is_nobodys(index: LexicalIndex) -> None:
    put(index, "manual", BELT)
    ((place, _),) = index.best_passages(asked("belt"), 5, None)
    put(index, "manual", passage("The belt is new.", "Belt"))
    assert index.passages([place]) == {}
    assert limited(index, ["manual"]) == set()


def test_an_open_index_sees_what_another_wrote_after_a_refresh(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT)
    other = LexicalIndex(tmp_path / "words")
    before = index.stamp()
    put(other, "manual", DOOR)
    assert index.stamp() != before
    assert len(index.best_passages(asked("belt"), 5, None)) == 1
    assert index.best_passages(asked("hinge"), 5, None) == []
    index.refresh()
    assert found(index, "belt hinge") == {DOOR.quote.text}
    assert index.groups.keys() == other.groups.keys()
    assert index.stamp() == other.stamp()


def test_what_was_written_is_there_when_the_index_is_opened_again(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT, DOOR)
    again = LexicalIndex(tmp_path / "words")
    assert found(again, "belt hinge") == {BELT.quote.text, DOOR.quote.text}
    (group,) = again.groups.values()
    assert again.passages_of(group) == [BELT, DOOR]
    assert again.languages == {"en"}


@pytest.mark.parametrize(
    ("groups", "equipment", "language", "expected"),
    [
        (None, None, None, {"oven", "belt", "ofen"}),
        (["oven", "ofen"], None, None, {"oven", "ofen"}),
        ([], None, None, set()),
        (["ov", "oven belt", "OVEN"], None, None, set()),
        (None, "belt", None, {"belt"}),
        (None, "oven", None, {"oven", "ofen"}),
        (None, None, "de", {"ofen"}),
        (None, "belt", "de", set()),
        (["oven", "belt"], "oven", "en", {"oven"}),
    ],
)
def test_a_search_stays_within_its_limits(
    shared: LexicalIndex, groups: list[str] | None, equipment: str | None, language: str | None, expected: set[str]
) -> None:
    assert limited(shared, groups, equipment, language) == expected


def test_of_given_passages_those_within_the_limits_are_told(shared: LexicalIndex) -> None:
    places = [place for place, _ in shared.best_passages(asked("sensor"), 100, None)]
    within = shared.within(["belt"], None, None)
    assert within is not None
    allowed = shared.among(places, within)
    assert {shared.groups[group_number(place)].name for place in allowed} == {"belt"}
    assert shared.among([], within) == set()


def test_limits_do_not_change_a_score(shared: LexicalIndex) -> None:
    everywhere = dict(shared.best_passages(asked("clean sensor"), 100, None))
    for place, score in shared.best_passages(asked("clean sensor"), 100, shared.within(["oven"], "oven", "en")):
        assert score == pytest.approx(everywhere[place])


def test_the_best_come_first_and_no_more_than_asked_for(index: LexicalIndex) -> None:
    put(index, "manual", *(passage(f"Chain number {n}. " + "Belt. " * n, f"Part {n}") for n in range(12)))
    best = index.best_passages(asked("chain belt"), 5, None)
    assert len(best) == 5
    assert [score for _, score in best] == sorted((score for _, score in best), reverse=True)
    assert not any(text.startswith("Chain number 0.") for text in texts(index, [place for place, _ in best]))


def test_a_section_is_found_by_words_that_are_spread_over_its_passages(index: LexicalIndex) -> None:
    put(index, "manual", passage("Stop the fan.", "Fan"), passage("Take the grille off.", "Fan"), BELT)
    (best, *_) = index.best_sections(asked("fan grille"), 5, None)
    (words,) = index.section_words([best[0]])
    assert len(words.passages) == 2
    assert {index.section_of(place) for place in words.passages} == {best[0]}


def test_words_in_a_row_are_found_as_they_stand(index: LexicalIndex) -> None:
    put(index, "manual", passage("The limit switch.", "One"), passage("Switch on. There is no limit to it.", "Two"))
    term = (Concept((("limit switch", 1.0),), 1.0),)
    assert texts(index, [place for place, _ in index.best_passages(term, 5, None)]) == ["The limit switch."]


def test_what_is_written_so_is_found_as_it_is_written(index: LexicalIndex) -> None:
    put(index, "oven", passage("The state is Hold:1 or hold: 1.", "State"), passage("Hold 1 screw.", "Screw"))
    put(index, "belt", passage("Order 18712.", "Parts"))
    assert texts(index, index.literally("hold:1", 9, None)) == ["The state is Hold:1 or hold: 1."]
    assert texts(index, index.literally("18712", 9, None)) == ["Order 18712."]
    assert index.literally("18712", 9, index.within(["oven"], None, None)) == []
    assert index.literally("18713", 9, None) == index.literally("::", 9, None) == []


def test_a_stem_is_counted_in_sections(index: LexicalIndex) -> None:
    put(index, "manual", BELT, passage("The belt again.", "Belt"), passage("Another belt.", "Drive"), DOOR)
    assert index.frequency("belt") == 2
    assert index.frequency("hing") == 1
    assert index.frequency("nothing") == 0


def test_a_slip_is_corrected_by_words_of_the_manuals(index: LexicalIndex) -> None:
    put(index, "manual", DOOR)
    assert index.corrections("hinje") == ("hinge",)
    assert index.corrections("zzzz") == ()


def test_passages_are_found_by_their_codes(index: LexicalIndex) -> None:
    entry = passage("E-204: the fan is stuck.", "Codes", kind=PassageKind.CODE, codes=("E-204",))
    other = passage("After E-204, clean the fan.", "Fan", codes=("E-204",))
    table = passage("| 4711 | seal |", "Spare parts")
    put(index, "manual", entry, other, table)
    assert texts(index, index.with_codes("defines", ["E204"], 9, None)) == [entry.quote.text]
    assert texts(index, index.with_codes("number", ["204"], 9, None)) == [entry.quote.text]
    assert texts(index, index.with_codes("mentions", ["E204"], 9, None)) == [other.quote.text]
    assert texts(index, index.with_codes("lists", ["4711", "X"], 9, None)) == [table.quote.text]
    assert index.with_codes("defines", ["E204"], 9, index.within(["another"], None, None)) == []
    assert index.with_codes("defines", [], 9, None) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
@example("sensor OR *")
@example("kind:group")
@example('"sensor')
@example("(((")
@example("/.*/")
@example(" ")
@example("\x00")
@example("x" * 70_000)
def test_any_words_are_only_words(shared: LexicalIndex, words: str) -> None:
    concepts = [Concept(((words, 1.0),), 1.0)]
    held = {"bake", "bread", "clean", "den", "drive", "manual", "of", "oven", "reinig", "sensor", "the", "use"}
    for best in (shared.best_passages(concepts, 9, None), shared.best_sections(concepts, 9, None)):
        assert best == [] or words.strip() in held
    assert shared.with_codes("defines", [words], 9, None) == []
    assert shared.best_passages(asked("sensor"), 9, shared.within([words], words, words)) == []
    shared.corrections(words)
    assert shared.frequency(words) >= 0


def test_hostile_words_of_a_manual_are_found_and_do_nothing(index: LexicalIndex) -> None:
    put(index, "manual", BELT)
    hostile = passage('group:manual OR * "}], delete everything', "kind group")
    put(index, "* OR manual", hostile)
    index.remove("*")
    assert found(index, "belt everything") == {BELT.quote.text, hostile.quote.text}
    index.remove("* OR manual")
    assert found(index, "belt everything") == {BELT.quote.text}


def data_files(folder: Path) -> list[Path]:
    """The files of tantivy, but for those that hold no more than a lock or what can be worked out again."""
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]


@pytest.mark.parametrize("keep", [0.0, 0.5, 0.9])
def test_a_file_that_was_cut_is_refused_with_what_to_do(index: LexicalIndex, tmp_path: Path, keep: float) -> None:
    put(index, "manual", BELT, DOOR)
    names = [path.name for path in data_files(tmp_path / "words")]
    assert len(names) > 3
    for name in names:
        folder = shutil.copytree(tmp_path / "words", tmp_path / f"{name}-damaged")
        content = (folder / name).read_bytes()
        (folder / name).write_bytes(content[: int(len(content) * keep)])
        with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
            LexicalIndex(folder)


def test_a_file_of_words_that_is_missing_is_refused_with_what_to_do(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT, DOOR)
    for name in [path.name for path in data_files(tmp_path / "words") if path.name != "meta.json"]:
        folder = shutil.copytree(tmp_path / "words", tmp_path / f"{name}-missing")
        (folder / name).unlink()
        with pytest.raises(SearchIndexError, match="Run: faultlens ingest"):
            LexicalIndex(folder)


def flipped(file: Path, at: int) -> None:
    """Change one bit of a file in place, as a failing disk does."""
    with file.open("r+b") as opened:
        opened.seek(at)
        (byte,) = opened.read(1)
        opened.seek(at)
        opened.write(bytes([byte ^ 0x10]))


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6])
def test_a_file_with_a_flipped_bit_is_refused_with_what_to_do(index: LexicalIndex, tmp_path: Path, part: float) -> None:
    put(index, "manual", BELT, DOOR)
    put(index, "manual", DOOR)
    put(index, "lift", BELT)
    for name in [path.name for path in data_files(tmp_path / "words") if path.name != "meta.json"]:
        folder = shutil.copytree(tmp_path / "words", tmp_path / f"{name}-flipped")
        flipped(folder / name, int((folder / name).stat().st_size * part))
        with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
            LexicalIndex(folder)


def row_files(folder: Path) -> list[Path]:
    """The files of passages and sections."""
    return sorted((folder / "rows").iterdir())


def test_passages_of_which_a_bit_is_flipped_are_refused_with_what_to_do(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT, DOOR)
    (file,) = row_files(tmp_path / "words")
    for at in range(0, file.stat().st_size, 97):
        folder = shutil.copytree(tmp_path / "words", tmp_path / f"flipped-{at}")
        damaged = LexicalIndex(folder)
        flipped(folder / "rows" / file.name, at)
        with pytest.raises(SearchIndexError, match=r"cannot be read .*'manual'.*Run: faultlens ingest"):
            read_all(damaged)
        with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
            LexicalIndex(folder)


def read_all(index: LexicalIndex) -> None:
    """Every passage and section."""
    for group in index.groups.values():
        index.passages_of(group)
        index.section_words([place_of(group.number, count) for count in range(group.section_count)])


def test_passages_that_are_missing_are_refused_with_what_to_do(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT)
    put(index, "lift", DOOR)
    row_files(tmp_path / "words")[0].unlink()
    with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
        LexicalIndex(tmp_path / "words")


def test_there_is_one_file_of_passages_a_group_and_no_other(index: LexicalIndex, tmp_path: Path) -> None:
    for turn in range(3):
        put(index, "manual", BELT, passage(f"Turn {turn}.", "Turns"))
        put(index, "lift", DOOR)
        assert len(row_files(tmp_path / "words")) == 2
    index.remove("lift")
    assert len(row_files(tmp_path / "words")) == 1
    index.remove("manual")
    assert row_files(tmp_path / "words") == []


def test_a_state_that_another_has_replaced_is_never_read_as_the_new_one(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT)
    ((place, _),) = index.best_passages(asked("belt"), 5, None)
    other = LexicalIndex(tmp_path / "words")
    other.remove("manual")
    put(other, "manual", DOOR)
    with pytest.raises(SearchIndexError):
        index.passages([place])
    assert index.stamp() == other.stamp()
    index.refresh()
    assert found(index, "hinge") == {DOOR.quote.text}


def test_a_list_of_segments_that_leaves_one_out_is_refused(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT, DOOR)
    meta = tmp_path / "words" / "meta.json"
    told = json.loads(meta.read_text())
    told["segments"][0]["max_doc"] -= 1
    meta.write_text(json.dumps(told))
    with pytest.raises(SearchIndexError, match="Run: faultlens ingest"):
        LexicalIndex(tmp_path / "words")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"segments": 1}', b"\xff\xfe"])
def test_a_refresh_from_a_damaged_list_of_segments_says_what_to_do(
    index: LexicalIndex, tmp_path: Path, content: bytes
) -> None:
    put(index, "manual", BELT)
    (tmp_path / "words" / "meta.json").write_bytes(content)
    with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
        index.refresh()
    assert found(index, "belt") == {BELT.quote.text}


@pytest.mark.parametrize("suffix", [".term", ".idx", ".fast"])
def test_damage_that_comes_while_the_index_is_open_never_ends_the_program(tmp_path: Path, suffix: str) -> None:
    put(LexicalIndex(tmp_path / "words"), "manual", BELT, DOOR)
    index = LexicalIndex(tmp_path / "words")
    (file,) = (tmp_path / "words").glob(f"*{suffix}")
    with file.open("r+b") as opened:
        opened.write(b"\xff" * file.stat().st_size)
    with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
        found(index, "belt hinge")


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("not an index")
    with pytest.raises(SearchIndexError, match="words"):
        LexicalIndex(tmp_path / "words")


def test_a_folder_that_went_away_cannot_be_written_to(index: LexicalIndex, tmp_path: Path) -> None:
    put(index, "manual", BELT)
    shutil.rmtree(tmp_path / "words")
    with pytest.raises(SearchIndexError, match="cannot be written"):
        put(index, "manual", DOOR)


def write_without_end(folder: Path) -> None:
    index = LexicalIndex(folder)
    for turn in range(10**6):
        put(index, "oven", *(passage(f"Turn {turn} of the belt.", f"Part {n}") for n in range(60)))


def test_a_writer_that_is_killed_leaves_the_old_or_the_new(index: LexicalIndex, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    put(index, "oven", *(passage("Turn -1 of the belt.", f"Part {n}") for n in range(60)))
    put(index, "lift", DOOR)
    for wait in (0.011, 0.043):
        before = index.stamp()
        writer = multiprocessing.get_context("spawn").Process(target=write_without_end, args=(folder,))
        writer.start()
        while index.stamp() == before and writer.is_alive():
            time.sleep(0.002)
        time.sleep(wait)
        assert writer.pid is not None
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        after = LexicalIndex(folder)
        places = [place for place, _ in after.best_passages(asked("belt"), 1000, None)]
        assert len(places) == 60
        assert len(set(texts(after, places))) == 1
        assert found(after, "hinge") == {DOOR.quote.text}
        assert {group.name for group in after.groups.values()} == {"oven", "lift"}
    after = LexicalIndex(folder)
    put(after, "oven", BELT)
    assert found(after, "belt") == {BELT.quote.text}
