"""A small valid plant in a temporary folder, and the way to put one mistake into it."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.approvals import approve
from knowledge_base.catalog import check_plant, open_plant
from knowledge_base.errors import CatalogError, Problem

PLANT = """\
id: bakery
name: Bakery
contact: {role: Shift lead, phone: "ext. 1"}
assets:
  - id: OV-1
    name: Oven 1
    equipment: oven
    bindings:
      chamber_temperature: {column: "T [F]", unit: degF}
      recipe: Recipe
history:
  label_columns:
    burner_failure: BF
"""
EQUIPMENT = """\
id: oven
name: Oven
safe_state: Cold and locked.
isolation_tasks: [OV-T-010]
restore_tasks: [OV-T-020]
twin: {model: oven_model, parameters: {size: 2}, interval: 5}
constants:
  room: 293.15 K
  flow_area: 0.5 m**2
components:
  - {id: chamber, name: Chamber, also: [baking chamber]}
  - {id: burner, name: Burner, parent: chamber, node: burner_node}
signals:
  - {id: chamber_temperature, name: Chamber temperature, unit: degC, component: chamber, normal: [180, 240]}
  - {id: gas_flow, name: Gas flow, unit: m**3/h, component: burner, features: [value, mean_60, slope_300]}
  - {id: recipe, name: Recipe, component: chamber, categories: [BREAD, ROLLS]}
derived:
  - id: rise
    name: Above room temperature
    unit: K
    component: chamber
    expression: "chamber_temperature - room"
  - {id: gas_speed, name: Gas speed, unit: m/s, component: burner, expression: gas_flow / flow_area}
failure_modes:
  - id: burner_failure
    name: Burner out
    component: burner
    mechanism: blockage
    effect: The oven gets cold.
    consequence: high
    symptoms: [{signal: rise, direction: low}]
    confirm_tasks: [OV-T-100]
    tasks: [OV-T-200]
"""
MANUAL = """\
---
manual: OV-M
title: Oven, manual
revision: "1"
date: 2026-01-31
language: en
equipment: oven
---
# Oven
## Lock out {#OV-T-010}
1. Open the main switch of the chamber.

## Bring back {#OV-T-020}
1. Close the main switch.

## Look at the burner {#OV-T-100}
1. Look at the burner.

## Clean the burner {#OV-T-200}
> **WARNING:** Hot surface. Burns. Wait until it is cold.

1. Clean the burner.
"""


@dataclass(frozen=True)
class PlantFolder:
    """The folder, with short names for its three files."""

    root: Path

    @property
    def plant(self) -> Path:
        return self.root / "plant.yaml"

    @property
    def equipment(self) -> Path:
        return self.root / "equipment" / "oven" / "equipment.yaml"

    @property
    def manual(self) -> Path:
        return self.root / "equipment" / "oven" / "manuals" / "oven.md"

    def change(self, file: Path, old: str, new: str) -> int:
        """Replace the one place where `old` stands; the number of its line."""
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def problems(self) -> tuple[Problem, ...]:
        """What makes the plant unusable."""
        try:
            check_plant(self.root)
        except CatalogError as error:
            return error.problems
        raise AssertionError("the plant was accepted")

    def problems_in(self, file: Path) -> list[Problem]:
        """Those of one file; an equipment.yaml that cannot be used is missed by plant.yaml too."""
        return [problem for problem in self.problems() if problem.file == file]


def approve_all(root: Path) -> None:
    """Approve all manuals of a plant as they now are."""
    waiting = [reading for shelved in open_plant(root).readings.values() for reading in shelved.pending]
    approve(root, waiting, "Ada Brand", dt.date(2026, 2, 1))


def write_plant(root: Path) -> PlantFolder:
    """Write the valid plant, its manual approved."""
    folder = PlantFolder(root)
    for file, text in ((folder.plant, PLANT), (folder.equipment, EQUIPMENT), (folder.manual, MANUAL)):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    approve_all(root)
    return folder
