"""What can go wrong with a work order once it is made: it cannot be written, kept or read back."""

from assistant.errors import AssistantError


class WorkOrderError(AssistantError):
    """A work order could not be written to disk or read from it. The message says which file and what to do."""
