"""Loads a plant folder and cross-checks every id in it. Nothing is half loaded: all problems, or the plant.

PLANT/plant.yaml, approvals.yaml, planning.yaml (not read here)
PLANT/equipment/<type>/equipment.yaml, manuals/, model.glb

A manual that cannot be read, or that nobody has approved, is a problem that is not fatal: the plant is watched, and no
step of that manual is shown.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge_base.approvals import approvals_of
from knowledge_base.equipment import build_equipment
from knowledge_base.errors import CatalogError, Problem, UnknownPlant
from knowledge_base.in_force import Progress, Shelved, shelved, unwatched
from knowledge_base.library import InPlace, Shelf
from knowledge_base.manual_sources import manual_sources
from knowledge_base.plant_files import AssetShape, EquipmentShape, PlantShape, shaped
from knowledge_base.readers.contract import Limits
from knowledge_base.records import Affine, Approval, Asset, Binding, EquipmentType, History, Plant, Role
from knowledge_base.units import UnitError, conversion
from knowledge_base.yaml_source import YamlSource, read_yaml

BUNDLED = Path(__file__).parent / "content"
PLANNING = "planning.yaml"
"""When repairs may be done and what they cost; read and checked by those who plan. It changes every day."""


def bundled_plants() -> tuple[str, ...]:
    """The names of the plants that come with Faultlens."""
    return tuple(sorted(folder.parent.name for folder in BUNDLED.glob("*/plant.yaml")))


def find_plant(name: str) -> Path:
    """The folder of a plant: a path, or a bundled plant's name. Raises UnknownPlant."""
    for folder in (Path(name), BUNDLED / name):
        if (folder / "plant.yaml").is_file():
            return folder
    if Path(name).is_dir():
        raise UnknownPlant(f"{name} has no plant.yaml. Add one, or name a bundled plant: {', '.join(bundled_plants())}")
    raise UnknownPlant(
        f"there is no plant {name!r}. Give a folder with a plant.yaml, or one of: {', '.join(bundled_plants())}"
    )


@dataclass(frozen=True)
class OpenedPlant:
    """A plant, the problems that are not fatal, and the readings of its manuals by type of machine."""

    plant: Plant
    problems: tuple[Problem, ...]
    readings: dict[str, Shelved]


def load_plant(folder: Path, shelf: Shelf | None = None) -> Plant:
    """The plant. Raises CatalogError with every problem found when one is fatal, UnknownPlant without a plant.yaml.

    shelf: where readings of manuals come from; None reads them here and now (see `InPlace`).
    """
    return open_plant(folder, shelf).plant


def check_plant(folder: Path, shelf: Shelf | None = None) -> tuple[Plant, tuple[Problem, ...]]:
    """The plant, and the problems that are not fatal; raises as `load_plant`."""
    opened = open_plant(folder, shelf)
    return opened.plant, opened.problems


def open_plant(
    folder: Path, shelf: Shelf | None = None, progress: Progress = unwatched, limits: Limits | None = None
) -> OpenedPlant:
    """The plant with all that was read of its manuals; raises as `load_plant`."""
    if not (folder / "plant.yaml").is_file():
        raise UnknownPlant(f"{folder} has no plant.yaml")
    source = read_yaml(folder / "plant.yaml")
    problems: list[Problem] = []
    readings: dict[str, Shelved] = {}
    shelving = _Shelving(folder, shelf or InPlace(), _approvals(folder, problems), limits or Limits(), progress)
    equipment = {t.id: t for t in _equipment_types(shelving, readings, problems)}
    try:
        shape = shaped(source, PlantShape)
    except CatalogError as error:
        raise _sorted_error([*problems, *error.problems]) from error
    unreadable = any(problem.fatal and problem.file != source.file for problem in problems)
    assets = tuple(_assets(source, shape, equipment, problems, unreadable))
    problems += () if unreadable else _history_problems(source, shape, equipment)
    problems += _people_problems(source, shape)
    if any(problem.fatal for problem in problems):
        raise _sorted_error(problems)
    plant = Plant(
        id=shape.id,
        name=shape.name,
        site=shape.site,
        contact=shape.contact,
        people=shape.people,
        assets=assets,
        equipment=tuple(equipment.values()),
        history=History.model_validate(shape.history.model_dump()),
        digest=_digest(folder),
    )
    return OpenedPlant(plant, _sorted_error(problems).problems, readings)


def _approvals(folder: Path, problems: list[Problem]) -> tuple[Approval, ...]:
    try:
        return approvals_of(folder)
    except CatalogError as error:
        problems += error.problems
        return ()


@dataclass(frozen=True)
class _Shelving:
    """How the manuals of a plant are read."""

    plant: Path
    shelf: Shelf
    approvals: Sequence[Approval]
    limits: Limits
    progress: Progress

    def of(self, type_folder: Path, equipment: str, problems: list[Problem]) -> Shelved:
        sources = manual_sources(self.plant, type_folder / "manuals", equipment, self.limits, problems)
        return shelved(self.plant, sources, self.approvals, self.shelf, problems, self.progress)


