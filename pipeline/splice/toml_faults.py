"""Why a TOML text cannot be read, for who has typed it: which line, what is wrong there, what to do."""

from __future__ import annotations

import re
import tomllib

_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_QUOTES = re.compile(r"[“”‘’「」]")
_WIDE = {"＝": "=", "【": "[", "】": "]", "［": "[", "］": "]", "，": ","}
_SHAPE = '请写成 项目 = "内容"'
_KINDS = (
    (r"Cannot declare .* twice", "这一节写了两次", "请合成一节，或删去一处"),
    (r"Cannot overwrite a value", "同一项写了两次", "请只留一处"),
    (r"Cannot (?:mutate|redefine)|Duplicate inline", "同一项写了两次，或者既当一项又当一节", "请只留一处"),
    (r"Expected '=' after a key", "项目和内容之间缺等号", f"{_SHAPE}，等号用英文的"),
    (r"Expected '\]'", "方括号没有成对", "一节的名字请写成 [名字]，用英文方括号"),
    (r"Unterminated string|Illegal character", "引号没有成对，或文字没有写完", f"{_SHAPE}，不要换行"),
    (r"Unescaped|Invalid hex|escape", "文字里有反斜杠 \\", "路径里的 \\ 请写成 /"),
    (r"Unclosed (?:array|inline)", "方括号或花括号没有成对", '一列请写成 ["甲", "乙"]，用英文方括号'),
    (r"Expected newline", "一行里多写了东西", f"一行只写一项，{_SHAPE}"),
    (r"Invalid value|Invalid date", "等号后面的内容写得不对", f"文字{_SHAPE}；是否写 true 或 false；数直接写"),
    (r"Invalid initial|Invalid statement", "这一行不像“项目 = 内容”", f"{_SHAPE}；是说明的，前面加 #"),
)
_OTHERWISE = ("写法不对", _SHAPE)


def told(fault: tomllib.TOMLDecodeError, text: str) -> str:
    """Return what is wrong with the text that `fault` has been met in."""
    lines = text.splitlines()
    said = str(fault)
    place = _LINE.search(said)
    number = int(place[1]) if place else len(lines)
    number, line = _before(lines, number)
    what, cure = next(((what, cure) for words, what, cure in _KINDS if re.search(words, said)), _OTHERWISE)
    bare = line.partition("#")[0].strip()
    if _QUOTES.search(bare) and '"' not in bare:
        what, cure = "引号是中文的", '请改成英文的 "'
    elif wide := [sign for sign in _WIDE if sign in bare]:
        what, cure = f"“{wide[0]}”是全角的", f"请改成英文的 {_WIDE[wide[0]]}"
    elif bare.startswith("[") and not bare.endswith("]"):
        what, cure = "方括号没有成对", "一节的名字请写成 [名字]，用英文方括号"
    return f"第{number}行“{line}”：{what}。{cure}"


def _before(lines: list[str], number: int) -> tuple[int, str]:
    """Return the last line with something on it at or above a line."""
    for at in range(min(number, len(lines)), 0, -1):
        if lines[at - 1].strip():
            return at, lines[at - 1].strip()
    return number, ""
