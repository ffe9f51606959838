"""A campaign's turn, only told: the same decisions as in a build, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.desk import SENT, own_folder
from pipeline.ledger import SentBook
from pipeline.produce import paper_key, parting
from pipeline.produce.campaign import CampaignRun
from pipeline.produce.maker import Foreseer, PaperMaker
from pipeline.produce.parting import Parted, Withdrawn


class Foreseeing(CampaignRun):
    """One campaign's turn as it is foreseen."""

    def _key(self) -> str:
        with SentBook(own_folder(self.desk.workspace) / SENT, read_only=True) as book:
            return paper_key.foreseen(self.desk, book, self.name)

    def _papers(self) -> PaperMaker:
        return Foreseer(self.order, self.tools, self.shelf)

    def _withdraw(self, parted: Iterable[Parted]) -> list[Withdrawn]:
        return parting.foreseen(parted)