def _equipment_types(
    shelving: _Shelving, readings: dict[str, Shelved], problems: list[Problem]
) -> Iterator[EquipmentType]:
    found = sorted((shelving.plant / "equipment").glob("*/equipment.yaml"))
    if not found:
        where = shelving.plant / "plant.yaml"
        problems.append(Problem(where, 1, "the plant has no type of machine", "Add equipment/<type>/equipment.yaml"))
    first: dict[str, Path] = {}
    for file in found:
        try:
            source = read_yaml(file)
            shape = shaped(source, EquipmentShape)
            if first.setdefault(shape.id, file) != file:
                what = f"the type {shape.id!r} is also in {first[shape.id]}"
                problems.append(source.problem(("id",), what, "Give one of them another id"))
            manuals = shelving.of(file.parent, shape.id, problems)
            readings[shape.id] = manuals
            built, minor = build_equipment(source, shape, manuals, shelving.plant)
            problems.extend(minor)
            yield built
        except CatalogError as error:
            problems.extend(error.problems)


def _assets(
    source: YamlSource,
    shape: PlantShape,
    equipment: dict[str, EquipmentType],
    problems: list[Problem],
    unreadable: bool,
) -> Iterator[Asset]:
    """The assets. unreadable: some equipment.yaml could not be read; a type that is not known may be that one."""
    seen: set[str] = set()
    for i, asset in enumerate(shape.assets):
        if asset.id in seen:
            problems.append(
                source.problem(("assets", i, "id"), f"asset {asset.id} is there twice", "Give it another id")
            )
        seen.add(asset.id)
        known = equipment.get(asset.equipment)
        if known is None and unreadable:
            continue
        if known is None:
            have = ", ".join(sorted(equipment)) or "none"
            problems.append(
                source.problem(
                    ("assets", i, "equipment"),
                    f"unknown equipment {asset.equipment!r}",
                    f"Types that could be read: {have}",
                )
            )
            continue
        yield Asset(
            id=asset.id,
            name=asset.name,
            equipment=asset.equipment,
            location=asset.location,
            bindings=tuple(_bindings(source, i, asset, known, problems)),
        )


def _bindings(
    source: YamlSource, i: int, asset: AssetShape, known: EquipmentType, problems: list[Problem]
) -> Iterator[Binding]:
    measured = {s.id: s for s in known.signals if s.expression is None}
    for name in asset.bindings:
        if name not in measured:
            remedy = f"Measured signals of {known.id}: {', '.join(measured)}"
            problems.append(source.problem(("assets", i, "bindings", name), f"unknown signal {name!r}", remedy))
    for signal in measured.values():
        given = asset.bindings.get(signal.id)
        to_unit = Affine(scale=1.0, offset=0.0)
        if given is not None and given.unit is not None and not signal.categories:
            try:
                to_unit = conversion(given.unit, signal.unit)
            except UnitError as error:
                place = ("assets", i, "bindings", signal.id, "unit")
                problems.append(source.problem(place, str(error), f"Write a unit that fits {signal.unit}"))
        yield Binding(signal=signal.id, column=given.column if given else signal.id, to_unit=to_unit)


def _history_problems(source: YamlSource, shape: PlantShape, equipment: dict[str, EquipmentType]) -> Iterator[Problem]:
    modes = {mode.id for known in equipment.values() for mode in known.failure_modes}
    for mode in shape.history.label_columns:
        if mode not in modes:
            place = ("history", "label_columns", mode)
            yield source.problem(place, f"unknown failure mode {mode!r}", f"Known: {', '.join(sorted(modes))}")


def _people_problems(source: YamlSource, shape: PlantShape) -> Iterator[Problem]:
    names = [person.name for person in shape.people]
    for i, name in enumerate(names):
        if name in names[:i]:
            yield source.problem(("people", i, "name"), f"{name} is there twice", "Give both a name of their own")
    for role in Role:
        if shape.people and not any(role in person.roles for person in shape.people):
            what = f"nobody has the role {role.value}, so no procedure can be carried out to its end"
            yield replace(source.problem(("people",), what, f"Give it to somebody: roles: [{role.value}]"), fatal=False)


def _digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of all YAML files and manuals, but not of `PLANNING`: no finding hangs on it."""
    total = hashlib.sha256()
    for file in sorted(
        [*folder.glob("*.yaml"), *folder.glob("equipment/*/*.yaml"), *folder.glob("equipment/*/manuals/**/*")]
    ):
        if not file.is_file() or file == folder / PLANNING:
            continue
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _sorted_error(problems: list[Problem]) -> CatalogError:
    return CatalogError(tuple(sorted(problems, key=lambda p: (str(p.file), p.line))))
