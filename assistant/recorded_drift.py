"""A recorded file against what the models learned from: have the signals, or the scores, shifted?"""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.errors import ModelMissing
from assistant.feature_plan import trained_for
from assistant.feeds.table import Table
from assistant.recorded_rows import RecordedRows, probabilities, recorded_rows, tables_by_asset
from explain.bundle import Bundle
from explain.drift import Drift, DriftGrade, drift
from explain.records import Digest, Record
from knowledge_base.records import EquipmentType, Plant

_WORST_FIRST = (DriftGrade.MAJOR, DriftGrade.MODERATE, DriftGrade.STABLE)


class EquipmentDrift(Record):
    """The shift of one type of machine; the largest shifts first. grade: the worst of all.

    scores: of the models' probabilities; name is the failure mode's id. trained_on_this_file: the rows are those that
    the models were made from, which they know by heart, so that their scores say nothing and are left out.
    """

    equipment_id: str
    assets: tuple[str, ...]
    rows: int
    bundle_digest: Digest
    trained_on_this_file: bool
    grade: DriftGrade
    signals: tuple[Drift, ...]
    scores: tuple[Drift, ...]


def recorded_drift(table: Table, plant: Plant, bundles: Mapping[str, Bundle]) -> tuple[EquipmentDrift, ...]:
    """Compare all rows of a file, labelled or not, with what healthy training rows were; one record a type of machine.

    bundles: equipment id → model. Raises ModelMissing when a model is of an older equipment.yaml or holds nothing to
    compare with; DataError for a file that does not fit or has too few rows; UsageError for an unknown asset.
    """
    by_asset = tables_by_asset(table, plant)
    types: dict[str, list[str]] = {}
    for asset_id in by_asset:
        types.setdefault(plant.asset(asset_id).equipment, []).append(asset_id)
    found = []
    for equipment in plant.equipment:
        if equipment.id not in types:
            continue
        bundle = bundles[equipment.id]
        _refuse_unfit(plant, equipment, bundle)
        rows = [
            recorded_rows(by_asset[asset_id], plant, plant.asset(asset_id), bundle.plan, labelled=False)
            for asset_id in types[equipment.id]
        ]
        found.append(_compare(equipment, bundle, rows))
    return tuple(found)


def _compare(equipment: EquipmentType, bundle: Bundle, rows: Sequence[RecordedRows]) -> EquipmentDrift:
    values = {signal: np.concatenate([one.values[signal] for one in rows]) for signal in rows[0].values}
    known_by_heart = rows[0].history.digest == bundle.card.data_digest
    signals = drift(bundle.learned.drift.signals, values)
    scores: tuple[Drift, ...] = ()
    if not known_by_heart:
        x = np.concatenate([one.x for one in rows])
        scores = drift(bundle.learned.drift.scores, probabilities(bundle, x))
    grades = {one.grade for one in (*signals, *scores)}
    return EquipmentDrift(
        equipment_id=equipment.id,
        assets=tuple(one.asset.id for one in rows),
        rows=sum(len(one) for one in rows),
        bundle_digest=bundle.digest,
        trained_on_this_file=known_by_heart,
        grade=next(grade for grade in _WORST_FIRST if grade in grades),
        signals=signals,
        scores=scores,
    )


def _refuse_unfit(plant: Plant, equipment: EquipmentType, bundle: Bundle) -> None:
    if not trained_for(bundle, equipment):
        raise ModelMissing(
            f"the model of {equipment.id} was trained for an older equipment.yaml. Run: faultlens train {plant.id}"
        )
    if not bundle.learned.drift.signals:
        raise ModelMissing(
            f"the model of {equipment.id} does not hold what its training rows looked like. "
            f"Run: faultlens train {plant.id}"
        )
