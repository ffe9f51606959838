"""Markdown as clerks write it → Markdown as pandoc means it, and what of it is not meant for the reader.

A line is a paragraph unless it was broken because it was full; numbers stay as they are typed, whatever list Markdown
would make of them; comments, struck words and facts at the head of the file are taken out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline import ordinals
from pipeline.inbox import stars

_RULES = {"---": ("---", "..."), "+++": ("+++",)}  # what facts at the head begin with → what they end with
_FACT = re.compile(r"[^\n:：=#]{1,30}[:：=]")
_LONGEST_FRONT = 100  # lines
_STRUCK = re.compile(r"~~(?=\S)([^~\n]+?)(?<=\S)~~")
_STRONG = re.compile(r"(?<![_0-9A-Za-z])__(?!_)(?=\S)([^_\n]+?)(?<=\S)(?<!_)__(?![_0-9A-Za-z])")
_BLANK = re.compile(r"_{2,}(?!_*[ \t]*$)|(?<=[^_\s])_{2,}", re.MULTILINE)  # room to write; a line of them is a rule
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRUCK_TAG = re.compile(r"<(del|s|strike)>([^<]*)</\1>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:u|b|i|em|strong|font|span|center|p|div|big|small|mark|ins|sub|sup|h[1-6]|hr|ul|ol|li|a|img|table|tr|td|th|tbody|thead"
    r"|details|summary|kbd|code|pre|section|article|blockquote|small|nobr)(?=[\s/>])[^<>\n]{0,200}>",
    re.IGNORECASE,
)
_PROGRAM = re.compile(r"<(script|style)\b[^<>]{0,200}>.*?</\1>", re.IGNORECASE | re.DOTALL)
_READING = re.compile(r"<(rt|rp)\b[^<>]{0,200}>.*?</\1>", re.IGNORECASE | re.DOTALL)  # of a rare character
_PLACE = r"<?(?:[a-z][a-z\d+.-]*:|/|\.{1,2}/|#|[\w.-]+\.[a-z\d]{2,5}(?:[/?#>\s)]|$))"  # an address, not words
_DEFINED = re.compile(rf"^( {{0,3}})\[(?!\^)(?=[^\[\]\n]+\]:(?![ \t]*{_PLACE}))", re.IGNORECASE | re.MULTILINE)
_LINKED = re.compile(rf"(?<![!\\])\[(?=[^\[\]\n]*\]\((?!{_PLACE})[^()\n]+\))", re.IGNORECASE)
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
_HIDDEN_PARAGRAPH = re.compile(
    r"<p(\s[^>]{0,500}(?:display\s*:\s*none|mso-hide\s*:\s*all|\shidden)[^>]{0,500})>(.*?)</p>",
    re.IGNORECASE | re.DOTALL,
)
_INDENTED = re.compile(r"^(?:\u3000{2}|\t| {4}| *\u3000)\s*(?=\S)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_BULLET = re.compile(r"^ {0,3}(?:[-*+]|\[\^[^\]]+\]:)\s")
_NUMBER = re.compile(r"^(\s*)(\d{1,9})([.)])([ \t]+)(?=\S)")
_BLOCK = re.compile(r"^ {0,3}(?:#{1,6}\s|>|[-*+]\s|```|~~~|\||\[\^[^\]]+\]:|(?:[-*_] ?){3,}$|={2,}\s*$|-{2,}\s*$)")
_ENDS = "。！？：；…”）:;!?"
_GOES_ON = ("，", "、", ",")
_FULL, _NEARLY = 20, 0.7  # Hanzi of a line that may be full; part of the longest that a full line has at least


def prepared(text: str, *, struck: bool = False) -> tuple[str, Counter[str]]:
    """Return the text for pandoc, and what was taken out, counted by its Chinese name. `struck`: such words stay."""
    gone: Counter[str] = Counter()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if front := _front(lines):
        gone["文件头信息"] += 1
        lines = lines[front:]
    pieces = []
    for code, some in _fenced(_uncommented("\n".join(lines), gone).split("\n")):
        piece = "\n".join(some)
        pieces.append(piece if code else "\n".join(_apart(_cleaned(piece, gone, struck=struck).split("\n"))))
    return "\n".join(pieces), gone


def _front(lines: Sequence[str]) -> int:
    """Return how many lines of facts (title: …) stand at the head, their rules included."""
    ends = _RULES.get(lines[0].rstrip(), ())
    for at, line in enumerate(lines[1:_LONGEST_FRONT], 1):
        bare = line.strip()
        if bare in ends:
            return at + 1 if at > 1 else 0
        if not bare or (line[0] not in " \t-#[" and not _FACT.match(bare)):
            return 0
    return 0


def _uncommented(text: str, gone: Counter[str]) -> str:
    """Take out <!-- … -->; one that never ends is no comment."""
    pieces = []
    at = 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        pieces.append(text[at:begin])
        at = end + 3
        gone["批注"] += 1
    return "".join((*pieces, text[at:]))


def _fenced(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield stretches of lines: code between fences, and the rest."""
    stretch: list[str] = []
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            if not fenced:
                yield False, stretch
                stretch = []
            stretch.append(line)
            if fenced:
                yield True, stretch
                stretch = []
            fenced = not fenced
        else:
            stretch.append(line)
    yield fenced, stretch


