"""An error about a work order is one of the assistant's own: the command line makes one line of it."""

from assistant.errors import AssistantError
from assistant.work_orders.errors import WorkOrderError


def test_it_is_told_in_one_line_and_not_as_a_traceback() -> None:
    assert issubclass(WorkOrderError, AssistantError)
