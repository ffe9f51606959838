"""The door: commands, what a clerk reads, exit codes. Nothing is decided here.

door: options, exit codes · story, inquiry, dispatching, collecting, amending, review, tidy, export, templates,
workshop, keeping: the commands · serve: the page · usage: help, what is typed wrong · printing, streams, journal:
terminal, JSON, log
"""

from pipeline import collector

with collector.for_good():
    from pipeline.cli import (
        amending,
        collecting,
        dispatching,
        export,
        inquiry,
        keeping,
        review,
        serve,
        story,
        templates,
        tidy,
        workshop,
    )
    from pipeline.cli.door import app, main, run

__all__ = [
    "amending",
    "app",
    "collecting",
    "dispatching",
    "export",
    "inquiry",
    "keeping",
    "main",
    "review",
    "run",
    "serve",
    "story",
    "templates",
    "tidy",
    "workshop",
]
