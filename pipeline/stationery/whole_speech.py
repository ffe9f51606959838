"""讲话全文: a speech that its author has written whole, only typeset. Not a word is added but its head."""

from __future__ import annotations

from pipeline.stationery import paragraphs as p
from pipeline.stationery.package import paper
from pipeline.stationery.speeches import speaker
from pipeline.stationery.styles import Fonts


def township(fonts: Fonts) -> bytes:
    """Return 讲话全文-全镇.docx."""
    return _speech("会议", "会议", '"在" ~ 会议.名称 ~ "上的讲话"', "[活动.名称]", fonts)


def branch(fonts: Fonts) -> bytes:
    """Return 讲话全文-支部.docx."""
    title = '"在" ~ 支部.简称 ~ 活动.简称 ~ "动员会上的讲话"'
    return _speech("支部", "支部.会议", title, "[支部.简称, 活动.简称]", fonts)


def _speech(owner: str, meeting: str, title: str, names: str, fonts: Fonts) -> bytes:
    """Return the paper; `title` and `names`: what it is called where its author has not said, and what stays together."""
    own = f"{owner}.讲话称呼"
    return paper(
        p.title(f"{{{{ ({owner}.讲话标题 or ({title}))|分行({names}) }}}}"),
        p.when(f"{owner}.讲话副题", p.line("Subtitle", f"{{{{ {owner}.讲话副题 }}}}")),
        speaker(meeting),
        p.when(own, p.line("Addressee", f"{{{{ {own} }}}}："), otherwise=(p.body(""),)),
        p.outline(f"{owner}.讲话稿"),
        fonts=fonts,
    )
