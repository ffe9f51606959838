"""What one workbook holds: its rows, by what each of them tells of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, replace

from pipeline.inbox.members import MaybeMember, Roll
from pipeline.inbox.packed_rows import PackedRows
from pipeline.model.facts import Branch, Leader, Row
from pipeline.model.frozen import frozen
from pipeline.model.problem import Origin, Problem
from pipeline.model.recognised import Recognised
from pipeline.spool import Spool


@frozen
class StatedTotal:
    """A number that a sheet states itself in a 合计 row; `branch` is "" where it is the sheet's."""

    what: str
    branch: str
    number: int
    origin: Origin
    above: frozenset[int] = frozenset()
    """How many records stand above it: in its table, since the last such row, in its part, of its branch; right below a
    part's heading how many stand below it."""
    part: int | None = None  # of a 小计 how many its own part has; it is no number of the whole sheet's


@frozen
class Rows:
    """What one workbook holds. `tables` names the sorts of table that were found, whether or not they have rows."""

    members: Roll = Roll()
    branches: tuple[Branch, ...] = ()
    leaders: tuple[Leader, ...] = ()
    declared: Collection[Row] = ()
    stated: tuple[StatedTotal, ...] = ()
    tables: frozenset[str] = frozenset()
    unread: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By the kind of sheet: faults of rows that could not be read. Those of rosters hide members, and say so."""
    unused: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """By the kind of sheet that they come nearest to: sheets that nothing was made of."""
    recognised: tuple[Recognised, ...] = ()
    unclear: tuple[MaybeMember, ...] = ()
    """Rows of rosters that are no members."""
    outsiders: Roll = Roll()
    """People of rosters who are no members, by name and numbers: their branch's, and no other's."""

    def moved(self, spool: Spool) -> Rows:
        """Return them with what is packed in another spool."""
        declared = self.declared.moved(spool) if isinstance(self.declared, PackedRows) else self.declared
        return replace(
            self, members=self.members.moved(spool), declared=declared, outsiders=self.outsiders.moved(spool)
        )
