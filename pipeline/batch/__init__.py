"""THE STORY: what happens to a document from the inbox to its branch. The only place that knows the order.

production   read inputs/ → plan what is due → compile the templates → give each campaign its turn
campaign     fill what changed → put it on the shelf → withdraw what is no longer due → bind, give back, register
known        what the ledger knows of a campaign's files, asked for folder by folder
notes        what is noted of each document; its line waits in lines
withdrawal   what is no longer due
renaming     a campaign whose folder in inputs/ has another name now
document     one document: filled, checked, reviewed
report       what a run found and did
tracing      from a document back to the cells that it shows
outgoing     the documents due for the branches, as they lie on disk, and everybody's names
approval     a person releases documents: what is released is a digest
dispatch     what was released → parcels → leak check → out to the branches → proof
consignment  one campaign's turn in that
mentioning   a person's word that a name may stand in one text
delivered    what each branch has, under the names that branches and campaigns have now
begun        parcels in folders that an earlier run has begun
registers    送达登记 as it lies there: kept current, and read back
ways         by mail, into a folder, as a ZIP
settling     what a person says afterwards: it arrived or not, the receipt is signed; what was sent
reminders    to those who have not signed
"""

from pipeline.batch.approval import ApprovalReport, approve
from pipeline.batch.campaign import Progress
from pipeline.batch.consignment import DispatchReport, Order, Outcome
from pipeline.batch.dispatch import dispatch
from pipeline.batch.document import ENGINE
from pipeline.batch.mentioning import Question, mention, questions
from pipeline.batch.production import produce
from pipeline.batch.reminders import RemindReport, remind
from pipeline.batch.report import CampaignReport, Report
from pipeline.batch.settling import Signing, passwords, sent, settle, sign
from pipeline.batch.tracing import Trace, trace
from pipeline.ledger import Mention, Signature
from pipeline.send.mail import MailError

__all__ = [
    "ENGINE",
    "ApprovalReport",
    "CampaignReport",
    "DispatchReport",
    "MailError",
    "Mention",
    "Order",
    "Outcome",
    "Progress",
    "Question",
    "RemindReport",
    "Report",
    "Signature",
    "Signing",
    "Trace",
    "approve",
    "dispatch",
    "mention",
    "passwords",
    "produce",
    "questions",
    "remind",
    "sent",
    "settle",
    "sign",
    "trace",
]
