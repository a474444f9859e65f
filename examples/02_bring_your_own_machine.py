"""A machine that Faultlens has never seen, from a folder alone: write it, check it, train it, diagnose a record.

Run: python examples/02_bring_your_own_machine.py [FOLDER]     (default: a new temporary folder)
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from assistant.bundles import load_bundles, plant_models, train_on_file
from assistant.feeds.recorded import row_events
from assistant.feeds.table import read_table
from assistant.one_row import diagnose_last
from assistant.settings import Settings
from knowledge_base.approvals import approve
from knowledge_base.catalog import check_plant, open_plant

PLANT = """\
id: fan-hall
name: Fan hall
contact: {role: Shift lead, phone: ext. 12}
assets:
  - {id: F-1, name: Supply fan 1, equipment: fan, bindings: {pressure: {column: dp_mbar, unit: mbar}}}
history:
  label_columns: {filter_clogged: clogged}
"""
EQUIPMENT = """\
id: fan
name: Supply fan
safe_state: Fan stopped, isolator locked, rotor still.
isolation_tasks: [F-T-1]
restore_tasks: [F-T-3]
constants: {clean_loss: 9 Pa*s**2/m**6}
components:
  - {id: filter, name: Filter}
  - {id: motor, name: Motor, also: [isolator]}
signals:
  - {id: pressure, name: Pressure drop of the filter, unit: Pa, component: filter}
  - {id: flow, name: Air flow, unit: m**3/s, component: motor}
derived:
  - id: loss
    name: Loss against a clean filter
    unit: dimensionless
    component: filter
    expression: pressure / (clean_loss * flow ** 2)
failure_modes:
  - id: filter_clogged
    name: Filter clogged
    component: filter
    mechanism: blockage
    effect: The fan delivers less air.
    consequence: low
    symptoms: [{signal: loss, direction: high}]
    tasks: [F-T-2]
"""
MANUAL = """\
---
manual: FAN-MM
title: Supply fan, maintenance
revision: "1.0"
date: 2026-01-15
language: en
equipment: fan
---
# Maintenance
## Lock the fan out {#F-T-1}
1. Turn the isolator of the motor to OFF and lock it.
2. Wait until the rotor stands still.

## Change the filter {#F-T-2}
**Preconditions:** The task F-T-1 is complete.

> **WARNING:** Dust can irritate eyes and lungs. Wear goggles and a mask.

1. Pull the filter out of its frame.
2. Push the new filter in, arrow in the direction of the air.

## Start the fan {#F-T-3}
1. Unlock the isolator of the motor and turn it to ON.
"""


def write_plant(folder: Path) -> Path:
    """The plant folder and 2,000 labelled records of it; returns the file of records."""
    machine = folder / "equipment" / "fan"
    (machine / "manuals").mkdir(parents=True)
    (folder / "plant.yaml").write_text(PLANT, encoding="utf-8")
    (machine / "equipment.yaml").write_text(EQUIPMENT, encoding="utf-8")
    (machine / "manuals" / "fan.md").write_text(MANUAL, encoding="utf-8")
    chance = np.random.default_rng(3)
    rows = ["dp_mbar,flow,clogged"]
    for i in range(2000):
        flow, clogged = chance.uniform(2.0, 5.0), i % 20 == 0
        loss = 9 * flow**2 * (chance.uniform(2.0, 4.0) if clogged else chance.uniform(0.9, 1.4))
        rows.append(f"{loss / 100:.4f},{flow:.3f},{int(clogged)}")
    records = folder / "history.csv"
    records.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return records


def main() -> None:
    """Everything that `faultlens check`, `train` and `diagnose` do, as calls."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()) / "fan-hall"
    records = write_plant(folder)
    waiting = [reading for manuals in open_plant(folder).readings.values() for reading in manuals.pending]
    approve(folder, waiting, "Ada Brand", date(2026, 1, 15))
    plant, problems = check_plant(folder)
    print(f"{folder}: {len(problems)} problems")
    models = plant_models(plant, folder, Settings())
    trained = train_on_file(models, records)
    print(f"held-out average precision {trained.card.metrics.ap_any_failure:.2f}")
    asset, events = row_events(read_table(records), plant, row=1)
    equipment = plant.equipment_of(asset)
    result = diagnose_last(events, equipment, load_bundles(models)[equipment.id], plant.contact)
    print(result.diagnosis.headline)
    print(result.diagnosis.modes[0].evidence_for[0].text)
    for task in result.procedure.tasks if result.procedure else ():
        for step in task.steps:
            print(f"  {step.id}: {step.quote.text}")


if __name__ == "__main__":
    main()
