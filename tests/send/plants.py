"""A Word file with a stranger planted in it, in as many ways as Word files and archives have places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from tests.sheets import workbook

NAME, IDENTITY, PHONE = "欧阳若水", "110101197503120004", "13900000021"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_BODY = "各支部要按照安排抓好学习，做到高度重视、认真组织。"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def paper(
    *blocks: str, name: str = "04-整改方案.docx", more: Mapping[str, bytes] | None = None, comment: bytes = b""
) -> tuple[str, bytes]:
    """Return (file name, bytes) of a Word file with these blocks and these further parts."""
    body = f"<w:document {_W} {_WP} {_A}><w:body>{paragraph(_BODY)}{''.join(blocks)}</w:body></w:document>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.comment = comment
        archive.writestr("word/document.xml", body.encode())
        archive.writestr("word/styles.xml", f"<w:styles {_W}/>")
        for part, data in (more or {}).items():
            archive.writestr(part, data)
    return name, packed.getvalue()


def part(root: str, text: str) -> bytes:
    return f"<w:{root} {_W}>{paragraph(text)}</w:{root}>".encode()


def _runs(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def _zip(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, data)
    return packed.getvalue()


_XML = '<?xml version="1.0"?>'
PLANTED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "body": lambda: paper(paragraph(f"由{NAME}负责")),
    "table cell": lambda: paper(f"<w:tbl><w:tr><w:tc>{paragraph(NAME)}</w:tc></w:tr></w:tbl>"),
    "header": lambda: paper(more={"word/header1.xml": part("hdr", NAME)}),
    "footer": lambda: paper(more={"word/footer2.xml": part("ftr", f"打印：{NAME}")}),
    "comment": lambda: paper(more={"word/comments.xml": part("comments", f"问一下{NAME}")}),
    "footnote": lambda: paper(more={"word/footnotes.xml": part("footnotes", NAME)}),
    "author of a comment": lambda: paper(more={"word/comments.xml": f'<w:comments {_W}><w:comment w:author="{NAME}"/></w:comments>'.encode()}),
    "core property": lambda: paper(more={"docProps/core.xml": f"{_XML}<cp><creator>{NAME}</creator></cp>".encode()}),
    "custom property": lambda: paper(more={"docProps/custom.xml": f"{_XML}<P><property name='x'><v>{IDENTITY}</v></property></P>".encode()}),
    "custom XML": lambda: paper(more={"customXml/item1.xml": f"{_XML}<r><who id='{IDENTITY}'/></r>".encode()}),
    "custom XML in UTF-16": lambda: paper(more={"customXml/item2.xml": f'<?xml version="1.0" encoding="UTF-16"?><r>{NAME}</r>'.encode("utf-16")}),
    "file name": lambda: paper(name=f"03-党性分析表-{NAME}.docx"),
    "name of an entry": lambda: paper(more={f"word/media/{NAME}.png": b"\x89PNG"}),
    "comment of the archive": lambda: paper(comment=NAME.encode()),
    "split over runs": lambda: paper(_runs("由欧", "阳若", "水负责")),
    "split by a field": lambda: paper("<w:p><w:r><w:t>欧阳</w:t></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>若水</w:t></w:r></w:p>"),
    "tracked deletion": lambda: paper(f'<w:p><w:del w:id="1"><w:r><w:delText>{NAME}</w:delText></w:r></w:del></w:p>'),
    "around a tracked deletion": lambda: paper('<w:p><w:r><w:t>欧阳</w:t></w:r><w:del w:id="1"><w:r><w:delText>小</w:delText></w:r></w:del><w:r><w:t>若水</w:t></w:r></w:p>'),
    "tracked insertion": lambda: paper(f'<w:p><w:ins w:id="1"><w:r><w:t>{NAME}</w:t></w:r></w:ins></w:p>'),
    "alt text": lambda: paper(f'<w:p><w:r><w:drawing><wp:docPr id="1" name="图" descr="{NAME}的照片"/></w:drawing></w:r></w:p>'),
    "text box": lambda: paper(f"<w:p><w:r><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></w:r></w:p>"),
    "field": lambda: paper(f'<w:p><w:r><w:instrText> HYPERLINK "mailto:{PHONE}@139.cn" </w:instrText></w:r></w:p>'),
    "target of a link": lambda: paper(more={"word/_rels/document.xml.rels": f'<R><L Target="file:///{NAME}.doc"/></R>'.encode()}),
    "remark in the XML": lambda: paper(f"<!-- {NAME} -->"),
    "character references": lambda: paper(paragraph("".join(f"&#{ord(c)};" for c in NAME))),
    "embedded workbook": lambda: paper(more={"word/embeddings/book.xlsx": workbook(f"姓名|电话\n某某|{PHONE}")}),
    "embedded Word file": lambda: paper(more={"word/embeddings/file.docx": paper(paragraph(NAME))[1]}),
    "archive in an archive": lambda: ("材料.zip", _zip("里面.zip", _zip("名单.txt", NAME.encode("gb18030")))),
    "chart": lambda: paper(more={"word/charts/chart1.xml": f"<c:chart xmlns:c='c' {_A}><a:p><a:t>{NAME}</a:t></a:p></c:chart>".encode()}),
    "metadata of a picture": lambda: paper(more={"word/media/image1.png": b"\x89PNG\r\n" + NAME.encode() + b"\0\1"}),
    "with spaces": lambda: paper(paragraph("欧 阳　若\u200b水")),
    "full-width digits": lambda: paper(paragraph("电话：１３９-0000-0021")),
    "number over runs": lambda: paper(_runs("身份证 110101", "19750312", "0004")),
    "number with spaces": lambda: paper(paragraph("110101 19750312 0004")),
}  # fmt: skip
