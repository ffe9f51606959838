"""One cell → one typed value, or the one reason why it cannot be read. Pure, and it never guesses.

Each reader takes what the cell holds and returns the value, or a `CellFault` that becomes a Problem with its address.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from pipeline import late
from pipeline.inbox.sheet import Raw
from pipeline.model import codes
from pipeline.model.facts import PartialDate
from pipeline.model.frozen import frozen
from pipeline.model.problem import Code

INVISIBLE: Mapping[int, None] = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x00AD])
_SPACES = {0xA0: " ", 0x3000: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " "}
_CONTROLS = {code: None for code in range(0x20) if code not in {0x09, 0x0A}} | {0x7F: None, 0xFFFE: None, 0xFFFF: None}
_CLEANED = dict(INVISIBLE) | _SPACES | _CONTROLS
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # full-width ASCII
_LONGEST_NAME = 100
_FIRST_SERIAL, _LAST_SERIAL = 7000, 60000  # Excel's day numbers of 1919 and 2064
_EPOCH = dt.date(1899, 12, 30)
_OLDEST, _YOUNGEST = 1900, 2100
_NEW_LENGTH, _OLD_LENGTH = 18, 15
_DIGITS = {
    **{character: str(n) for n, character in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○◯ＯOo0", "0"),
}

YES = frozenset({"是", "有", "√", "✓", "☑", "y", "yes", "true", "1"})
NO = frozenset({"否", "无", "没有", "×", "✗", "☐", "n", "no", "false", "0", "-", "—", "/"})
STATUSES = {
    **dict.fromkeys(("正式党员", "正式", "中共正式党员", "中共党员", "党员"), "正式党员"),
    **dict.fromkeys(("预备党员", "预备", "中共预备党员"), "预备党员"),
}
_PARTY = {
    **dict.fromkeys(
        ("中共党员", "共产党员", "中国共产党党员", "中国共产党员", "中共正式党员", "正式党员", "党员", "中共党员正式"),
        "正式党员",
    ),
    **dict.fromkeys(("中共预备党员", "预备党员", "中国共产党预备党员", "预备", "中共党员预备"), "预备党员"),
}
"""政治面貌 of members; 民革党员, 农工党党员 … are members of other parties."""
UNDENIED = r"(?<![未没不非无])(?<!没有)"
LEFT = late.pattern(
    rf"已?{UNDENIED}(?:[转调]出|[转迁][往走]|迁出)|去世|逝世|过世|死亡|病故|亡故|已故|{UNDENIED}(?:出党|除名|开除|脱党|退党)|(?:停止|取消|终止|丧失)(?:其)?党籍"
)
"""What people write of a member who is none any more."""
_NO_MEMBER = late.pattern(r"群众|团员|积极分子|发展对象|申请人|民主党派|民[革盟建进]|农工|致公|九三|台盟|无党派|非党员")
STANDINGS = {
    **dict.fromkeys(("", "正常", "在册", "在籍", "正常党籍"), "正常"),
    **dict.fromkeys(("停止党籍", "停止", "停籍", "党籍停止"), "停止党籍"),
}
CATEGORIES = {
    **dict.fromkeys(("流动", "流动党员", "流出", "外出流动"), "流动"),
    **dict.fromkeys(("外出务工", "务工", "外出务工党员"), "外出务工"),
    **dict.fromkeys(("离退休", "离休", "退休", "离退休党员"), "离退休"),
    **dict.fromkeys(("年老体弱", "年老", "体弱", "老弱", "行动不便", "年老体弱党员"), "年老体弱"),
    **dict.fromkeys(("一线", "生产一线", "一线党员", "一线生产"), "一线"),
    **dict.fromkeys(("两新", "两新组织", "两新组织党员", "两新党员"), "两新"),
    **dict.fromkeys(("文化程度低", "文化低"), "文化程度低"),
}
BLANK = frozenset({"", "/", "\\", "-", "—", "——", "无", "空"})


@frozen
class CellFault:
    """Why a cell cannot be read: the kind of Problem and what fills its wording."""

    code: Code
    values: Mapping[str, object] = field(default_factory=dict)


@frozen
class Taken(CellFault):
    """A value that could be read, and why a person should look at its cell all the same."""

    value: object = None


def fault(code: Code, **values: object) -> CellFault:
    """Return a CellFault; `values` fill the code's wording."""
    return CellFault(code, values)


