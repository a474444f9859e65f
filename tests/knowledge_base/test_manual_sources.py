"""Which manuals lie in a type's folder; nothing outside of the plant is ever opened."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.errors import Problem
from knowledge_base.manual_sources import manual_sources
from knowledge_base.readers.contract import Facts, Limits, Source


class Shop:
    """A plant folder with a manuals folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manuals = root / "equipment" / "oven" / "manuals"
        self.manuals.mkdir(parents=True)
        self.problems: list[Problem] = []

    def put(self, name: str, data: bytes = b"x") -> None:
        file = self.manuals / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def sources(self, limits: Limits | None = None) -> dict[str, Source]:
        found = manual_sources(self.root, self.manuals, "oven", limits or Limits(), self.problems)
        return {source.main.removeprefix("equipment/oven/manuals/"): source for source in found}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "plant")


def test_every_file_of_a_known_format_is_a_manual(shop: Shop) -> None:
    for name in ("a.md", "b.PDF", "c.docx", "d.html", "e.adoc", "f.csv", "g.iirds"):
        shop.put(name)
    assert list(shop.sources()) == ["a.md", "b.PDF", "c.docx", "d.html", "e.adoc", "f.csv", "g.iirds"]
    assert shop.problems == []


def test_pictures_and_hidden_files_lie_beside_manuals_without_a_word(shop: Shop) -> None:
    for name in ("pump.png", ".git", ".pump.md.half", "~$pump.docx", "style.css"):
        shop.put(name)
    assert (shop.sources(), shop.problems) == ({}, [])


def test_a_format_that_nobody_reads_is_said_and_is_not_fatal(shop: Shop) -> None:
    shop.put("old.wpd")
    assert shop.sources() == {}
    (problem,) = shop.problems
    assert ".wpd" in problem.what
    assert "PDF" in problem.remedy
    assert not problem.fatal


def test_a_folder_of_modules_is_one_manual_without_its_pictures(shop: Shop) -> None:
    for name in ("set/DMC-A.XML", "set/PMC-A.xml", "set/pic.cgm", "set/more/DMC-B.xml"):
        shop.put(name)
    (source,) = shop.sources().values()
    assert source.main == "equipment/oven/manuals/set"
    assert sorted(source.files) == [
        "equipment/oven/manuals/set/DMC-A.XML",
        "equipment/oven/manuals/set/PMC-A.xml",
        "equipment/oven/manuals/set/more/DMC-B.xml",
    ]


def test_a_folder_of_other_files_is_only_a_folder(shop: Shop) -> None:
    shop.put("old/a.md")
    shop.put("old/b.pdf")
    assert list(shop.sources()) == ["old/a.md", "old/b.pdf"]


def test_the_plant_says_what_the_documents_do_not(shop: Shop) -> None:
    shop.put("oven.pdf")
    said = "manuals:\n  - {file: oven.pdf, id: OV-9, title: Oven, revision: '2.10', date: 2026-01-31, language: de}\n"
    shop.put("manuals.yaml", said.encode())
    (source,) = shop.sources().values()
    assert source.facts == Facts("oven", "OV-9", "Oven", "2.10", dt.date(2026, 1, 31), "de")


def test_what_is_said_of_a_manual_that_is_not_there_is_a_problem(shop: Shop) -> None:
    shop.put("manuals.yaml", b"manuals:\n  - {file: gone.pdf, revision: '1'}\n")
    assert shop.sources() == {}
    assert "gone.pdf" in shop.problems[0].what


def test_a_link_out_of_the_plant_is_not_followed(shop: Shop, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("the password")
    (shop.manuals / "manual.md").symlink_to(secret)
    shop.put("set/DMC-A.xml")
    (shop.manuals / "set" / "DMC-B.xml").symlink_to(secret)
    (shop.manuals / "folder").symlink_to(tmp_path, target_is_directory=True)
    assert shop.sources() == {}
    assert {problem.file.name for problem in shop.problems} == {"manual.md", "set", "folder"}
    assert all("out of the plant folder" in problem.what for problem in shop.problems)


@pytest.mark.parametrize("limits", [replace(Limits(), file_bytes=10), replace(Limits(), expanded_bytes=30)])
def test_what_is_too_large_is_said_and_not_read(shop: Shop, limits: Limits) -> None:
    shop.put("set/DMC-A.xml", b"x" * 20)
    shop.put("set/DMC-B.xml", b"x" * 20)
    assert shop.sources(limits) == {}
    assert "larger than" in shop.problems[0].what


def test_too_many_files_are_said_and_not_read(shop: Shop) -> None:
    for n in range(5):
        shop.put(f"set/DMC-{n}.xml")
    assert shop.sources(replace(Limits(), files=4)) == {}
    assert "holds 5 files" in shop.problems[0].what


def test_no_manuals_folder_means_no_manuals(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert list(manual_sources(tmp_path, tmp_path / "manuals", "oven", Limits(), problems)) == []
    assert problems == []
