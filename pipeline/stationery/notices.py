"""会议通知: the township's (范围 会议) and the one to a single branch (范围 支部)."""

from __future__ import annotations

from pipeline.stationery import forms, letterhead
from pipeline.stationery import paragraphs as p
from pipeline.stationery.package import FirstPage, paper
from pipeline.stationery.page import LINE
from pipeline.stationery.styles import Fonts
from pipeline.stationery.tables import Grid, label, value

_ROW = 680  # a table row for handwriting, 12 mm
_HEAD = 620
_REPLIES = 10  # rows of the reply to all: under them the note and a 版记 of some lines
_ROWS = 6  # of a reply, where nobody has said how many come
_REPLY = Grid((2040, 1440, 700, 1700, 1900, 1064))
_QUOTA = Grid((700, 2744, 900, 4500))

_ALL_OF = '({0}.简称.replace("党支部", "") ~ "全体党员") in 会议.参加人员'  # 镇机关全体党员: 镇机关党支部 has no quota
_NEXT = "{% set 项.数 = 项.数 + 1 %}{{ 项.数|汉字 }}、"
_UPPER = '(活动.上级文件|join("、")).replace("》、《", "》《")'


def township(fonts: Fonts) -> bytes:
    """Return 会议通知-全镇.docx: under a red head (文件, 套打), or with its number under the title."""
    plain = _township_title(0) + p.when("发文.字号", p.line("Number", "{{ 发文.字号 }}"))
    head = p.choose((letterhead.ON_PAPER, (letterhead.head(), _township_title(2 * LINE))), ("", (plain,)))
    styles = letterhead.character_styles(fonts)
    return paper(head, *_township(), letterhead.imprint(), fonts=fonts, more_styles=styles)


def township_letter(fonts: Fonts) -> bytes:
    """Return 会议通知-全镇-信函.docx."""
    first = FirstPage(letterhead.letter_head(), letterhead.letter_foot())
    blocks = (letterhead.letter_lines(), _township_title(2 * LINE), *_township(), letterhead.imprint())
    return paper(*blocks, fonts=fonts, more_styles=letterhead.character_styles(fonts), first=first)


def branch(fonts: Fonts) -> bytes:
    """Return 会议通知-支部.docx: neither red head nor number (docs/contract.md §4); it goes with the township's paper."""
    return paper(*_branch(), fonts=fonts)


def _township() -> tuple[str, ...]:
    """Return the notice to all branches, under its title."""
    return (
        p.let("项 = namespace(数=0, 名额=0, 全体=0, 未定=0)"),
        p.each(
            "支 in 支部们",
            p.when("支.名额", p.let("项.名额 = 项.名额 + 支.名额")),
            p.when(
                "not 支.名额",
                p.when(
                    _ALL_OF.format("支"), p.let("项.全体 = 项.全体 + 1"), otherwise=(p.let("项.未定 = 项.未定 + 1"),)
                ),
            ),
        ),
        p.line("Addressee", "{{ 单位.所属 }}："),
        p.body(
            f"{{% if 活动.上级文件 %}}根据{{{{ {_UPPER} }}}}要求，{{% endif %}}"
            "经{{ 单位.简略 }}研究，决定召开{{ 会议.名称 }}，现将有关事项通知如下："
        ),
        _when_and_where(),
        p.when(
            "会议.参加人员",
            p.heading(1, f"{_NEXT}参加人员"),
            p.body('{{ 会议.参加人员|join("，") }}。{% if 项.名额 %}{{ 单位.所属 }}参会名额见附件2。{% endif %}'),
            otherwise=(
                p.when("项.名额", p.heading(1, f"{_NEXT}参加人员"), p.body("{{ 单位.所属 }}参会名额见附件2。")),
            ),
        ),
        _agenda(),
        p.heading(1, f"{_NEXT}有关要求"),
        _requirements(),
        p.keep(
            "{% if 项.求 %}（{{ (项.求 + 1)|汉字 }}）{% endif %}请{{ 单位.所属 }}确定参会人员，认真填写参会回执（附件{% if 项.名额 %}1{% endif %}），"
            "{% if 会议.回执截止 %}于{{ 会议.回执截止 }}前{% endif %}报"
            "{% if 单位.办公室 %}{{ 单位.办公室 }}{% else %}{{ 单位.名称 }}{% endif %}。"
        ),
        _contact(),
        p.enclosures(("项.名额", ("参会回执", "参会名额分配表")), ("", ("参会回执",))),
        p.signature("单位.名称", "发文.日期"),
        letterhead.note(),
        p.line("EnclosureMark", "附件{% if 项.名额 %}1{% endif %}"),
        p.title("参会回执", before=LINE),
        _reply_caption("＿" * 8),
        _REPLY.table(
            _reply_head(),
            *(_blank_reply_row() for _ in range(_REPLIES)),
        ),
        _reply_note(),
        p.when(
            "项.名额",
            p.line("EnclosureMark", "附件2"),
            p.title("参会名额分配表", before=LINE),
            p.line("TableTitle", "会议名称：{{ 会议.名称 }}"),
            _quota_table(),
            p.hairline(),
        ),
    )


