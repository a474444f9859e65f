"""How often the alarms were right, by what technicians found: per asset and failure mode, from the audit log."""

from pathlib import Path

from assistant.audit.entries import entries
from assistant.records import Verdict
from explain.records import Record


class AlarmPrecision(Record):
    """Cases of one asset about one failure mode. judged: those of which a technician said what was found."""

    asset_id: str
    mode_id: str
    cases: int
    judged: int
    confirmed: int

    @property
    def precision(self) -> float | None:
        """Confirmed of judged; None when nobody has judged any."""
        return self.confirmed / self.judged if self.judged else None


def alarm_precision(log_file: Path) -> tuple[AlarmPrecision, ...]:
    """By asset and mode, in the order of their ids. What was said last of a case counts. Raises OSError."""
    cases: dict[str, tuple[str, str]] = {}
    verdicts: dict[str, str] = {}
    for kind, record in entries(log_file, ("Case", "Feedback")):
        if kind == "Case":
            cases[record["case_id"]] = (record["asset_id"], record["mode_id"])
        else:
            verdicts[record["case_id"]] = record["verdict"]
    rows = []
    for asset, mode in sorted(set(cases.values())):
        own = [case for case, about in cases.items() if about == (asset, mode)]
        said = [verdicts[case] for case in own if case in verdicts]
        confirmed = said.count(Verdict.CONFIRMED.value)
        rows.append(AlarmPrecision(asset_id=asset, mode_id=mode, cases=len(own), judged=len(said), confirmed=confirmed))
    return tuple(rows)
