from knowledge_base.readers.iirds.directory import Directory
from knowledge_base.readers.iirds.metadata import units_of
from knowledge_base.readers.iirds.rdf import parse_rdf
from tests.knowledge_base.readers.iirds.oven import BASE, TOC, link, node, rdf, unit

UNITS = [unit(name, title=f"Title {name}") for name in "abcd"]


def directory(*nodes: str, language: str | None = None) -> Directory:
    graph = parse_rdf(rdf(*UNITS, *nodes).encode(), "m.rdf")
    return Directory(graph, units_of(graph), language)


def places(*nodes: str) -> list[tuple[str, ...]]:
    """Headings and unit of each place."""
    return [(*place.headings, place.unit.removeprefix(BASE)) for place in directory(*nodes).places]


def child(name: str) -> str:
    return link("has-first-child", f"/{name}")


def after(name: str) -> str:
    return link("has-next-sibling", f"/{name}")


NIL = link("has-next-sibling", "nil")


def test_units_come_in_the_order_of_the_tree_with_the_labels_above_them() -> None:
    nodes = (
        node("root", TOC, child("n1"), NIL, label="Contents", of="d"),
        node("n1", child("n2"), after("n4"), label="Care"),
        node("n2", after("n3"), of="b"),
        node("n3", NIL, of="a", label="Lamp"),
        node("n4", NIL, of="c"),
    )
    assert places(*nodes) == [("d",), ("Care", "Title b", "b"), ("Care", "Lamp", "a"), ("Title c", "c")]
    assert directory(*nodes).places[1].above == (f"{BASE}d",)


def test_nodes_may_stand_in_each_other() -> None:
    inner = node("n2", NIL, of="b").replace(f' rdf:about="{BASE}n2"', "")
    nested = node("n1", f"<iirds:has-next-sibling>{inner}</iirds:has-next-sibling>", of="a")
    assert places(node("root", TOC, f"<iirds:has-first-child>{nested}</iirds:has-first-child>")) == [
        ("Title a", "a"),
        ("Title b", "b"),
    ]


def test_names_of_version_1_0_are_understood() -> None:
    nodes = (
        node("root", TOC, '<iirds:first-child rdf:resource="http://oven.example/n1"/>'),
        node(
            "n1",
            '<iirds:next-sibling rdf:resource="http://oven.example/n2"/>',
            link("references-information-unit", "/a"),
        ),
        node("n2", of="b"),
    )
    assert places(*nodes) == [("Title a", "a"), ("Title b", "b")]


def test_a_list_of_figures_is_no_table_of_contents() -> None:
    figures = node("figures", link("has-directory-structure-type", "ListOfFigures"), child("f1"))
    assert places(figures, node("f1", of="b")) == []
    assert places(figures, node("f1", of="b"), node("root", TOC, child("n1")), node("n1", of="a")) == [("Title a", "a")]


def test_a_tree_of_no_stated_type_is_taken_for_one() -> None:
    assert places(node("root", child("n1"), label="Contents"), node("n1", of="a")) == [("Title a", "a")]


def test_several_tables_of_contents_say_their_names() -> None:
    nodes = (
        node("r1", TOC, child("n1"), label="Use"),
        node("n1", of="a"),
        node("r2", TOC, child("n2"), label="Care"),
        node("n2", of="b"),
    )
    assert places(*nodes) == [("Use", "Title a", "a"), ("Care", "Title b", "b")]


def test_labels_are_in_the_language_of_the_manual() -> None:
    both = '<rdfs:label xml:lang="de">Lampe</rdfs:label><rdfs:label xml:lang="en">Lamp</rdfs:label>'
    found = directory(node("root", TOC, child("n1")), node("n1", both, of="a"), language="en")
    assert found.places[0].headings == ("Lamp",)


def test_a_list_that_comes_back_to_itself_ends() -> None:
    found = directory(node("root", TOC, child("n1")), node("n1", after("n2"), of="a"), node("n2", after("n1"), of="b"))
    assert [place.unit[-1] for place in found.places] == ["a", "b"]
    assert found.endless == [f"{BASE}n1"]


def test_a_tree_that_nests_without_end_is_cut() -> None:
    nodes = [node("n0", TOC, child("n1"))] + [node(f"n{n}", child(f"n{n + 1}"), of="a") for n in range(1, 200)]
    found = directory(*nodes)
    assert len(found.places) == 50
    assert found.endless == [f"{BASE}n51"]


def test_a_list_of_thousands_is_walked() -> None:
    nodes = [node(f"n{n}", after(f"n{n + 1}"), of="a") for n in range(3000)]
    assert len(directory(node("root", TOC, child("n0")), *nodes).places) == 3000
