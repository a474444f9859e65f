"""approvals.yaml of a plant: which revision of which manual a named engineer has allowed to be followed.

An approval pins the digest of the manual's bytes and of what was read from them: neither can change behind its back.
"""

import datetime as dt
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import yaml

from knowledge_base.errors import ApprovalError
from knowledge_base.plant_files import shaped
from knowledge_base.records import Approval, Reading, Record
from knowledge_base.yaml_source import read_yaml

FILE = "approvals.yaml"
_HEAD = "# Which manuals may be followed. Written by `faultlens approve`; the last line for a manual counts.\n"


class ApprovalsShape(Record):
    """approvals.yaml."""

    approvals: tuple[Approval, ...]


def approvals_of(plant: Path) -> tuple[Approval, ...]:
    """All approvals, oldest first. Raises CatalogError when the file is there and is wrong."""
    if not (plant / FILE).is_file():
        return ()
    return shaped(read_yaml(plant / FILE), ApprovalsShape).approvals


def approves(approval: Approval, reading: Reading) -> bool:
    """This approval is of exactly this reading."""
    manual = reading.manual
    return (approval.manual, approval.revision, approval.sha256, approval.reading_sha256) == (
        manual.id,
        manual.revision,
        manual.sha256,
        reading.digest(),
    )


def approve(plant: Path, readings: Iterable[Reading], name: str, on: dt.date) -> tuple[Approval, ...]:
    """Approve the readings in a person's name; returns what is new. Raises ApprovalError without a name or a disk."""
    name = " ".join(name.split())
    if sum(letter.isalpha() for letter in name) < 2:
        raise ApprovalError("an approval needs the name of the engineer who gives it: --by 'First Last'")
    before = approvals_of(plant)
    last = {approval.manual: approval for approval in before}
    given = [_given(reading, name, on) for reading in readings if not _stands(last.get(reading.manual.id), reading)]
    if given:
        _write(plant / FILE, [*before, *given])
    return tuple(given)


def _stands(approval: Approval | None, reading: Reading) -> bool:
    return approval is not None and approves(approval, reading)


def _given(reading: Reading, name: str, on: dt.date) -> Approval:
    manual = reading.manual
    return Approval(
        manual=manual.id,
        revision=manual.revision,
        sha256=manual.sha256,
        reading_sha256=reading.digest(),
        approved_by=name,
        approved_on=on,
    )


def _write(file: Path, approvals: list[Approval]) -> None:
    """The whole file or none of it."""
    said = {"approvals": [approval.model_dump(mode="json") for approval in approvals]}
    half = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with half.open("w", encoding="utf-8") as stream:
            stream.write(_HEAD + yaml.safe_dump(said, sort_keys=False, allow_unicode=True))
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(file)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise ApprovalError(f"cannot write {file} ({error.strerror}). Check the disk and the permissions") from error