def _cleaned(text: str, gone: Counter[str], *, struck: bool) -> str:
    for pattern in () if struck else (_STRUCK, _STRUCK_TAG):
        text, count = pattern.subn("", text)
        gone["划掉的字"] += count
    text, count = _PROGRAM.subn("", text)
    gone["网页代码"] += count
    gone["脚注"] += sum(1 for name in set(_NOTE.findall(text)) if not re.search(rf"\[\^{re.escape(name)}\](?!:)", text))
    text = _LINKED.sub(r"\\[", _DEFINED.sub(r"\1\\[", text))
    text = _STRONG.sub(r"**\1**", _BREAK.sub("\n", text))
    text = "".join(map(stars.escaped, _PARAGRAPHS.split(text)))
    text = _BLANK.sub(lambda match: "\\_" * len(match[0]), text)
    text, count = _TAG.subn("", text)
    gone["网页标记"] += count
    return text


def without_hidden(page: str) -> tuple[str, Counter[str]]:
    """Return a web page whose hidden paragraphs pandoc can tell, and what it will pass over without a word."""
    page = _READING.sub("", page)
    page = _HIDDEN_PARAGRAPH.sub(r"<div\1>\2</div>", page)
    return page, Counter({"批注": page.count("<!--")})


# --- lines and paragraphs -----------------------------------------------------------------------------------------


def _apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with an empty one between paragraphs."""
    listed = False
    for stretch in _stretches(lines):
        counted = _counted_anew(stretch)
        widest = max(map(_width, stretch), default=0)
        for at, line in enumerate(counted):
            indented = _INDENTED.match(line)
            was_listed, bullet = listed, _BULLET.match(line) is not None
            listed = bullet or (listed and (indented is not None or line.startswith("  ")))
            own = indented is not None and not listed
            if (at and (own or (bullet and not was_listed))) or (
                at and not listed and not _goes_on(stretch[at - 1], stretch[at], widest)
            ):
                yield ""
            yield line.lstrip() if own else line
        yield ""


def _stretches(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines between empty ones."""
    stretch: list[str] = []
    for line in lines:
        if line.strip():
            stretch.append(line)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _counted_anew(stretch: Sequence[str]) -> list[str]:
    """Return lines whose numbers stay as typed; a list of nothing but 1. is counted, as Markdown means it."""
    numbers = [match for line in stretch if (match := _NUMBER.match(line))]
    lazily = len(numbers) > 1 and {match[2] for match in numbers} == {"1"}
    count = 0
    lines = []
    for line in stretch:
        if match := _NUMBER.match(line):
            count += 1
            number = str(count) if lazily else match[2]
            line = f"{number}\\{match[3]} {line[match.end() :]}"  # noqa: PLW2901 - the line with its number
        lines.append(line)
    return lines


def _goes_on(line: str, following: str, widest: float) -> bool:
    """Whether a line was broken because it was full, so that the next one goes on."""
    if _NUMBER.match(following) or ordinals.parse(following.strip()) is not None or _INDENTED.match(following):
        return False
    if _BLOCK.match(following) or (_BLOCK.match(line) and not _BULLET.match(line)):
        return True  # Markdown's own: a heading, a table, a quotation
    if line.endswith(("  ", "\\")):
        return True  # a line break that the author wants
    if line.count("**") % 2 or line.rstrip().endswith(_GOES_ON):
        return True  # emphasis, or a sentence, that has not ended
    return line.rstrip()[-1:] not in _ENDS and _width(line) >= max(_FULL, widest * _NEARLY)


def _width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in line.strip())
