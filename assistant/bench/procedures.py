"""`bench procedures`: may a technician trust what is shown?

uncited_steps     over both bundled plants, all modes and 1,000 generated diagnoses: quotes that are not, character by
                  character, what stands at the place that they cite.
order_violations  of the same procedures: those in which a warning stands behind its step, a repair before a step that
                  makes safe, or an energy of the machine is not isolated and verified before the first repair.
task_first        pump twin, machines that training has not seen, one run for each fault and seed: the share in which
                  the first case that opens begins with the inspection of the injected fault, and leads to its repair.
p50_ms            median milliseconds from a diagnosis to its procedure, with the manuals of other machines put beside
                  those of the pump, and again, until there are 10,000 passages.
"""

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from assistant.bench.procedure_checks import order_violations, uncited
from assistant.bench.retrieval_corpus import readings
from assistant.bundles import load_or_train, plant_models
from assistant.feeds.simulated import AssetFault, simulated_readings
from assistant.pipeline import Pipeline
from assistant.procedure import compose
from assistant.records import Case, Diagnosis, Health, Procedure, RankedMode, StepKind
from assistant.settings import Settings
from explain.bundle import Bundle
from explain.training import Progress
from explain.twin import FaultGrowth
from knowledge_base.catalog import OpenedPlant, bundled_plants, find_plant, open_plant
from knowledge_base.records import Approval, EquipmentType, Manual, Plant, Reading

_DIAGNOSES, _PASSAGES = 1000, 10_000
_SEEDS = range(2000, 2005)
_ONSET, _GROWTH, _LENGTH = 600.0, 1800.0, 4800.0
_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_DIGEST = "0" * 64

Figures = dict[str, float]


def procedures(data: Path, progress: Progress) -> tuple[Figures, Figures]:
    """(figures, peers). The manuals of other machines are looked for beside the data folder, in `manuals`."""
    opened = [open_plant(find_plant(name)) for name in bundled_plants()]
    figures = trust_figures(opened, _DIAGNOSES)
    pump = next(one.plant for one in opened if one.plant.id == "pump-skid")
    bundles = load_or_train(plant_models(pump, find_plant(pump.id), Settings()), progress)
    figures["task_first"] = task_first(pump, bundles, _SEEDS, progress)
    figures["p50_ms"] = median_ms(pump, readings(data.parent / "manuals", progress), _PASSAGES)
    return figures, {}


def trust_figures(opened: Sequence[OpenedPlant], count: int) -> Figures:
    """uncited_steps and order_violations of `count` procedures, of all modes of all plants in turn."""
    wrong = late = 0
    for procedure, equipment, texts in _generated(opened, count):
        wrong += sum(1 for _ in uncited(procedure, texts))
        late += bool(list(order_violations(procedure, equipment)))
    return {"uncited_steps": float(wrong), "order_violations": float(late)}


def _generated(
    opened: Sequence[OpenedPlant], count: int
) -> Iterator[tuple[Procedure, EquipmentType, dict[tuple[str, str], str]]]:
    chance = np.random.default_rng(5)
    for number in range(count):
        one = opened[number % len(opened)]
        equipment = one.plant.equipment[0]
        texts = {
            (reading.manual.id, file): text
            for reading in one.readings[equipment.id].in_force
            for file, text in reading.texts.items()
        }
        diagnosis = generated_diagnosis(equipment, number // len(opened), chance)
        yield compose(diagnosis, equipment, one.plant.contact), equipment, texts


def generated_diagnosis(equipment: EquipmentType, number: int, chance: np.random.Generator) -> Diagnosis:
    """A diagnosis that acts on the mode of this number, with rivals and alarms as chance has it."""
    modes = list(equipment.failure_modes)
    first = modes.pop(number % len(modes))
    order = [first, *(modes[int(place)] for place in chance.permutation(len(modes)))]
    probabilities = np.sort(chance.random(len(order)))[::-1]
    ranked = tuple(
        RankedMode(
            mode_id=mode.id,
            name=mode.name,
            component_id=mode.component,
            probability=float(probability),
            alarm=place == 0 or bool(chance.random() < probability),
            mechanism=mode.mechanism,
            effect=mode.effect,
            consequence=mode.consequence,
            evidence_for=(),
            evidence_against=(),
        )
        for place, (mode, probability) in enumerate(zip(order, probabilities, strict=True))
    )
    return Diagnosis(
        chain_id=f"{number:024d}",
        asset_id="any",
        time=_TIME,
        explanation_digest=_DIGEST,
        health=Health.ALARM,
        headline=first.name,
        reliable=True,
        cautions=(),
        modes=ranked,
    )


def task_first(plant: Plant, bundles: dict[str, Bundle], seeds: Sequence[int], progress: Progress) -> float:
    """See above."""
    faults = [mode.mode_id for mode in bundles[plant.equipment[0].id].modes]
    runs = [(fault, seed) for seed in seeds for fault in faults]
    right = []
    for number, (fault, seed) in enumerate(runs):
        progress(f"{fault}, seed {seed}", number, len(runs))
        right.append(_is_right(_first_case(Pipeline(plant, bundles), fault, seed), plant.equipment[0], fault))
    return float(np.mean(right))


def _first_case(pipeline: Pipeline, fault: str, seed: int) -> Case | None:
    plant = pipeline.plant
    asset, interval = plant.assets[0].id, next(e.twin.interval for e in plant.equipment if e.twin is not None)
    growth = FaultGrowth(fault, onset=_ONSET, growth=_GROWTH, peak=0.9)
    events = simulated_readings(plant, seed=seed, start=_TIME, tick=interval, faults=(AssetFault(asset, growth),))
    for event in islice(events, int(_LENGTH / interval) * len(plant.assets)):
        if event.asset_id == asset:
            found = next((one for one in pipeline.step(event) if isinstance(one, Case)), None)
            if found is not None:
                return found
    return None


def _is_right(case: Case | None, equipment: EquipmentType, fault: str) -> bool:
    if case is None or not case.procedure.complete:
        return False
    wanted = equipment.failure_mode(fault)
    tasks = case.procedure.tasks
    repairs = tuple(task.task_id for task in tasks if task.kind is StepKind.REPAIR)
    return tasks[0].task_id in wanted.confirm_tasks and repairs == wanted.tasks


def median_ms(plant: Plant, others: Sequence[Reading], passages: int) -> float:
    """The median time of `compose`, with manuals of `others` before those of the machine, up to so many passages."""
    equipment = plant.equipment[0]
    beside: list[Manual] = []
    total = 0
    for number, reading in enumerate(cycle(others)):
        if total >= passages:
            break
        total += len(reading.passages)
        again = {"id": f"{reading.manual.id}-{number}", "approval": _approval(reading.manual)}
        beside.append(reading.manual.model_copy(update=again))
    crowded = equipment.model_copy(update={"manuals": (*beside, *equipment.manuals)})
    chance = np.random.default_rng(7)
    seconds = []
    for number in range(200):
        diagnosis = generated_diagnosis(equipment, number, chance)
        began = time.perf_counter()
        compose(diagnosis, crowded, plant.contact)
        seconds.append(time.perf_counter() - began)
    return 1000 * float(np.median(seconds))


def _approval(manual: Manual) -> Approval:
    return Approval(
        manual=manual.id,
        revision=manual.revision,
        sha256=manual.sha256,
        reading_sha256=_DIGEST,
        approved_by="bench",
        approved_on=_TIME.date(),
    )
