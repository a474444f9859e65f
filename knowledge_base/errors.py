"""Everything that `knowledge_base` raises on purpose.

KnowledgeError
├── UnknownPlant         no folder and no bundled plant of that name
├── CatalogError         a plant folder that does not hold together; carries every problem found
├── ManualError          a manual that cannot be read
├── ApprovalError        an approval that cannot be given or kept
├── EmbeddingError       an embedding model whose answer cannot be used
│   └── EmbeddingMissing no embedding model: packages are missing, or it is not built
└── SearchIndexError     an index on disk that is damaged, or of another embedding model
"""

from dataclasses import dataclass
from pathlib import Path


class KnowledgeError(Exception):
    """Base of all errors of this package."""


class UnknownPlant(KnowledgeError):
    """Neither a folder with a plant.yaml nor the name of a bundled plant."""


class ManualError(KnowledgeError):
    """A manual that cannot be read; the message names file and line."""


class ApprovalError(KnowledgeError):
    """An approval without a name, of a manual that is not there, or that cannot be written."""


class EmbeddingError(KnowledgeError):
    """An embedding model that answers with the wrong shape, with no direction, or with what is not a number."""


class EmbeddingMissing(EmbeddingError):
    """No embedding model: its packages are not installed, or it has not been built; the message says what to run."""


class SearchIndexError(KnowledgeError):
    """A search index on disk that is damaged, or was made with another embedding model. `faultlens ingest` mends it."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a plant folder: where it stands, what it is, and what to write instead.

    fatal: the plant cannot be used at all. A manual task that is not there is not fatal: the plant is watched, and
    the procedure that needs the task says that it is missing.
    """

    file: Path
    line: int
    what: str
    remedy: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}. {self.remedy}"


class CatalogError(KnowledgeError):
    """A plant folder with problems; `problems` holds them all, in file and line order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