def _township_title(before: int) -> str:
    whole = '(单位.名称 ~ "关于召开" ~ 会议.名称 ~ "的通知")'
    return p.title(f"{{{{ {whole}|分行([单位.名称, 活动.名称]) }}}}", before)


def _when_and_where() -> str:
    return "".join(
        (
            p.when("会议.时间", p.heading(1, f"{_NEXT}会议时间"), p.body("{{ 会议.时间 }}。")),
            p.when("会议.地点", p.heading(1, f"{_NEXT}会议地点"), p.body("{{ 会议.地点 }}。")),
        )
    )


def _requirements() -> str:
    """Return 会议.要求, numbered: one of our own follows them."""
    item = '（{{ loop.index|汉字 }}）{{ 求.strip("。；;") }}。'
    return p.let("项.求 = 会议.要求|length") + p.each("求 in 会议.要求", p.body(item))


def _agenda() -> str:
    item = '{{ 程.strip("。；;") }}{% if loop.last %}。{% else %}；{% endif %}'
    host = p.body("会议由{{ 会议.主持人.职务 }}{{ 会议.主持人.姓名 }}同志主持。")
    return p.choose(
        (
            "会议.议程",
            (
                p.heading(1, f"{_NEXT}会议议程"),
                p.numbered("会议.议程", "程", item),
                p.when("会议.主持人.姓名", host),
            ),
        ),
        ("会议.主持人.姓名", (p.heading(1, f"{_NEXT}会议主持"), host)),
    )


def _contact() -> str:
    """Return the office's person and telephone: on one line, or on two where they would break."""
    person, telephone = "联系人：{{ 单位.联系人 }}", "联系电话：{{ 单位.电话 }}"
    one_line = "单位.联系人 and 单位.电话 and 单位.联系人|字宽 + 单位.电话|字宽 <= 14"
    return p.choose(
        (one_line, (p.keep(f"{person}　　{telephone}"),)),
        ("", (p.when("单位.联系人", p.keep(person)), p.when("单位.电话", p.keep(telephone)))),
    )


def _reply_caption(unit: str) -> str:
    return p.line("TableTitle", f"填报单位（盖章）：{unit}")


def _reply_head() -> str:
    return _REPLY.row(
        *map(label, ("单　位", "姓　名", "性别", "职　务", "联系电话", "备　注")), height=_HEAD, head=True
    )


def _blank_reply_row(unit: str = "") -> str:
    return _REPLY.row(value(unit), *(value("") for _ in range(5)), height=_ROW)


def _reply_note() -> str:
    phone = "联系电话：{{ 单位.电话 }}"
    by = "注：请于{{ 会议.回执截止 }}前报送"
    return p.choose(
        ("会议.回执截止 and 单位.电话", (p.line("TableTitle", f"{by}，{phone}。"),)),
        ("会议.回执截止", (p.line("TableTitle", f"{by}。"),)),
        ("单位.电话", (p.line("TableTitle", phone),)),
    )


