"""Telephone and mailbox cells: the numbers and addresses in them, and what stands beside.

People write more than the number: 暂无, 13900000021（本人）, 手机 …, two numbers, two addresses. What is certain is
taken, words that were left out are told, and a digit that belongs to no number makes the cell unreadable.
"""

from __future__ import annotations

import re

from pipeline import late
from pipeline.inbox.fields import BLANK, CellFault, Taken, fault, narrow, text
from pipeline.inbox.sheet import Raw
from pipeline.model import codes

_MOBILE = late.pattern(r"1[3-9]\d{9}")
_MOBILE_LENGTH = 11
_LANDLINE = late.pattern(r"(0\d{2,3}-?)?[2-8]\d{6,7}(-\d{1,6})?|0{3,4}-?\d{7,8}")
_COUNTRY = r"(?:[(（]?(?:\+|00)86[)）]?[ -]?|86[ -])?"
_EXTENSION = r"(?:-|\s*转\s*)"
_GAP = r"[ .·\-]?"
_OF_MOBILE = rf"1[3-9]\d(?:{_GAP}\d{{4}}){{2}}|1[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}|1[3-9]\d{{3}}{_GAP}\d{{6}}"
_OF_LINE = r"[2-8]\d{6,7}|[2-8]\d{3}[ -]\d{4}"
_NUMBER = late.pattern(
    rf"(?<![\d+-])(?:{_COUNTRY}(?P<mobile>{_OF_MOBILE})"
    r"|(?P<service>[48]00-?\d{3}-?\d{4})"
    rf"|{_COUNTRY}[(]?(?P<area>0\d{{2,3}})[)]?[ -]*(?P<line>{_OF_LINE})(?:{_EXTENSION}(?P<extension>\d{{1,6}}))?"
    rf"|(?P<local>[2-8]\d{{6,7}})(?:{_EXTENSION}(?P<inner>\d{{1,6}}))?)(?![\d-])"
)
_NONE = late.pattern(
    r"(?:[(]?(?:暂时?|尚|目前|本人)?(?:无|没有?|未)(?:有|办理?|留|填写?|登记|提供|使用|用)?(?:个人|任何|固定)?(?:手机|电话|号码?|座机|固话|联系|方式|邮箱|邮件|邮|箱|"
    r"电子|地址)*[)]?(?:\([^()\d]*\))?|(?:已经?)?(?:停机|注销)|空号|保密|不详|不清楚?|不知道?|未知|待[补填查定]\w?|none|n/?a|null|[-—–_/\\.。*×~、,，\s]+)",
    re.IGNORECASE,
)
_LABEL = late.pattern(
    r"(?:本人|联系|移动|固定|办公|家庭|住宅|常用|备用|个人|单位)?(?:手机|电话|座机|固话|号码?|tel|mobile|phone|mob|宅电|联系方式)+(?:号码?)?[:：]?"
    r"|(?:办公?|家|宅|手机?|固|电)[:：]",
    re.IGNORECASE,
)
_SHORT_NUMBER = late.pattern(r"短号[:：]?\s*\d{3,6}(?!\d)")  # of an office's own network: nobody else can dial it
_DASHES = dict.fromkeys(map(ord, "—–－‐‑−"), "-")
_QUOTES = "'’‘`′´\" "
_BETWEEN = late.pattern(r"[\s、/|,，;；。.:：()\[\]（）【】或和及与\-—]+")
_DOMAIN = r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
_ADDRESS = late.pattern(rf"(?<![\w.+%-])[A-Za-z0-9][\w.+%-]*@{_DOMAIN}(?![\w@-])", re.ASCII)
_MAIL_LABEL = late.pattern(
    r"(?:办公|工作|个人|电子|常用|备用)?(?:邮箱|邮件|e-?mail|mail(?:to)?)(?:地址)?[:：]?", re.IGNORECASE
)


def phone(raw: Raw) -> str | CellFault:
    """Return a phone number, several joined by 、; a number stored as 1.38E+10 is whole again."""
    if isinstance(raw, str) and _MOBILE.fullmatch(raw):
        return raw if raw.isascii() else narrow(raw)
    words = narrow(text(raw)).translate(_DASHES).strip(_QUOTES)
    if words in BLANK or _NONE.fullmatch(words):
        return ""
    numbers = [part for part in re.split(r"[、/,;\n]|\s{1,}(?=\d{7,})", words) if part.strip()]
    found = [_plain(part) for part in numbers]
    return "、".join(found) if found and all(found) else _sought(words)


def _plain(part: str) -> str:
    """Return a number that is nothing else; "" for anything more."""
    digits = re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[\s()（）]", "", part))
    compact = digits.replace("-", "")
    if _MOBILE.fullmatch(compact):
        return compact
    return digits if _LANDLINE.fullmatch(digits) else ""


def _sought(words: str) -> str | CellFault:
    """Return the numbers in a cell that holds more; digits that belong to none make it unreadable."""
    found = list(_NUMBER.finditer(words))
    rest = _NUMBER.sub(" ", words)
    certain = _SHORT_NUMBER.sub("短号", rest)
    if not found or any(character.isdigit() for character in certain):
        return fault(codes.CELL_PHONE, value=words, reason=_why(words, bool(found)))
    numbers = "、".join(dict.fromkeys(_digits(match) for match in found))
    beside = _BETWEEN.sub("", _LABEL.sub("", rest))
    if not beside:
        return numbers
    return Taken(codes.CELL_PHONE_NOTE, {"value": words, "taken": numbers}, numbers)


def _digits(match: re.Match[str]) -> str:
    if match["mobile"]:
        return re.sub(r"\D", "", match["mobile"])
    if match["area"]:
        line = re.sub(r"[ -]", "", match["line"])
        return "-".join(filter(None, (match["area"], line, match["extension"])))
    return match["service"] or "-".join(filter(None, (match["local"], match["inner"])))


def _why(words: str, some: bool) -> str:
    if some:
        return "除了能认出的号码，还有认不出的数字"
    digits = re.sub(r"\s", "", words)
    if digits.isdigit() and len(digits) != _MOBILE_LENGTH:
        return f"手机号应为 11 位数字，这里是 {len(digits)} 位"
    if digits.isdigit():
        return "没有这样的号段（手机号以 13 至 19 开头）"
    return "里面没有完整的号码（手机号应为 11 位数字）"


def email(raw: Raw) -> str | CellFault:
    """Return an e-mail address, several joined by 、."""
    words = narrow(text(raw)).strip(_QUOTES)
    if words in BLANK or _NONE.fullmatch(words):
        return ""
    tight = re.sub(r"\s*@\s*", "@", words)
    found = list(dict.fromkeys(match[0] for match in _ADDRESS.finditer(tight)))
    rest = _ADDRESS.sub(" ", tight)
    if not found or "@" in rest:
        return fault(codes.CELL_EMAIL, value=words)
    addresses = "、".join(found)
    beside = _BETWEEN.sub("", _MAIL_LABEL.sub("", rest)).strip("<>'\"")
    if not beside and len(found) == 1:
        return addresses
    return Taken(codes.CELL_EMAIL_NOTE, {"value": words, "taken": addresses}, addresses)