# --- text ---------------------------------------------------------------------------------------------------------


def text(raw: Raw) -> str:
    """Return a cell as the clerk sees it: trimmed, without invisible characters, numbers without a tail of zeros."""
    if isinstance(raw, str):
        return raw if raw.isalnum() else _cleaned(raw)
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)  # noqa: PLR2004
    if isinstance(raw, dt.datetime) and (raw.hour or raw.minute):
        return f"{PartialDate(raw.year, raw.month, raw.day)} {raw.hour}:{raw.minute:02d}"
    if isinstance(raw, dt.date):
        return str(PartialDate(raw.year, raw.month, raw.day))
    return str(raw)


@lru_cache(maxsize=65_536)
def _cleaned(raw: str) -> str:
    lines = raw.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").translate(_CLEANED).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def has_controls(raw: Raw) -> bool:
    """Whether a cell holds control characters that no document may hold."""
    return isinstance(raw, str) and not raw.isprintable() and any(ord(c) in _CONTROLS and c != "\r" for c in raw)


def narrow(words: str) -> str:
    """Return text with its full-width digits, letters and brackets made half-width."""
    return words if words.isascii() else words.translate(_NARROW)


_NOBODY = frozenset({"无", "没有", "暂无", "空缺", "暂缺", "缺", "缺额", "暂时空缺", "目前空缺", "岗位空缺"})
_UNKNOWN = late.pattern(
    r"(?:人选|姓名|人员|暂|尚|还)?(?:待.{0,4}?|未)(?:定|补|补充|补录|填|填写|填报|报|上报|通知|明确|确定|核|核实|查|选|选举|选举产生|产生|配|配备|任命|安排|指定|发展|换届|确认|到任|到岗|上任|到位|公布|分配|落实|报到|登记|提供|研究|批复|批准|考察)"
    r"|另行?通知|另定|不详|不明|不清楚|未知|某|[xXｘＸ]{2,}|(?i:tbd|n/?a|nan|null|none)|已(?:退|退党|转|转出|转走|调出|迁出|故|去世|死亡|除名|开除|离任|免职|辞职)"
)


def name_if_any(raw: Raw) -> str | CellFault:
    """Return a person's name, "" where a word says that there is nobody: 空缺, 暂无."""
    return "" if text(raw) in _NOBODY else name(raw)


def name(raw: Raw) -> str | CellFault:
    """Return a person's name: 张　三 → 张三. What stands for nobody, or cannot be printed as it stands, is refused."""
    if not isinstance(raw, str):
        return fault(codes.CELL_NAME, value=text(raw), reason="是数字或日期")
    found = text(raw).replace("\n", " ")
    if any(_is_han(character) for character in found):
        found = found.replace(" ", "")
    if not found:
        return ""
    if (bare := found.strip("（）()")) in _NOBODY or _UNKNOWN.fullmatch(bare):
        return fault(codes.CELL_NAME, value=found, reason="没有说出是谁，还不知道的先空着")
    if "\ufffd" in found or "?" in found or "？" in found or "□" in found:
        return fault(codes.CELL_NAME, value=found, reason="有没能保存下来的字，请重新输入")
    if not any(character.isalpha() for character in found):
        return fault(codes.CELL_NAME, value=found, reason="没有文字")
    if len(found) > _LONGEST_NAME:
        return fault(codes.CELL_NAME, value=f"{found[:10]}……", reason=f"有 {len(found)} 个字，太长")
    return found


def rare(person: str) -> str:
    """Return the characters of a name that are outside GB 2312: few fonts of an office have them."""
    if _in_gb2312(person):
        return ""
    return "".join(c for c in person if (_is_han(c) or unicodedata.category(c) == "Co") and not _in_gb2312(c))


def _is_han(character: str) -> bool:
    return "㐀" <= character <= "鿿" or character >= "\U00020000"


