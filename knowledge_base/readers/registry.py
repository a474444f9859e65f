"""Which reader reads a source. A reader's module, and the library under it, is imported when one is needed."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import PurePosixPath

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Reader, Source
from knowledge_base.records import Reading

# Suffix of `main` (the empty one: a folder) → modules that may read it, in the order in which they are asked.
MODULES: dict[str, tuple[str, ...]] = {
    ".md": ("markdown",),
    ".markdown": ("markdown",),
    ".adoc": ("asciidoc",),
    ".asciidoc": ("asciidoc",),
    ".html": ("html",),
    ".htm": ("html",),
    ".xhtml": ("html",),
    ".docx": ("docx",),
    ".docm": ("docx",),
    ".pdf": ("pdf",),
    ".csv": ("code_table",),
    ".xml": ("s1000d", "dita"),
    ".dita": ("dita",),
    ".iirds": ("iirds",),
    "": ("s1000d", "dita"),
}
FILE_SUFFIXES = frozenset(suffix for suffix in MODULES if suffix)
"""Files that may be a manual by themselves."""
MODULE_SUFFIXES = frozenset({".xml", ".dita", ".ditamap"})
"""Files that belong together when they lie in one folder."""


def suffix_of(name: str) -> str:
    """The suffix of a file name, in lower case."""
    return PurePosixPath(name).suffix.lower()


def readers_for(source: Source) -> Iterator[Reader]:
    """The readers that may read this source, first come first served."""
    for name in MODULES.get(suffix_of(source.main) if source.single else "", ()):
        reader: Reader = import_module(f"knowledge_base.readers.{name}").READER
        yield reader


def read_source(source: Source) -> Reading:
    """Read a manual in this process. Raises ManualError when no reader knows it or the manual cannot be used."""
    for reader in readers_for(source):
        if reader.recognises(source):
            return reader.read(source)
    known = ", ".join(sorted(FILE_SUFFIXES))
    raise ManualError(f"{source.main}: no reader knows this format. Known: {known}, and folders of S1000D or DITA")
