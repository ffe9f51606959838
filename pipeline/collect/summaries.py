"""汇总/<文种>.xlsx: a row for each paper that is expected, or for each row of a list; every value with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from pipeline import register
from pipeline.ledger import ReturnedBook
from pipeline.model.return_terms import Answered
from pipeline.model.returned import Answer, Return, ReturnedField, ReturnedText
from pipeline.register import CollectedSheet

_WHO = ("支部", "党员")
_LOOKS = {
    Answered.LATE.value: "#FCE4D6",
    Answered.OPEN.value: "#FFF2CC",
    Answered.BLANK.value: "#FFF2CC",
    Answered.TWICE.value: "#FCE4D6",
    Answered.LACKING.value: "#FFF2CC",
}
_ITEMS = (*_WHO, "行", "项目", "内容", "来源文件", "位置", "时间", "编号")
_DOUBTS = (*_WHO, "什么", "行", "项目", "原来", "现在", "来源文件", "位置", "编号")
_EMPTIED = "上次填了，这次空着"
_ROW = "行"


def workbook(book: ReturnedBook, campaign: str, kind: str, answers: Sequence[Answer]) -> bytes:
    """Return the workbook of one kind."""
    told = [(each, book.text(each.current) if each.current else ReturnedText()) for each in answers]
    fields = list(dict.fromkeys(field.name for _, text in _most_first(told) for field in text.fields))
    lists = any(field.row for _, text in told for field in text.fields)
    headers = (*_WHO, *((_ROW,) if lists else ()), "状态", *fields, "来源文件", "位置", "时间", "编号")
    rows = [row for each, text in told for row in _rows(each, text, fields, lists=lists)]
    return register.collected_book(
        f"{campaign} {kind} 汇总",
        (
            CollectedSheet("汇总", headers, rows, "状态", _LOOKS),
            CollectedSheet("逐项", _ITEMS, [row for each, text in told for row in _items(each, text)]),
            CollectedSheet("请看", _DOUBTS, [row for each, text in told for row in _doubts(book, each, text)]),
        ),
    )


def _most_first(told: Sequence[tuple[Answer, ReturnedText]]) -> list[tuple[Answer, ReturnedText]]:
    """Return the fullest return first: its order of columns is the form's."""
    return sorted(told, key=lambda each: -len(each[1].fields))


def _rows(each: Answer, text: ReturnedText, fields: Sequence[str], *, lists: bool) -> Iterator[tuple[str, ...]]:
    """Yield a paper's row; of a list, one for each of its rows that somebody has written in."""
    source, at, number = _whence(each.current)
    for key in dict.fromkeys(field.row for field in text.fields) or ("",):
        here = [field for field in text.fields if field.row == key]
        values = [_joined(field.value for field in here if field.name == name) for name in fields]
        places = "\n".join(f"{field.name}：{field.place}" for field in here)
        row = (key,) if lists else ()
        yield (*_who(each), *row, each.state.value, *values, source, places, at, number)


def _items(each: Answer, text: ReturnedText) -> Iterator[tuple[str, ...]]:
    source, at, number = _whence(each.current)
    for field in text.fields:
        yield (*_who(each), field.row, field.name, field.value, source, field.place, at, number)


def _doubts(book: ReturnedBook, each: Answer, text: ReturnedText) -> Iterator[tuple[str, ...]]:
    """Yield what a person should look at: what is not as it was sent, and what an earlier return said besides."""
    source, _, number = _whence(each.current)
    for other in text.differences:
        words = (other.what.value, other.row, other.name, other.was, other.now)
        yield (*_who(each), *words, source, other.place, number)
    for before in _emptied(book, each, text):
        yield (*_who(each), _EMPTIED, before.row, before.name, before.value, "", source, before.place, number)


def _emptied(book: ReturnedBook, each: Answer, text: ReturnedText) -> list[ReturnedField]:
    """Return the fields that the return before had and this one has not."""
    if not each.earlier:
        return []
    filled = {field.key for field in text.fields}
    return [field for field in book.text(each.earlier[0]).fields if field.key not in filled]


def _who(each: Answer) -> tuple[str, str]:
    return each.paper.folder, each.paper.member


def _whence(current: Return | None) -> tuple[str, str, str]:
    """Return a return's file, its time as a clock on the wall shows it, and its number."""
    if current is None:
        return "", "", ""
    at = dt.datetime.fromisoformat(current.arrival.at).astimezone().strftime("%Y-%m-%d %H:%M")
    return current.arrival.source, at, str(current.number)


def _joined(values: Iterator[str]) -> str:
    return "\n".join(values)