def _in_gb2312(words: str) -> bool:
    try:
        words.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


# --- dates --------------------------------------------------------------------------------------------------------

_SIGN = r"\s*[年./\-、．·。,–—－]\s*"
_SEPARATED = late.pattern(
    rf"(\d{{4}})(?:{_SIGN}|\s+)(\d{{1,2}})(?:\s*月份?\s*(?:(\d{{1,2}})\s*[日号]?)?|(?:{_SIGN}|\s+)(?:(\d{{1,2}})\s*[日号]?)?)?"
)
_YEAR = late.pattern(r"(\d{4})\s*年?")
_PACKED = late.pattern(r"(\d{4})(\d{2})(\d{2})?")
_SHORT_YEAR = late.pattern(r"'?\d{2}\s*[年./\-]\s*\d{1,2}(?:\s*[月./\-]\s*\d{0,2}\s*日?)?")
_CLOCK = late.pattern(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_ONE_DECIMAL = late.pattern(r"\d{4}\.1")
_CHINESE = late.pattern(r"([〇○◯ＯOo0零一二三四五六七八九]{4})年")


def as_date(raw: Raw, *, month_only: bool = False) -> PartialDate | CellFault | None:
    """Return a date with the precision that it was written with; None for an empty cell.

    `month_only`: the cell's format shows no day, so the clerk has seen none. 2005.1 is refused: a table program drops
    the zero of 2005.10.
    """
    if isinstance(raw, dt.date):
        return PartialDate(raw.year, raw.month) if month_only else PartialDate(raw.year, raw.month, raw.day)
    if isinstance(raw, bool | dt.time | dt.timedelta):
        return fault(codes.CELL_DATE, value=text(raw))
    if isinstance(raw, int | float):
        return _from_number(float(raw))
    return _from_text(raw)


def _from_number(number: float) -> PartialDate | CellFault:
    written = text(number)
    if not math.isfinite(number):
        return fault(codes.CELL_DATE, value=written)
    if number.is_integer() and _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + dt.timedelta(days=int(number))
        return PartialDate(day.year, day.month, day.day)
    if not number.is_integer():
        written = f"{number:.2f}".rstrip("0") if abs(number * 100 - round(number * 100)) < 1e-6 else written  # noqa: PLR2004
    return _parsed(written)


@lru_cache(maxsize=65_536)
def _from_text(raw: str) -> PartialDate | CellFault | None:
    words = narrow(text(raw)).strip(" 。.,，;；'")
    if words in BLANK:
        return None
    if words.isdigit() and len(words) == 5 and _FIRST_SERIAL <= int(words) <= _LAST_SERIAL:  # noqa: PLR2004
        return _from_number(float(words))
    return _parsed(_CLOCK.sub("", words))


def _parsed(words: str) -> PartialDate | CellFault:
    if _ONE_DECIMAL.fullmatch(words):
        months = (f"{words[:4]}年1月", f"{words[:4]}年10月")
        return fault(codes.CELL_DATE_AMBIGUOUS, value=words, year=words[:4], offers=months)
    arabic = _arabic(words)
    for pattern in (_SEPARATED, _PACKED, _YEAR):
        if match := pattern.fullmatch(arabic):
            numbers = [int(part) for part in match.groups() if part]
            return _checked(*numbers) or fault(codes.CELL_DATE, value=words)
    if _SHORT_YEAR.fullmatch(arabic):
        return fault(codes.CELL_DATE_TWO_DIGIT_YEAR, value=words)
    return fault(codes.CELL_DATE, value=words)


def _arabic(words: str) -> str:
    """Return 二〇〇五年七月 and 2005年七月 with Arabic digits."""
    if match := _CHINESE.match(words):
        words = "".join(_DIGITS[c] for c in match[1]) + words[4:]
    return re.sub(r"[一二三四五六七八九十廿卅]+(?=[月日号])", lambda found: str(numeral(found[0])), words)


def numeral(words: str) -> int:
    """Return 1-59 from Chinese numerals; 0 for what is none."""
    words = words.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(_DIGITS[words]) if words in _DIGITS else 0
    if tens not in {"", *"一二三四五"} or (ones and ones not in _DIGITS):
        return 0
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))


