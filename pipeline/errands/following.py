"""`init --from`: this year's campaign begun from last year's: its YAML or form with dates moved, its open issues.

Nothing is guessed: only values of keys that hold a date are moved, by whole years; what must be new is emptied; every
line that names a year and was left is told. Rosters, speeches and opinions stay behind: they are last year's, and what
names such a text is emptied. The outlines that speeches begin with (讲话提纲) come along.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import contract, disk, inbox
from pipeline.errands import following_form
from pipeline.errands import workspace as office
from pipeline.inbox import Memory, Node, factsheet, yamlfile
from pipeline.model.declared import DeclaredSheet
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.facts import Row, Unread
from pipeline.model.problem import among

_DATED = ("开始", "结束", "时间", "回执截止", "截止", "日期", "印发日期")
_EMPTIED = ("截至", "字号", "份号", "讲话稿", "讲话全文")  # how far one year came, and its papers
_COUNTED = ("党员总数", "党组织数", "党支部数", "名额")
_VALUE = r"\s*[\"']?\s*[:：]\s*[\"']?"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<a>\s*[-年/.]\s*)(?P<month>\d{1,2})"
    r"(?:(?P<b>\s*[-月/.]\s*)(?P<day>\d{1,2})(?P<sign>\s*日)?|(?P<month_sign>\s*月))?(?!\d)"
)
_PLAIN = re.sub(r"\?P<\w+>", "?:", _DATE.pattern)
_DATED_VALUE = re.compile(
    rf"(?P<key>{'|'.join(_DATED)})(?P<colon>{_VALUE})(?P<dates>{_PLAIN}(?:\s*(?:[-~～至到]|[—–]+)\s*{_PLAIN})*)"
)  # a date, or from one to another
_UNDATED = re.compile(rf"(?:{'|'.join(_DATED)}){_VALUE}[^\s\"'#,，}}{{\[]")  # whatever it is, no date that is moved
_EMPTY = re.compile(
    rf"(?<![\w])(?P<key>{'|'.join(_EMPTIED)})(?P<colon>\s*[:：][ \t]*)(?P<value>[^\s#,，}}][^#,，}}\n]*)"
)
_YEAR = re.compile(r"(?:19|20)\d\d|(?:星期|周|礼拜)[一二三四五六日天]|去年|今年|明年")
_OF_A_YEAR = re.compile(r"《.*》|期号\s*[:：]\s*\d")  # what it was ordered by, and the numbers of its bulletin
_NUMBERS = re.compile(rf"(?:{'|'.join(_COUNTED)})\s*[:：]\s*\S")
_NOBODYS = ("~$", ".~", ".")  # how files begin that Office and the system keep for themselves
_SUFFIXES = frozenset({".yaml", ".yml"})
_PLAIN_TEXT = (".md", ".txt")
_WEEKDAYS = "一二三四五六日"
_SATURDAY = 5
_DONE = "已完成"
_KNOWN = frozenset({"", "未启动", "整改中", _DONE, "长期坚持"})  # what the blank form offers


_NONE = re.compile(r"(?!)")


@dataclass(slots=True)
class Followed:
    """What was begun, and a line for each thing that a clerk has to know."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # dates
    emptied: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # lines that were left and name a year or a number
    behind: list[str] = field(default_factory=list)  # files of last year's that were not taken along
    texts: re.Pattern[str] = _NONE  # a key whose value is the name of one of them
    issues: int = 0
    odd: list[str] = field(default_factory=list)  # issues whose 完成情况 is none of the form's


