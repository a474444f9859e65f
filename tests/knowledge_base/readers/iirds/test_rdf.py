import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.iirds.rdf import RDF, RDFS, Graph, parse_rdf

IIRDS = "http://iirds.tekom.de/iirds#"
HEAD = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:rdfs="{RDFS}" xmlns:i="{IIRDS}" xmlns:x="http://x/"'


def graph(body: str, more: str = "") -> Graph:
    return parse_rdf(f"{HEAD} {more}>{body}</rdf:RDF>".encode(), "m.rdf")


def test_a_node_has_a_name_a_type_words_and_links() -> None:
    found = graph("""<i:Topic rdf:about="urn:t"><i:title xml:lang="en"> Change
      the lamp </i:title><i:has-next rdf:resource="urn:u"/></i:Topic>""")
    assert found.types("urn:t") == {f"{IIRDS}Topic"}
    assert found.words("urn:t", f"{IIRDS}title") == "Change the lamp"
    assert found.links("urn:t", f"{IIRDS}has-next") == ["urn:u"]
    assert list(found.resources) == ["urn:t"]


def test_words_come_in_the_language_that_is_asked_for_if_they_are_there() -> None:
    found = graph("""<i:T rdf:about="urn:t"><i:l xml:lang="de">Ofen</i:l><i:l xml:lang="en-US">Oven</i:l></i:T>""")
    assert [found.words("urn:t", f"{IIRDS}l", language=name) for name in ("en", "de", "fr", None)] == [
        "Oven",
        "Ofen",
        "Ofen",
        "Ofen",
    ]
    assert found.words("urn:t", f"{IIRDS}x", f"{IIRDS}l") == "Ofen"
    assert found.words("urn:nobody", f"{IIRDS}l") is None


@pytest.mark.parametrize(
    "body",
    [
        '<i:T rdf:about="urn:t"><i:p><i:R><i:s>a.html</i:s></i:R></i:p></i:T>',
        '<i:T rdf:about="urn:t"><i:p rdf:parseType="Resource"><i:s>a.html</i:s></i:p></i:T>',
        '<i:T rdf:about="urn:t"><i:p i:s="a.html"/></i:T>',
        (
            '<i:T rdf:about="urn:t"><i:p rdf:nodeID="n"/></i:T><rdf:Description rdf:nodeID="n"><i:s>a.html</i:s>'
            "</rdf:Description>"
        ),
        '<i:R rdf:about="urn:r" i:s="a.html"/><i:T rdf:about="urn:t"><i:p rdf:resource="urn:r"/></i:T>',
        '<i:T rdf:about="urn:t"><i:p rdf:parseType="Collection"><i:R i:s="a.html"/></i:p></i:T>',
    ],
)
def test_one_thing_may_be_written_in_many_ways(body: str) -> None:
    found = graph(body)
    (other,) = found.links("urn:t", f"{IIRDS}p")
    assert found.words(other, f"{IIRDS}s") == "a.html"
    assert found.all_words("urn:t", f"{IIRDS}p") == []


def test_names_are_taken_relative_to_the_base_where_there_is_one() -> None:
    found = graph('<i:T rdf:about="t"><i:p rdf:resource="../u"/></i:T><i:T rdf:ID="v"/>', 'xml:base="http://a/b/"')
    assert list(found.resources) == ["http://a/b/t", "http://a/b/#v"]
    assert found.links("http://a/b/t", f"{IIRDS}p") == ["http://a/u"]
    assert list(graph('<i:T rdf:about="t-1"/>').resources) == ["t-1"]


def test_a_type_may_be_a_property_and_a_class_may_have_a_class_above_it() -> None:
    found = graph(f"""<rdf:Description rdf:about="urn:t"><rdf:type rdf:resource="http://x/Chapter"/></rdf:Description>
      <rdfs:Class rdf:about="http://x/Chapter"><rdfs:subClassOf rdf:resource="http://x/Part"/></rdfs:Class>
      <rdfs:Class rdf:about="http://x/Part"><rdfs:subClassOf rdf:resource="{IIRDS}Topic"/>
      <rdfs:subClassOf rdf:resource="http://x/Chapter"/></rdfs:Class>""")
    assert found.types("urn:t") == {"http://x/Chapter", "http://x/Part", f"{IIRDS}Topic"}


def test_words_with_marks_in_them_are_words() -> None:
    found = graph('<i:T rdf:about="urn:t"><i:d rdf:parseType="Literal">a <x:b>bold</x:b> word</i:d></i:T>')
    assert found.words("urn:t", f"{IIRDS}d") == "a bold word"


def test_a_list_of_thousands_written_node_in_node_is_read() -> None:
    begin = "".join(f'<i:next><i:Node rdf:about="urn:{n}">' for n in range(5000))
    found = graph(f'<i:Node rdf:about="urn:top">{begin}{"</i:Node></i:next>" * 5000}</i:Node>')
    assert found.links("urn:4998", f"{IIRDS}next") == ["urn:4999"]


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ManualError, match=r"^m\.rdf: says more than can be read"):
        graph("<i:n><i:N>" * 30_000 + "</i:N></i:n>" * 30_000)


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "b">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY % a "b">',
        '<!ENTITY a "b"><!ENTITY c "&a;&a;">',
    ],
)
def test_an_entity_is_refused(declared: str) -> None:
    with pytest.raises(ManualError, match=r"^m\.rdf: declares the entity"):
        parse_rdf(f"<!DOCTYPE x [{declared}]>{HEAD}>&a;</rdf:RDF>".encode(), "m.rdf")


@pytest.mark.parametrize(
    "data", [b"", b"<rdf", b"<a/>", b"\xff\xfe\x00", b"<?xml version='1.0' encoding='x-none'?><a/>"]
)
def test_what_is_no_rdf_is_a_manual_error(data: bytes) -> None:
    with pytest.raises(ManualError, match=r"^m\.rdf: is no"):
        parse_rdf(data, "m.rdf")
