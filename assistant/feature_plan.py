"""EquipmentType → FeaturePlan: what the catalog says of a machine, as the plain numbers that `explain` works on."""

from explain.attribution import Explainer
from explain.bundle import Bundle, Learned
from explain.choice import DetectorChoice
from explain.counterfactual import Lever
from explain.detectors.families import family
from explain.features import FeaturePlan, SignalSpec
from knowledge_base.records import EquipmentType

Range = tuple[float, float]
_RANGE_IN_DEVIATIONS = 5.15
"""The middle 99 % of a normal distribution, in standard deviations."""


def feature_plan(equipment: EquipmentType) -> FeaturePlan:
    """The plan of this type of machine; measured signals first, derived ones in the order of their definition."""
    return FeaturePlan(
        equipment_id=equipment.id,
        constants={constant.id: constant.value_si for constant in equipment.constants},
        signals=tuple(
            SignalSpec(
                signal_id=signal.id,
                component_id=signal.component,
                scale=signal.si.scale,
                offset=signal.si.offset,
                expression=signal.expression,
                statistics=signal.features,
                category=bool(signal.categories),
            )
            for signal in equipment.signals
        ),
        operating=equipment.operating,
    )


def detector_choices(equipment: EquipmentType) -> dict[str, DetectorChoice]:
    """Failure mode id → its detector, as equipment.yaml says. Raises TrainingError for a family that does not exist."""
    chosen = {}
    for mode in equipment.failure_modes:
        spec = mode.detector or equipment.detector
        family(spec.family)
        chosen[mode.id] = DetectorChoice.model_validate(spec.model_dump())
    return chosen


def explainer_of(bundle: Bundle, equipment: EquipmentType) -> Explainer:
    """What explains this bundle's scores, in this equipment's words."""
    names = {signal.id: signal.name for signal in equipment.signals}
    return Explainer(bundle, levers(equipment, bundle.learned), names)


def levers(equipment: EquipmentType, learned: Learned) -> tuple[Lever, ...]:
    """The signals that a technician can set, with their permitted ranges and how widely they vary in healthy life."""
    made = []
    for signal in equipment.signals:
        low, high = learned.ranges.get(signal.id, (0.0, 0.0))
        if signal.adjustable is not None and high > low:
            spread = (high - low) / _RANGE_IN_DEVIATIONS
            made.append(Lever(signal_id=signal.id, low=signal.adjustable[0], high=signal.adjustable[1], spread=spread))
    return tuple(made)


def trained_for(bundle: Bundle, equipment: EquipmentType) -> bool:
    """Whether the bundle's features and detectors are those that equipment.yaml asks for now."""
    chosen = detector_choices(equipment)
    same = all(chosen.get(mode.mode_id) == mode.choice for mode in bundle.modes)
    return same and bundle.plan == feature_plan(equipment)


def healthy_ranges(equipment: EquipmentType, learned: Learned, regime: str | None = None) -> dict[str, Range]:
    """(low, high) of each signal: what the catalog states, else what healthy training rows showed in this regime."""
    seen = {**learned.ranges, **learned.regimes.ranges.get(regime or "", {})}
    ranges = {signal.id: seen[signal.id] for signal in equipment.signals if signal.id in seen}
    ranges |= {signal.id: signal.normal for signal in equipment.signals if signal.normal is not None}
    return {
        signal.id: ranges[signal.id] for signal in equipment.signals if signal.id in ranges and not signal.categories
    }
