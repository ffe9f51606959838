"""Commands outside the story: each module an errand, taken as `from pipeline.errands import board`, and `board.now(…)`.

Looking:
board         how everything stands
answers       what is expected back, what has come, what is late
history       what happened to a document, or in the last runs
opinions      what the review has found in a paper
searching     who or what stands in which paper
preview       a paper as a page to read
layout        its pages as pictures
ours          which files may be handed out at all
released      what has come with the program so far
handbook      the names that templates may use, the table of codes

Changing the office's own files, kept and undoable:
amending      one value of a campaign's facts or of the settings
factsform     活动.xlsx, blank
mending       a person's value for a faulty cell, in a copy of the workbook
exchanging    one template for another
updating      the templates of a newer program
differing     in what two of them differ
keeping       what stood there before, and who changed it
undoing       a deed taken back

Beginning and ending:
workspace     a new workspace, blank rosters
blank_forms   with the grades of the campaign that they are for
campaign_kinds  what a kind of campaign begins with; elections/: what 换届 brings
speech_outlines  how the speeches of its branches begin
following     this year's campaign begun from last year's
following_form  its 活动.xlsx, cell by cell
starting      a new kind of document
archive       a campaign for the file box
backup        a workspace as one file, and back again
bundle        many files as one zip

Word files, whoever made them:
review        held to the rules
tidy          set anew
waiting       the folder that does it by itself
conversion    what is no .docx, made one
templates     templates checked
export        PDF, HTML, one PDF a branch

The machine:
doctor        whether it is fit for the work
support       what a maintainer needs to see
mailing       whether mail goes out from here
presence      one page at a time on a workspace
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each is opened when it is asked for
    from pipeline.errands import (
        amending,
        answers,
        archive,
        backup,
        blank_forms,
        board,
        campaign_kinds,
        doctor,
        export,
        following,
        handbook,
        history,
        keeping,
        layout,
        mailing,
        mending,
        opinions,
        ours,
        presence,
        preview,
        review,
        searching,
        starting,
        support,
        templates,
        tidy,
        undoing,
        updating,
        waiting,
        workspace,
    )

__all__ = [
    "amending",
    "answers",
    "archive",
    "backup",
    "blank_forms",
    "board",
    "campaign_kinds",
    "doctor",
    "export",
    "following",
    "handbook",
    "history",
    "keeping",
    "layout",
    "mailing",
    "mending",
    "opinions",
    "ours",
    "presence",
    "preview",
    "review",
    "searching",
    "starting",
    "support",
    "templates",
    "tidy",
    "undoing",
    "updating",
    "waiting",
    "workspace",
]
