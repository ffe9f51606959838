"""送达目录, 送达回执, 送达签收单: what goes with a parcel, and what is signed at the counter."""

from __future__ import annotations

from pipeline.stationery import forms
from pipeline.stationery import paragraphs as p
from pipeline.stationery.markup import w
from pipeline.stationery.package import paper
from pipeline.stationery.page import LINE, PORTRAIT
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid, label, value

_LIST = Grid((900, 6244, 1700))
_SLIP = Grid((2200, 6644))
_COUNTER = Grid((800, 3244, 900, 900, 1500, 1500))
_ROW, _WRITTEN, _HEAD = 420, 850, 560  # twips; a hand-written line needs 15 mm, a ticked one 7
_OFFICE = "{% if 单位.办公室 %}{{ 单位.办公室 }}{% else %}{{ 单位.名称 }}{% endif %}"
_PARCEL = "第{{ 批次 }}批{% if 重发 %}，重发{% endif %}{% if 分包 %}，{{ 分包 }}{% endif %}"


def contents(fonts: Fonts) -> bytes:
    """Return 送达目录.docx: every document of a parcel, to be ticked off."""
    head = (label("序号"), label("文　件"), label("核对（√）"))
    row = (
        value("{{ 件.序号 }}"),
        value("{{ 件.文件 }}{% if 件.代替 %}（{{ 件.代替 }}）{% endif %}", align="left"),
        value(""),
    )
    return paper(
        p.title('{{ (活动.简称 ~ "文件送达目录")|分行([活动.简称]) }}'),
        p.line("TableTitle", f"{{{{ 支部.名称 }}}}　　{_PARCEL}，共{{{{ 份数 }}}}份", w("spacing", before=240)),
        p.when("代替", p.line("TableTitle", "本目录代替{{ 代替 }}的目录，原目录作废。")),
        _LIST.table(
            _LIST.row(*head, height=_HEAD, head=True),
            _LIST.each("件 in 文件们", _LIST.row(*row, height=_ROW)),
        ),
        fonts=fonts,
    )


def receipt(fonts: Fonts) -> bytes:
    """Return 送达回执.docx: the branch signs it and gives it back."""
    lines = ("签收单位（盖章）", "签收人（签字）", "签收日期", "联系电话", "缺少或有误的文件")
    return paper(
        p.title("送达回执"),
        p.line("Addressee", f"{_OFFICE}："),
        p.body(f"发来的{{{{ 活动.名称 }}}}文件（{_PARCEL}，共{{{{ 份数 }}}}份）已按目录逐份核对，签收情况如下："),
        p.line("TableTitle", "送达单位：{{ 支部.名称 }}", w("spacing", before=LINE // 2)),
        _SLIP.table(*(_SLIP.row(label(line), value(""), height=_WRITTEN) for line in lines)),
        p.line("Body", f"请在收到后填写本回执，交回{_OFFICE}。{_call()}", w("spacing", before=LINE // 2)),
        fonts=fonts,
    )


def _call() -> str:
    return "{% if 单位.联系人 or 单位.电话 %}联系人：{{ 单位.联系人 }}{% if 单位.电话 %}，电话：{{ 单位.电话 }}{% endif %}。{% endif %}"


def counter(fonts: Fonts) -> bytes:
    """Return 送达签收单.docx: one line a branch, to sign where papers are handed over."""
    head = tuple(map(label, ("序号", "单　位", "批次", "份数", "签收人", "签收日期")))
    row = (
        value("{{ 行.序号 }}"),
        value(forms.fit("行.支部", _COUNTER.inside(1)), align="left"),
        value("{{ 行.批次 }}"),
        value("{{ 行.份数 }}"),
        value(""),
        value(""),
    )
    assert _COUNTER.measure == PORTRAIT.measure
    return paper(
        p.title('{{ (活动.简称 ~ "文件送达签收单")|分行([活动.简称]) }}'),
        p.line("TableTitle", f"经办：{_OFFICE}", w("spacing", before=240)),
        _COUNTER.table(
            _COUNTER.row(*head, height=_HEAD, head=True),
            _COUNTER.each("行 in 行们", _COUNTER.row(*row, height=_WRITTEN)),
        ),
        fonts=fonts,
    )
