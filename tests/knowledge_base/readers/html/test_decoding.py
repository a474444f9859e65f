import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Limits
from knowledge_base.readers.html.decoding import place_of, tree_of
from knowledge_base.readers.task_draft import Findings


def words(data: bytes, name: str = "oven.html") -> tuple[str, list[str]]:
    findings = Findings(name)
    soup = tree_of(data, name, Limits(), findings)
    return soup.get_text().strip(), [finding.what for finding in findings.all()]


@pytest.mark.parametrize(
    "data",
    [
        "25 µm".encode(),
        "\ufeff25 µm".encode(),
        "\ufeff25 µm".encode("utf-16-le"),
        "\ufeff25 µm".encode("utf-16-be"),
        b"<meta charset=iso-8859-1>25 \xb5m",
        b'<?xml version="1.0" encoding="latin1"?>25 \xb5m',
        b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>25 \xb5m",
        b"<meta charset=utf-16>25 \xc2\xb5m",
    ],
)
def test_the_encoding_is_that_of_its_mark_or_declaration(data: bytes) -> None:
    assert words(data) == ("25 µm", [])


def test_bytes_that_declare_nothing_and_are_no_utf_8_are_windows_1252_and_this_is_told() -> None:
    assert words(b"25 \xb5m") == ("25 µm", ["declares no encoding and is not UTF-8 (byte 3): read as Windows-1252"])


def test_bytes_that_are_not_what_they_declare_are_told() -> None:
    shown, said = words(b"<meta charset=utf-8>25 \xb5m")
    assert shown == "25 \ufffdm"
    assert said == ["1 characters are not utf-8 and cannot be read"]


def test_an_encoding_that_no_browser_knows_is_not_believed() -> None:
    assert words("<meta charset=utf-7>25 µm".encode())[0] == "25 µm"


def test_nul_characters_are_refused() -> None:
    with pytest.raises(ManualError, match="NUL"):
        words("25 µm".encode("utf-16-le"))


def test_an_empty_element_of_xhtml_does_not_swallow_the_rest() -> None:
    page = (
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a.js"/></head><body><p>Seen.</p></body></html>'
    )
    assert words(page, "oven.xhtml") == ("Seen.", [])


def test_prefixes_of_xhtml_do_not_matter() -> None:
    page = b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body><h:p>Seen.</h:p></h:body></h:html>'
    assert tree_of(page, "oven.xhtml", Limits(), Findings("m")).find("p") is not None


def test_xhtml_that_is_no_xml_or_wants_entities_is_read_as_html_and_this_is_told() -> None:
    shown, said = words(b"<p>Open<p>25&nbsp;mm", "oven.xhtml")
    assert shown == "Open25\u00a0mm"
    assert len(said) == 1
    assert said[0].startswith("is read as HTML, since")
    bomb = b'<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>x&b;y</p>'
    assert "aaaa" not in words(bomb, "oven.xhtml")[0].replace('"aaaa"', "")


def test_an_entity_of_a_file_is_never_opened() -> None:
    page = b'<!DOCTYPE p [<!ENTITY f SYSTEM "file:///etc/hostname">]><p>x&f;y</p>'
    for name in ("oven.html", "oven.xhtml"):
        assert "x&f;y" in words(page, name)[0]


def test_the_place_of_an_element_is_its_line() -> None:
    soup = tree_of(b"<p>a\n<p>b", "oven.html", Limits(), Findings("m"))
    assert [place_of(tag) for tag in soup.find_all("p")] == ["line 1", "line 2"]
