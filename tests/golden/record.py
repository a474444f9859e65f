"""Record the golden transcripts again: `python -m tests.golden.record`, after a change of the wire on purpose.

Each story is the real pipeline and the real hub over a small model (`tests.assistant.small_models`), with fixed seeds
and a fixed start. The transcripts are committed: what a score is may depend on the LightGBM of the day, what the
clients make of it may not. NAME.jsonl holds the messages, NAME.scene.json the summary of the scene that they add up to.
"""

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from ar_client.scene import replay, summary
from assistant.feeds.simulated import AssetFault, simulated_readings
from assistant.pipeline import Pipeline
from assistant.records import Case, Event, StepAcknowledged
from assistant.server.hub import Hub
from assistant.server.messages import hello
from assistant.wire import server_message
from explain.bundle import Bundle
from explain.twin import FaultGrowth
from knowledge_base.catalog import find_plant, load_plant
from knowledge_base.records import Plant
from tests.assistant.runs import INTERVAL, START
from tests.assistant.small_models import small_bundle

FOLDER = Path(__file__).parent
_DETAILS_OF_OTHERS = ("telemetry", "score", "frame")


class Recorder:
    """A plant that runs, and a client that writes down what it is sent while `kept` says so."""

    def __init__(self, plant: Plant, bundles: dict[str, Bundle], epoch: str, *faults: AssetFault) -> None:
        self._pipeline = Pipeline(plant, bundles)
        self._hub = Hub(hello(plant, bundles, epoch=epoch, version="0.1.0", simulated=True))
        self._client = self._hub.connect()
        self._events = simulated_readings(plant, seed=7, start=START, tick=INTERVAL, faults=faults)
        self._assets = len(plant.assets)
        self._watched = {fault.asset_id for fault in faults}
        self.cases: dict[str, Case] = {}
        self.sent: list[str] = []
        self._drain(kept=True)

    def tick(self, *, kept: bool, details_of_all: bool = False) -> None:
        """One instant of all assets; of those without a fault only the overview is kept, unless asked for."""
        for event in islice(self._events, self._assets):
            self._take(event)
            self._drain(kept=kept, overview_only=event.asset_id not in self._watched and not details_of_all)

    def until_case(self, asset_id: str) -> None:
        """Run on until a case is open on this asset; that instant is kept."""
        while asset_id not in self.cases:
            before = len(self.sent)
            self.tick(kept=True)
            if asset_id not in self.cases:
                del self.sent[before:]

    def acknowledge(self, asset_id: str) -> None:
        """A person does the next step of the asset's case."""
        case = self.cases[asset_id]
        steps = [step.id for task in case.procedure.tasks for step in task.steps]
        done = StepAcknowledged(
            asset_id=asset_id,
            time=case.opened,
            case_id=case.case_id,
            step_id=steps[len(case.done)],
            actor="R. Meier",
            value=None,
        )
        self._take(done)
        self._drain(kept=True)

    def refuse(self, reason: str) -> None:
        """The server says no."""
        self._hub.refuse(self._client, reason)
        self._drain(kept=True)

    def _take(self, event: Event) -> None:
        records = self._pipeline.step(event)
        self.cases |= {record.asset_id: record for record in records if isinstance(record, Case)}
        self._hub.take(event, records)

    def _drain(self, *, kept: bool, overview_only: bool = False) -> None:
        for message in self._client.session.drain():
            detail = json.loads(message.data)["type"] in _DETAILS_OF_OTHERS
            if kept and not (detail and overview_only):
                self.sent.append(message.data)


def fault(asset_id: str, mode: str, onset: float) -> AssetFault:
    """A fault that is at its peak five minutes after its onset (s)."""
    return AssetFault(asset_id, FaultGrowth(mode, onset=onset, growth=300.0, peak=0.9))


def bearing_wear(plant: Plant, bundles: dict[str, Bundle]) -> list[str]:
    """All is well; the drive-end bearing of P-101 wears; its case opens; two steps are done; the alarm stays."""
    story = Recorder(plant, bundles, "first", fault("P-101", "bearing_de_wear", 100.0))
    story.tick(kept=True, details_of_all=True)
    story.until_case("P-101")
    story.tick(kept=True)
    for _ in range(2):
        story.acknowledge("P-101")
    for number in range(10):
        story.tick(kept=number == 9)
    return story.sent


def two_machines(plant: Plant, bundles: dict[str, Bundle]) -> list[str]:
    """The seal of P-102 leaks, then the strainer of P-103 clogs; a step out of turn is refused, the first is done."""
    faults = (fault("P-102", "seal_leakage_fault", 50.0), fault("P-103", "strainer_blockage", 400.0))
    story = Recorder(plant, bundles, "second", *faults)
    story.tick(kept=True)
    story.until_case("P-102")
    story.until_case("P-103")
    story.refuse("Step PS-T-113.2 cannot be acknowledged now. Step PS-T-113.1 comes first")
    story.acknowledge("P-102")
    story.tick(kept=True)
    return story.sent


def restart(plant: Plant, bundles: dict[str, Bundle]) -> list[str]:
    """A case is open on P-101 when the server starts again and has not heard of P-101 yet: the case counts no more."""
    before = Recorder(plant, bundles, "before", fault("P-101", "seal_leakage_fault", 50.0))
    before.until_case("P-101")
    after = Recorder(plant, bundles, "after", fault("P-103", "cavitation", 5000.0))
    after.tick(kept=True)
    return before.sent + [text for text in after.sent if '"asset_id":"P-101"' not in text]


STORIES: dict[str, Callable[[Plant, dict[str, Bundle]], list[str]]] = {
    "bearing-wear": bearing_wear,
    "two-machines": two_machines,
    "restart": restart,
}


def main() -> None:
    """Write every story and its scene."""
    plant = load_plant(find_plant("pump-skid"))
    bundles = {equipment.id: small_bundle(equipment) for equipment in plant.equipment}
    for name, story in STORIES.items():
        sent = story(plant, bundles)
        scene = summary(replay(map(server_message.validate_json, sent)))
        (FOLDER / f"{name}.jsonl").write_text("\n".join(sent) + "\n", encoding="utf-8")
        text = json.dumps(scene, indent=2, ensure_ascii=False) + "\n"
        (FOLDER / f"{name}.scene.json").write_text(text, encoding="utf-8")
        print(f"{name}: {len(sent)} messages, {sum(map(len, sent)) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
