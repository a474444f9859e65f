"""The files of a tantivy index, and whether they are still what was written.

tantivy ends each file of a segment with a footer, in its index format 7: a JSON object with the CRC-32 of all before
it, the length of that object and a magic number (4 bytes each, little-endian). It writes them at a commit and never
compares them when it opens an index, so a flipped byte would come up as a panic in the midst of a search, or not at
all. meta.json names the segments and has no footer.
"""

import json
import mmap
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from knowledge_base.errors import SearchIndexError

META: Final = "meta.json"
_NUMBER: Final = 4
_MAGIC: Final = (1337).to_bytes(_NUMBER, "little")
_LONGEST_FOOTER: Final = 1000
_PANIC: Final = ("pyo3_runtime", "PanicException")


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Whatever fails while the index in `folder` is read, a panic of tantivy too, is a SearchIndexError."""
    try:
        yield
    except (ValueError, OSError, LookupError) as error:
        raise unreadable(folder, str(error)) from error
    except BaseException as error:
        # The class of a panic cannot be imported: PyO3 makes it, below BaseException, and names it in no module.
        if (type(error).__module__, type(error).__name__) != _PANIC:
            raise
        raise unreadable(folder, f"tantivy broke off: {error}") from error


def verified(folder: Path, known: Collection[str] = ()) -> frozenset[str]:
    """The names of the files of all segments of the index, after a comparison of each with its CRC-32.

    known: files that were compared before; a file of a segment is never written twice. A file that is missing is left
    for tantivy to tell, because a writer may just have merged it into another. Raises SearchIndexError.
    """
    with reading(folder):
        segments = _segments(folder / META)
        files = sorted(path for path in folder.glob("*.*") if path.name.partition(".")[0] in segments)
        return frozenset(path.name for path in files if path.name in known or _is_as_written(path))


def _segments(meta: Path) -> frozenset[str]:
    """What the names of the files of the valid segments begin with. A new index has no list of them yet."""
    if not meta.exists():
        return frozenset()
    try:
        return frozenset(one["segment_id"].replace("-", "") for one in json.loads(meta.read_bytes())["segments"])
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{meta.name} is damaged") from error


def _is_as_written(path: Path) -> bool:
    """False when it is not there any more. Raises ValueError when it is damaged."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            end = len(content) - 2 * _NUMBER
            length = int.from_bytes(content[max(end, 0) : -_NUMBER], "little")
            start = end - length
            if content[-_NUMBER:] != _MAGIC or length > _LONGEST_FOOTER or start < 0:
                raise ValueError(f"{path.name} has no end")
            footer = json.loads(content[start:end])
            with memoryview(content) as whole, whole[:start] as written:
                if zlib.crc32(written) != footer["crc"]:
                    raise ValueError(f"{path.name} is damaged")
    except FileNotFoundError:
        return False
    return True


def unreadable(folder: Path, why: str) -> SearchIndexError:
    """The error for an index that is damaged."""
    return SearchIndexError(f"{folder}: cannot be read ({why}). Run: faultlens ingest")
