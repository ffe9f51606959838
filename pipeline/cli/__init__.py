"""The door: commands, what a clerk reads, exit codes. Nothing is decided here.

door: options, help, exit codes · workshop, story: the commands · printing, journal: terminal, JSON, log
"""

from pipeline.cli import review, story, workshop
from pipeline.cli.door import app, main, run

__all__ = ["app", "main", "review", "run", "story", "workshop"]
