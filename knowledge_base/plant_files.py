"""The shape of plant.yaml and equipment.yaml, before any id in them has been checked against another."""

import difflib
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from knowledge_base.errors import CatalogError, Problem
from knowledge_base.records import Consequence, Contact, DetectorSpec, Id, NumberRange, Person, Record, Symptom
from knowledge_base.yaml_source import Location, YamlSource

Text = Annotated[str, Field(min_length=1, max_length=2000)]


def _as_column(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


class BindingShape(Record):
    """Where a signal's numbers come from; `unit` only when it differs from the signal's own."""

    column: Text
    unit: str | None = None


class AssetShape(Record):
    """One machine of the plant."""

    id: Id
    name: Text
    equipment: Id
    location: str = ""
    bindings: dict[Id, Annotated[BindingShape, BeforeValidator(_as_column)]] = Field(default_factory=dict)


class HistoryShape(Record):
    """How recorded files are read."""

    time_column: str | None = None
    asset_column: str | None = None
    run_column: str | None = None
    label_columns: dict[Id, str] = Field(default_factory=dict)
    failure_column: str | None = None


class PlantShape(Record):
    """plant.yaml."""

    id: Id
    name: Text
    site: str = ""
    contact: Contact
    people: tuple[Person, ...] = ()
    assets: Annotated[tuple[AssetShape, ...], Field(min_length=1)]
    history: HistoryShape = HistoryShape()


class ComponentShape(Record):
    """One component; `node` is its id unless given."""

    id: Id
    name: Text
    parent: Id | None = None
    node: str | None = None
    also: tuple[str, ...] = ()


class SignalShape(Record):
    """One measured signal: a number with a unit, or a name out of `categories`."""

    id: Id
    name: Text
    unit: str | None = None
    component: Id
    node: str | None = None
    normal: NumberRange | None = None
    adjustable: NumberRange | None = None
    categories: tuple[str, ...] = ()
    features: Annotated[tuple[str, ...], Field(min_length=1)] = ("value",)


class DerivedShape(Record):
    """One derived signal."""

    id: Id
    name: Text
    unit: str
    component: Id
    node: str | None = None
    expression: Annotated[str, Field(min_length=1, max_length=500)]
    normal: NumberRange | None = None
    features: Annotated[tuple[str, ...], Field(min_length=1)] = ("value",)


class ModeShape(Record):
    """One failure mode."""

    id: Id
    name: Text
    component: Id
    mechanism: Text
    effect: Text
    consequence: Consequence
    symptoms: tuple[Symptom, ...] = ()
    confirm_tasks: tuple[Id, ...] = ()
    tasks: tuple[Id, ...] = ()
    detector: DetectorSpec | None = None


class MeasurementShape(Record):
    """A value to be measured at a step, with at least one limit."""

    task: Id
    step: Annotated[int, Field(ge=1)]
    name: Text
    unit: str
    low: float | None = None
    high: float | None = None


class TwinShape(Record):
    """The physical model that simulates this type."""

    model: Id
    parameters: dict[str, float] = Field(default_factory=dict)
    interval: Annotated[float, Field(gt=0)] = 10.0


class EquipmentShape(Record):
    """equipment.yaml."""

    id: Id
    name: Text
    description: str = ""
    manufacturer: str | None = None
    model_number: str | None = None
    energies: tuple[str, ...] = ()
    safe_state: Text
    isolation_tasks: tuple[Id, ...] = ()
    restore_tasks: tuple[Id, ...] = ()
    twin: TwinShape | None = None
    constants: dict[Id, str] = Field(default_factory=dict)
    components: Annotated[tuple[ComponentShape, ...], Field(min_length=1)]
    signals: Annotated[tuple[SignalShape, ...], Field(min_length=1)]
    derived: tuple[DerivedShape, ...] = ()
    operating: tuple[Id, ...] = ()
    detector: DetectorSpec = DetectorSpec()
    failure_modes: tuple[ModeShape, ...] = ()
    measurements: tuple[MeasurementShape, ...] = ()
    two_person_tasks: tuple[Id, ...] = ()
    proof_minutes: Annotated[float, Field(gt=0)] = 10.0


_Shape = TypeVar("_Shape", bound=BaseModel)


def shaped(source: YamlSource, shape: type[_Shape]) -> _Shape:
    """The file as its shape. Raises CatalogError with a problem, and a remedy, for each field that does not fit."""
    if not isinstance(source.data, dict):
        raise CatalogError((source.problem((), "must hold fields, `name: value`", "See the README for an example"),))
    try:
        return shape.model_validate(source.data)
    except ValidationError as error:
        found = error.errors()
        raise CatalogError(tuple(_problem(source, shape, d) for d in found if not _follows(d, found))) from error


def _follows(detail: Any, others: Sequence[Any]) -> bool:
    """Whether a list is called too short only because pydantic leaves out its items that are wrong."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(o["loc"][: len(place)] == place != o["loc"] for o in others)


def _problem(source: YamlSource, shape: type[BaseModel], detail: Any) -> Problem:
    location: Location = tuple(detail["loc"])
    place, name = ".".join(str(part) for part in location), str(location[-1]) if location else ""
    match detail["type"]:
        case "missing":
            add = f"Add `{name}:` here" if isinstance(location[-1], str) else "Add one more value here"
            return source.problem(location[:-1], f"{place} is missing", add)
        case "extra_forbidden":
            known = sorted(_fields_at(shape, location[:-1]))
            near = difflib.get_close_matches(name, known, n=1)
            remedy = f"Did you mean `{near[0]}`?" if near else f"Known fields: {', '.join(known)}"
            return source.problem(location, f"{place} is not a field", remedy)
        case _:
            given = detail["input"]
            shown = f" (found {given!r})" if isinstance(given, (str, int, float, bool)) else ""
            return source.problem(location, f"{place}: {detail['msg']}{shown}", "Correct this value")


def _fields_at(shape: type[BaseModel], location: Location) -> set[str]:
    """The field names of the model that stands at `location` below `shape`."""
    model: type[BaseModel] = shape
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            model = inner or model
    return set(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _model_in(argument):
            return found
    return None


__all__ = ["AssetShape", "EquipmentShape", "PlantShape", "shaped"]
