"""Everything that `assistant` raises on purpose.

    AssistantError
    ├── UsageError           the command or request asks for something that does not exist or does not fit
    ├── ModelMissing         no trained model for a type of machine yet
    └── AuditError           the audit log cannot be continued

Messages say what to do next. `cli` turns them into an exit code, `server/problems.py` into an HTTP status.
"""


class AssistantError(Exception):
    """Base of all errors of this package."""


class UsageError(AssistantError):
    """Something asked for that does not exist or does not fit."""


class ModelMissing(AssistantError):
    """No trained model for this type of machine; the message names the command that makes one."""


class AuditError(AssistantError):
    """An audit log that cannot be continued as it stands."""
