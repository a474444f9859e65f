from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.errors import SearchIndexError
from knowledge_base.search.meaning import MeaningIndex
from knowledge_base.search.records import unwatched
from tests.knowledge_base.search.small import DIMENSIONS, Small, SmallTokens, passage

OVEN = (
    passage("Let the oven cool down.", "Oven"),
    passage("Grease the hinge.", "Door"),
    passage(" ".join(f"Part {n} of the conveyor is checked by hand every morning." for n in range(9)), "Checks"),
)
BELT = (passage("Tighten the belt.", "Belt"),)


@pytest.fixture(params=[Small, SmallTokens])
def model(request: pytest.FixtureRequest) -> Small:
    """A model that tells its tokens, and one that does not."""
    kind: Callable[[], Small] = request.param
    return kind()


def filled(folder: Path, model: Small) -> MeaningIndex:
    index = MeaningIndex(folder, model)
    index.write("oven", OVEN, unwatched)
    index.write("belt", BELT, unwatched)
    return index


def test_an_empty_index_finds_nothing(tmp_path: Path, model: Small) -> None:
    index = MeaningIndex(tmp_path, model)
    assert index.groups() == frozenset()
    assert index.nearest(index.read("hinge").vector, 5, None) == []
    assert index.details({"oven": [0]}) == {}
    index.keep([])


def test_the_passage_with_the_words_of_the_question_is_nearest(tmp_path: Path, model: Small) -> None:
    filled(tmp_path, model)
    index = MeaningIndex(tmp_path, model)
    (best, *others) = index.nearest(index.read("Door: Grease the hinge.").vector, 9, None)
    assert best[:2] == ("oven", 1)
    assert best[2] == pytest.approx(1, abs=0.01)
    assert {one[:2] for one in others} == {("oven", 0), ("oven", 2), ("belt", 0)}
    assert [one[:2] for one in index.nearest(index.read("hinge").vector, 9, ["belt"])] == [("belt", 0)]
    assert len(index.nearest(index.read("hinge").vector, 2, None)) == 2


def test_a_question_is_read_as_its_model_reads(tmp_path: Path) -> None:
    assert MeaningIndex(tmp_path / "a", Small()).read("hot fan").tokens is None
    tokens = MeaningIndex(tmp_path / "b", SmallTokens()).read("hot fan").tokens
    assert tokens is not None
    assert list(tokens.spans) == [(0, 3), (4, 7)]


def test_the_details_of_passages_are_kept(tmp_path: Path, model: Small) -> None:
    filled(tmp_path, model)
    found = MeaningIndex(tmp_path, model).details({"oven": [1, 2], "belt": [0], "lift": [0]})
    assert set(found) == {("oven", 1), ("oven", 2), ("belt", 0)}
    assert len(found["oven", 1].windows) == 1
    assert len(found["oven", 2].windows) > 1
    for one in found.values():
        assert bool(len(one.tokens)) == isinstance(model, SmallTokens)
        assert np.isfinite(one.cosines(model.query("hinge"))).all()


def test_a_window_is_nearer_to_its_own_words_than_the_passage(tmp_path: Path, model: Small) -> None:
    index = filled(tmp_path, model)
    read = index.read("Checks: Part 8 of the conveyor is checked by hand every morning.").vector
    whole = {(group, row): cosine for group, row, cosine in index.nearest(read, 9, None)}["oven", 2]
    assert index.details({"oven": [2]})["oven", 2].cosines(read).max() > whole


def test_progress_is_told_for_each_passage(tmp_path: Path, model: Small) -> None:
    told: list[tuple[str, int, int]] = []
    MeaningIndex(tmp_path, model).write("oven", OVEN, lambda *how_far: told.append(how_far))
    assert [(done, total) for _, done, total in told] == [(0, 3), (1, 3), (2, 3)]
    assert all("oven" in what for what, _, _ in told)


def test_a_group_without_passages_is_whole(tmp_path: Path, model: Small) -> None:
    index = MeaningIndex(tmp_path, model)
    index.write("empty", (), unwatched)
    assert index.groups() == {"empty"}


def test_other_groups_are_forgotten(tmp_path: Path, model: Small) -> None:
    index = filled(tmp_path, model)
    index.keep(["belt", "never there"])
    for one in (index, MeaningIndex(tmp_path, model)):
        assert one.groups() == {"belt"}
        assert {found[0] for found in one.nearest(one.read("oven").vector, 9, None)} == {"belt"}
        assert one.details({"oven": [0]}) == {}


def test_what_another_wrote_is_seen_after_a_refresh(tmp_path: Path, model: Small) -> None:
    reader = MeaningIndex(tmp_path, model)
    filled(tmp_path, model)
    assert reader.groups() == frozenset()
    reader.refresh()
    assert reader.groups() == {"oven", "belt"}


def test_a_group_whose_details_are_missing_is_not_whole(tmp_path: Path, model: Small) -> None:
    index = filled(tmp_path, model)
    for file in (tmp_path / "details").iterdir():
        file.unlink()
    assert index.groups() == frozenset()
    index.write("oven", OVEN, unwatched)
    assert index.groups() == {"oven"}


def test_a_model_that_fails_leaves_the_groups_as_they_were(tmp_path: Path, model: Small) -> None:
    index = filled(tmp_path, model)

    def broken(_what: str, done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.write("lift", OVEN, broken)
    assert MeaningIndex(tmp_path, model).groups() == {"oven", "belt"}


def test_vectors_of_another_model_are_refused_until_they_are_erased(tmp_path: Path, model: Small) -> None:
    filled(tmp_path, model)
    other = type(model)("another")
    with pytest.raises(SearchIndexError, match=r"'another'.*Run: faultlens ingest"):
        MeaningIndex(tmp_path, other)
    MeaningIndex.erase(tmp_path)
    assert MeaningIndex(tmp_path, other).groups() == frozenset()


def test_damaged_vectors_are_refused_with_what_to_do(tmp_path: Path, model: Small) -> None:
    filled(tmp_path, model)
    (file,) = (tmp_path / "vectors").glob("vectors-*")
    content = bytearray(file.read_bytes())
    content[3] ^= 0x55
    file.write_bytes(content)
    with pytest.raises(SearchIndexError, match="Run: faultlens ingest"):
        MeaningIndex(tmp_path, model)


def test_a_model_that_learns_to_tell_its_tokens_reads_all_again(tmp_path: Path) -> None:
    filled(tmp_path, Small())
    assert MeaningIndex(tmp_path, SmallTokens()).groups() == frozenset()


def test_vectors_are_of_the_size_of_the_model(tmp_path: Path, model: Small) -> None:
    assert filled(tmp_path, model).read("hinge").vector.shape == (DIMENSIONS,)
