"""What a Chinese keyboard types into a YAML → the signs that YAML knows, line by line, each change with its reason.

Only what can mean nothing else is changed: a key of ours before “：”, a comma before such a key, a year in brackets
before a number. Quoted text and text blocks (| and >) stay as they are. No line is added or taken away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import late
from pipeline.inbox.yaml_keys import ALL
from pipeline.model.frozen import frozen


@frozen
class Habit:
    """One change: its line (from 1), what was typed, how it was read; `doubtful` where it may have been meant so."""

    line: int
    what: str
    cure: str
    doubtful: bool = False


_KEY = "|".join(sorted(ALL, key=len, reverse=True))
_ITEM_KEY = "名称|标题|姓名"  # what a mapping in a list begins with; "- 时间：…" may well be a line of an agenda
_START = rf"^(?P<before>\s*(?:- +(?=(?:{_ITEM_KEY})\s*[:：]))?)"
_QUOTED = late.pattern(r"(?<![^\s\[{,:：，])(\"[^\"]*\"|'[^']*')")
_COMMENT = late.pattern(r"(?:^|\s)#.*$")
_WIDE_COMMENT = late.pattern(r"^\s*＃|\s＃(?=\s)")
_BLOCK = late.pattern(r":\s*[|>][+-]?\d?\s*(#.*)?$")
_TAB = late.pattern(r"^ *\t")
_WIDE_SPACE = late.pattern(r"^[ \t]*[\u3000\xa0\u2002\u2003]")
_MARGIN = late.pattern(r"^[ \t\u3000\xa0\u2002\u2003]+")
_WIDTHS = {" ": " ", "\xa0": " ", "\u2002": " "}  # any other space is as wide as a level
_FULL_COLON = late.pattern(rf"{_START}(?P<key>{_KEY})\s*：[ \u3000]*")
_NO_SPACE = late.pattern(rf"{_START}(?P<key>{_KEY})\s*:[\u3000]*(?![ \t\r]|$)")
_OTHER_COLON = late.pattern(r"^(?P<before>\s*)(?P<key>[^\s:：\-\[\]{}#＃&*!|>'\"%@`,，][^:：\[\]{}#]*?)\s*：[ \u3000]*")
_FIRST_BELOW = late.pattern(_OTHER_COLON.pattern + r"(?=$|\{)")
_KEY_LINE = late.pattern(r"^\s*(?:- +)*[^\s:#\-\[\]{}][^:#]*:(?:\s|$)")
_NO_SPACE_AFTER_DASH = late.pattern(r"^(?P<before>\s*)[-－](?P<rest>[^-－\s].*)")
_BRACES = str.maketrans("｛｝", "{}")
_INNER_COLON = late.pattern(rf"(?P<before>[{{,，、；;]\s*)(?P<key>{_KEY})\s*(?P<sign>：|:(?![ \t\r]|$))[ \u3000]*")
_INNER_COMMA = late.pattern(rf"\s*[，、；]\s*(?=(?:{_KEY})\s*[:：])")
_BRACED = late.pattern(r"\{([^{}\[\]:]*)\}")
_FLAT_LIST = late.pattern(r"(?P<before>(?:[:：]\s|-\s|^)\s*)\[(?P<items>[^\[\]{}]*)\]\s*$")
_WIDE_LIST = late.pattern(r"(?P<before>(?:[:：]\s|-\s|^)\s*)［(?P<items>[^\[\]{}［］]*)］\s*$")
_TOGETHER = late.pattern(r"《[^》]*》|（[^）]*）|\([^)]*\)|“[^”]*”|「[^」]*」")
_YEAR = late.pattern(r"(?<=\w)\s*[\[［{｛]\s*(?P<year>\d{4}|20[×xX]{2})\s*[\]］}｝]\s*(?=第?\s*[\d×xX]+\s*号)")
_BEGINS_QUOTED = late.pattern(
    r"^(?P<before>\s*(?:- +)*(?:[^\s\"'#:\[\]{}]+: +)?)"
    r"(?P<words>(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*[^\s,:#\]}\"'].*)$"
)
_CURLY = {'"': "“”", "'": "‘’"}
_LISTED = late.pattern(r"\s*(?:议程|要求):\s")


def mended(text: str) -> tuple[str, list[Habit]]:
    """Return the text as YAML knows it, with as many lines, and every change that this took."""
    lines = text.split("\n")
    unit = _unit(lines)
    habits: list[Habit] = []
    block = -1  # indentation of a key whose text follows in lines below it (| or >)
    key_at = -1  # indentation of the last line that began with a key
    opened = False  # whether that line left its value to the lines below, or is an item itself
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        bare = line.strip()
        if not bare or bare.startswith("#") or 0 <= block < indent:
            continue
        fresh = _Line(line, number + 1, habits)
        fresh.mend(unit, must_be_key=indent <= key_at, may_be_item=opened)
        lines[number] = fresh.text
        block = indent if _BLOCK.search(fresh.text) else -1
        if _KEY_LINE.match(fresh.text):
            key_at = len(fresh.text) - len(fresh.text.lstrip())
        if not fresh.text.lstrip().startswith("#"):
            opened = fresh.body.rstrip().endswith(":") or fresh.text.lstrip().startswith("- ")
    return "\n".join(lines), habits


def _unit(lines: Sequence[str]) -> str:
    """Return the spaces that a level is indented by in this file; two where nothing tells."""
    widths = (len(match[0]) for line in lines if (match := re.match(r"^ +(?=[^\s#])", line)))
    return " " * min(next(widths, 2), 8)


@dataclass(slots=True)
class _Line:
    text: str
    number: int
    habits: list[Habit]

    @property
    def masked(self) -> str:
        """The line with its quoted parts and its comment blotted out, sign by sign."""
        masked = _QUOTED.sub(lambda match: '"' * len(match[0]), self.text)
        return _COMMENT.sub(lambda match: " " * len(match[0]), masked)

    @property
    def body(self) -> str:
        """The line without its comment."""
        return self.text[: len(self.masked.rstrip())]

    def mend(self, unit: str, *, must_be_key: bool, may_be_item: bool) -> None:
        """Change what can mean only one thing; note each change."""
        self._margin(unit)
        if self._swap(_WIDE_COMMENT, lambda match: match[0].replace("＃", "#")):
            self._note("“＃”是全角的", "说明请用半角的 #")
        self._years()
        if "｛" in self.masked or "｝" in self.masked:
            self._over([(i, i + 1, c.translate(_BRACES)) for i, c in enumerate(self.masked) if c in "｛｝"])
            self._note("花括号是全角的", "请用半角的 { }")
        self._colons(must_be_key=must_be_key, may_be_key=may_be_item)
        if may_be_item and (match := _NO_SPACE_AFTER_DASH.match(self.text)):
            self.text = f"{match['before']}- {match['rest']}"
            self._note("“-”后面少一个空格", "请在“-”后面加一个空格")
        self._quotes()
        self._braces()
        self._lists()

    def _note(self, what: str, cure: str, *, doubtful: bool = False) -> None:
        self.habits.append(Habit(self.number, what, cure, doubtful))

    def _over(self, changes: Sequence[tuple[int, int, str]]) -> None:
        for start, end, words in reversed(changes):
            self.text = self.text[:start] + words + self.text[end:]

    def _swap(self, pattern: re.Pattern[str], words: Callable[[re.Match[str]], str]) -> list[re.Match[str]]:
        """Replace what the pattern finds outside of quotes and comments; return what it found."""
        found = list(pattern.finditer(self.masked))
        self._over([(m.start(), m.end(), words(m)) for m in found])
        return found

    def _margin(self, unit: str) -> None:
        wide, tab = _WIDE_SPACE.search(self.text), _TAB.search(self.text)
        if not (wide or tab):
            return
        margin = _MARGIN.match(self.text)
        spaces = "".join(_WIDTHS.get(sign, unit) for sign in margin[0]) if margin else ""
        self.text = spaces + self.text[len(margin[0]) if margin else 0 :]
        if tab:
            self._note("行首用了制表符（Tab）", "请把行首的 Tab 改成空格")
        else:
            self._note("行首用了全角空格", "请把行首的空格都改成半角空格")

    def _years(self) -> None:
        if self._swap(_YEAR, lambda match: f"〔{match['year']}〕"):
            self._note("字号的年份没有用六角括号", "请用六角括号〔〕")

    def _colons(self, *, must_be_key: bool, may_be_key: bool) -> None:
        other = _OTHER_COLON if must_be_key else _FIRST_BELOW
        for key in self._keys(_FULL_COLON) or ((must_be_key or may_be_key) and self._keys(other)) or ():
            self._note(f"“{key}”后面是全角冒号“：”", f"请写成半角冒号加一个空格：{key}: ")
        for key in self._keys(_NO_SPACE):
            self._note(f"“{key}:”后面少一个空格", f"请在冒号后面加一个空格：{key}: ")

    def _keys(self, pattern: re.Pattern[str]) -> list[str]:
        return [match["key"] for match in self._swap(pattern, lambda match: f"{match['before']}{match['key']}: ")]

    def _quotes(self) -> None:
        """A text that begins with a quotation, which YAML takes for the whole of it."""
        match = _BEGINS_QUOTED.match(self.body)
        sign = match["words"][0] if match else ""
        if match and match["words"].count(sign) % 2 == 0 and "\\" not in match["words"]:
            parts = match["words"].split(sign)
            marks = [_CURLY[sign][at % 2] for at in range(len(parts) - 1)]
            words = "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))
            self.text = f"{match['before']}{words}{self.text[len(self.body) :]}"
            self._note("英文引号后面还有字", "里面的引号请用中文引号“ ”")

    def _braces(self) -> None:
        """Inside { }: signs around keys of ours, or all of them where the braces hold no half-width colon."""
        if "{" not in self.masked:
            return
        for match in self._swap(_INNER_COLON, lambda match: f"{match['before']}{match['key']}: "):
            wide = match["sign"] == "："
            what = "后面是全角冒号“：”" if wide else "后面少一个空格"
            self._note(f"“{match['key']}{'' if wide else ':'}”{what}", f"请写成半角冒号加一个空格：{match['key']}: ")
        inside = self.masked.find("{")
        commas = [m for m in _INNER_COMMA.finditer(self.masked) if m.start() > inside]
        self._over([(m.start(), m.end(), ", ") for m in commas])
        if commas:
            self._note("花括号里用了全角逗号“，”", "请改成半角逗号加一个空格")
        pairs = [(m, found) for m in _BRACED.finditer(self.masked) if (found := list(_pairs(m[1])))]
        self._over([(m.start(1), m.end(1), ", ".join(f"{k}: {v}" for k, v in found)) for m, found in pairs])
        if pairs:
            self._note("花括号里用了全角冒号“：”", "请改成半角冒号加一个空格")

    def _lists(self) -> None:
        """A list of one line whose items are told apart by full-width commas only."""
        if self._swap(_WIDE_LIST, lambda match: f"{match['before']}[{match['items']}]"):
            self._note("方括号是全角的", "请用半角的 [ ]")
        for match in _FLAT_LIST.finditer(self.masked):
            start = match.start("items")
            shown = _TOGETHER.sub(lambda inner: "字" * len(inner[0]), match["items"])
            places = [start + m.start() for m in re.finditer("，", shown)]
            if not places and "、" in shown and "," not in shown and _LISTED.match(self.text):
                self._note("方括号里只有顿号“、”，按一项读", "是几项的，请用半角逗号加一个空格分开", doubtful=True)
            if not places or "," in shown:
                continue
            self._over([(place, place + 1, ", ") for place in places])
            count = len(places) + 1
            self._note(
                f"方括号里用的是全角逗号“，”，按 {count} 项读",
                "请改成半角逗号加一个空格；本来是一项的，请给它加上英文引号",
                doubtful=True,
            )
            return


def _pairs(inside: str) -> Iterator[tuple[str, str]]:
    """Yield keys and values of braces whose every part has one full-width colon; nothing where one has not."""
    parts = [part.split("：") for part in re.split("[,，；]", inside)]
    if all(len(part) == 2 and all(map(str.strip, part)) for part in parts):  # noqa: PLR2004
        yield from ((key.strip(), value.strip()) for key, value in parts)
