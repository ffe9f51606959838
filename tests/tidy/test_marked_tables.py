"""A table of Markdown comes out as a form: full width, columns by their words, heads in 黑体 on every page."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from pipeline import cli

PAPER = """\
关于报送党员情况的通知

各党支部：

现将名单公示如下：

| 序号 | 姓名 | 有关情况说明 |
|---|---|---|
| 1 | 张三 | 在村里负责灌溉渠道的日常看护，群众反映好，还要继续坚持下去 |
| 2 | 李四 | 无 |

特此通知。

{{ 支部.名称 }}

　　　年　　月　　日
"""


@pytest.fixture
def made(tmp_path: Path) -> docx.document.Document:
    """The paper, set."""
    source = tmp_path / "通知.md"
    source.write_text(PAPER, "utf-8")
    cli.run(["tidy", str(source), "--to", str(tmp_path / "out"), "--role", "第1段=标题", "--not-only-papers"])
    return docx.Document(io.BytesIO((tmp_path / "out" / "通知（排版）.docx").read_bytes()))


def test_a_table_fills_the_type_area_and_its_longest_column_is_the_widest(made: docx.document.Document) -> None:
    table = made.tables[0]
    widths = [column.width.twips for column in table.columns]  # type: ignore[union-attr]

    assert sum(widths) == 8844
    assert widths[2] > widths[0] + widths[1]
    assert all([cell.width.twips for cell in row.cells] == widths for row in table.rows)  # type: ignore[union-attr]
    assert "tblHeader" in table.rows[0]._tr.xml
    assert all("cantSplit" in row._tr.xml for row in table.rows)
    assert {'w:eastAsia="黑体"' in row._tr.xml for row in table.rows} == {True, False}


def test_short_words_stand_in_the_middle_and_long_ones_begin_at_the_left(made: docx.document.Document) -> None:
    found = [[cell.paragraphs[0].alignment for cell in row.cells] for row in made.tables[0].rows]

    assert [[str(each).split(" ")[0] for each in row] for row in found] == [
        ["CENTER", "CENTER", "CENTER"],
        ["CENTER", "CENTER", "LEFT"],
        ["CENTER", "CENTER", "LEFT"],
    ]


def test_what_introduces_a_table_is_text_and_a_name_with_tags_signs(made: docx.document.Document) -> None:
    styles = {paragraph.text.strip(): paragraph.style.style_id for paragraph in made.paragraphs}  # type: ignore[union-attr]

    assert styles["现将名单公示如下："] == "Body"
    assert styles["{{ 支部.名称 }}"] == "Signature"
    assert styles["年　　月　　日"] == "SignatureDate"
