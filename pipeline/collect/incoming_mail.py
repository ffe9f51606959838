"""What branches send by mail → filed as `collect` files a file. The mailbox is only read: nothing is marked or moved.

A mail is known by its bytes, and by its place (UIDVALIDITY, UID) it is known without being fetched. That it is about to
be read is recorded first, that it has been read when what is in it is filed: killed or cut off, a run goes on.
Who has sent it is shown; whose a return is its marks and cells say, since anybody can write any sender.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import confine, guidance
from pipeline.collect import gathering, looking, sent_papers
from pipeline.collect.filing import CollectReport, Filed, Filing, FilingRun
from pipeline.collect.looking import Came
from pipeline.collect.mail_parts import MailKind, MailPart, ParsedMail
from pipeline.collect.mail_words import shown
from pipeline.desk import RETURNED, SENT, Desk, own_folder
from pipeline.ledger import CAME_BACK, Dispatch, LetterPlace, ReturnedBook, SentBook, SentBytes
from pipeline.model.errors import NotReadyError, SettingsError
from pipeline.model.frozen import frozen
from pipeline.model.return_terms import ReturnState
from pipeline.model.returned import Arrival
from pipeline.send import ImapFolder, MailboxLost, MailError, MailHead

SECTION = "收件"
_LARGEST = 40 * 1024 * 1024  # bytes of a mail that is fetched: 30 MB of attachments travel as 40
_SECONDS = 20.0  # for a mail to be taken apart
_TRIES = 3  # conversations in which nothing more came
_TRIES_OF_ONE = 2  # conversations that break off over one and the same mail
_SLOW = "读它要的时间或内存大得不正常，没有收。请到邮箱里把附件存下来再收"
_REFUSALS = 3  # one after another: then no other mail is asked for
_LOST = "连接断了"
_LEFT = "{why}。还有 {count} 封没有收。再收一次，会接着收"
_BREAKS = "收到一半，连接总是断，没有收。请到邮箱里把附件存下来再收"
_BALLOT = "不记名"  # stands where a mail would be named, if it held a ballot


@frozen
class MailTaken:
    """A mail, what was filed of it, and what a person should know of it."""

    place: str  # 邮件 date sender 《subject》
    filed: tuple[Filed, ...] = ()
    notes: tuple[str, ...] = ()
    read: bool = True


@dataclass(slots=True)
class MailReport(CollectReport):
    """What a run has done; `mails`: how many were read, `known`: how many had been before."""

    mails: int = 0
    known: int = 0


@frozen
class MailSurvey:
    """What lies in the mailbox: how many mails since when, and those not read yet."""

    since: str
    total: int
    unread: tuple[str, ...] = ()


def survey_mail(desk: Desk) -> MailSurvey:
    """Say what would be read; nothing is fetched but headers, nothing is written. Raises PipelineError."""
    since = _since(desk)
    with _folder(desk) as folder, ReturnedBook(own_folder(desk.workspace) / RETURNED, read_only=True) as book:
        try:
            uids = folder.since(since)
            read = book.letters_read(_mailbox(folder), folder.validity)
            heads = list(folder.heads([uid for uid in uids if uid not in read]))
        except MailboxLost as fault:
            raise MailError("连接断了，没有查完。请再试一次") from fault
    return MailSurvey(since.isoformat(), len(uids), tuple(_place(_head(each)) for each in heads))


def collect_mail(
    desk: Desk,
    on_mail: Callable[[MailTaken, int, int], None],
    on_wait: Callable[[], None] = lambda: None,
    *,
    stops: Callable[[], bool] = lambda: False,
) -> MailReport:
    """File what lies in the mailbox and was not read yet. `on_mail`: is told of each mail, which it is, of how many.

    Raises PipelineError where the mailbox cannot be read at all; where the conversation breaks off, the report says so.
    """
    since = _since(desk)
    own = own_folder(desk.workspace)
    report = MailReport()
    with SentBook(own / SENT, read_only=True) as book:
        ours = {each.message: each for each in book.everything() if each.message}
    with ReturnedBook(own / RETURNED) as returned:
        run = FilingRun(desk, returned, SentBytes(own, CAME_BACK), sent_papers.to_file_by(desk))
        _Round(run, ours, report, on_mail, stops).read(since)
        gathering.gather(desk, returned, report.written, report.notes, on_wait)
    return report


def _since(desk: Desk) -> dt.date:
    """Return from which day on mails are read: a day before it in truth, since servers have clocks of their own."""
    said = desk.settings.receiving.since
    if not said:
        with SentBook(own_folder(desk.workspace) / SENT, read_only=True) as book:
            said = min((each.at[:10] for each in book.everything() if each.at), default="")
    if not said:
        raise NotReadyError("还没有给支部发过文件，邮箱里不会有交回的表")
    return dt.date.fromisoformat(said) - dt.timedelta(days=1)


def _folder(desk: Desk) -> ImapFolder:
    box, sending = desk.settings.receiving.mailbox, desk.settings.sending.mail
    if not box.host:
        raise SettingsError(f"还没有写从哪个邮箱收：请填{guidance.setting(SECTION, '主机')}，如 imap.163.com")
    user = box.user or sending.user
    if not user:
        raise SettingsError(f"还没有写从谁的邮箱收：请填{guidance.setting(SECTION, '用户')}，一般就是邮箱")
    return ImapFolder(box, user, sending.seconds, SECTION)


def _mailbox(folder: ImapFolder) -> str:
    return f"{folder.user} {folder.box.host} {folder.box.folder}"


def _head(head: MailHead) -> ParsedMail:
    try:
        found: ParsedMail = confine.shared().call("pipeline.collect.mail_parts:head_of", head.lines, seconds=_SECONDS)
    except confine.Died:
        return ParsedMail(sender="看不出发件人", subject="看不出主题")
    return found


def _place(mail: ParsedMail) -> str:
    return " ".join(filter(None, ("邮件", mail.date, mail.sender, f"《{mail.subject}》")))


@dataclass(slots=True)
class _Round:
    """One run over the mailbox, in as many conversations as it takes."""

    run: FilingRun
    ours: Mapping[str, Dispatch]  # what has left, by Message-ID
    report: MailReport
    on_mail: Callable[[MailTaken, int, int], None]
    stops: Callable[[], bool]
    done: int = 0
    todo: int = 0
    _skipped: set[int] = field(default_factory=set)  # of this run; at the next one they are asked for again
    _at: MailHead | None = None  # that is being fetched
    _refused: int = 0  # one after another
    _lost: Counter[int] = field(default_factory=Counter)  # conversations that broke off over a mail

    def read(self, since: dt.date) -> None:
        """Read what is new; begin again where the conversation breaks off, as long as that gets anywhere."""
        tries, why = 0, _LOST
        while tries < _TRIES:
            before = self.done
            try:
                with _folder(self.run.desk) as folder:
                    self._read(folder, folder.since(since))
            except MailboxLost:
                self._leave_out()
                tries = 0 if self.done > before else tries + 1
            except MailError as fault:
                if not self.done:
                    raise
                why = str(fault)
                break
            else:
                return
        self.report.notes.append(_LEFT.format(why=why, count=self.todo or "不知多少"))

    def _leave_out(self) -> None:
        """Leave a mail out over which the conversation breaks off again and again."""
        head, self._at = self._at, None
        if head is None:
            return
        self._lost[head.uid] += 1
        if self._lost[head.uid] >= _TRIES_OF_ONE:
            self._skipped.add(head.uid)
            self._told(MailTaken(_place(_head(head)), notes=(_BREAKS,), read=False))

    def _told(self, taken: MailTaken) -> None:
        self.todo -= 1
        self.done += 1
        self.report.mails += taken.read
        self.on_mail(taken, self.done, self.done + self.todo)

    def _read(self, folder: ImapFolder, uids: Sequence[int]) -> None:
        read = self.run.book.letters_read(_mailbox(folder), folder.validity)
        new = [uid for uid in uids if uid not in read and uid not in self._skipped]
        if not self.done:
            self.report.known = len(uids) - len(new)
        self.todo = len(new)
        for head in itertools.takewhile(lambda _: not self.stops(), folder.heads(new)):
            taken = self._mail(folder, head)
            if taken is None:
                self.todo -= 1
            else:
                self._told(taken)

    def _mail(self, folder: ImapFolder, head: MailHead) -> MailTaken | None:
        """Read one mail; None where it has been read before or is gone."""
        if head.size > _LARGEST:
            self._skipped.add(head.uid)
            size = f"{head.size / 1e6:.0f} MB"
            why = f"有 {size}，太大，没有收。请到邮箱里把附件存下来再收"
            return MailTaken(_place(_head(head)), notes=(why,), read=False)
        self._at = head
        try:
            data = folder.raw(head.uid)
        except MailError as fault:  # of this mail, it may be: the others are asked for all the same
            self._at = None
            self._skipped.add(head.uid)
            self._refused += 1
            if self._refused >= _REFUSALS:
                raise
            return MailTaken(_place(_head(head)), notes=(f"没有收：{fault}",), read=False)
        self._at, self._refused = None, 0
        if data is None:
            return None
        digest = hashlib.sha256(data).hexdigest()
        named = _head(head)
        message = hashlib.sha256(named.message.encode()).hexdigest() if named.message else ""
        place = LetterPlace(_mailbox(folder), folder.validity, head.uid)
        if self.run.book.begin_letter(place, digest, message):
            self.report.known += 1
            return None
        return self._taken(data, digest, message, named)

    def _taken(self, data: bytes, digest: str, message: str, named: ParsedMail) -> MailTaken:
        """Take a mail apart, file what is in it, and record in the same step that it is done."""
        try:
            mail: ParsedMail | str = confine.shared().call("pipeline.collect.mail_parts:parsed", data, seconds=_SECONDS)
        except confine.Died:
            mail = _SLOW
        if isinstance(mail, str):
            self.run.book.end_letter(digest, "读不了")
            return MailTaken(_place(named), notes=(mail,))
        place, files = _place(mail), mail.files if mail.message not in self.ours else ()
        notes = list(self._notes(mail, files))
        if files and self.run.book.has_other_letter(digest, message):
            notes.append("和另一封的 Message-ID 一样，内容不一样：两封都收了，请看一眼")
        parts = (_came(part, place, mail.message, self.run.desk.time) for part in files)
        came = [each for part in parts for each in looking.each_of(part)]
        filed = tuple(self.run.file(came))
        if not any(map(_is_left_out, filed)):
            self.run.book.end_letter(digest, f"附件 {len(filed)}" if filed else mail.kind.value)
        for each in filed:
            self.report.counts[each.filing] += 1
            self.report.unsure += sum(part.waits for part in each.parts)
        if any(part.state is ReturnState.BALLOT for each in filed for part in each.parts):
            place = f"邮件（里面有{_BALLOT}的，不写是谁寄的）"
        return MailTaken(place, filed, tuple(notes))

    def _notes(self, mail: ParsedMail, files: Sequence[MailPart]) -> Iterator[str]:
        """Yield what a person should know of a mail."""
        if mail.message in self.ours:
            yield "是这里发出去的，没有收"
        elif mail.kind is MailKind.AUTOMATIC:
            yield "是自动回复，没有收"
            yield from mail.left
        elif mail.kind is MailKind.BOUNCE:
            lost = [self.ours[each] for each in mail.returned if each in self.ours]
            for each in lost:
                what = "催办、催交的信" if each.reminder else f"第{each.parcel.batch}批文件"
                yield f"退信：给{each.parcel.branch}（{each.address}）的{what}没有送到。请核对邮箱，另想办法送"
            if not lost:
                yield "退信：不是这里记着的信。请到邮箱里看"
        else:
            yield from mail.left
            if not files:
                yield "没有附件。请到邮箱里看一眼"


def _is_left_out(each: Filed) -> bool:
    """Whether nobody has seen what is in a file: its mail is told again until somebody has taken it out of there."""
    return each.filing is Filing.NOT_KEPT and all(part.state is not ReturnState.BALLOT for part in each.parts)


def _came(part: MailPart, place: str, message: str, at: str) -> Came:
    digest = hashlib.sha256(part.data).hexdigest()
    name = shown(part.name)
    arrival = Arrival(digest, name, f"{place} {name}", len(part.data), at, way="邮件", message=message)
    return Came(Path(name), arrival, part.data)
