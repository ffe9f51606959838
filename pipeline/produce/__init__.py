"""THE STORY, act 1: from the inbox to the papers in outputs/. Act 2, out to the branches, is `dispatch`.

production   read inputs/ → plan what is due → compile the templates → give each campaign its turn
campaign     fill what changed → put it on the shelf → withdraw what is no longer due → bind, give back, register
document     one document: filled, checked, reviewed
withdrawal   what is no longer due

known        what the ledger knows of a campaign's files, asked for folder by folder
making       brings documents up to date, here or in a worker
foreign      templates that are not ours
stamps       which branches need no plan
notes        what is noted of each document; its line waits in lines
renaming     a campaign whose folder in inputs/ has another name now
report       what a run found and did
tracing      from a document back to the cells that it shows
"""

from pipeline.produce.campaign import Progress
from pipeline.produce.document import ENGINE
from pipeline.produce.production import produce
from pipeline.produce.report import CampaignReport, Report
from pipeline.produce.tracing import Trace, trace

__all__ = ["ENGINE", "CampaignReport", "Progress", "Report", "Trace", "produce", "trace"]
