"""活动.xlsx, blank: the lines of the blank YAML, with what they say behind the keys, as cells to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.inbox import PHASE_KEYS, factsheet
from pipeline.register import FormSheet, form_workbook

_LINE = re.compile(r"(?P<margin> *)(?P<key>[^\s#:]+):\s*(?:#\s*(?P<guide>.*))?")
_LIST = re.compile(r"\[([^\[\]]*)\]")
_PHASE = re.compile(r"名称: (\w+),[^\n]*文种: \[([^\]]*)\]")
_LETTERHEADS = ("无", "文件", "信函", "套打")
_CHOICES = {"红头": _LETTERHEADS}
_ELSEWHERE = (factsheet.MEETINGS, factsheet.BRANCHES)
_OWN = ("会议时间", "会议地点", "会议主持人", "会议讲话人", "讲话稿", "讲话全文", "名额", "参会人员", "截至")
_NOTES = {
    0: "写全称或简称，要与党支部名册一致；没有自己安排的支部不用写",
    1: "写成 2026-07-10 15:00",
    4: "如 某某；写职务的，如 某某（党支部书记）",
    5: "和这个文件放在一起的文件名；程序给它加上开头和结尾",
    6: "整篇已经写好的讲话的文件名；和 讲话稿 只写一个",
    8: "几个人用顿号隔开",
}


def blank(yaml: str) -> bytes:
    """Return the form that asks what the blank `yaml` asks."""
    lines = list(_asked(yaml))
    facts = [(section, key, "", guide) for section, key, guide in lines if section not in _ELSEWHERE]
    meeting = [(key, "", guide) for section, key, guide in lines if section == factsheet.MEETINGS]
    guide = factsheet.GUIDE
    sheets = (
        FormSheet(
            factsheet.FACTS,
            (factsheet.SECTION, factsheet.KEY, factsheet.CONTENT, guide),
            (10, 18, 50, 60),
            facts,
            frozenset({2}),
            {(row, 2): _CHOICES[line[1]] for row, line in enumerate(facts) if line[1] in _CHOICES},
        ),
        FormSheet(factsheet.MEETINGS, (factsheet.KEY, factsheet.CONTENT, guide), (18, 50, 60), meeting, frozenset({1})),
        FormSheet(
            factsheet.PHASES,
            PHASE_KEYS,
            (20, 18, 18, 60, 60),
            notes={3: "几个环节用顿号隔开，如 动员大会、集中学习", 4: _papers(yaml)},
        ),
        FormSheet(
            factsheet.BRANCHES,
            (factsheet.BRANCH, *_OWN),
            (24, 20, 24, 16, 20, 24, 24, 8, 40, 16),
            notes=_NOTES,
        ),
    )
    return form_workbook("活动", sheets)


def _papers(yaml: str) -> str:
    """Return what is said of the 文种 of a phase: with the YAML's own examples, where it has any."""
    found = [f"{phase}写 {papers.replace(', ', '、')}" for phase, papers in _PHASE.findall(yaml)]
    examples = f"，如 {'；'.join(found)}" if found else ""
    return f"这个阶段出哪些文种，用顿号隔开{examples}；不写的按目录里的阶段，目录里的阶段这里没有的，装进“全程”一卷"


def _asked(yaml: str) -> Iterator[tuple[str, str, str]]:
    """Yield section, key and what is said behind it, for each key that is left open; lists as cells have them."""
    lines = [line for line in yaml.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    above: dict[int, str] = {}  # the keys that a line stands below, by their margins
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        margin, key = len(match["margin"]), match["key"]
        above = {at: name for at, name in above.items() if at < margin} | {margin: key}
        has_keys = _margin(following) > margin
        if margin and not has_keys and key != factsheet.PHASES:
            said = _LIST.sub(lambda found: found[1].replace(", ", "、"), match["guide"] or "")
            yield ".".join(list(above.values())[:-1]), key, said


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())
