"""What a party organisation is by its rank: 党支部, or 党总支 and 党委, which lead branches of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from pipeline.model.facts import Branch


class Rank(Enum):
    """How an organisation is spoken to: 你支部, 你党总支, 你党委; `post`: what its secretary is."""

    BRANCH = "支部"
    GENERAL = "党总支"
    COMMITTEE = "党委"

    @property
    def post(self) -> str:
        """What its secretary is: 党支部书记, 党总支书记, 党委书记."""
        return "党支部书记" if self is Rank.BRANCH else f"{self.value}书记"


_GENERAL = re.compile(r"总支")
_BRANCH = re.compile(r"支部|支委")
_COMMITTEE = re.compile(r"党委|党工委|(?:^|中共|中国共产党)\S*委员会$")


def of(branch: Branch) -> Rank:
    """Return an organisation's rank: as 组织类别 says, else as its name in full, else as its short one does."""
    for words in (branch.organisation_kind, branch.name, branch.short):
        if not isinstance(words, str):
            continue
        if _GENERAL.search(words):
            return Rank.GENERAL
        if _BRANCH.search(words):
            return Rank.BRANCH
        if _COMMITTEE.search(words):
            return Rank.COMMITTEE
    return Rank.BRANCH


def addressed(branches: Iterable[Branch]) -> str:
    """Return how a paper addresses all of them, the highest first: 各党委、党总支、党支部."""
    there = {of(branch) for branch in branches}
    kinds = [words for rank, words in _ADDRESSED if rank in there]
    return f"各{'、'.join(kinds) or '党支部'}"


_ADDRESSED = ((Rank.COMMITTEE, "党委"), (Rank.GENERAL, "党总支"), (Rank.BRANCH, "党支部"))
