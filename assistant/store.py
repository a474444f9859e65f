"""What has to survive a restart: the open cases. They are read from the audit log, which is on disk before anything is
shown; so no step that was shown as done is ever asked for again, and none that was not is taken as done.
"""

import json
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from assistant.records import Case

_CASE: Final = b'{"kind":"Case",'


def open_cases(log_file: Path) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """The cases that were open at the end of a log, the oldest first, and the ids of those of another version.

    A last line that a crash has cut is left out: what it would have said was never shown. Raises OSError.
    """
    newest: dict[str, Case | None] = {}
    unread: dict[str, None] = {}
    if not log_file.is_file():
        return (), ()
    with log_file.open("rb") as lines:
        for line in lines:
            if not line.startswith(_CASE) or not line.endswith(b"\n"):
                continue
            said = json.loads(line)["record"]
            asset, case_id = str(said.get("asset_id")), str(said.get("case_id"))
            unread.pop(case_id, None)
            try:
                case = Case.model_validate_json(json.dumps(said))
            except ValidationError:
                if said.get("closed") is None:
                    unread[case_id] = None
                newest.pop(asset, None)
                continue
            if case.closed is None:
                newest[asset] = case
            elif (before := newest.get(asset)) is not None and before.case_id == case_id:
                newest[asset] = None
    still = [case for case in newest.values() if case is not None]
    return tuple(sorted(still, key=lambda case: (case.opened, case.case_id))), tuple(unread)