def _checked(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """Return a date that the calendar has."""
    if not _OLDEST <= year <= _YOUNGEST:
        return None
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)


# --- numbers of people --------------------------------------------------------------------------------------------


_ID_LABEL = late.pattern(r"^(?:居民|公民)?身份证?(?:件)?(?:号码?)?[:：]")
_ID_MARKS = "'’‘`′´\"“”。，,._、;；"
_LOOK_LIKE_X = frozenset("×✕✖╳☓ХхΧχⅩⅹ乂")  # what is typed for the last X of an ID number


def id_number(raw: Raw) -> str | CellFault:
    """Return an ID number of 18 characters (GB 11643) or 15 digits (before 1999); "" for an empty cell."""
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        if abs(raw) >= 1e15:  # noqa: PLR2004 - a float keeps 15 digits
            return CellFault(codes.CELL_ID_DAMAGED)
        raw = text(raw)
    words = _ID_LABEL.sub("", re.sub(r"[\s\-]", "", narrow(text(raw)))).strip(_ID_MARKS)
    number = words.upper()
    if number in BLANK or _NO_ID.fullmatch(number):
        return ""
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number):
        return CellFault(codes.CELL_ID_DAMAGED)
    if re.fullmatch(r"\d{15}", number):
        return (
            number
            if _checked(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
            else _bad_id(number, "出生日期不对")
        )
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return _odd_id(words)
    if not _checked(int(number[6:10]), int(number[10:12]), int(number[12:14])):
        return _bad_id(number, "出生日期不对")
    if _check_digit(number) == number[17]:
        return number
    damaged = number.endswith("000")
    return CellFault(codes.CELL_ID_DAMAGED) if damaged else _bad_id(number, "末位校验码不对，可能抄错了一位")


_NO_ID = late.pattern(r"(?:暂|尚)?(?:无|没有?|未)(?:办理?|填写?|提供)?(?:身份证号?码?)?|不详|未知|待[补填查]")


def _odd_id(words: str) -> CellFault:
    """Return why something is no ID number; a last × whose place the checksum gives to X is one."""
    body, last = words[:-1], words[-1:]
    if re.fullmatch(r"\d{17}", body) and not last.isdigit():
        if last in _LOOK_LIKE_X and _check_digit(f"{body}X") == "X":
            return Taken(codes.CELL_ID_X, {"value": masked(words), "written": last}, f"{body}X")
        return _bad_id(words, f"末位是“{last}”；末位只能是数字或字母 X")
    strange = "".join(dict.fromkeys(character for character in words if not (character.isdigit() or character in "xX")))
    if strange:
        return _bad_id(words, f"里面有不该有的字“{strange}”")
    return _bad_id(words, f"应为 18 位，这里是 {len(words)} 位" if len(words) != _NEW_LENGTH else "只有末位可以是 X")


def _check_digit(number: str) -> str:
    """Return the last place of an ID number as GB 11643 reckons it: the others weigh 2, 4, 8 … from the right, mod 11.

    Read as a number of base 13 they weigh the same, for 13 is 2 there.
    """
    return "10X98765432"[2 * int(number[:-1], 13) % 11]


def _bad_id(number: str, reason: str) -> CellFault:
    return fault(codes.CELL_ID, value=masked(number), reason=reason)


def masked(number: str) -> str:
    """Return an ID number with its middle hidden: a message may be shown on a wall."""
    return f"{number[:4]}…{number[-2:]}" if len(number) > 8 else number  # noqa: PLR2004


def birth_of(number: str) -> PartialDate | None:
    """Return the birth date that an ID number holds."""
    digits = number[6:14] if len(number) == _NEW_LENGTH else f"19{number[6:12]}" if len(number) == _OLD_LENGTH else ""
    return _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits.isdigit() else None


def sex_of(number: str) -> str:
    """Return the sex that an ID number holds: its last digit but one (the last of an old one) is odd for men."""
    digit = number[16:17] if len(number) == _NEW_LENGTH else number[14:15]
    return "" if not digit.isdigit() else "男" if int(digit) % 2 else "女"


# --- words of a closed list ---------------------------------------------------------------------------------------


def yes_no(raw: Raw) -> bool | CellFault:
    """Return whether a cell says yes; an empty one says no."""
    words = narrow(text(raw)).strip().casefold()
    if words == "" or words in NO:
        return False
    if words in YES:
        return True
    if match := re.match(r"(是|否)[(,，、;\s]", words):
        return match[1] == "是"
    return fault(codes.CELL_YES_NO, value=text(raw))


def status(raw: Raw) -> str | CellFault:
    """Return 正式党员 or 预备党员; "" for an empty cell."""
    words = text(raw).replace(" ", "")
    if words in BLANK:
        return ""
    return STATUSES.get(words) or fault(codes.CELL_STATUS, value=words, offers=("正式党员", "预备党员"))


def is_on_probation(raw: Raw) -> str | CellFault:
    """Return what a column 是否预备党员 says: 是 is 预备党员, 否 is 正式党员."""
    return _either(raw, "预备党员", "正式党员")


def is_full(raw: Raw) -> str | CellFault:
    """Return what a column 是否正式党员 says."""
    return _either(raw, "正式党员", "预备党员")


def _either(raw: Raw, yes: str, no: str) -> str | CellFault:
    words = narrow(text(raw)).casefold()
    return yes if words in YES else no if words in NO and words not in BLANK - {"无"} else status(raw)


def politics(raw: Raw) -> str | None:
    """Return which kind of member a 政治面貌 makes: 正式党员 or 预备党员; None = no member, "" = an empty cell."""
    words = re.sub(r"[\s\d.、()（）]", "", text(raw))
    return "" if words in BLANK else _PARTY.get(words)


def is_no_member(kind: str) -> bool:
    """Whether a 人员类别 says that somebody is no member: 群众, 入党积极分子."""
    return _NO_MEMBER.search(kind) is not None


def standing(raw: Raw) -> str | CellFault:
    """Return 正常 or 停止党籍; an empty cell is 正常 (docs/contract.md §3)."""
    words = text(raw).replace(" ", "")
    return STANDINGS.get(words) or fault(codes.CELL_STANDING, value=words)


def sex(raw: Raw) -> str:
    """Return 男 or 女 as written, without the word for the sex."""
    words = text(raw)
    return {"男性": "男", "女性": "女"}.get(words, words)


def categories(raw: Raw) -> tuple[str, ...] | None:
    """Return the 党员分类 that a cell lists, by our words where we know them; None for an empty cell."""
    words = text(raw)
    if not words:
        return None
    parts = [part.strip() for part in re.split(r"[、,，;；/\n\s]+", words)]
    return tuple(dict.fromkeys(CATEGORIES.get(part, part) for part in parts if part not in BLANK))


# --- lists --------------------------------------------------------------------------------------------------------

_NUMBERED = late.pattern(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]|[一二三四五六七八九十]是|[①-⑳])\s*(?!\d)"
)


def several(raw: Raw) -> tuple[str, ...]:
    """Return what a cell lists, split at ； and line breaks, without the numbers typed before each and end marks."""
    parts = re.split(r"[；;\n]+", text(raw))
    cleaned = [_NUMBERED.sub("", part.strip()).strip().rstrip("。") for part in parts]
    return tuple(part for part in cleaned if part)


def names(raw: Raw) -> tuple[str, ...]:
    """Return the names that a cell lists, split at 、 ， and line breaks."""
    return tuple(part.strip() for part in re.split(r"[、，,；;\n]+", text(raw)) if part.strip())


def deadline(raw: Raw) -> PartialDate | str | CellFault:
    """Return a deadline: a date as precisely as written, or words (立行立改, 长期坚持, 2026年11月底前)."""
    words = narrow(text(raw)).strip()
    found = as_date(raw)
    if isinstance(found, CellFault) and re.search(r"[^\W\d_年月日]", words):
        return text(raw)
    return "" if found is None else found
