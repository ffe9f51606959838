"""A YAML file → values that know their line, as the clerk wrote them: 0012 stays 0012, 09:00 is no number.

The faults that clerks make (a tab, a full-width colon, no space after the colon) are looked for first, all of them at
once, each with its line and its cure; what the parser itself stops at comes after that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, Read

TOP_KEYS = ("活动", "单位", "会议", "发文", "支部安排", "文种")
_LARGEST = 5 * 1024 * 1024  # bytes
_DEEPEST = 40  # levels; a campaign has six
_KEYS = frozenset(
    (
        *TOP_KEYS,
        *("名称", "简称", "主题", "开始", "结束", "集中学习不少于", "上级文件", "阶段", "环节", "参加支部", "规范用语"),
        *("党员总数", "党组织数", "党支部数", "发文代字", "办公室", "联系人", "电话", "红头"),
        *("时间", "地点", "主持人", "讲话人", "姓名", "职务", "称呼", "参加人员", "议程", "要求", "回执截止"),
        *("讲话稿", "提纲", "标题", "要点", "字号", "日期", "名额", "参会人员"),
        *("签发人", "份号", "密级", "紧急程度", "抄送", "印发机关", "印发日期", "附注"),
    )
)
_KEY = "|".join(sorted(_KEYS, key=len, reverse=True))
_ITEM_KEY = "名称|标题|姓名"  # what a mapping in a list begins with; "- 时间：…" may well be a line of an agenda
_KEY_FIRST = rf"^\s*(?:\{{\s*)?(?:- +(?:\{{\s*)?(?=(?:{_ITEM_KEY})\s*[:：]))?(?P<key>{_KEY})"
_KEY_INSIDE = rf"\{{(?:[^{{}}]*[,，])?\s*(?P<key>{_KEY})"
_TAB = re.compile(r"^ *\t")
_WIDE_SPACE = re.compile(r"^[ \t]*[\u3000\xa0\u2002\u2003]")
_FULL_COLON = (re.compile(rf"{_KEY_FIRST}\s*："), re.compile(rf"{_KEY_INSIDE}\s*："))
_NO_SPACE = (re.compile(rf"{_KEY_FIRST}:(?![ \t\r]|$)"), re.compile(rf"{_KEY_INSIDE}:(?![ \t\r]|$)"))
_NO_SPACE_AFTER_DASH = re.compile(r"^\s*-(?![-\s])")
_FULL_COMMA = re.compile(rf"\{{[^{{}}]*，\s*(?:{_KEY})\s*[:：]")
_OURS = re.compile(rf"^(?:{'|'.join(TOP_KEYS)})\s*[:：]", re.MULTILINE)
_CAMPAIGN = re.compile(r"^活动\s*[:：]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Node:
    """One value with its place: text as written, a list, or a mapping. `problems`: why it cannot be used."""

    value: str | tuple[Node, ...] | Mapping[str, Node]
    origin: Origin
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written there."""
        return not self.value and not self.problems


def decoded(data: bytes) -> tuple[str, bool] | None:
    """Return a file's text and whether it was in GBK; None where it is no text."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding == "gb18030"
        except UnicodeDecodeError:
            continue
    return None


def is_ours(data: bytes) -> bool:
    """Whether a file has one of the top-level keys of INPUTS.md §2."""
    text = decoded(data[:_LARGEST]) or decoded(data[: _LARGEST - 1])
    return text is not None and _OURS.search(text[0]) is not None


def looks_like_campaign(data: bytes) -> bool:
    """Whether a file has the top-level key 活动, even if it cannot be parsed."""
    text = decoded(data)
    return text is not None and _CAMPAIGN.search(text[0]) is not None


def load(data: bytes, file: str) -> Read[Node | None]:
    """Return a file's values, or None with every reason why they cannot be read. Never raises."""
    if len(data) > _LARGEST:
        problem = codes.YAML_SYNTAX.at(Origin(file), reason="文件太大（超过 5 MB）", cure="请核对是不是放错了文件")
        return Read(None, (problem,))
    text = decoded(data)
    if text is None or "\x00" in text[0]:
        problem = codes.YAML_SYNTAX.at(Origin(file), reason="不是文本文件", cure="请用记事本另存为 UTF-8 编码的文本")
        return Read(None, (problem,))
    problems = [codes.YAML_ENCODING.at(Origin(file))] if text[1] else []
    faults = list(_habits(text[0], file))
    if faults:
        return Read(None, (*problems, *faults))
    parsed = _parsed(text[0], file)
    problems += parsed.problems
    return Read(parsed.value, tuple(problems))


# --- faults that clerks make --------------------------------------------------------------------------------------


def _habits(text: str, file: str) -> Iterator[Problem]:
    """Yield the faults that can be told from the line alone."""
    block = -1  # indentation of a key whose text follows in lines below it (| or >)
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if not bare or bare.startswith("#"):
            continue
        if 0 <= block < indent:
            continue
        block = indent if re.search(r":\s*[|>][+-]?\d?\s*(#.*)?$", line) else -1
        origin = Origin(file, line=number)
        for reason, cure in _faults(line):
            yield codes.YAML_SYNTAX.at(origin, reason=reason, cure=cure)


