"""Search over the manuals as a LangChain retriever, so that anyone's chain can use it."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge_base.search.index import SearchIndex
from knowledge_base.search.records import Found, Hit


class ManualRetriever(BaseRetriever):
    """Passages of the manuals for a question; none when nothing in them answers it.

    groups: the manuals that may be used, by `knowledge_base.ingest.groups_in_force`; None for all, approved or not.
    always: give the nearest passages even where nothing answers; their metadata say so.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: SearchIndex
    k: int = 5
    equipment: str | None = None
    language: str | None = None
    groups: frozenset[str] | None = None
    always: bool = False

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # LangChain's signature
    ) -> list[Document]:
        found = self.index.search(query, self.k, equipment=self.equipment, language=self.language, groups=self.groups)
        if not found.answered and not self.always:
            return []
        return [document_of(hit, found) for hit in found.hits]


def document_of(hit: Hit, found: Found) -> Document:
    """A passage as a LangChain document: its words verbatim, and in the metadata where they stand and why."""
    where = hit.passage.quote.citation
    metadata: dict[str, Any] = {
        **where.model_dump(mode="json"),
        "passage": hit.passage.id,
        "task": hit.passage.task_id,
        "language": hit.passage.language,
        "equipment": hit.passage.equipment,
        "score": hit.score,
        "found_by": list(hit.because),
        "answered": found.answered,
        "confidence": found.confidence,
    }
    return Document(page_content=hit.passage.quote.text, metadata=metadata, id=hit.passage.id)
