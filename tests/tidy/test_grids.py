"""Tables fit, repeat their heads, and lose colours and letters too large; what only sets words beside each other stays."""

from __future__ import annotations

from pipeline.review import Table, layout_of
from pipeline.tidy import tidying
from pipeline.tidy.tidying import Asked, Tidied
from tests.review.wordfile import p, wordfile

_CENTRE = '<w:jc w:val="center"/>'
_RULED = '<w:tblBorders><w:top w:val="single" w:sz="4" w:color="4472C4"/><w:insideH w:val="single" w:sz="24" w:color="auto"/></w:tblBorders>'


def _cell(text: str, properties: str = "", letters: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text, letters=letters)}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _tidied(*rows: str, properties: str = _RULED) -> Tidied:
    columns = '<w:gridCol w:w="2000"/>' * 4
    table = f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    body = p("关于放假的通知", _CENTRE) + p("各支部：") + p("现将名单印发给你们，请认真核对，有不对的及时报告。" * 4)
    tidied = tidying.tidy_paper(wordfile(body + table + p("")), Asked({}, whatever=True))
    assert tidied.data is not None
    return tidied


def _table(tidied: Tidied) -> Table:
    return layout_of(tidied.data or b"").tables[0]


def _data(count: int) -> list[str]:
    return [_row(*(_cell(str(at)) for _ in range(4))) for at in range(count)]


def test_a_long_lists_head_is_repeated() -> None:
    table = _table(_tidied(_row(*map(_cell, "甲乙丙丁")), *_data(15)))

    assert [row.header for row in table.rows[:3]] == [True, False, False]
    assert all(row.whole for row in table.rows)


def test_a_title_within_a_table_and_a_head_of_two_rows_are_repeated_together() -> None:
    title = _row(_cell("名单", '<w:gridSpan w:val="4"/>'))
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    above = _row(_cell("姓名", down), _cell("情况", '<w:gridSpan w:val="2"/>'), _cell("备注", down))
    below = _row(_cell("", on), _cell("性别"), _cell("民族"), _cell("", on))

    table = _table(_tidied(title, above, below, *_data(15)))

    assert [row.header for row in table.rows[:5]] == [True, True, True, False, False]


def test_a_form_has_no_head() -> None:
    rows = [
        _row(_cell("姓名"), _cell("")) if at % 2 else _row(_cell("说明", '<w:gridSpan w:val="4"/>')) for at in range(16)
    ]

    assert not any(row.header for row in _table(_tidied(*rows)).rows)


def test_lines_are_black_and_thin_and_words_no_larger_than_the_text() -> None:
    large = '<w:sz w:val="44"/><w:color w:val="FF0000"/>'
    tidied = _tidied(_row(*(_cell(each, letters=large) for each in "甲乙丙丁")), *_data(2))

    table = _table(tidied)
    letter = next(table.paragraphs).letter
    assert letter is not None
    assert (letter.size, letter.colour, letter.east) == (28, "000000", "仿宋_GB2312")
    assert table.rows[0].top is not None
    assert (table.rows[0].top.colour, table.rows[1].top and table.rows[1].top.size) == ("000000", 4)


def test_a_table_without_lines_stays_without_and_is_told() -> None:
    tidied = _tidied(*_data(2), properties="")

    assert any("没有框线" in each for each in tidied.kept)
    assert _table(tidied).rows[0].top is None


def test_notes_comments_and_tracked_changes_are_told() -> None:
    note = '<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:ins w:id="3" w:author="某"><w:r><w:t>乙</w:t></w:r></w:ins></w:p>'

    tidied = tidying.tidy_paper(wordfile(p("关于放假的通知", _CENTRE) + note))

    assert {"脚注、尾注1处，原样保留", "修订1处，原样保留"} <= set(tidied.kept)
