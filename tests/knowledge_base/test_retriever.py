"""The manuals as a LangChain retriever: verbatim words with their source, and nothing where nothing answers."""

from collections.abc import Iterator

import pytest
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from knowledge_base.catalog import find_plant, open_plant
from knowledge_base.ingest import groups_in_force, ingest
from knowledge_base.retriever import ManualRetriever
from knowledge_base.search.index import SearchIndex


@pytest.fixture(scope="module")
def pump(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    index = SearchIndex.open(tmp_path_factory.mktemp("index"))
    ingest(open_plant(find_plant("pump-skid")), index)
    yield index
    index.close()


def test_documents_are_the_manuals_words_with_their_source(pump: SearchIndex) -> None:
    found = ManualRetriever(index=pump, k=3).invoke("lock nut KM9")
    assert 1 <= len(found) <= 3
    where = found[0].metadata
    assert "KM9" in found[0].page_content
    text = (find_plant("pump-skid") / where["file"]).read_text(encoding="utf-8")
    assert text[where["start"] : where["end"]] == found[0].page_content
    assert where["answered"] is True
    assert 0.0 < where["confidence"] <= 1.0


def test_it_is_one_link_of_anyones_chain(pump: SearchIndex) -> None:
    prompt = ChatPromptTemplate.from_template("Answer from {context}: {question}")
    chain = {"context": ManualRetriever(index=pump, k=1), "question": RunnablePassthrough()} | prompt
    said = chain.invoke("replace the drive-end bearing").to_string()
    assert "bearing" in said.partition(":")[0] + said


def test_where_nothing_answers_nothing_is_given_unless_it_is_asked_for(pump: SearchIndex) -> None:
    question = "who won the football match yesterday"
    assert ManualRetriever(index=pump).invoke(question) == []
    nearest = ManualRetriever(index=pump, always=True).invoke(question)
    assert all(document.metadata["answered"] is False for document in nearest)


def test_only_the_manuals_that_are_named_are_used(pump: SearchIndex) -> None:
    opened = open_plant(find_plant("pump-skid"))
    one = frozenset(group for group in groups_in_force(opened) if group.startswith("PS-MM-2"))
    found = ManualRetriever(index=pump, groups=one, always=True).invoke("replace the drive-end bearing")
    assert {document.metadata["manual_id"] for document in found} == {"PS-MM-2"}
    assert ManualRetriever(index=pump, groups=frozenset(), always=True).invoke("bearing") == []
