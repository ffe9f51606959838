"""Rows of declared sheets → whose they are, whom they name, each once, held to what sheets.yaml says of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from pipeline.contract import rules
from pipeline.inbox import deadlines, fields, mentioned
from pipeline.inbox.census import Census
from pipeline.inbox.joining import Joined, Places, Ranked, Unplaced, around
from pipeline.inbox.matching import TOWNSHIP, Aliases, Unmatched
from pipeline.inbox.namesakes import Namesakes
from pipeline.inbox.other_grades import RowGrades
from pipeline.inbox.owner_times import Times
from pipeline.inbox.packed_rows import RowsByOwner
from pipeline.inbox.repeated import RepeatedRows
from pipeline.model import codes, rank
from pipeline.model.declared import Belongs, CellType, DeclaredSheet, Ownerless
from pipeline.model.facts import Field, Pair, Row, Undated, Unread
from pipeline.model.phases import is_after
from pipeline.model.problem import Hides, Origin, Problem, nearest
from pipeline.model.problem import meant as meant_of


@dataclass(slots=True)
class Owners:
    """Gives the rows of one sheet to their owners."""

    sheet: DeclaredSheet
    names: Aliases
    people: Census
    branches: Mapping[str, str]  # those that take part → what papers call them
    asked: Mapping[str, Mapping[str, object]]  # and what checks may ask of them
    leaders: Collection[str]  # none where nobody has been read
    known: Collection[str]  # these, and whom a sheet names for everybody
    times: Times
    problems: list[Problem]
    nobody: Problem | None = None  # why no member at all is known: then no name is a stranger's
    _said_days: set[object] = field(default_factory=set)  # of the owner whose rows are being held
    _said_heads: set[Origin] = field(default_factory=set)
    _alike: dict[tuple[str, int], tuple[Pair, Pair]] = field(default_factory=dict)  # a pair as read, and with its day
    _dated_pairs: dict[tuple[object, ...], tuple[Pair, Pair]] = field(default_factory=dict)  # the same for all owners
    _said_sheets: dict[tuple[str, str, int], Problem] = field(default_factory=dict)
    _common: dict[tuple[object, ...], tuple[str, Field[object]]] = field(default_factory=dict)
    _doubtful: RowsByOwner = field(default_factory=RowsByOwner)  # rows of unknown owners, for each who may be named
    _grades: RowGrades | None = field(init=False)

    def __post_init__(self) -> None:
        """Look at the columns once."""
        self._grades = RowGrades.of(self.sheet)

    def joined(self, rows: Iterable[Ranked[Row]], unread: Iterable[Problem]) -> Joined[Row]:
        """Return each row once, by its owner; `unread`: faults of rows that could not be read."""
        where = Places(self.names.owner, self.names, Hides.ROW, self.problems, frozenset((self.sheet.owner,)))
        found = Joined[Row](unplaced=[*map(Unplaced, unread)])
        if self.nobody and not self.names.forms:
            found.unplaced += [Unplaced(self.nobody) for _ in islice(rows, 1)]
            return found
        placed = {False: RowsByOwner(), True: RowsByOwner()}  # those of standing files behind the campaign's own
        for row, standing in rows:
            for owner in self._owners(row, where, found):
                if row.none:
                    self._note_none(row, owner, found)
                elif (own := self._with_people(replace(row, branch=owner), found)) is not None:
                    placed[standing].add(own)
        ours, standing_ones = (placed.pop(standing).rows() for standing in (False, True))
        kept = self._doubtful
        for owner in dict.fromkeys((*ours, *standing_ones)):
            ranked = [(row, False) for row in ours.pop(owner, ())]
            ranked += [(row, True) for row in standing_ones.pop(owner, ())]
            for row in self._held(ranked):
                kept.add(row)
            self._alike.clear()
            self._said_days.clear()
        found.by_owner = kept.rows()
        found.unplaced += where.unplaced
        return found

    def _note_none(self, row: Row, owner: str, found: Joined[Row]) -> None:
        """Note that an owner says that there is nothing to list: he has answered, and his figures are 0."""
        found.none.add(owner)
        called = self._called(owner) if owner else "本级"
        self.problems.append(
            codes.ROW_NONE.at(row.at(self.sheet.needs[0]), table=self.sheet.name, branch=called, said=row.none)
        )

    def _held(self, placed: Sequence[Ranked[Row]]) -> Iterator[Row]:
        """Yield the rows of one owner, each once, with what is wrong in them unread."""
        timed = self._without_empty_days([(self._timed(row), standing) for row, standing in placed])
        for row in RepeatedRows(self.sheet, self.problems).once(self._told_apart(timed)):
            graded, strange = self._grades.held(row) if self._grades else (row, None)
            self.problems += [strange] if strange else ()
            held, wrong = rules.checked(
                self.sheet, graded, self.times.facts, self._member(row), self.asked.get(row.branch)
            )
            self.problems += wrong
            yield replace(held, values=tuple(map(self._shared, held.values)))

    def _without_empty_days(self, rows: list[Ranked[Row]]) -> list[Ranked[Row]]:
        """Return the rows of one owner of a 宽表 without the days of which nobody of his has anything."""
        if self.sheet.wide is None:
            return rows
        wide = self.sheet.wide.column
        told = {pair.day for row, _ in rows for pair in rules.pairs(self.sheet, row) if pair.value not in {"", None}}
        found = []
        for row, standing in rows:
            listed = rules.pairs(self.sheet, row)
            kept = tuple(pair for pair in listed if pair.day in told)
            if len(kept) < len(listed):
                self._tell_empty_days(row, [pair for pair in listed if pair.day not in told])
                row = replace(row, values=tuple((n, kept if n == wide else value) for n, value in row.values))  # noqa: PLW2901
            found.append((row, standing))
        return found

    def _tell_empty_days(self, row: Row, empty: Iterable[Pair]) -> None:
        for pair in empty:
            at = pair.head or row.at(pair.column)
            if at not in self._said_heads:
                self._said_heads.add(at)
                values = {"table": self.sheet.name, "branch": self._called(row.branch), "day": pair.column}
                self.problems.append(codes.ROW_DAY_EMPTY.at(at, **values))

    def _told_apart(self, rows: Sequence[Ranked[Row]]) -> Sequence[Ranked[Row]]:
        """Return the rows of one owner with namesakes told apart, where the sheet asks for it."""
        if not rows or not any(column.apart for column in self.sheet.columns):
            return rows
        called = self._called(rows[0][0].branch)
        return Namesakes(self.sheet, self.people, called, self.problems).told_apart(rows)

    def _shared(self, told: tuple[str, Field[object]]) -> tuple[str, Field[object]]:
        """Return a column with what stands in it; what rows have in common is one object."""
        value = told[1]
        if value is None or value == "" or type(value) in {int, bool} or value == ():
            return self._common.setdefault((told[0], type(value), value), told)
        return told

    def _owners(self, row: Row, where: Places, found: Joined[Row]) -> Iterator[str]:
        """Yield whose a row is; a row that nobody can place leaves a doubt."""
        owner = self.sheet.get(self.sheet.owner)
        if self.sheet.belongs is Belongs.TOWNSHIP:
            yield TOWNSHIP
        elif row.branch:
            for text in fields.names(row.branch) if owner and owner.several else (row.branch,):
                if self._is_unlabelled(row, text):
                    found.unplaced.append(Unplaced(self._unlabelled(row)))
                    continue
                match where.of(text, row.source):
                    case str() as meant:
                        yield self._home(row, meant)
                    case open_:
                        self._may_be_about(row, open_)
        elif self.sheet.belongs is Belongs.MEMBER:
            yield from self._of_member(row, found)
        elif self._lacks_owners(row):
            found.unplaced.append(Unplaced(self._unlabelled(row)))
        elif self.sheet.ownerless is Ownerless.ALL:
            yield from (name for name in self.branches if not self._only_leads(name))
        else:
            match self._of_tab(row, where):
                case str() as meant:
                    yield self._home(row, meant)
                case _:
                    pass

    def _only_leads(self, name: str) -> bool:
        """Whether a 党委 or 党总支 has no members of its own: what all branches do, its branches do."""
        people = self.people
        branch = people.branches.get(name)
        if branch is None or not people.members or people.doubts.get(name) or people.members.get(name):
            return False
        return rank.of(branch) is not rank.Rank.BRANCH

    def _is_unlabelled(self, row: Row, text: str) -> bool:
        """Whether nothing of a sheet says whose its rows are: its tab is taken for a branch, and is like none."""
        if row.source is None or self.sheet.owner in row.source.columns or text != row.source.sheet.replace(" ", ""):
            return False
        found = self.names.owner(text)
        return isinstance(found, Unmatched) and not found.candidates and not found.nearest and "支" not in text

    def _lacks_owners(self, row: Row) -> bool:
        """Whether a row that names no branch must name one: its sheet has no column for it, and another that does."""
        if row.source is None or self.sheet.owner in row.source.columns:
            return False
        return self.sheet.ownerless is Ownerless.FAULT or bool(self._like_owners(row))

    def _unlabelled(self, row: Row) -> Problem:
        """Return the fault of a table without the column that says whose its rows are, told at its headers."""
        assert row.source is not None
        key = (row.source.file, row.source.sheet, row.source.head)
        if key not in self._said_sheets:
            alike = self._like_owners(row)
            heads = replace(row.source, row=row.source.head or row.source.row)
            values: dict[str, object] = {"table": self.sheet.name, "header": self.sheet.owner, "meant": ""}
            if len(alike) == 1:
                values["offers"] = (self.sheet.owner,)
                values["meant"] = f"；“{alike[0]}”一栏写的是支部，如果就是它，请把这个表头改成“{self.sheet.owner}”"
            at = heads.at(alike[0]) if len(alike) == 1 else heads.origin
            self._said_sheets[key] = codes.HEADER_MISSING.hiding(Hides.ROWS).at(at, **values)
            self.problems.append(self._said_sheets[key])
        return self._said_sheets[key]

    def _like_owners(self, row: Row) -> list[str]:
        """Return the columns that the sheet does not know and in which a row names a branch."""
        return [header for header, said in row.extra if isinstance(said, str) and len(self.names.means(said)) == 1]

    def _of_tab(self, row: Row, where: Places) -> str | Unplaced:
        """Return the branch that the sheet is called after, where it has no column for it; else TOWNSHIP."""
        if row.source is None or self.sheet.owner in row.source.columns:
            return TOWNSHIP
        tab = row.source.sheet.replace(" ", "")
        return where.of(tab, row.source) if len(self.names.means(tab)) == 1 else TOWNSHIP

    def _home(self, row: Row, owner: str) -> str:
        """Return the branch of the one member whom a row of the township names, where 空支部 says so."""
        written = row.value(self.sheet.member)
        if owner != TOWNSHIP or self.sheet.ownerless is not Ownerless.MEMBER or not isinstance(written, str):
            return owner
        meant = mentioned.meant(self.people, written, TOWNSHIP)
        return meant[0][0] if len(meant) == 1 else owner

    def _may_be_about(self, row: Row, open_: Unplaced) -> None:
        """Give a row of unknown owner to everybody whom it may name: his own papers cannot be finished."""
        written = row.value(self.sheet.member)
        if not self.sheet.to_members or not isinstance(written, str):
            return
        unread = dict.fromkeys((self.sheet.needs[0], self.sheet.member), Unread((open_.problem,)))
        values = tuple((name, unread.get(name, value)) for name, value in row.values)
        for at, label in self.people.called(mentioned.name(written)):
            if open_.may_be_of(at):
                self._doubtful.add(replace(row, branch=at, values=values, about=(label,)))

    def _of_member(self, row: Row, found: Joined[Row]) -> Iterator[str]:
        """Yield the branch of the member whom a row names that names no branch."""
        column = self.sheet.member
        written = row.value(column)
        if row.none:
            return  # nobody's: whose it is, is not written
        if not isinstance(written, str):
            found.unplaced += [Unplaced(problem) for problem in written.problems] if isinstance(written, Unread) else []
            return
        meant = mentioned.meant(self.people, written, TOWNSHIP)
        if len({at for at, _ in meant}) == 1:
            yield meant[0][0]
            return
        homes = tuple(dict.fromkeys(at for at, _ in meant))
        if hidden := self._hidden("") if not homes else self.nobody:
            found.unplaced.append(Unplaced(hidden))
            return
        problem = self._stranger(row, column, written)
        if homes:
            values = {"name": mentioned.name(written), "branches": "、".join(homes)}
            problem = codes.ROW_WHOSE.at(row.at(column), table=self.sheet.name, **values)
        self.problems.append(problem)
        found.unplaced.append(Unplaced(problem, homes))

    # --- whom and what a row names ------------------------------------------------------------------------------------

    def _with_people(self, row: Row, found: Joined[Row]) -> Row | None:
        """Return a row with members, leaders and branches as they are known; None for a member's own row of nobody."""
        values = dict(row.values)
        own = self.sheet.member if self.sheet.belongs is Belongs.MEMBER else ""
        if (
            own
            and (written := values.get(own))
            and isinstance(written, str)
            and not mentioned.meant(self.people, written, row.branch)
        ):
            problem = self._hidden(row.branch) or self._stranger(row, own, written)
            self.problems.append(problem)
            found.unplaced.append(Unplaced(problem, (row.branch,)))
            return None
        if self.sheet.to_members and isinstance(written := values.get(self.sheet.member), str) and written:
            row = replace(row, about=tuple(label for _, label in mentioned.meant(self.people, written, row.branch)))
        for column in self.sheet.valued:
            value = values.get(column.name)
            if column.cell is CellType.MEMBER:
                values[column.name] = self._each(value, lambda text, c=column: self._known_member(row, c.name, text))
            elif column.cell is CellType.BRANCH:
                values[column.name] = self._each(value, lambda text, c=column: self._known_branch(row, c.name, text))
            elif column.cell is CellType.LEADER:
                self._look_at_leaders(row, column.name, value)
            elif column.listed:
                self._look_for(row, column.name, value)
        if self.sheet.studying and (why := self._not_studying(row, values.get(own))):
            values_ = {"table": self.sheet.name, "name": mentioned.name(str(written)), "why": why}
            self.problems.append(codes.ROW_NOT_STUDYING.at(row.at(own), **values_))
            return None
        return replace(row, values=tuple(values.items()))

    def _not_studying(self, row: Row, label: Field[object] | None) -> str:
        """Return why the member whose row it is is not counted as 应参学; "" where he is."""
        facts = self.people.facts(row.branch, label) if isinstance(label, str) else None
        return mentioned.not_studying(facts) if facts else ""

    @staticmethod
    def _each(value: object, known: Any) -> Field[object]:
        """Return a name, or each of several, as it is known."""
        if isinstance(value, tuple):
            found = [known(text) for text in value]
            return next((each for each in found if isinstance(each, Unread)), tuple(found))
        return known(value) if isinstance(value, str) and value else value

    def _known_member(self, row: Row, column: str, written: str) -> Field[str]:
        """Return a member as the roster tells him apart; a stranger stays as written, which is said."""
        meant = mentioned.meant(self.people, written, row.branch)
        if len(meant) == 1:
            return meant[0][1]
        branch, origin, name = self._called(row.branch), row.at(column), mentioned.name(written)
        if not meant and self._hidden(row.branch):
            return written
        if not meant:
            told = {"branch": branch, **self._nearest(written, row.branch)}
            self.problems.append(codes.MEMBER_UNKNOWN.at(origin, **told))
            return written
        months = self._months(meant)
        problem = codes.MEMBER_NAMESAKES.at(origin, branch=branch, name=name, count=len(meant), months=months)
        self.problems.append(problem)
        return Unread((problem,), written)

    def _hidden(self, branch: str) -> Problem | None:
        """Return why a name that no member of a branch ("": of any) has may be a member's all the same."""
        doubts = self.people.doubts
        told = doubts.get(branch, ()) if branch else next(iter(doubts.values()), ())
        return self.nobody or (replace(told[0], hides=Hides.ROW) if told else None)

    def _stranger(self, row: Row, column: str, written: str) -> Problem:
        """Return the fault of a member's row whose member the roster does not have."""
        values = self._nearest(written, row.branch)
        return codes.ROW_STRANGER.at(row.at(column), table=self.sheet.name, branch=self._called(row.branch), **values)

    def _nearest(self, written: str, owner: str) -> dict[str, Any]:
        """Return what is said of a name that is nobody's: with a birth month, which months those of this name have."""
        name = mentioned.name(written)
        alike = mentioned.meant(self.people, name, owner)
        if alike:
            months = self._months(alike) or "，花名册里没有写出生年月"
            offers = tuple(f"{name}（{month}）" for at in alike if (month := self.people.month(*at)))
            return {"name": written, "nearest": f"：叫「{name}」的有 {len(alike)} 名{months}", "offers": offers}
        names = self.people.names(owner)
        return {"name": name, "nearest": nearest(name, names), "offers": (meant_of(name, names),)}

    def _months(self, members: Iterable[tuple[str, str]]) -> str:
        """Return when they were born, as far as the rosters say."""
        months = [month for each in members if (month := self.people.month(*each))]
        return f"，出生年月是 {'、'.join(months)}" if months else ""

    def _called(self, branch: str) -> str:
        return (self.branches.get(branch) or branch) if branch else "各党支部"

    def _known_branch(self, row: Row, column: str, written: str) -> Field[str]:
        match self.names.owner(written, around(row.source)):
            case str() as name:
                return self.branches.get(name, name) or written
            case Unmatched() as unmatched:
                problem = unmatched.problem(row.at(column), Hides.CELL)
                self.problems.append(problem)
                return Unread((problem,))

    def _look_for(self, row: Row, column: str, value: object) -> None:
        """Name somebody who is neither in a roster nor a leader; not asked where either is missing."""
        for written in mentioned.texts(value) if self.leaders and not self._hidden(row.branch) else ():
            name = mentioned.name(written)
            if name not in self.known and not any(self.people.called(name)):
                self.problems.append(codes.ROW_UNLISTED.at(row.at(column), table=self.sheet.name, name=name))

    def _look_at_leaders(self, row: Row, column: str, value: object) -> None:
        for name in mentioned.texts(value) if self.leaders else ():
            if name not in self.leaders:
                values = {"nearest": nearest(name, self.leaders), "offers": (meant_of(name, self.leaders),)}
                self.problems.append(codes.ROW_LEADER.at(row.at(column), name=name, **values))

    def _member(self, row: Row) -> Mapping[str, object] | None:
        """Return what checks ask of the member whom a row names."""
        label = row.value(self.sheet.member)
        return self.people.facts(row.branch, label) if isinstance(label, str) else None

    # --- when ---------------------------------------------------------------------------------------------------------

    def _timed(self, row: Row) -> Row:
        """Return a row with the years that only its campaign tells, and the phase in which it happened."""
        values = tuple((name, self._dated(row, value)) for name, value in row.values)
        row = replace(row, values=values)
        last = self.times.cutoff(row.branch)
        if self.sheet.due:
            campaign, deadline = self.times.campaign, row.value(self.sheet.due)
            row = replace(row, due=deadlines.is_reached(deadline, campaign.start, campaign.end, last))
        if not self.sheet.occurs or not (day := row.value(self.sheet.occurs)):
            return row
        phase, odd = self.times.told(row, day, row.at(self.sheet.occurs))
        self.problems += odd
        return replace(row, phase=phase, late=is_after(day, last))

    def _dated(self, row: Row, value: Field[object]) -> Field[object]:
        if isinstance(value, Undated):
            found = self.times.dated(value)
            self.problems += found.problems if isinstance(found, Unread) else ()
            return found
        if isinstance(value, tuple) and value and isinstance(value[0], Pair):
            return tuple(self._dated_pair(row, pair) for pair in value)
        return value

    def _dated_pair(self, row: Row, pair: Pair) -> Pair:
        """Return a pair with its day; one that many rows share is looked at once for each owner."""
        if pair.suffix is not None or not isinstance(pair.value, str):
            return self._with_day(row, pair)
        key = (row.branch, id(pair))
        if key not in self._alike:
            dated = self._with_day(row, pair)
            alike = (id(pair), dated.phase, dated.late, dated.over)
            self._alike[key] = self._dated_pairs.setdefault(alike, (pair, dated))
        return self._alike[key][1]

    def _with_day(self, row: Row, pair: Pair) -> Pair:
        day, suffix = self._dated(row, pair.day), self._dated(row, pair.suffix)
        if isinstance(day, Unread):
            return replace(pair, day=day, suffix=suffix)
        phase, odd = self.times.told(row, day, pair.head or row.at(pair.column))
        if day not in self._said_days:
            self._said_days.add(day)
            self.problems += odd
        late = is_after(day, self.times.cutoff(row.branch))
        return replace(pair, day=day, suffix=suffix, phase=phase, late=late, over=self.times.is_over(row.branch, day))
