"""A plant's manuals → its library and its search index. What has not changed is not read and not embedded again."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from knowledge_base.catalog import OpenedPlant
from knowledge_base.errors import ManualError
from knowledge_base.in_force import Progress, unwatched
from knowledge_base.readers.registry import FILE_SUFFIXES, MODULE_SUFFIXES, suffix_of
from knowledge_base.records import Finding, FindingKind, Id, Passage, Reading, Record
from knowledge_base.search.index import SearchIndex


class Standing(StrEnum):
    """Whether a manual may be followed."""

    IN_FORCE = "in force"
    PENDING = "waits for approval"


class IngestedManual(Record):
    """What was found in one manual. new: the search index did not hold it as it now is."""

    id: Id
    title: str
    revision: str
    language: str
    equipment: Id
    file: str
    reader: str
    standing: Standing
    new: bool
    tasks: int
    steps: int
    notices: int
    passages: int
    findings: tuple[Finding, ...]


def ingest(opened: OpenedPlant, index: SearchIndex, progress: Progress = unwatched) -> tuple[IngestedManual, ...]:
    """Bring the index up to the plant's manuals; what of each manual was found. Raises SearchIndexError."""
    wanted = {group_of(reading): (reading, standing) for reading, standing in _readings(opened)}
    held = set(index.groups())
    for group in sorted(held - wanted.keys()):
        index.remove(group)
    report = []
    for i, (group, (reading, standing)) in enumerate(wanted.items()):
        if group not in held:
            progress(reading.manual.file, i, len(wanted))
            index.replace(group, reading.passages)
        report.append(_ingested(reading, standing, group not in held))
    index.complete(progress)
    return tuple(report)


def group_of(reading: Reading) -> str:
    """The name under which the index holds exactly these passages."""
    return f"{reading.manual.id}@{reading.manual.revision}#{_digest(reading.passages)[:12]}"


def groups_in_force(opened: OpenedPlant) -> frozenset[str]:
    """The groups of the manuals that may be followed."""
    return frozenset(group_of(reading) for reading, standing in _readings(opened) if standing is Standing.IN_FORCE)


def _readings(opened: OpenedPlant) -> Iterator[tuple[Reading, Standing]]:
    for shelved in opened.readings.values():
        yield from ((reading, Standing.IN_FORCE) for reading in shelved.in_force)
        yield from ((reading, Standing.PENDING) for reading in shelved.pending)


def _digest(passages: Iterable[Passage]) -> str:
    total = hashlib.sha256()
    for passage in passages:
        total.update(passage.model_dump_json().encode() + b"\n")
    return total.hexdigest()


def _ingested(reading: Reading, standing: Standing, new: bool) -> IngestedManual:
    manual = reading.manual
    steps = [step for task in manual.tasks for step in task.steps]
    return IngestedManual(
        id=manual.id,
        title=manual.title,
        revision=manual.revision,
        language=manual.language,
        equipment=manual.equipment,
        file=manual.file,
        reader=reading.reader,
        standing=standing,
        new=new,
        tasks=len(manual.tasks),
        steps=len(steps),
        notices=sum(len(step.notices) for step in steps),
        passages=len(reading.passages),
        findings=reading.findings,
    )


def warnings_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that a person should look at: all but what was merely assumed."""
    return tuple(finding for finding in findings if finding.kind is not FindingKind.ASSUMED)


def bring(files: Iterable[Path], manuals: Path) -> tuple[Path, ...]:
    """Copy manuals into a plant's manuals folder; where they lie now. Raises ManualError.

    A file of the same name is replaced: its readings remain in the library.
    """
    brought = []
    for file in files:
        if not file.exists():
            raise ManualError(f"{file}: there is no such file")
        if file.is_file() and suffix_of(file.name) not in FILE_SUFFIXES:
            raise ManualError(f"{file}: no reader knows this format. Known: {', '.join(sorted(FILE_SUFFIXES))}")
        if file.is_dir() and not any(suffix_of(f.name) in MODULE_SUFFIXES for f in file.rglob("*")):
            raise ManualError(f"{file}: this folder holds no S1000D or DITA modules; name its files instead")
        brought.append(_copy(file, manuals / file.name))
    return tuple(brought)


def _copy(file: Path, target: Path) -> Path:
    """The whole of it or none: copied beside, then put in place."""
    if target.exists() and target.samefile(file):
        return target
    half = target.with_name(f".{target.name}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear(half)
        if file.is_dir():
            shutil.copytree(file, half)
        else:
            shutil.copyfile(file, half)
        _clear(target)
        half.replace(target)
    except OSError as error:
        _clear(half)
        raise ManualError(f"{target}: cannot be written ({error.strerror}). Check the disk") from error
    return target


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
