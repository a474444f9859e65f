import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.markup.decoding import decoded


def source_of(raw: bytes, limits: Limits | None = None) -> Source:
    return Source("m.md", {"m.md": raw}, Facts("oven"), limits or Limits())


def test_the_characters_of_a_file_are_those_of_utf_8() -> None:
    assert decoded(source_of("Öl 80 °C\r\n".encode())) == "Öl 80 °C\r\n"


def test_a_byte_order_mark_becomes_a_blank() -> None:
    assert decoded(source_of(b"\xef\xbb\xbfOil")) == " Oil"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"---\nmanual: \xff\n", "is not UTF-8 text (byte 12)"),
        ("Öl".encode("latin-1"), "is not UTF-8 text (byte 0)"),
        ("Oil".encode("utf-16"), "is not UTF-8 text (byte 0)"),
        (b"x" * (20 * 1024 * 1024 + 1), "is larger than 20 MiB; split it"),
    ],
)
def test_a_file_that_is_no_text_is_refused(raw: bytes, what: str) -> None:
    with pytest.raises(ManualError) as caught:
        decoded(source_of(raw))
    assert str(caught.value).startswith(f"m.md: {what}")


def test_the_limit_of_the_plant_counts_when_it_is_lower() -> None:
    limits = Limits(file_bytes=1024 * 1024)
    assert decoded(source_of(b"x" * 1024 * 1024, limits))
    with pytest.raises(ManualError, match="larger than 1 MiB"):
        decoded(source_of(b"x" * (1024 * 1024 + 1), limits))


def test_a_folder_is_no_file() -> None:
    with pytest.raises(ManualError, match=r"m: is a folder"):
        decoded(Source("m", {"m/a.md": b""}, Facts("oven")))
