"""What has to survive a restart: the open cases. They are read from the audit log, which is on disk before anything is
shown; so no step that was shown as done is ever asked for again, and none that was not is taken as done.
"""

import json
from pathlib import Path

from pydantic import ValidationError

from assistant.audit.entries import entries
from assistant.records import Case


def open_cases(log_file: Path) -> tuple[tuple[Case, ...], tuple[str, ...]]:
    """The cases that were open at the end of a log, the oldest first, and the ids of those of another version.

    Raises OSError.
    """
    newest: dict[str, Case | None] = {}
    unread: dict[str, None] = {}
    if not log_file.is_file():
        return (), ()
    for _, said in entries(log_file, ["Case"]):
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
