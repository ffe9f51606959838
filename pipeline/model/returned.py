"""What comes back from the branches: what is asked back, what a return is, whose, what it says, who has decided.

A Return is one paper in one file that came (its Arrival). The program proposes whose it is; where that is certain it
counts at once, else a person decides, and what a person has decided wins. Nothing of it can be made again.
"""

from __future__ import annotations

from dataclasses import field

from pipeline.model.deeds import Doer
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import Answered, Differs, KnownBy, PageSide, ReturnState, Ruling


@frozen
class ReturnedField:
    """A space that somebody has filled, and the cell in which it stands; `row`: of a list, which row it is.

    `whole`: what the cell says now, where `value` stands beside printed words; it is not kept.
    """

    name: str
    value: str
    place: str
    row: str = ""
    whole: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> tuple[str, str]:
        """Which space it is."""
        return self.row, self.name


@frozen
class ReturnedDifference:
    """What else is not as it was sent: the printed text, and what stands there now."""

    what: Differs
    name: str
    was: str
    now: str
    place: str
    row: str = ""


@frozen
class ReturnedText:
    """What a return says beyond the version of the paper that it is held to (`version`, its digest)."""

    version: str = ""
    fields: tuple[ReturnedField, ...] = ()
    differences: tuple[ReturnedDifference, ...] = ()


# --- whose it is ----------------------------------------------------------------------------------------------------


@frozen
class ReturnedPaper:
    """The paper that a return is of: sent to a branch, of a member ("" = the branch's own)."""

    document: str  # its path, relative to the workspace
    campaign: str
    branch: str  # its full name
    folder: str  # its folder, which is its short name
    kind: str
    member: str
    name: str  # the file's
    number: str = ""  # 表号, "" = it has none

    @property
    def person(self) -> str:
        """The member's name as it is printed, without what tells namesakes apart."""
        return self.member.partition("-")[0]


@frozen
class Arrival:
    """A file that came, known by its bytes: the same bytes are the same arrival, however often they come."""

    digest: str
    name: str
    source: str  # where it lay, as a message names it
    size: int
    at: str  # ISO time of the run that took it in
    way: str = "文件"
    sender: str = ""  # the full name of the branch that handed it in, where that was said
    message: str = ""  # Message-ID


@frozen
class Decision:
    """What a person has decided about a return; `paper`: whose it is then."""

    ruling: Ruling
    who: Doer
    why: str
    at: str
    paper: ReturnedPaper | None = None


@frozen
class ScannedPage:
    """A page of a scan or a photo: its number in the file; `side`: which page of its paper, None without a code.

    `turn`: how far (degrees, clockwise) it must be turned to stand upright.
    """

    at: int
    side: PageSide | None = None
    turn: int = 0


@frozen
class Return:
    """One paper in a file that came. `paper` is what the program proposes, `decision` the last one of a person."""

    arrival: Arrival
    state: ReturnState
    paper: ReturnedPaper | None = None
    place: str = ""  # within the file: pages, a part of a pack
    how: KnownBy = KnownBy.NOTHING
    score: float = 0.0  # how much of what is printed was found again, 0 to 1
    why: str = ""  # it is nobody's, in Chinese
    text: ReturnedText = field(default=ReturnedText(), compare=False, repr=False)  # held to `paper`
    decision: Decision | None = None
    number: int = 0  # by which a person names it
    pages: tuple[ScannedPage, ...] = ()  # of what came on paper

    @property
    def _ruled(self) -> Decision | None:
        return None if self.decision is None or self.decision.ruling is Ruling.TAKEN_BACK else self.decision

    @property
    def checked(self) -> bool:
        """Whether a person has said that it counts."""
        return self._ruled is not None and self._ruled.ruling is not Ruling.REJECTED

    @property
    def vouched(self) -> bool:
        """Whether a person has looked at what it says; to say whose it is is not that."""
        return self._ruled is not None and self._ruled.ruling is Ruling.ACCEPTED

    @property
    def rejected(self) -> bool:
        """Whether a person has said that it does not count."""
        return self._ruled is not None and self._ruled.ruling is Ruling.REJECTED

    @property
    def waits(self) -> bool:
        """Whether a person must say whose it is."""
        return self._ruled is None and not self.state.certain

    @property
    def credited(self) -> ReturnedPaper | None:
        """The paper as whose return it counts; None where it counts for nobody."""
        if self._ruled is not None:
            return self._ruled.paper if self.checked else None
        return self.paper if self.state.certain else None

    @property
    def since(self) -> str:
        """Since when it counts so (ISO)."""
        return self._ruled.at if self._ruled is not None else self.arrival.at


# --- how the papers stand that are expected -------------------------------------------------------------------------


@frozen
class Answer:
    """A paper that is or was expected back, and what has come of it: `current` counts, `earlier` came before it."""

    paper: ReturnedPaper
    state: Answered
    due: str = ""  # ISO, "" = no day was named
    current: Return | None = None
    earlier: tuple[Return, ...] = ()  # the newest first
    sheets: tuple[Return, ...] = ()  # of one that came on paper: whose pages make it up, the first pages first
