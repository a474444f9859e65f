"""A fault grows on a simulated pump; the chain sees it, says why, and quotes the first step.

Run: python examples/01_watch_a_fault_grow.py     (trains the pump's model on first use, about a minute)
"""

from datetime import UTC, datetime

from assistant.bundles import load_or_train, plant_models
from assistant.feeds.simulated import AssetFault, simulated_readings
from assistant.pipeline import Pipeline
from assistant.records import Case, Diagnosis
from assistant.settings import Settings
from explain.twin import FaultGrowth
from knowledge_base.catalog import find_plant, load_plant

folder = find_plant("pump-skid")
plant = load_plant(folder)
bundles = load_or_train(plant_models(plant, folder, Settings()))
pipeline = Pipeline(plant, bundles)

blockage = FaultGrowth("strainer_blockage", onset=600, growth=3600)
events = simulated_readings(
    plant, seed=11, start=datetime(2026, 1, 1, tzinfo=UTC), tick=10.0, faults=[AssetFault("P-102", blockage)]
)
for event in events:
    records = pipeline.step(event)
    opened = [record for record in records if isinstance(record, Case)]
    if opened:
        case = opened[0]
        finding = next(record for record in records if isinstance(record, Diagnosis))
        task = case.procedure.tasks[0]
        print(f"{event.time:%H:%M:%S}  {case.asset_id}: {finding.headline}")
        for evidence in finding.modes[0].evidence_for[:3]:
            print(f"  because {evidence.text}")
        print(f"  first task {task.task_id}, {task.title}")
        print(f"  first step: {task.steps[0].quote.text}")
        print(f"  quoted from {task.steps[0].quote.citation.file}, SHA-256 {task.steps[0].quote.citation.sha256[:12]}")
        break