def _faults(line: str) -> Iterator[tuple[str, str]]:
    if _TAB.search(line):
        yield "行首用了制表符（Tab）", "请把行首的 Tab 改成空格"
    elif _WIDE_SPACE.search(line):
        yield "行首用了全角空格", "请把行首的空格都改成半角空格"
    unquoted = re.sub(r'"[^"]*"|\'[^\']*\'', '""', line)
    if match := _first(_FULL_COLON, unquoted):
        yield f"“{match['key']}”后面是全角冒号“：”", f"请改成半角冒号加一个空格：{match['key']}: "
    if match := _first(_NO_SPACE, unquoted):
        yield f"“{match['key']}:”后面少一个空格", f"请在冒号后面加一个空格：{match['key']}: "
    if _FULL_COMMA.search(unquoted):
        yield "花括号里用了全角逗号“，”", "请改成半角逗号加一个空格"
    if _NO_SPACE_AFTER_DASH.search(line):
        yield "“-”后面少一个空格", "请在“-”后面加一个空格"


def _first(patterns: Iterable[re.Pattern[str]], line: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(line) for pattern in patterns)), None)


_REASONS = (
    ("found character '\\t'", "用了制表符（Tab）", "请改成空格"),
    ("found undefined alias", "用了 * 开头的内容", "请给这个值加上英文引号"),
    ("while scanning a quoted scalar", "英文引号没有成对", "请补上另一个引号"),
    ("while scanning an alias", "用了 * 开头的内容", "请给这个值加上英文引号"),
    ("while scanning an anchor", "用了 & 开头的内容", "请给这个值加上英文引号"),
    (
        "while parsing a flow",
        "方括号或花括号没有成对，或中间少了逗号",
        "请检查这一行和上面几行的括号、逗号（都用半角）",
    ),
    (
        "could not find expected ':'",
        "这一行没有冒号，或上一行没有写完",
        "请写成“键: 值”；文字太长要换行时，下一行多缩进两格",
    ),
    (
        "mapping values are not allowed",
        "一行里有两个冒号，或缩进与上下行没有对齐",
        "请给含冒号的文字加上英文引号，并对齐缩进",
    ),
    ("while parsing a block mapping", "缩进与上下行没有对齐", "同一级的键要对齐（用空格）"),
    ("while parsing a block collection", "缩进与上下行没有对齐", "同一级的“- ”要对齐（用空格）"),
    ("found character", "以不能用的符号开头", "请给这个值加上英文引号"),
    ("special characters are not allowed", "里面有看不见的控制字符", "请重新输入这一行"),
)


def _parsed(text: str, file: str) -> Read[Node | None]:
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: only who reads a YAML loads it
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    try:
        if fault := _refused(YAML(typ="rt", pure=True).parse(text), file):
            return Read(None, (fault,))
        root = YAML(typ="rt", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        return Read(None, (_syntax(error, text, file),))
    if root is None:
        return Read(None)
    problems: list[Problem] = []
    node = _node(root, file, problems)
    if not isinstance(node.value, Mapping):
        reason, cure = "不是“键: 值”的写法", "请照样张的写法：活动: 下面一行一项"
        problems.append(codes.YAML_SYNTAX.at(node.origin, reason=reason, cure=cure))
        return Read(None, tuple(problems))
    return Read(node, tuple(problems))


def _refused(events: Any, file: str) -> Problem | None:
    """Return the Problem of a file that refers to itself or is nested beyond reason."""
    depth = 0
    documents = 0
    for event in events:
        kind = type(event).__name__
        depth += kind in {"MappingStartEvent", "SequenceStartEvent"}
        depth -= kind in {"MappingEndEvent", "SequenceEndEvent"}
        documents += kind == "DocumentStartEvent"
        origin = Origin(file, line=event.start_mark.line + 1)
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            return codes.YAML_SYNTAX.at(origin, reason="用了 & 或 * 开头的内容", cure="请给这个值加上英文引号")
        if getattr(event, "tag", None):
            return codes.YAML_SYNTAX.at(origin, reason="用了 ! 开头的内容", cure="请给这个值加上英文引号")
        if depth > _DEEPEST:
            return codes.YAML_SYNTAX.at(origin, reason="括号套得太深", cure="请照样张改写")
        if documents > 1:
            return codes.YAML_SYNTAX.at(origin, reason="一个文件里有两份（中间有 ---）", cure="请分成两个文件")
    return None


def _syntax(error: Exception, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    known = next(((why, cure) for words, why, cure in _REASONS if words in said), None)
    reason, cure = known or ("缩进或符号不对", "请对照样张检查这一行和上一行")
    place = getattr(error, "position", None)  # a reader's error counts characters
    line = mark.line + 1 if mark else text.count("\n", 0, place) + 1 if isinstance(place, int) else 0
    return codes.YAML_SYNTAX.at(Origin(file, line=line), reason=reason, cure=cure)


def _node(found: Any, file: str, problems: list[Problem]) -> Node:
    """Return what the parser composed as our own values; a key that stands twice cannot be used."""
    origin = Origin(file, line=found.start_mark.line + 1)
    if found.id == "scalar":
        plain = getattr(found, "style", None) not in {'"', "'", "|", ">"}
        text = str(found.value)
        return Node("" if plain and text in {"~", "null"} else text, origin)
    if found.id == "sequence":
        return Node(tuple(_node(item, file, problems) for item in found.value), origin)
    values: dict[str, Node] = {}
    for key, value in found.value:
        name = str(key.value) if key.id == "scalar" else ""
        here = Origin(file, line=key.start_mark.line + 1)
        node = _node(value, file, problems)
        if name in values:
            problem = codes.YAML_DUPLICATE_KEY.at(here, key=name, other=values[name].origin)
            problems.append(problem)
            values[name] = Node("", values[name].origin, (problem,))
        else:
            values[name] = Node(node.value, here, node.problems)
    return Node(values, origin)
