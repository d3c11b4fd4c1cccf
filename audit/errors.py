"""
Errors people can cause, each one sentence and what to do about it.

    AuditError                 exit 2: the work could not be done
    ├── ConfigError            a setting, flag or target is wrong
    ├── BrowserMissing         no browser was found, or it does not start
    ├── RuleError              a rule is written wrongly, or a rule module cannot be imported
    ├── OutputError            the report or the run's store cannot be written
    └── NothingAudited         exit 3: no page could be audited

Anything else that is raised is a bug of ours and shows its traceback.
"""


class AuditError(Exception):
    """The work could not be done; the message says what, where, and what to do."""

    exit_code = 2


class ConfigError(AuditError):
    """A setting, a flag or a target is wrong."""


class BrowserMissing(AuditError):
    """No browser was found, or the one found does not start."""


class RuleError(AuditError):
    """A rule is written wrongly, or a module of rules cannot be imported."""


class OutputError(AuditError):
    """The report or the run's store cannot be written."""


class NothingAudited(AuditError):
    """No page could be audited, so there is nothing that could have passed."""

    exit_code = 3
