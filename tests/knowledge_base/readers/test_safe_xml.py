"""XML of unknown origin is parsed without following anything that it points to."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits
from knowledge_base.readers.safe_xml import parse_xml

LIMITS = Limits()


def test_plain_xml_becomes_a_tree() -> None:
    root = parse_xml(b"<task id='t'><step>Close the valve.</step></task>", "t.xml", LIMITS)
    assert (root.tag, root.get("id"), root[0].text) == ("task", "t", "Close the valve.")


def test_declarations_of_pictures_are_harmless() -> None:
    data = b"""<!DOCTYPE d [<!NOTATION cgm SYSTEM "cgm"><!ENTITY pic SYSTEM "p.cgm" NDATA cgm>]><d><g e="pic"/></d>"""
    assert parse_xml(data, "d.xml", LIMITS).tag == "d"


def test_an_entity_is_not_expanded_but_refused_with_its_line() -> None:
    data = b'<!DOCTYPE d [<!ENTITY torque "250 Nm">]>\n<d>\n<step>Tighten to &torque;.</step></d>'
    with pytest.raises(ManualError, match=r"d\.xml:3: uses the entity &torque;"):
        parse_xml(data, "d.xml", LIMITS)


def test_a_file_that_an_entity_points_to_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    data = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><d>&x;</d>'.encode()
    with pytest.raises(ManualError, match="entity") as refused:
        parse_xml(data, "d.xml", LIMITS)
    assert "password" not in str(refused.value)


def test_a_billion_laughs_are_refused_at_once() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE d [<!ENTITY l0 "ha">{lines}]><d>&l11;</d>'.encode()
    with pytest.raises(ManualError):
        parse_xml(data, "d.xml", LIMITS)


def test_an_entity_in_an_attribute_does_not_grow_either() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<!DOCTYPE d [<!ENTITY l0 "ha">{lines}]><d a="&l11;"/>'.encode()
    with pytest.raises(ManualError):
        parse_xml(data, "d.xml", LIMITS)


def test_too_deep_nesting_is_refused() -> None:
    with pytest.raises(ManualError, match="nested more than 50 deep"):
        parse_xml(b"<a>" * 60 + b"</a>" * 60, "d.xml", replace(LIMITS, depth=50))


def test_a_file_that_is_too_large_is_not_parsed() -> None:
    with pytest.raises(ManualError, match="larger than"):
        parse_xml(b"<a>" + b" " * 2_000_000 + b"</a>", "d.xml", replace(LIMITS, file_bytes=1_048_576))


@pytest.mark.parametrize("data", [b"", b"plain words", b"<a><b></a>", b"<a>\x00</a>", b"\xff\xfe<a/>"])
def test_what_is_no_xml_is_refused_with_its_file(data: bytes) -> None:
    with pytest.raises(ManualError, match=r"^d\.xml: is not well-formed XML"):
        parse_xml(data, "d.xml", LIMITS)
