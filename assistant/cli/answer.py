"""A question to `faultlens explain`, and its answer: for a machine, for a technician, and as a picture."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.markup import escape

from assistant.errors import UsageError
from assistant.feeds.table import Table
from explain.bundle import Bundle
from explain.plots.canvas import file_kind, need_matplotlib
from explain.records import AttributionMethod
from knowledge_base.records import Asset, EquipmentType, Plant

_METHOD = {
    AttributionMethod.TREE_PATH_DEPENDENT: "Exact Shapley values, path-dependent",
    AttributionMethod.TREE_INTERVENTIONAL: "Exact Shapley values, interventional",
    AttributionMethod.INTERVENTIONAL_EXACT: "Exact Shapley values, interventional",
    AttributionMethod.INTERVENTIONAL_SAMPLED: "Sampled Shapley values, interventional",
}


@dataclass(frozen=True)
class Asked:
    """What the question is about. row: from 1. mode_id: None where the failure mode was left open."""

    plant: Plant
    table: Table
    row: int
    asset: Asset
    equipment: EquipmentType
    bundle: Bundle
    mode_id: str | None

    @property
    def machine(self) -> str:
        """The asset's id and name."""
        return f"{self.asset.id} {self.asset.name}"

    def mode_name(self, mode_id: str) -> str:
        """The name of a failure mode, quoted: some are whole sentences."""
        return f"“{self.equipment.failure_mode(mode_id).name}”"

    def signal_names(self) -> dict[str, str]:
        """Signal id → name."""
        return {signal.id: signal.name for signal in self.equipment.signals}


@dataclass(frozen=True)
class Answer:
    """said: what `--json` prints. told: what a technician reads, in rich's markup. picture: None if none was wanted."""

    said: dict[str, Any]
    told: tuple[RenderableType, ...]
    picture: bytes | None


def refuse_picture(file: Path) -> None:
    """Before any work: raises ExplainError for another kind of file or without matplotlib, UsageError for no folder."""
    file_kind(file.name)
    need_matplotlib()
    if not file.parent.is_dir():
        raise UsageError(f"there is no folder {file.parent} to write {file.name} into. Make it, or give another")


def finish(answer: Answer, asked: Asked, kind: str, file: Path | None, *, as_json: bool) -> None:
    """Write the picture, then print the answer. Raises UsageError when the picture cannot be written."""
    if file is not None and answer.picture is not None:
        try:
            file.write_bytes(answer.picture)
        except OSError as error:
            raise UsageError(f"cannot write {file}: {error.strerror}. Give another file with --plot") from error
    if as_json:
        about = {"kind": kind, "asset_id": asked.asset.id, "plot": str(file) if file else None}
        print(json.dumps(about | answer.said, indent=2, allow_nan=False))
        return
    console = Console(highlight=False)
    console.print(f"\n[bold]{escape(asked.asset.id)}[/bold]  {escape(f'{asked.asset.name}, {asked.equipment.name}')}")
    for line in answer.told:
        console.print(line)
    if file is not None:
        console.print(f"\nPicture written to {escape(str(file))}")


def method_words(method: AttributionMethod) -> str:
    """`Exact Shapley values, path-dependent`: the kind is always named, because two kinds differ."""
    return _METHOD[method]
