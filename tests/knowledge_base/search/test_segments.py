import json
import shutil
import zlib
from pathlib import Path

import pytest

from knowledge_base.errors import SearchIndexError
from knowledge_base.search.lexical import LexicalIndex
from knowledge_base.search.segments import reading, verified
from tests.knowledge_base.search.small import passage, put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of two commits."""
    folder = tmp_path / "words"
    index = LexicalIndex(folder)
    put(index, "oven", passage("Bake the bread.", "Use"))
    put(index, "belt", passage("Tighten the belt.", "Care"))
    return folder


def test_the_files_of_all_segments_are_verified(folder: Path) -> None:
    named = {one["segment_id"].replace("-", "") for one in json.loads((folder / "meta.json").read_text())["segments"]}
    assert len(named) == 2
    assert {name.partition(".")[0] for name in verified(folder)} == named
    assert {name.partition(".")[2] for name in verified(folder)} == {"fast", "fieldnorm", "idx", "pos", "store", "term"}


def test_the_checksum_is_the_one_that_tantivy_wrote(folder: Path) -> None:
    content = (folder / min(verified(folder))).read_bytes()
    body, _, rest = content.rpartition(b'{"version"')
    assert json.loads(b'{"version"' + rest[:-8])["crc"] == zlib.crc32(body)


def test_a_folder_without_an_index_has_nothing_to_verify(tmp_path: Path) -> None:
    assert verified(tmp_path) == frozenset()


def test_what_belongs_to_no_segment_does_not_matter(folder: Path) -> None:
    before = verified(folder)
    (folder / f"{'0' * 32}.store").write_bytes(b"left by a writer that was killed")
    assert verified(folder) == before


def test_what_was_verified_before_is_not_read_again(folder: Path) -> None:
    before = verified(folder)
    (folder / min(before)).write_bytes(b"damaged")
    assert verified(folder, before) == before
    with pytest.raises(SearchIndexError, match="faultlens ingest"):
        verified(folder)


@pytest.mark.parametrize(
    "content",
    [b"", b"short", bytes(500), b'{"crc":0}\x09\0\0\0\x39\x05\0', b"x{}\x02\0\0\0\x39\x05\0\0", b"\xff" * 90],
)
def test_a_file_without_a_footer_is_damaged(folder: Path, content: bytes) -> None:
    (folder / min(verified(folder))).write_bytes(content)
    with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"):
        verified(folder)


def test_a_file_that_a_writer_has_merged_away_is_left_for_tantivy_to_tell(folder: Path) -> None:
    gone = min(verified(folder))
    (folder / gone).unlink()
    (folder / gone).symlink_to(folder / "nowhere")
    assert gone not in verified(folder)
    shutil.rmtree(folder)
    assert verified(folder) == frozenset()


@pytest.mark.parametrize("failure", [ValueError("x"), OSError("x"), KeyError("x"), IndexError("x")])
def test_what_fails_while_an_index_is_read_says_what_to_do(tmp_path: Path, failure: Exception) -> None:
    with pytest.raises(SearchIndexError, match=r"cannot be read .*Run: faultlens ingest"), reading(tmp_path):
        raise failure


def test_a_panic_is_a_damaged_index(tmp_path: Path) -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    said = r"tantivy broke off: index out of bounds.*faultlens ingest"
    with pytest.raises(SearchIndexError, match=said), reading(tmp_path):
        raise panic("index out of bounds")


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, SearchIndexError, TypeError])
def test_nothing_else_is_taken_for_damage(tmp_path: Path, end: type[BaseException]) -> None:
    with pytest.raises(end, match=r"^as it is$"), reading(tmp_path):
        raise end("as it is")
