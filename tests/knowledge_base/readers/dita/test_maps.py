import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.dita.document_set import DocumentSet
from knowledge_base.readers.dita.maps import Entry, MapTree
from tests.knowledge_base.readers.dita.conveyor import source_of, topic

TOPICS = {f"{name}.dita": topic("", name=name) for name in "abcd"}


def tree_of(files: dict[str, str]) -> MapTree:
    return MapTree(DocumentSet(source_of(files)))


def order(files: dict[str, str]) -> list[tuple[str, ...]]:
    """The topic ids, each after its headings."""
    return [place(entry) for entry in tree_of(files).entries()]


def place(entry: Entry) -> tuple[str, ...]:
    above = (one if isinstance(one, str) else one.get("id", "") for one in entry.headings)
    return (*above, entry.topic.get("id", ""))


def test_topics_come_in_the_order_of_the_map_with_the_headings_above_them() -> None:
    book = """<bookmap><title>no</title><preface href="d.dita"/><chapter href="b.dita"><topicref href="a.dita"/>
        </chapter>
    <part navtitle="Parts"><topicgroup><chapter href="c.dita"/></topicgroup></part></bookmap>"""
    assert order({"m.ditamap": book, **TOPICS}) == [("d",), ("b",), ("b", "a"), ("Parts", "c")]


def test_a_heading_may_be_an_element_of_the_map() -> None:
    head = (
        "<topichead><topicmeta><navtitle>Daily <ph>work</ph></navtitle></topicmeta><topicref href='a.dita'/>"
        "</topichead>"
    )
    assert order({"m.ditamap": f"<map>{head}</map>", **TOPICS}) == [("Daily work", "a")]


def test_a_map_is_read_where_another_includes_it() -> None:
    files = {
        "a.ditamap": '<map><title>Sub</title><topicref href="b.dita"/></map>',
        "z.ditamap": (
            '<map><topicref href="a.dita"><mapref href="a.ditamap"/></topicref><topicref href="c.dita"/></map>'
        ),
        **TOPICS,
    }
    tree = tree_of(files)
    assert [root.file[-9:] for root in tree.roots] == ["z.ditamap"]
    assert order(files) == [("a",), ("a", "b"), ("c",)]


def test_maps_that_include_each_other_are_read_once_and_reported() -> None:
    files = {
        "a.ditamap": '<map><topicref href="b.ditamap" format="ditamap"/><topicref href="a.dita"/></map>',
        "b.ditamap": '<map><mapref href="a.ditamap"/><topicref href="b.dita"/></map>',
        **TOPICS,
    }
    assert order(files) == [("b",), ("a",)]
    assert "within itself" in tree_of(files).findings[0].what


def test_maps_that_multiply_are_refused() -> None:
    files = {f"m{n}.ditamap": "<map>" + f'<mapref href="m{n + 1}.ditamap"/>' * 20 + "</map>" for n in range(8)}
    files["m8.ditamap"] = "<map/>"
    with pytest.raises(ManualError, match="more than 50000 references"):
        tree_of(files)


@pytest.mark.parametrize(
    "reference",
    [
        '<keydef keys="k" href="a.dita"/>',
        '<topicref href="a.dita" processing-role="resource-only"/>',
        '<mydef class="- map/topicref mapgroup-d/keydef my-d/mydef " href="a.dita"/>',
        '<topicref href="a.dita" status="deleted"/>',
        '<reltable><relrow><relcell><topicref href="a.dita"/></relcell></relrow></reltable>',
        '<topicref href="https://example.org/a.dita" scope="external"/>',
    ],
)
def test_not_every_reference_is_a_place_in_the_order(reference: str) -> None:
    assert order({"m.ditamap": f"<map>{reference}</map>", **TOPICS}) == []


def test_what_gives_words_to_others_is_known_as_such() -> None:
    tree = tree_of({"m.ditamap": '<map><keydef keys="k" href="a.dita"/><topicref href="b.dita"/></map>', **TOPICS})
    assert [name[-6:] for name in tree.resources] == ["a.dita"]


def test_a_reference_to_what_is_not_there_is_reported() -> None:
    book = """<map><topicref href="x.dita"/><topicref href="a.dita#z"/><topicref keyref="k"/>
        <topicref href="a.pdf" format="pdf"/>
    <topicref href="../../../secret.dita"/></map>"""
    tree = tree_of({"m.ditamap": book, **TOPICS})
    assert list(tree.entries()) == []
    assert [one.what.split()[0:2] for one in tree.findings] == [["refers", "to"]] * 5
    assert {str(one.kind) for one in tree.findings} == {"missing"}
    assert tree.findings[0].place == "line 1"


def test_a_topic_may_be_named_by_a_key_that_is_defined_later_or_in_another_map() -> None:
    files = {
        "m.ditamap": (
            '<map><topicref keyref="belt"/><mapref href="keys.ditamap" processing-role="resource-only"/></map>'
        ),
        "keys.ditamap": '<map><keydef keys="belt" href="b.dita"/></map>',
        **TOPICS,
    }
    assert order(files) == [("b",)]


def test_keys_hold_in_their_scope() -> None:
    book = """<map><topicref href="a.dita" keyscope="left"><keydef keys="side" href="c.dita"/></topicref>
    <topicref href="b.dita" keyscope="right"><keydef keys="side" href="d.dita"/></topicref></map>"""
    entries = list(tree_of({"m.ditamap": book, **TOPICS}).entries())
    sides = [str(key.target)[-6:] for entry in entries if (key := entry.keys.find("side"))]
    assert sides == ["c.dita", "d.dita"]
    other = entries[0].keys.find("right.side")
    assert other is not None
    assert str(other.target).endswith("d.dita")


def test_conditions_of_a_reference_hold_for_all_below_it() -> None:
    book = """<map product="BC200"><topicref href="a.dita" audience="fitter"><topicref href="b.dita" audience="all"/>
        </topicref>
    <topicref href="c.dita"><ditavalref href="x.ditaval"/></topicref></map>"""
    entries = list(tree_of({"m.ditamap": book, **TOPICS}).entries())
    assert entries[0].conditions == {"product": frozenset({"BC200"}), "audience": frozenset({"fitter"})}
    assert entries[1].conditions["audience"] == frozenset({"all"})
    assert [entry.filtered for entry in entries] == [False, False, True]


def test_a_locked_title_replaces_that_of_the_topic() -> None:
    book = (
        '<map><topicref href="a.dita" navtitle="Alpha" locktitle="yes">'
        '<topicref href="b.dita" navtitle="no"/></topicref></map>'
    )
    entries = list(tree_of({"m.ditamap": book, **TOPICS}).entries())
    assert [entry.title for entry in entries] == ["Alpha", None]
    assert place(entries[1]) == ("Alpha", "b")
