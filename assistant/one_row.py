"""The chain for one row of a recorded file: what `faultlens diagnose` shows."""

from collections.abc import Iterable

from assistant.diagnosis import diagnose, health_of
from assistant.feature_plan import explainer_of, feature_plan, healthy_ranges
from assistant.pipeline import chain_id_of
from assistant.procedure import compose
from assistant.records import Diagnosis, Health, Procedure, ReadingsArrived
from explain.bundle import Bundle
from explain.features import Windows
from explain.records import Explanation, FeatureVector, Record, Score
from explain.scoring import score
from knowledge_base.records import Contact, EquipmentType


class OneRow(Record):
    """The records of the chain. procedure: None when nothing calls for one."""

    score: Score
    explanation: Explanation
    diagnosis: Diagnosis
    procedure: Procedure | None


def diagnose_last(
    events: Iterable[ReadingsArrived], equipment: EquipmentType, bundle: Bundle, contact: Contact
) -> OneRow:
    """Put an asset's events through the windows, and the last one through the whole chain; all modes explained."""
    windows = Windows(feature_plan(equipment))
    *past, event = events
    for earlier in past:
        windows.push(earlier.readings)
    values, features, quality = windows.push(event.readings)
    chain_id = chain_id_of(event)
    vector = FeatureVector(
        chain_id=chain_id,
        asset_id=event.asset_id,
        time=event.time,
        names=bundle.plan.feature_names,
        values=features,
        quality=quality,
    )
    scored = score(bundle, vector, values)
    ranges = healthy_ranges(equipment, bundle.learned, scored.regime)
    reason = explainer_of(bundle, equipment).explain(vector, scored, values, ranges)
    finding = diagnose(scored, reason, equipment)
    acts = health_of(scored) in (Health.ALARM, Health.WATCH)
    procedure = compose(finding, equipment, contact) if acts else None
    return OneRow(score=scored, explanation=reason, diagnosis=finding, procedure=procedure)
