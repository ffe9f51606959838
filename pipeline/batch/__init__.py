"""THE STORY: what happens to a document from the inbox to its branch's folder. The only place that knows the order.

production read inputs/ → plan what is due → compile the templates → give each campaign its turn
campaign   fill what changed → put it on the shelf → withdraw what is no longer due → bind, give back, register
withdrawal what is no longer due
document   one document: filled, checked, reviewed
report     what a run found and did
"""

from pipeline.batch.campaign import Progress
from pipeline.batch.document import ENGINE
from pipeline.batch.production import produce
from pipeline.batch.report import CampaignReport, Report

__all__ = ["ENGINE", "CampaignReport", "Progress", "Report", "produce"]
