"""EquipmentType → FeaturePlan: what the catalog says of a machine, as the plain numbers that `explain` works on."""

from collections.abc import Mapping

from explain.features import FeaturePlan, SignalSpec
from knowledge_base.records import EquipmentType

Range = tuple[float, float]


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
            )
            for signal in equipment.signals
        ),
    )


def healthy_ranges(equipment: EquipmentType, learned: Mapping[str, Range]) -> dict[str, Range]:
    """(low, high) of each signal: what the catalog states, else what healthy training rows showed."""
    ranges = {signal.id: learned[signal.id] for signal in equipment.signals if signal.id in learned}
    ranges |= {signal.id: signal.normal for signal in equipment.signals if signal.normal is not None}
    return {
        signal.id: ranges[signal.id] for signal in equipment.signals if signal.id in ranges and not signal.categories
    }
