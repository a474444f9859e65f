"""Every format has its reader, and every reader's library is imported only when it reads."""

import subprocess
import sys

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Source
from knowledge_base.readers.registry import MODULES, read_source, readers_for, suffix_of


@pytest.mark.parametrize("suffix", MODULES)
def test_every_suffix_leads_to_readers_that_know_it(suffix: str) -> None:
    name = f"manual{suffix}"
    source = Source(name, {name: b""} if suffix else {f"{name}/a.xml": b""}, Facts("oven"))
    found = list(readers_for(source))
    assert found
    assert all(suffix in reader.suffixes for reader in found)


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ManualError, match=r"no reader knows this format.*\.docx.*\.pdf"):
        read_source(Source("a.xyz", {"a.xyz": b""}, Facts("oven")))


def test_xml_of_neither_standard_is_refused() -> None:
    with pytest.raises(ManualError, match="no reader knows"):
        read_source(Source("a.xml", {"a.xml": b"<invoice/>"}, Facts("oven")))


def test_suffixes_are_compared_in_small_letters() -> None:
    assert suffix_of("equipment/a/DMC-1.XML") == ".xml"


def test_looking_for_a_reader_imports_no_library_of_a_format() -> None:
    heavy = "lxml", "bs4", "docx", "pypdfium2", "markdown_it", "html5lib"
    program = f"import knowledge_base.readers.registry, sys; print([m for m in {heavy!r} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
