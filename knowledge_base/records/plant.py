"""The plant: which machines stand in it, where their numbers come from, and whom to call."""

from enum import StrEnum

from knowledge_base.records.base import Digest, Id, Record, by_id
from knowledge_base.records.machine import Affine, EquipmentType


class Binding(Record):
    """Where a signal's numbers come from, and how they become the signal's unit: value = scale * raw + offset."""

    signal: Id
    column: str
    to_unit: Affine


class Asset(Record):
    """One machine that stands in the plant. `bindings` covers every measured signal of its type."""

    id: Id
    name: str
    equipment: Id
    location: str
    bindings: tuple[Binding, ...]


class History(Record):
    """How recorded files of this plant are read; None where the file has no such column."""

    time_column: str | None
    asset_column: str | None
    run_column: str | None
    label_columns: dict[Id, str]
    failure_column: str | None


class Contact(Record):
    """Whom to call when Faultlens has nothing safe to say."""

    role: str
    phone: str


class Role(StrEnum):
    """What a person may do. isolation: isolate energy, lock out and verify, an authorised person (29 CFR 1910.147(b),
    EN 50110-1 3.2). technician: all other steps.
    """

    TECHNICIAN = "technician"
    ISOLATION = "isolation"


class Person(Record):
    """Someone who may say that a step is done, by the name that is written into the log."""

    name: str
    roles: tuple[Role, ...]


class Plant(Record):
    """A whole plant folder, cross-checked. `digest` is over all files that say something (not models' geometry).

    people: who may say that a step is done. When nobody is named, everybody may who gives a name.
    """

    id: Id
    name: str
    site: str
    contact: Contact
    people: tuple[Person, ...]
    assets: tuple[Asset, ...]
    equipment: tuple[EquipmentType, ...]
    history: History
    digest: Digest

    def asset(self, asset_id: str) -> Asset:
        """The asset of that id; KeyError when there is none."""
        return by_id(self.assets, asset_id)

    def equipment_of(self, asset: Asset) -> EquipmentType:
        """The type of that asset."""
        return by_id(self.equipment, asset.equipment)
