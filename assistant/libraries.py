"""Where the library and the search index of a plant live, and how its manuals are opened through them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from knowledge_base.catalog import BUNDLED, OpenedPlant, load_plant, open_plant
from knowledge_base.errors import EmbeddingMissing
from knowledge_base.in_force import Progress, unwatched
from knowledge_base.library import Library
from knowledge_base.records import Plant

if TYPE_CHECKING:
    from knowledge_base.search.index import SearchIndex


def library_folder(plant: Path, settings: Settings) -> Path:
    """A user's plant keeps its library beside its catalog; a bundled plant, in Faultlens's own home."""
    return settings.home / "library" / plant.resolve().name if _bundled(plant) else plant / "library"


def load_from_library(plant: Path, settings: Settings, *, keep: bool = False) -> Plant:
    """The plant. New manuals are read in a process of their own, but for those that come with Faultlens.

    keep: whether their readings are kept; a command that only looks, writes nothing. Raises as `load_plant`.
    """
    if _bundled(plant):
        return load_plant(plant)
    with Library(library_folder(plant, settings), plant, keep=keep) as library:
        return load_plant(plant, library)


def open_from_library(plant: Path, settings: Settings, progress: Progress = unwatched) -> OpenedPlant:
    """The plant with the readings of its manuals; raises as `load_plant`."""
    with Library(library_folder(plant, settings), plant) as library:
        return open_plant(plant, library, progress)


def _bundled(plant: Path) -> bool:
    return plant.resolve().is_relative_to(BUNDLED.resolve())


@contextmanager
def search_index(
    plant: Path, settings: Settings, *, dense: bool = True, note: Callable[[str], None] | None = None
) -> Iterator["SearchIndex"]:
    """The plant's search index: with the embedding model where it is installed and wanted, else lexical.

    note: is told why it is lexical, where the model was wanted.
    """
    from knowledge_base.search.embedding import bundled_embedder
    from knowledge_base.search.index import SearchIndex

    embedder = None
    if dense:
        try:
            embedder = bundled_embedder(settings.home / "embedding")
        except EmbeddingMissing as error:
            if note is not None:
                note(str(error))
    index = SearchIndex.open(library_folder(plant, settings) / "index", embedder)
    try:
        yield index
    finally:
        index.close()