def follow(workspace: Path, old: str, years: int) -> Followed:
    """Begin a campaign `years` after `old`, a folder of inputs/. Raises UsageError, NotReadyError, DiskError."""
    source = workspace / "inputs" / old
    if not source.is_dir():
        folders = sorted(path.name for path in (workspace / "inputs").glob("*") if path.is_dir())
        raise UsageError(f"inputs 里没有“{old}”这个活动{among(old, folders)}")
    there = sorted(path for path in source.iterdir() if path.is_file() and not path.name.startswith(_NOBODYS))
    texts = {path: text for path in there if (text := _campaign(path)) is not None}
    forms = following_form.forms([path for path in there if path not in texts])
    if not texts and not forms:
        raise UsageError(f"inputs/{old} 里没有 活动.yaml，也没有填好的 活动.xlsx，移不了日期。请另外新建")
    issues = _open_issues(workspace, old)
    found = Followed(workspace / "inputs" / _named(old, years))
    if found.folder.exists():
        raise UsageError(f"inputs/{found.folder.name} 已经有了，没有改动。不要它就先移走")
    along = _outlines(source, {*texts, *forms})
    files: dict[str, bytes] = {}
    found.behind = sorted(
        name
        for path in source.rglob("*")
        if path.is_file() and path not in {*texts, *forms} and not path.name.startswith(_NOBODYS)
        if (name := path.relative_to(source).as_posix()) not in along
    )
    found.texts = _naming(found.behind)
    for path, text in texts.items():
        lines = [_line(line, f"{path.name} 第{at}行", years, found) for at, line in enumerate(text.splitlines(), 1)]
        files[path.name] = ("\n".join(lines) + "\n").encode("utf-8-sig")
    for path, data in forms.items():
        files[f"{path.stem}.xlsx"] = following_form.changed(
            data, path.name, lambda key, words, place: _cell(key, words, place, years, found), found.unsure.append
        )
    if issues:
        files[f"{inbox.ISSUES}.xlsx"] = _issues(_form(workspace), issues, found)
    for name, data in along.items():
        shown = enumerate(data.decode("utf-8", "ignore").splitlines() if name.endswith(_PLAIN_TEXT) else (), 1)
        found.unsure += [f"{name} 第{at}行：{line.strip()}" for at, line in shown if _YEAR.search(line)]
    for name, data in (files | along).items():
        disk.write(found.folder / name, data)
        found.files.append(found.folder / name)
    return found


def _outlines(source: Path, said: Iterable[Path]) -> dict[str, bytes]:
    """Return the texts that 讲话提纲 names, by their names: they are nobody's speech and no year's."""
    roots = [
        (factsheet if path.suffix.lower() not in _SUFFIXES else yamlfile).load(_bytes(path), path.name) for path in said
    ]
    named = [
        name for root in roots if root.value is not None for name in _values(_below(root.value, "活动", "讲话提纲"))
    ]
    return {name: _bytes(source / name) for name in named if _is_within(source / name, source)}


