"""What a reader of manuals is: bytes in, `Reading` out. It opens no file, no socket and no clock.

A reader tells the truth about what it understood. Words that it does not understand are a finding and remain in the
passages; they are never a step. Words that a person cannot see in the document are a finding and remain nowhere.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from knowledge_base.records import Reading


@dataclass(frozen=True)
class Facts:
    """What the plant says of a manual; it goes before what the document says of itself. None: the plant is silent."""

    equipment: str
    manual: str | None = None
    title: str | None = None
    revision: str | None = None
    date: dt.date | None = None
    language: str | None = None


@dataclass(frozen=True)
class Limits:
    """How much a manual may ask for. expanded: bytes of all that is packed in it. depth: of nested XML or packages."""

    file_bytes: int = 64 * 1024 * 1024
    expanded_bytes: int = 256 * 1024 * 1024
    files: int = 5000
    pages: int = 5000
    depth: int = 200
    seconds: float = 120.0
    memory_bytes: int = 3 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Source:
    """One manual as it comes. main: the file, or the folder of a set of modules, by its path below the plant folder.

    files: path below the plant folder → bytes; for a single file, that one.
    """

    main: str
    files: Mapping[str, bytes]
    facts: Facts
    limits: Limits = field(default_factory=Limits)

    @property
    def single(self) -> bool:
        """It is one file, not a set."""
        return self.main in self.files

    def digest(self) -> str:
        """SHA-256 of the file; of a set, of its files' names and digests."""
        if self.single:
            return hashlib.sha256(self.files[self.main]).hexdigest()
        total = hashlib.sha256()
        for name in sorted(self.files):
            total.update(name.encode() + b"\0" + hashlib.sha256(self.files[name]).digest())
        return total.hexdigest()


@dataclass(frozen=True)
class Reader:
    """One format. suffixes: of `main`, in lower case with the dot; the empty one is a folder of modules.

    recognises: whether a source with such a suffix is of this format. read: raises ManualError, its message beginning
    with the file, when nothing of the manual can be used.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Reading]
