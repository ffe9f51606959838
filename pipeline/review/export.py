"""A Word file → one HTML page to read: pandoc in its sandbox, what it writes cleaned. Nothing is loaded from outside.

A link remains a link; a script, a frame, a style of the author's, a picture that lies elsewhere do not remain.
"""

from __future__ import annotations

import html
import re
import tempfile
from pathlib import Path

import nh3
import pypandoc

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.review import docx_package
from pipeline.review.layout import Layout, Section, millimetres
from pipeline.review.measure import layout_of

_SECONDS = 60.0
_MEMORY = "-M512M"  # pandoc's own limit
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
_TAGS = frozenset(
    {
        "a", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "del", "div", "em", "h1", "h2", "h3", "h4",
        "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s", "section", "span", "strong", "sub", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
    }
)  # fmt: skip
_STYLE_NAME, _MARK = "data-custom-style", "发文机关标志"
_PLAIN_STYLE = re.compile(r"width: ?\d{1,3}%;?|text-align: ?(left|center|right);?")  # what pandoc writes of tables
_ATTRIBUTES = {
    "a": {"href", "title"},
    "col": {"style"},
    "div": {_STYLE_NAME},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "span": {_STYLE_NAME},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "style"},
}
_LINK = re.compile(r"https?://[^\s/\\]|mailto:|#", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "data"})  # data: pictures alone, see _kept


class Unconvertible(Exception):  # noqa: N818 - it is the file that is
    """The file cannot be converted; the message is Chinese."""


def html_page(data: bytes, title: str) -> str:
    """Return a whole HTML page of a Word file. Raises Unconvertible."""
    try:
        layout = layout_of(data)
    except docx_package.UnreadablePackage as fault:
        raise Unconvertible(str(fault)) from fault
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(data)
        try:
            written = confine.run(_command(source), folder=Path(folder), seconds=_SECONDS)
        except WorkspaceError as fault:
            raise Unconvertible("转换不了，文件可能有问题") from fault
    style = f"{_STYLE}\n{_sheet(layout.sections[0])}\n{_marks(layout)}"
    return _PAGE.format(title=html.escape(title), style=style, body=cleaned(written))


def _sheet(section: Section) -> str:
    """Return the rules of the sheet of paper: its type area on the screen, all of it in print."""
    width, height, measure_, top, right, bottom, left = (
        f"{millimetres(twips):.0f}mm"
        for twips in (
            section.width, section.height, section.measure, section.top, section.right, section.bottom, section.left,
        )
    )  # fmt: skip
    return "\n".join(
        (
            f"@page {{ size: {width} {height}; margin: {top} {right} {bottom} {left}; }}",
            f"body {{ width: {measure_}; }}",
            "@media print { body { margin: 0; } }",
        )
    )


def _marks(layout: Layout) -> str:
    """Return the rule of the issuing agency's mark: its size follows its length."""
    letters = [p.letter for p in layout.paragraphs if p.look.style == _MARK and p.letter]
    return _look(_MARK, f"font-size: {letters[0].size / 2:g}pt;") if letters else ""


def _command(source: Path) -> list[str]:
    return [
        pypandoc.get_pandoc_path(), "+RTS", _MEMORY, "-RTS", "--sandbox", "--quiet", "--embed-resources",
        "--from", "docx+styles", "--to", "html5", str(source),
    ]  # fmt: skip


def cleaned(written: str) -> str:
    """Return HTML without anything that runs or is loaded from elsewhere."""
    return nh3.clean(
        written,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value, None where it goes: pictures lie in the page itself, links lead to pages or mail."""
    if (tag, name) == ("img", "src"):
        return value if _PICTURE.fullmatch(value) else None
    if name == "style":
        return value if _PLAIN_STYLE.fullmatch(value.strip()) else None
    if (tag, name) == ("a", "href"):  # a click on \\host or //host gives Windows' login away
        return value if _LINK.match(value) else None
    return value


def _look(names: str, rules: str) -> str:
    chosen = ", ".join(f'[{_STYLE_NAME}="{name}"]' for name in names.split())
    return f"{chosen} {{ {rules} }}"


_FLUSH = "公文标题 副标题 发文机关标志 发文字号 主送 版头 附件标识 署名 成文日期 表题 表头 表格 版记 抄送"
_FANG = "FangSong_GB2312, 仿宋_GB2312, FangSong, 仿宋, serif"
_STYLE = "\n".join(
    (
        f"body {{ margin: 20mm auto; font: 16pt/28.95pt {_FANG}; }}",
        "p, blockquote { margin: 0; }",
        "table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 1.3; margin: 4pt 0; }",
        "table:has(col:nth-child(9)) { font-size: 10.5pt; }",  # a ledger's 五号
        "td, th { border: 1px solid #000; padding: 2pt 3pt; height: 8mm; font-weight: normal; }",
        _look("公文标题 副标题 发文机关标志 发文字号 表头", "text-align: center;"),
        _look("公文标题", "font: 22pt/32pt 方正小标宋简体, SimSun, serif; margin: 12pt 0;"),
        _look(_MARK, "font: 36pt/1.3 方正小标宋简体, SimSun, serif; color: #f00;"),
        _look("标题1 版头 附件标识 表头", "font-family: SimHei, 黑体, sans-serif;"),
        _look("标题2 副标题", "font-family: KaiTi_GB2312, 楷体_GB2312, KaiTi, 楷体, serif;"),
        # 7.3.5.1: the date four characters in, its seven centred under the name's
        _look("署名 成文日期", "width: fit-content; min-width: 15em; margin-left: auto; text-align: center;"),
        _look("署名", "margin-top: 57.9pt;"),
        _look("主送", "margin-top: 28.95pt;"),
        (
            f'[{_STYLE_NAME}="发文机关标志"] ~ [{_STYLE_NAME}="发文字号"]:not(:has(+ [{_STYLE_NAME}="发文字号"]))'
            " { border-bottom: 1.5pt solid #f00; padding-bottom: 8pt; margin-bottom: 57.9pt; }"
        ),
        f'[{_STYLE_NAME}="发文机关标志"] + [{_STYLE_NAME}="发文字号"] {{ margin-top: 57.9pt; }}',
        f':not([{_STYLE_NAME}="附件说明"]) + [{_STYLE_NAME}="附件说明"] {{ margin-top: 28.95pt; }}',
        f'[{_STYLE_NAME}="附件说明"] + [{_STYLE_NAME}="附件说明"] {{ padding-left: 3em; }}',
        _look("附件标识", "margin-top: 57.9pt; break-before: page;"),
        f'table:has([{_STYLE_NAME}="版记"], [{_STYLE_NAME}="抄送"]) td {{ border-width: 1px 0; font-size: 14pt; }}',
        _look(_FLUSH, "--first: 0;"),
        f"[{_STYLE_NAME}] p {{ text-indent: var(--first, 2em); }}",
    )
)
_PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
"""