def _is_within(path: Path, folder: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _below(node: Node, *keys: str) -> Node | None:
    found: Node | None = node
    for key in keys:
        found = found.value.get(key) if found is not None and isinstance(found.value, Mapping) else None
    return found


def _values(node: Node | None) -> Iterator[str]:
    for each in node.value.values() if node is not None and isinstance(node.value, Mapping) else ():
        if isinstance(each.value, str) and each.value:
            yield each.value


def _naming(files: Iterable[str]) -> re.Pattern[str]:
    """Return what tells a key whose value is the name of one of these files."""
    names = "|".join(re.escape(name) for name in sorted(files, key=len, reverse=True))
    return re.compile(
        rf"(?P<key>\w+)(?P<colon>\s*[:：][ \t]*)(?P<value>([\"']?)(?:{names})\4)(?=\s*(?:[,，}}\]]|$))"
        if names
        else _NONE.pattern
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise disk.unreadable(path, fault) from fault


def _campaign(path: Path) -> str | None:
    """Return the text of a YAML of ours, None for anything else."""
    if path.suffix.lower() not in _SUFFIXES:
        return None
    data = _bytes(path)
    text = yamlfile.decoded(data) if yamlfile.is_ours(data) else None
    return text[0] if text else None


def _named(old: str, years: int) -> str:
    """Return the folder's name with its years moved, or with the distance behind it where it names none."""
    name = re.sub(r"(?<!\d)(?:19|20)\d\d(?!\d)", lambda year: str(int(year[0]) + years), old)
    return name if name != old else f"{old}-{years}年后" if years > 1 else f"{old}-下一年"


def _line(line: str, place: str, years: int, found: Followed) -> str:
    """Return a line as it is to be; note what was moved, emptied, or left and is to be looked at."""
    text, mark, comment = _parted(line)

    def moved(match: re.Match[str]) -> str:
        was = _DATE.sub(lambda date: f"{date[0]}{_weekday(date, 0)}", match["dates"])
        now = _DATE.sub(lambda date: f"{_moved(date, years)}{_weekday(date, years)}", match["dates"])
        found.moved.append(f"{place} {match['key']}：{was} → {now}")
        return f"{match['key']}{match['colon']}{_DATE.sub(lambda date: _moved(date, years), match['dates'])}"

    def emptied(match: re.Match[str]) -> str:
        found.emptied.append(f"{place} {match['key']}：原来是 {match['value'].strip()}")
        return f"{match['key']}{match['colon']}"

    done = found.texts.sub(emptied, _EMPTY.sub(emptied, _DATED_VALUE.sub(moved, text)))
    rest = _DATED_VALUE.sub("", found.texts.sub("", _EMPTY.sub("", text)))
    if any(each.search(rest) for each in (_YEAR, _UNDATED, _OF_A_YEAR)) or _NUMBERS.search(text):
        found.unsure.append(f"{place}：{done.strip()}")
    return done + mark + comment


def _cell(key: str, words: str, place: str, years: int, found: Followed) -> str:
    """Return what a cell of 活动.xlsx is to hold: the same as the line of a YAML."""
    if key in _EMPTIED:
        found.emptied.append(f"{place} {key}：原来是 {words}")
        return ""
    head = f"{key}: "
    return _line(head + words, place, years, found).removeprefix(head)


def _parted(line: str) -> tuple[str, str, str]:
    """Part a line from its comment: a # behind a space, or at the front."""
    at = next((m.start() for m in re.finditer(r"(?:^|(?<=\s))#", line)), len(line))
    return line[:at], line[at : at + 1], line[at + 1 :]


def _moved(match: re.Match[str], years: int) -> str:
    year, month = int(match["year"]) + years, match["month"]
    if match["day"] is None:
        return f"{year}{match['a']}{month}{match['month_sign'] or ''}"
    day = "28" if _is_lost(match, year) else match["day"]
    return f"{year}{match['a']}{month}{match['b']}{day}{match['sign'] or ''}"


def _is_lost(match: re.Match[str], year: int) -> bool:
    """Whether a date is a 29th of February that this year has not."""
    return (int(match["month"]), int(match["day"])) == (2, 29) and _date(year, 2, 29) is None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str], years: int) -> str:
    """Return on which day of the week a date falls; a weekend is pointed out where the date is a new one."""
    if match["day"] is None:
        return ""
    year = int(match["year"]) + years
    day = _date(year, int(match["month"]), 28 if _is_lost(match, year) else int(match["day"]))
    if day is None:
        return ""
    return f"（周{_WEEKDAYS[day.weekday()]}{'，是周末' if years and day.weekday() >= _SATURDAY else ''}）"


# --- issues that are still open -----------------------------------------------------------------------------------


def _open_issues(workspace: Path, old: str) -> list[Row]:
    """Return the campaign's own issues that are not done; those of standing sheets every campaign sees anyway."""
    home = f"inputs/{old}/"
    for intake in inbox.read_inputs(workspace, Memory(), old).campaigns:
        if not intake.complete:
            raise NotReadyError(f"“{old}”的材料没有读全，看不出哪些问题还没有整改完。请先用 gongwen check 看是哪里")
        issues = [issue for dossier in intake.dossiers for issue in dossier.rows.get(inbox.ISSUES, ())]
        own = [each for each in issues if each.source and each.source.file.startswith(home)]
        return [each for each in own if each.value("完成情况") != _DONE]
    return []


def _form(workspace: Path) -> DeclaredSheet:
    return next(sheet for sheet in contract.declared(workspace).value if sheet.name == inbox.ISSUES)


def _issues(form: DeclaredSheet, issues: Sequence[Row], found: Followed) -> bytes:
    found.issues = len(issues)
    for each in issues:
        done = each.value("完成情况")
        if isinstance(done, Unread) or done not in _KNOWN:
            said = _text(each.value("具体问题"))
            found.odd.append(f"{each.branch}“{said}”：完成情况写的是“{_text(done)}”")
    return office.filled(form, [dict(_row(each)) for each in issues])


def _row(issue: Row) -> Iterator[tuple[str, str]]:
    """Yield the cells of an issue by their headers; what could not be read is written as it stood there."""
    values: Mapping[str, object] = {"党支部": issue.branch, **dict(issue.values), **dict(issue.extra)}
    for name, value in values.items():
        if text := _text(value):
            yield name, text


def _text(value: object) -> str:
    if isinstance(value, Unread):
        return value.written
    return "；".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