def _quota_table() -> str:
    names = forms.fit("支.参会人员", _QUOTA.inside(3)).replace("折行", "名单")
    whole = _ALL_OF.format("支")
    return _QUOTA.table(
        _QUOTA.row(*map(label, ("序号", forms.ORGANISATION, "名额", "参会人员")), height=_HEAD, head=True),
        _QUOTA.each(
            "支 in 支部们",
            _QUOTA.row(
                value("{{ loop.index }}"),
                value(forms.fit("支.简称", _QUOTA.inside(1))),
                value(f"{{% if 支.名额 %}}{{{{ 支.名额 }}}}{{% elif {whole} %}}全体{{% endif %}}"),
                value(f"{{% if not 支.名额 and {whole} %}}全体党员{{% else %}}{names}{{% endif %}}", align="left"),
                height=_HEAD,
            ),
        ),
        _QUOTA.row(
            label("合　　计", 2),
            value("{% if not 项.未定 %}{{ 项.名额 }}{% endif %}"),
            value("{% if 项.全体 %}不含全体党员参加的" + forms.ORGANISATION + "{% endif %}", align="left"),
            height=_HEAD,
        ),
    )


def _branch() -> tuple[str, ...]:
    """Return the notice to one branch."""
    return (
        p.title('{{ ("关于参加" ~ 会议.名称 ~ "的通知")|分行([活动.名称]) }}'),
        p.let("项 = namespace(数=0)"),
        p.line("Addressee", "{{ 支部.名称 }}："),
        p.body("经{{ 单位.简略 }}研究，决定召开{{ 会议.名称 }}，现将你{{ 支部.称谓 }}参加会议的有关事项通知如下："),
        _when_and_where(),
        p.heading(1, f"{_NEXT}参会人员"),
        p.choose(
            (
                "支部.名额",
                (
                    p.body(
                        "分配你{{ 支部.称谓 }}参会名额{{ 支部.名额 }}名{% if 支部.参会人员 %}，参会人员为：{% else %}，"
                        "请按要求确定参会人员{% endif %}{% if not 支部.参会人员 %}。{% endif %}"
                    ),
                ),
            ),
            ("支部.参会人员", (p.body("你{{ 支部.称谓 }}参会人员为："),)),
            (_ALL_OF.format("支部"), (p.body("你{{ 支部.称谓 }}全体党员参加会议。"),)),
            (
                "会议.参加人员",
                (
                    p.body(
                        '会议参加人员为：{{ 会议.参加人员|join("，") }}。请你{{ 支部.称谓 }}在上述范围内的同志参加会议。'
                    ),
                ),
            ),
            ("", (p.body("请你{{ 支部.称谓 }}按照会议要求确定参会人员。"),)),
        ),
        p.when(
            "支部.参会人员",
            p.body("{% for 名 in 支部.参会人员 %}{{ 名|补位 }}{% if not loop.last %}　　{% endif %}{% endfor %}"),
        ),
        _agenda(),
        p.heading(1, f"{_NEXT}有关要求"),
        _requirements(),
        p.keep(
            "{% if 项.求 %}（{{ (项.求 + 1)|汉字 }}）{% endif %}请{% if 支部.参会人员 %}核对{% else %}填写{% endif %}参会回执，"
            "由{{ 支部.称谓 }}书记签字后{% if 会议.回执截止 %}，于{{ 会议.回执截止 }}前{% endif %}报"
            "{% if 单位.办公室 %}{{ 单位.办公室 }}{% else %}{{ 单位.名称 }}{% endif %}。"
        ),
        _contact(),
        p.line("Enclosures", "附件：参会回执", p.before_by(LINE)),
        p.signature("单位.名称", "发文.日期"),
        p.line("EnclosureMark", "附件"),
        p.title("参会回执", before=LINE),
        _reply_caption("{{ 支部.名称 }}"),
        _REPLY.table(
            _reply_head(),
            _REPLY.each(
                "人 in 参会们",
                _REPLY.row(
                    value(forms.fit("支部.简称", _REPLY.inside(0))),
                    value(forms.fit("人.姓名|补位", _REPLY.inside(1))),
                    value("{{ 人.性别 }}"),
                    value("{{ 人.职务 }}"),
                    value("{{ 人.联系电话 }}"),
                    value(""),
                    height=_ROW,
                ),
            ),
            _REPLY.each(
                f"空 in range((支部.名额 or (0 if 参会们 else {_ROWS})) - 参会们|length)",
                _blank_reply_row(forms.fit("支部.简称", _REPLY.inside(0))),
            ),
        ),
        p.line("TableTitle", "{{ 支部.称谓 }}书记（签字）：　　　　　　　填报日期：　　年　　月　　日"),
        _reply_note(),
    )
