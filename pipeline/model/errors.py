"""The few exceptions: the run cannot go on, and the message says what the clerk can do."""

from __future__ import annotations


class PipelineError(Exception):
    """The run cannot continue; the message is Chinese and says what to do. Exit code 3."""


class SettingsError(PipelineError):
    """gongwen.toml is faulty."""


class WorkspaceError(PipelineError):
    """A folder that the workspace needs is missing or cannot be read."""


class CatalogError(PipelineError):
    """templates/catalog.yaml is missing or cannot be read at all."""


class LedgerError(PipelineError):
    """The ledger cannot be opened, or another run holds it."""


class DiskError(PipelineError):
    """A file could not be written: disk full, read-only, path too long, locked by another program."""


class NotReadyError(PipelineError):
    """Something must be done first; the message says what. Exit code 1."""


class UsageError(PipelineError):
    """The command line asks for what does not exist. Exit code 2."""
