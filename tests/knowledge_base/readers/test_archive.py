"""A zip package is unpacked only as far as it is harmless."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from knowledge_base.errors import ManualError
from knowledge_base.readers.archive import members
from knowledge_base.readers.contract import Limits

LIMITS = Limits()


def package(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return buffer.getvalue()


def test_all_files_of_a_package_are_found_under_their_names() -> None:
    data = package({"a.txt": b"one", "folder/b.txt": b"two"})
    assert members(data, "m.zip", LIMITS) == {"a.txt": b"one", "folder/b.txt": b"two"}


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:/out.txt", "..\\out.txt"])
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(ManualError, match="outside of the package"):
        members(package({name: b"x"}), "m.zip", LIMITS)


def test_a_bomb_is_refused_while_it_is_unpacked() -> None:
    with pytest.raises(ManualError, match="zip bomb"):
        members(package({"bomb.xml": b"\0" * (40 << 20)}), "m.zip", LIMITS)


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    data = bytearray(package({"bomb.xml": b"\0" * (40 << 20)}))
    central = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, central + 24, 10)
    with pytest.raises(ManualError):
        members(bytes(data), "m.zip", LIMITS)


def test_many_small_files_may_not_be_more_than_allowed_together() -> None:
    data = package({f"{n}.txt": bytes(range(256)) * 40 for n in range(20)})
    with pytest.raises(ManualError, match="more than it may"):
        members(data, "m.zip", replace(LIMITS, expanded_bytes=100_000))


def test_too_many_files_are_refused() -> None:
    data = package({f"{n}.txt": b"x" for n in range(30)})
    with pytest.raises(ManualError, match="holds 30 files"):
        members(data, "m.zip", replace(LIMITS, files=20))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("a.txt", b"harmless")
        out.writestr("a.txt", b"other")
    with pytest.raises(ManualError, match="twice"):
        members(buffer.getvalue(), "m.zip", LIMITS)


@pytest.mark.parametrize("cut", [1, 10, 60, 120])
def test_a_package_that_is_cut_short_is_refused(cut: int) -> None:
    data = package({"a.txt": bytes(range(256))})
    with pytest.raises(ManualError, match="not a whole zip package"):
        members(data[:-cut], "m.zip", LIMITS)
