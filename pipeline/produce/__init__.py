"""THE STORY, act 1: from the inbox to the papers in outputs/. Act 2, out to the branches, is `dispatch`.

running.produce                          running.foresee: the same, only told
  │ nothing has changed (ground)?          │ then the last run's answer stands (standstill)
  │ read inputs/ whole (inbox)             │
  │ compile the templates, each once       │
  │ a renamed campaign moves (renaming)    │ is only named
  └ each campaign takes its turn         campaign.CampaignRun
      │ what is due, branch by branch      (plan; `unchanged` names the branches that nothing has changed for)
      │ each document: decided             (shelf.decide: write · keep · beside · adopt · leave · withdraw, and why)
      │   carrying: made, put in place     maker.Maker → document: filled, checked, reviewed → shelf
      │   foreseeing: told                 maker.Foreseer
      │ what is no longer due: decided     (the same shelf.decide), then moved or told (parting)
      └ carrying: bind, give back, register, stamp, leave a picture of it all in the ledger

running      the door of a run: what nothing has changed for is answered at once
ground       what a run stands on, told without reading it
standstill   what the last run has found, as long as that is so; report_rows: as the ledger keeps it
production   the run: both beginnings and both ends
campaign     one campaign's turn, whatever is done about it; carrying and foreseeing say what
carrying     the turn carried out, here or by many hands
foreseeing   the turn told
maker        documents, a chunk at a time: made and placed, or foreseen. Knows no database, so a worker can do it
document     one document: filled, checked, reviewed
parting      what is no longer due
renaming     a campaign whose folder in inputs/ has another name now
compiling    the catalog's templates, each compiled once
foreign      templates that are not ours
ledger_view  what the ledger knows of a campaign's files, asked for folder by folder
unchanged    which branches need no plan
bookkeeping  what is noted of each document; its line waits in lines
snapshotting what a run leaves for those who ask later; errands.board reads it
report       what a run found and did
tracing      from a document back to the cells that it shows
trying       a template that is not in its place yet, filled with a real branch's facts
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.produce.report import CampaignReport, Progress, Report
    from pipeline.produce.running import foresee, produce, standing
    from pipeline.produce.tracing import Trace, trace
    from pipeline.produce.trying import Trial, trial
    from pipeline.program import engine

__all__ = [
    "CampaignReport",
    "Progress",
    "Report",
    "Trace",
    "Trial",
    "engine",
    "foresee",
    "produce",
    "standing",
    "trace",
    "trial",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.program": "engine",
        "pipeline.produce.report": "CampaignReport, Progress, Report",
        "pipeline.produce.running": "foresee, produce, standing",
        "pipeline.produce.tracing": "Trace, trace",
        "pipeline.produce.trying": "Trial, trial",
    },
)
