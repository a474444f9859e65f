"""The manuals folder of a type of machine → one `Source` for each manual in it. Nothing outside of the plant is opened.

equipment/<type>/manuals/FILE           one manual
equipment/<type>/manuals/FOLDER/        one manual, where it holds S1000D or DITA modules; else each file is one
equipment/<type>/manuals/manuals.yaml   what the plant says of its manuals, where the documents do not say it
"""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from knowledge_base.errors import CatalogError, Problem
from knowledge_base.plant_files import shaped
from knowledge_base.readers.contract import Facts, Limits, Source
from knowledge_base.readers.registry import FILE_SUFFIXES, MODULE_SUFFIXES, suffix_of
from knowledge_base.records import Id, Record
from knowledge_base.yaml_source import read_yaml

FACTS = "manuals.yaml"
# What lies beside manuals without being one.
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".cgm", ".webp", ".tif", ".tiff", ".bmp", ".css", ".mp4", ".glb"}


class FactsShape(Record):
    """What manuals.yaml says of one manual. file: its name in the manuals folder."""

    file: str
    id: Id | None = None
    title: str | None = None
    revision: str | None = None
    date: dt.date | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] | None = None


class FactsFileShape(Record):
    """manuals.yaml."""

    manuals: tuple[FactsShape, ...]


def manual_sources(
    plant: Path, manuals: Path, equipment: str, limits: Limits, problems: list[Problem]
) -> Iterator[Source]:
    """The sources in the folder `manuals`, in the order of their names; what cannot be one is a problem."""
    if not manuals.is_dir():
        return
    facts = _facts(manuals / FACTS, equipment, problems)
    problems += (
        Problem(manuals / FACTS, 1, f"there is no manual {name!r}", "Correct its name", fatal=False)
        for name in sorted(facts.keys() - {entry.name for entry in manuals.iterdir()})
    )
    for entry in sorted(manuals.iterdir()):
        yield from _entry(plant, entry, facts.get(entry.name, Facts(equipment)), limits, problems)


def _facts(file: Path, equipment: str, problems: list[Problem]) -> dict[str, Facts]:
    if not file.is_file():
        return {}
    try:
        said = shaped(read_yaml(file), FactsFileShape)
    except CatalogError as error:
        problems.extend(error.problems)
        return {}
    return {one.file: Facts(equipment, one.id, one.title, one.revision, one.date, one.language) for one in said.manuals}


def _entry(plant: Path, entry: Path, facts: Facts, limits: Limits, problems: list[Problem]) -> Iterator[Source]:
    if entry.name.startswith((".", "~$")) or entry.name == FACTS:
        return
    if not entry.resolve().is_relative_to(plant.resolve()):
        problems.append(
            Problem(entry, 1, "leads out of the plant folder", "Copy the manual here instead of linking to it")
        )
    elif entry.is_dir():
        yield from _folder(plant, entry, facts, limits, problems)
    elif suffix_of(entry.name) in FILE_SUFFIXES:
        yield from _source(plant, entry, [entry], facts, limits, problems)
    elif suffix_of(entry.name) not in _PICTURES:
        what = f"no reader knows the format {entry.suffix or 'of a file without suffix'}"
        remedy = "Save it as PDF, DOCX, HTML, Markdown, AsciiDoc, S1000D, DITA or iiRDS, or move it away"
        problems.append(Problem(entry, 1, what, remedy, fatal=False))


def _folder(plant: Path, folder: Path, facts: Facts, limits: Limits, problems: list[Problem]) -> Iterator[Source]:
    files = [Path(top) / name for top, _, names in os.walk(folder) for name in sorted(names)]
    modules = [file for file in files if suffix_of(file.name) in MODULE_SUFFIXES]
    if modules:
        yield from _source(plant, folder, modules, facts, limits, problems)
        return
    for entry in sorted(folder.iterdir()):
        yield from _entry(plant, entry, Facts(facts.equipment), limits, problems)


def _source(
    plant: Path, main: Path, files: list[Path], facts: Facts, limits: Limits, problems: list[Problem]
) -> Iterator[Source]:
    """The source, unless its files are too many, too large, lie elsewhere or cannot be read."""
    problem = _too_much(files, limits) or _elsewhere(plant, files)
    if problem is None:
        try:
            found = {file.relative_to(plant).as_posix(): file.read_bytes() for file in files}
            yield Source(main.relative_to(plant).as_posix(), found, facts, limits)
        except OSError as error:
            problem = f"cannot be read ({error.strerror})"
    if problem is not None:
        problems.append(Problem(main, 1, problem, "Correct the manual or move it away", fatal=False))


def _too_much(files: list[Path], limits: Limits) -> str | None:
    if len(files) > limits.files:
        return f"holds {len(files)} files; at most {limits.files} are read"
    sizes = [file.stat().st_size for file in files if file.is_file()]
    if max(sizes, default=0) > limits.file_bytes or sum(sizes) > limits.expanded_bytes:
        return f"is larger than {limits.file_bytes // 2**20} MiB a file or {limits.expanded_bytes // 2**20} MiB in all"
    return None


def _elsewhere(plant: Path, files: list[Path]) -> str | None:
    outside = [file.name for file in files if not file.resolve().is_relative_to(plant.resolve())]
    return f"{outside[0]} leads out of the plant folder" if outside else None
