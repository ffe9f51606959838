"""送达登记 as it lies there: kept current, and read back before anything leaves.

Read is only what is not byte for byte as we wrote it: it was edited, or it is of another sent.db than the one at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline import disk, guidance, inbox
from pipeline.desk import Desk
from pipeline.dispatch.delivered import Delivered
from pipeline.dispatch.outgoing import Outgoing, chosen
from pipeline.ledger import Dispatch, SentBook, Signature
from pipeline.model.errors import NotReadyError
from pipeline.model.frozen import frozen
from pipeline.model.work import Fate
from pipeline.send import Garbled, Papers, delivery_register, readback

_LOST = (
    "“{path}”登记着 {count} 包，而送达记录 sent.db 不见了，或是旧备份，里面没有它们：不知道送出了没有，所以没有发。"
    "有新的备份请放回 outputs/.gongwen/sent.db；没有的请在“发送”里（或用 gongwen send --settle）逐个核实"
)
_UNREADABLE = (
    "送达记录 sent.db 里没有“{name}”的记录，而“{path}”读不了（{why}），不知道哪些已经送出，所以没有发。"
    "请从备份恢复 outputs/.gongwen/sent.db，或把这个登记表恢复成程序写的样子"
)
_GARBLED = "“{path}”里有看不懂的地方：{faults}。sent.db 里没有这些记录，不能不看，所以没有发。请改回来再运行"
_NO_LIST = "里面没有列出文件和编号的表"


@frozen
class Edited:
    """A register that is not as we wrote it; `ours`: but for what was typed under 签收人 and 签收日期."""

    path: str
    digest: str
    sheets: Mapping[str, readback.Rows]
    ours: bool = False
    beside: str = ""  # the digest of the 签收单 that was written with it
    why: str = ""  # why it cannot be read


@frozen
class Kept:
    """Where the register is now ("" = there is none), what a clerk should know of that, and what was not written."""

    where: str = ""
    note: str = ""
    faults: Sequence[str] = ()


@frozen
class Registers:
    """The registers of one campaign."""

    desk: Desk
    outgoing: Outgoing
    book: SentBook

    def check(self) -> None:
        """Make sure that sent.db has whatever the registers list. Raises NotReadyError."""
        for edited in (*self.edited(), *self._copies()):
            if missing := self.lacking(edited):
                raise NotReadyError(_LOST.format(path=edited.path, count=len(missing)))

    def edited(self) -> Iterator[Edited]:
        """Yield the registers that are not byte for byte as we wrote them."""
        yield from self._read(delivery_register.versions(self.desk.workspace, self._home(delivery_register.REGISTER)))

    def _copies(self) -> Iterator[Edited]:
        """Yield what a person has saved beside the registers under a like name, as far as it lists what was sent."""
        home = self._home(delivery_register.REGISTER)
        for edited in self._read(delivery_register.copies(self.desk.workspace, home)):
            if readback.has_list(edited.sheets):
                yield edited

    def _read(self, paths: Iterable[str]) -> Iterator[Edited]:
        for path in paths:
            full = self.desk.workspace / path
            try:
                data = full.read_bytes()
            except OSError as fault:
                raise disk.unreadable(full, fault) from fault
            known = self.book.written(path)
            if (digest := delivery_register.digest(data)) in known:
                continue
            read = inbox.sheets_confined(data, path)
            sheets = {each.name: each.rows for each in read.value}
            seal, beside = delivery_register.seals(data)
            why = "；".join(problem.message for problem in read.problems)
            ours = bool(sheets) and delivery_register.content(sheets) in {
                seal,
                *known,
            }  # not every program keeps properties
            yield Edited(path, digest, sheets, ours, beside, why)

    def lacking(self, edited: Edited) -> list[Dispatch]:
        """Return what a register says has left and sent.db lacks. Raises NotReadyError where it cannot be told."""
        everything = self.book.everything()
        if not readback.has_list(edited.sheets):
            if any(each.parcel.campaign == self.outgoing.name for each in everything):
                return []
            why = edited.why or _NO_LIST
            raise NotReadyError(_UNREADABLE.format(name=self.outgoing.name, path=edited.path, why=why))
        messages = {each.message for each in everything}
        documents = {(d.path, d.digest) for each in everything for d in each.parcel.documents}
        try:
            return readback.lacking(self.outgoing.name, edited.sheets, messages, documents)
        except Garbled as faults:
            raise NotReadyError(_GARBLED.format(path=edited.path, faults=faults)) from faults

    # --- what sent.db lacks ---------------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Record what the registers list and sent.db lacks, each as doubtful."""
        missing: dict[str, Dispatch] = {}
        for edited in (*self.edited(), *self._copies()):
            missing |= {each.message: each for each in self.lacking(edited)}
        if missing:
            self.book.plan([replace(e, fate=Fate.INTENDED, note="据送达登记补记") for e in missing.values()])

    # --- what a clerk has typed into them -------------------------------------------------------------------------

    def take_in_signatures(self) -> list[str]:
        """Record who has signed as a clerk has typed it; return what could not be taken in, in words.

        A register into which nothing else was typed is ours again: the next one may take its place.
        """
        told: list[str] = []
        for edited in self.edited():
            faults = [fault for each in self._typed(edited) if (fault := self._signed(edited, each))]
            told += faults
            if edited.ours and not faults:
                self.book.announce(edited.path, [edited.digest])
                if edited.beside:
                    self.book.announce(self._home(delivery_register.COUNTER), [edited.beside])
        return list(dict.fromkeys(told))

    def _typed(self, edited: Edited) -> list[readback.Typed]:
        return readback.typed(edited.sheets, self.desk.now().date())

    def _signed(self, edited: Edited, typed: readback.Typed) -> str:
        """Record one branch's signature; return why it is not recorded, "" if it is, or nothing was typed."""
        if not typed.who and not typed.fault:
            return ""
        place = f"{edited.path} › {typed.place}"
        if typed.fault:
            return f"{place}：{typed.fault}，没有登记签收"
        names = chosen(self.outgoing, typed.branch)
        known = self.book.signatures(self.outgoing.name)
        if len(names) != 1:
            ours = any(typed.branch == branch for branch, *_ in known)
            return "" if ours else f"{place}：没有叫“{typed.branch}”的党支部，没有登记签收"
        if not typed.batch:
            same = (names[0], typed.who, typed.day) in {(branch, s.who, s.day) for (branch, *_), s in known.items()}
            return "" if same else f"{place}：看不出签收的是哪一批，没有登记签收。请填在写着第几批的那一行"
        parts = self._parts(names[0], typed)
        before = next((signed for part in parts if (signed := known.get((names[0], typed.batch, part)))), None)
        if before is None:
            now = self.desk.now().isoformat(timespec="seconds")
            for part in parts:
                self.book.sign(self.outgoing.name, Signature(names[0], typed.batch, part, typed.who, typed.day, now))
        elif (before.who, before.day) != (typed.who, typed.day):
            again = guidance.Step(
                f"运行 gongwen signed --branch {typed.branch} --by {typed.who}", "在“回执与催办”撤销以前登记的，再登记"
            )
            return (
                f"{place}：写的是 {typed.who} {typed.day}，已经登记的是 {before.who} {before.day}，没有改。要改的，"
                f"请{again}"
            )
        return ""

    def _parts(self, branch: str, typed: readback.Typed) -> list[int]:
        """Return of which parts of a batch a row is: a batch of one part does not name it."""
        if typed.part:
            return [typed.part]
        known = self.book.dispatches(self.outgoing.name)
        parcels = [each.parcel for each in known if each.fate is Fate.SENT and not each.reminder]
        return sorted({e.number for e in parcels if (e.branch, e.batch) == (branch, typed.batch)}) or [1]

    # --- kept current ---------------------------------------------------------------------------------------------

    def keep(self, found: Delivered, papers: Papers) -> Kept:
        """Bring 送达登记 and 签收单 up to date."""
        dispatches = self.book.dispatches(self.outgoing.name)
        if not dispatches and not (self.desk.workspace / self._home(delivery_register.REGISTER)).exists():
            return Kept()
        names = {each.parcel.branch: now for now, listed in found.by_branch.items() for each in listed}
        short = {old: self.outgoing.short[now] for old, now in names.items()} | dict(self.outgoing.short)
        signatures = {
            (old, batch, part): signature
            for old, now in names.items()
            for (name, batch, part), signature in found.signatures.items()
            if name == now
        }
        counter = papers.counter(delivery_register.counted(dispatches, short))
        _, other = self._keep(delivery_register.COUNTER, counter)
        register = delivery_register.register(
            self.outgoing.name, dispatches, signatures, short, delivery_register.digest(counter)
        )
        where, fault = self._keep(delivery_register.REGISTER, register)
        own = self._home(delivery_register.REGISTER)
        note = "" if where == own else f"{own} 您改过，没有动它；最新的登记是 {where}"
        return Kept(where, note, [each for each in (fault, other) if each])

    def _keep(self, name: str, data: bytes) -> tuple[str, str]:
        return delivery_register.keep(self.desk.workspace, self._home(name), data, self.book)

    def _home(self, name: str) -> str:
        return delivery_register.home(self.outgoing.name, name)
