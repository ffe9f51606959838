"""THE STORY, act 2: from the papers in outputs/ to the branches, and back to the receipt. Act 1 is `produce`.

approval     a person releases documents: what is released is a digest
releasable   what may be released: told by the last run, where nothing has changed since
retraction   a person takes that back
sending      what was released → parcels → leak check → out to the branches → proof; or only told what would leave
planning     what each branch of a campaign is to get
consignment  that carried out
outcomes     what is asked of a run, and what it says of each parcel
settling     what a person says afterwards: it arrived or not, the receipt is signed
departed     what was sent
reminders    to those who have not signed
return_reminders  to those who have not returned what is asked back

forecasting  what a change of the facts would do to the papers, and to those that went out
outgoing     the documents due for the branches, with what they are told from and everybody's names; waiting_papers:
             as they lie on disk
mentioning   a person's word that a name may stand in one text
delivered    what each branch has, under the names that branches and campaigns have now
restored     what a workspace from a backup would send: asked about first
begun        parcels in folders that an earlier run has begun
registers    送达登记 as it lies there: kept current, and read back
ways         by mail, into a folder, as a ZIP
overviews    what stands where, for who looks at all of it
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.dispatch.approval import ApprovalReport, Choice, approve
    from pipeline.dispatch.departed import sent
    from pipeline.dispatch.forecasting import Forecast, forecast
    from pipeline.dispatch.mentioning import NameDoubt, Question, doubts, mention, questions
    from pipeline.dispatch.outcomes import DispatchReport, ParcelOutcome, SendOrder
    from pipeline.dispatch.overviews import (
        BranchView,
        CampaignView,
        FaultView,
        FileView,
        Need,
        Overview,
        Paper,
        ShownChange,
        overview,
    )
    from pipeline.dispatch.reminders import RemindReport, foresee_reminders, remind
    from pipeline.dispatch.retraction import Retraction, withdraw
    from pipeline.dispatch.return_reminders import Owing, ReturnsReminded, foresee_return_reminders, remind_returns
    from pipeline.dispatch.sending import dispatch, foresee
    from pipeline.dispatch.settling import Doubtful, Signing, doubtful, passwords, settle, settle_one, sign
    from pipeline.ledger import Mention, Signature
    from pipeline.send import MailError

__all__ = [
    "ApprovalReport",
    "BranchView",
    "CampaignView",
    "Choice",
    "DispatchReport",
    "Doubtful",
    "FaultView",
    "FileView",
    "Forecast",
    "MailError",
    "Mention",
    "NameDoubt",
    "Need",
    "Overview",
    "Owing",
    "Paper",
    "ParcelOutcome",
    "Question",
    "RemindReport",
    "Retraction",
    "ReturnsReminded",
    "SendOrder",
    "ShownChange",
    "Signature",
    "Signing",
    "approve",
    "dispatch",
    "doubtful",
    "doubts",
    "forecast",
    "foresee",
    "foresee_reminders",
    "foresee_return_reminders",
    "mention",
    "overview",
    "passwords",
    "questions",
    "remind",
    "remind_returns",
    "sent",
    "settle",
    "settle_one",
    "sign",
    "withdraw",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.dispatch.approval": "ApprovalReport, Choice, approve",
        "pipeline.dispatch.outcomes": "DispatchReport, ParcelOutcome, SendOrder",
        "pipeline.dispatch.departed": "sent",
        "pipeline.dispatch.forecasting": "Forecast, forecast",
        "pipeline.dispatch.mentioning": "NameDoubt, Question, doubts, mention, questions",
        "pipeline.dispatch.overviews": "BranchView, CampaignView, FaultView, FileView, Need, Overview, Paper, "
        "ShownChange, overview",
        "pipeline.dispatch.reminders": "RemindReport, foresee_reminders, remind",
        "pipeline.dispatch.return_reminders": "Owing, ReturnsReminded, foresee_return_reminders, remind_returns",
        "pipeline.dispatch.retraction": "Retraction, withdraw",
        "pipeline.dispatch.sending": "dispatch, foresee",
        "pipeline.dispatch.settling": "Doubtful, Signing, doubtful, passwords, settle, settle_one, sign",
        "pipeline.ledger": "Mention, Signature",
        "pipeline.send.mail": "MailError",
    },
)
