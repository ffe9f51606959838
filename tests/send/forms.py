"""Forms in which another branch's people can lie in a Word file: written from what Office formats have, not from our code.

`FORMS` maps a form's title to the file. The people are made up: 欧阳若水 (ID and phone below), 王垚, 阿卜杜拉·买买提.
`UNSEEN` are those that the last look cannot see, and why; docs/leaks.md tells the clerk.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from email.header import Header

NAME, SHORT, DOTTED, ID, PHONE = "欧阳若水", "王垚", "阿卜杜拉·买买提", "11010119750312000X", "13900000021"
FILE = "04-整改方案.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="m" xmlns:v="v" xmlns:mc="mc" xmlns:wps="wps" xmlns:wp="wp" xmlns:a="a"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HALVES = NAME[:2], NAME[2:]


def zipped(parts, *, how=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as z:
        for name, data in parts.items():
            z.writestr(name, data if isinstance(data, bytes) else data.encode())
        z.comment = comment
    return out.getvalue()


def docx(*body, more=None, how=zipfile.ZIP_DEFLATED, comment=b""):
    parts = {
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{"".join(body)}</w:body></w:document>'
    }
    return zipped({"[Content_Types].xml": "<Types/>", **parts, **(more or {})}, how=how, comment=comment)


def r(t, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{t}</w:{tag}></w:r>'


def p(*runs):
    return "<w:p>" + "".join(x if x.startswith("<") else r(x) for x in runs) + "</w:p>"


def table(*rows):
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def at(path, data):
    return docx(more={path: data})


def wpart(path, inner):
    return at(path, f"<w:x {W}>{inner}</w:x>")


def xlsx(**parts):
    return zipped({k.replace("__", "/") + ".xml": v for k, v in parts.items()})


def embedded(inner, name="word/embeddings/b.xlsx"):
    return at(name, inner)


def sheet(rows):
    return xlsx(xl__worksheets__sheet1=f"<worksheet {X}><sheetData>{rows}</sheetData></worksheet>")


def png(*chunks, tail=b""):
    def one(t, d):
        return struct.pack(">I", len(d)) + t + d + struct.pack(">I", zlib.crc32(t + d))

    head = one(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(one(*c) for c in chunks)
        + one(b"IDAT", zlib.compress(b"\0\0"))
        + one(b"IEND", b"")
        + tail
    )


def jpeg(*segments, tail=b""):
    return (
        b"\xff\xd8"
        + b"".join(b"\xff" + bytes([m]) + struct.pack(">H", len(d) + 2) + d for m, d in segments)
        + b"\xff\xd9"
        + tail
    )


def tiff(tag, kind, data, big=False):
    e = ">" if big else "<"
    n = len(data) // {1: 1, 2: 1, 7: 1}[kind]
    return (b"MM\0*" if big else b"II*\0") + struct.pack(e + "IHHHII", 8, 1, tag, kind, n, 26) + b"\0\0\0\0" + data


def exif(tag, kind, data, big=False):
    return jpeg((0xE1, b"Exif\0\0" + tiff(tag, kind, data, big)))


def fullwidth(s):
    return "".join(chr(ord(c) + 0xFEE0) for c in s)


def digits(s, table):
    return "".join(table[int(c)] if c.isdigit() else c for c in s)


def media(data, name="i.jpg"):
    return at("word/media/" + name, data)


def rels(target):
    return at(
        "word/_rels/document.xml.rels",
        f'<Relationships><Relationship Id="r1" TargetMode="External" Target="{target}"/></Relationships>',
    )


def quoted(b):
    return "".join(f"%{x:02X}" for x in b)


def emf_text(text):
    d = text.encode("utf-16-le")
    return struct.pack("<II", 84, 76 + len(d)) + b"\0" * 68 + d


FORMS = {
    # 一、文字被 Word 的元素隔开
    "姓名·每字一个 run，各带格式": docx(p(*(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{c}</w:t></w:r>" for c in NAME))),
    "姓名·中间有书签": docx(p(HALVES[0], '<w:bookmarkStart w:id="0" w:name="b"/>', HALVES[1])),
    "姓名·中间有脚注引用": docx(p(HALVES[0], '<w:r><w:footnoteReference w:id="2"/></w:r>', HALVES[1])),
    "姓名·中间有批注引用": docx(p(HALVES[0], '<w:r><w:commentReference w:id="2"/></w:r>', HALVES[1])),
    "姓名·中间有分页符": docx(p(HALVES[0], '<w:r><w:br w:type="page"/></w:r>', HALVES[1])),
    "姓名·中间有回车符 w:cr": docx(p(HALVES[0], "<w:r><w:cr/></w:r>", HALVES[1])),
    "姓名·中间有对齐制表位": docx(p(HALVES[0], '<w:r><w:ptab w:alignment="right"/></w:r>', HALVES[1])),
    "姓名·中间有不间断连字符": docx(p(HALVES[0], "<w:r><w:noBreakHyphen/></w:r>", HALVES[1])),
    "姓名·中间有图片": docx(
        p(
            HALVES[0],
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图 1"/></wp:inline></w:drawing></w:r>',
            HALVES[1],
        )
    ),
    "姓名·前半删除后半插入": docx(p(f"<w:del>{r(HALVES[0], 'delText')}</w:del>", f"<w:ins>{r(HALVES[1])}</w:ins>")),
    "姓名·已删除的修订": docx(p(f'<w:del w:author="x">{r(NAME, "delText")}</w:del>')),
    "姓名·修订的作者": docx(p(f'<w:ins w:author="{NAME}">{r("某")}</w:ins>')),
    "姓名·在 smartTag 里": docx(p(f"<w:smartTag>{r(HALVES[0])}</w:smartTag>", HALVES[1])),
    "姓名·在超链接里一半": docx(p(f"<w:hyperlink>{r(HALVES[0])}</w:hyperlink>", HALVES[1])),
    "姓名·右至左文字 w:bdo": docx(p(f'<w:bdo w:val="rtl">{r(NAME[::-1])}</w:bdo>')),
    "姓名·U+202E 反写": docx(p("\u202e" + NAME[::-1] + "\u202c")),
    "姓名·全角空格": docx(p("王　垚")),
    "姓名·每字之间两个空格": docx(p("  ".join(NAME))),
    "姓名·零宽空格": docx(p("\u200b".join(NAME))),
    "姓名·异体选择符": docx(p("".join(c + "\U000e0100" for c in NAME))),
    "姓名·词连接符与 BOM": docx(p(NAME[0] + "\u2060" + NAME[1] + "\ufeff" + NAME[2:])),
    "姓名·康熙部首": docx(p("欧阳若⽔")),
    "姓名·下划线隔开": docx(p("欧阳_若水")),
    "姓名·斜线隔开": docx(p("欧阳/若水")),
    "姓名·顿号隔开": docx(p("欧、阳、若、水")),
    "姓名·方框字": docx(p("【欧】【阳】【若】【水】")),
    "姓名·数学公式逐字": docx(
        "<w:p><m:oMath>" + "".join(f"<m:r><m:t>{c}</m:t></m:r>" for c in NAME) + "</m:oMath></w:p>"
    ),
    "姓名·WPS 文本框两份": docx(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + p(*HALVES)
        + "</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r></w:p>"
    ),
    "姓名·文本框里套文本框": docx(
        "<w:p><w:r><w:pict><w:txbxContent><w:p>"
        + r(HALVES[0])
        + "<w:r><w:pict><w:txbxContent>"
        + p("中")
        + "</w:txbxContent></w:pict></w:r>"
        + r(HALVES[1])
        + "</w:p></w:txbxContent></w:pict></w:r></w:p>"
    ),
    "姓名·下拉框选项": docx(
        f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{NAME}" w:value="1"/></w:dropDownList></w:sdtPr></w:sdt>'
    ),
    "姓名·内容控件的别名": docx(
        f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/></w:sdtPr><w:sdtContent>{p("x")}</w:sdtContent></w:sdt>'
    ),
    "姓名·旧式表单域的帮助": docx(
        p(f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="{NAME}"/></w:ffData></w:fldChar></w:r>')
    ),
    "姓名·fldSimple": docx(f"<w:p><w:fldSimple w:instr=' AUTHOR \"{NAME}\" '>{r('x')}</w:fldSimple></w:p>"),
    "姓名·图片替代文字": docx(p(f'<w:r><w:drawing><wp:docPr id="1" name="x" descr="{NAME}的照片"/></w:drawing></w:r>')),
    "姓名·艺术字": docx(p(f'<w:r><w:pict><v:shape><v:textpath string="{NAME}"/></v:shape></w:pict></w:r>')),
    "姓名·编号格式文字": wpart("word/numbering.xml", f'<w:lvlText w:val="{NAME}%1、"/>'),
    "姓名·页眉": wpart("word/header2.xml", p(*HALVES)),
    "姓名·尾注": wpart("word/endnotes.xml", p(*HALVES)),
    "姓名·批注人缩写属性": wpart("word/comments.xml", f'<w:comment w:author="x" w:initials="{SHORT}"/>'),
    "姓名·XML 注释": docx(f"<!-- {NAME} -->"),
    "姓名·XML 处理指令": docx(f"<?memo {NAME}?>"),
    "姓名·十进制实体": docx(p("".join(f"&#{ord(c)};" for c in NAME))),
    "姓名·DTD 内部实体": at("customXml/item1.xml", f'<!DOCTYPE r [<!ENTITY n "{NAME}">]><r>&n;</r>'),
    "姓名·命名空间地址": at("customXml/item1.xml", f'<r xmlns="urn:{NAME}"/>'),
    "姓名·元素名": at("customXml/item1.xml", f"<r><{NAME}/></r>"),
    "姓名·属性名": at("customXml/item1.xml", f'<r {NAME}="1"/>'),
    "姓名·UTF-16 的 XML": at(
        "customXml/item1.xml", f'<?xml version="1.0" encoding="UTF-16"?><r>{NAME}</r>'.encode("utf-16")
    ),
    "姓名·GB18030 的 XML": at(
        "customXml/item1.xml", f'<?xml version="1.0" encoding="GB18030"?><r>{NAME}</r>'.encode("gb18030")
    ),
    "姓名·两个子元素各一半": at("customXml/item1.xml", f"<人><姓>{HALVES[0]}</姓><名>{HALVES[1]}</名></人>"),
    "姓名·两次转义的实体": at("customXml/item1.xml", "<r>" + "".join(f"&amp;#{ord(c)};" for c in NAME) + "</r>"),
    "姓名·文献来源": at(
        "customXml/item2.xml",
        f"<b:Sources xmlns:b='b'><b:Author><b:Person><b:Last>{HALVES[0]}</b:Last><b:First>{HALVES[1]}</b:First></b:Person></b:Author></b:Sources>",
    ),
    "姓名·core 作者": at("docProps/core.xml", f"<c xmlns:dc='d'><dc:creator>{NAME}</dc:creator></c>"),
    "姓名·自定义属性名": at("docProps/custom.xml", f'<P><property name="{NAME}"><v>1</v></property></P>'),
    "姓名·数字签名部件": at("_xmlsignatures/sig1.xml", f"<S><Signer>{NAME}</Signer></S>"),
    "姓名·SmartArt": at(
        "word/diagrams/data1.xml",
        f"<d xmlns:a='a'><a:p><a:r><a:t>{HALVES[0]}</a:t></a:r><a:r><a:t>{HALVES[1]}</a:t></a:r></a:p></d>",
    ),
    "姓名·图表标题逐字": at(
        "word/charts/chart1.xml",
        "<c xmlns:a='a'><a:p>" + "".join(f"<a:r><a:t>{c}</a:t></a:r>" for c in NAME) + "</a:p></c>",
    ),
    "姓名·图表缓存两格": at(
        "word/charts/chart1.xml",
        f"<c:c xmlns:c='c'><c:strCache><c:pt idx='0'><c:v>{HALVES[0]}</c:v></c:pt><c:pt idx='1'><c:v>{HALVES[1]}</c:v></c:pt></c:strCache></c:c>",
    ),
    "姓名·多级分类轴": at(
        "word/charts/chart1.xml",
        f"<c:c xmlns:c='c'><c:multiLvlStrCache><c:lvl><c:pt><c:v>{NAME}</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:c>",
    ),
    # 二、跨单元格、跨段
    "姓名·竖排一格一行": docx(table(*([c] for c in NAME))),
    "姓名·竖着一列，旁边还有一列": docx(table(*([c, "项"] for c in NAME))),
    "姓名·一格里一字一段": docx("<w:tbl><w:tr><w:tc>" + "".join(map(p, NAME)) + "</w:tc></w:tr></w:tbl>"),
    "姓名·姓在上一段末": docx(p("谈话人欧阳"), p("若水同志")),
    "电话·一格一位": docx(table(list(PHONE))),
    "电话·竖着一列": docx(table(*([c, "√"] for c in PHONE))),
    "电话·前有序号格": docx(table(["3", *PHONE])),
    "电话·三格 3+4+4": docx(table([PHONE[:3], PHONE[3:7], PHONE[7:]])),
    "身份证·十八格嵌套表": docx(
        "<w:tbl><w:tr><w:tc>" + p("身份证号") + "</w:tc><w:tc>" + table(list(ID)) + "</w:tc></w:tr></w:tbl>"
    ),
    "身份证·两行九格": docx(table(list(ID[:9]), list(ID[9:]))),
    "身份证·每两位一格": docx(table([ID[i : i + 2] for i in range(0, 18, 2)])),
    "身份证·一格里三段": docx("<w:tbl><w:tr><w:tc>" + p(ID[:6]) + p(ID[6:14]) + p(ID[14:]) + "</w:tc></w:tr></w:tbl>"),
    "身份证·中间有换行符": docx(p(ID[:10], "<w:r><w:br/></w:r>", ID[10:])),
    "身份证·中间有制表符": docx(p(ID[:6], "<w:r><w:tab/></w:r>", ID[6:])),
    "身份证·每位带下划线的 run": docx(
        p(*(f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t> {c} </w:t></w:r>' for c in ID))
    ),
    "身份证·下划线字符": docx(p("_".join(ID))),
    "身份证·竖线": docx(p("|".join(ID))),
    "身份证·斜线": docx(p(f"{ID[:6]}/{ID[6:14]}/{ID[14:]}")),
    "身份证·逗号": docx(p(f"{ID[:6]},{ID[6:14]}，{ID[14:]}")),
    "身份证·书名号与引号": docx(p(f"{ID[:6]}“{ID[6:14]}”{ID[14:]}")),
    "身份证·六角括号": docx(p(f"{ID[:6]}〔{ID[6:14]}〕{ID[14:]}")),
    "身份证·长破折号": docx(p(f"{ID[:6]}——{ID[6:14]}——{ID[14:]}")),
    "身份证·波浪号 ～": docx(p(f"{ID[:6]}～{ID[6:14]}～{ID[14:]}")),
    "身份证·末位 ╳": docx(p(ID[:-1] + "╳")),
    "身份证·末位 χ": docx(p(ID[:-1] + "χ")),
    "身份证·末位全角 ｘ": docx(p(ID[:-1] + "ｘ")),
    "身份证·末位 *": docx(p(ID[:-1] + "*")),
    "身份证·十七位后无校验码": docx(p("号码" + ID[:-1] + "（末位不清）")),
    "身份证·十五位": docx(p("旧号" + ID[:6] + ID[8:17] + "。")),
    "身份证·十五位带连字符": docx(p(f"{ID[:6]}-{ID[8:14]}-{ID[14:17]}")),
    "身份证·与序号相连": docx(p("12" + ID)),
    "身份证·阿拉伯文数字": docx(p(digits(ID, "٠١٢٣٤٥٦٧٨٩"))),
    "身份证·上标数字": docx(p(digits(ID, "⁰¹²³⁴⁵⁶⁷⁸⁹"))),
    "身份证·数学粗体数字": docx(p(digits(ID, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))),
    "身份证·零宽连接符": docx(p("\u200d".join(ID))),
    "身份证·窄不间断空格": docx(p("\u202f".join(ID))),
    "身份证·文件属性里": at(
        "docProps/custom.xml", f"<P><property name='x'><v>{ID[:6]} {ID[6:14]} {ID[14:]}</v></property></P>"
    ),
    "电话·千分位": docx(p("13,900,000,021")),
    "电话·全角括号与连字符": docx(p("（１３９）－００００－００２１")),
    "电话·点": docx(p("139.0000.0021")),
    "电话·竖线": docx(p("139|0000|0021")),
    "电话·加号与星号": docx(p("+86*139*0000*0021")),
    "电话·引号": docx(p("139'0000'0021")),
    "电话·顿号": docx(p("139、0000、0021")),
    "电话·等号": docx(p("139=0000=0021")),
    "电话·井号": docx(p("139#0000#0021")),
    "电话·反斜线": docx(p("139\\0000\\0021")),
    "电话·波浪线": docx(p("139~0000~0021")),
    "电话·中间夹字“转”": docx(p("1390000转0021")),
    "电话·圈码": docx(p("①③⑨⓪⓪⓪⓪⓪⓪②①")),
    "电话·大写数字": docx(p(digits(PHONE, "零壹贰叁肆伍陆柒捌玖"))),
    "电话·软连字符": docx(p("139\u00ad0000\u00ad0021")),
    "电话·拼音指南里": docx(
        "<w:p><w:r><w:ruby><w:rt>"
        + r("139")
        + "</w:rt><w:rubyBase>"
        + r("甲")
        + "</w:rubyBase></w:ruby></w:r><w:r><w:ruby><w:rt>"
        + r("00000021")
        + "</w:rt><w:rubyBase>"
        + r("乙")
        + "</w:rubyBase></w:ruby></w:r></w:p>"
    ),
    "姓名·作拼音指南的注文": docx(
        "<w:p>"
        + "".join(f"<w:r><w:ruby><w:rt>{r(c)}</w:rt><w:rubyBase>{r('某')}</w:rubyBase></w:ruby></w:r>" for c in NAME)
        + "</w:p>"
    ),
    "姓名·拼音指南，注文在后": docx(
        "<w:p>"
        + "".join(f"<w:r><w:ruby><w:rubyBase>{r(c)}</w:rubyBase><w:rt>{r('yāo')}</w:rt></w:ruby></w:r>" for c in SHORT)
        + "</w:p>"
    ),
    "电话·tel 链接": rels("tel:0086139%2D0000%2D0021"),
    "电话·mailto 链接": rels(f"mailto:{PHONE}@139.com"),
    # 三、链接与编码
    "姓名·链接 UTF-8 百分号": rels("https://x.cn/?n=" + quoted(NAME.encode())),
    "姓名·链接 GBK 百分号": rels("https://x.cn/?n=" + quoted(NAME.encode("gbk"))),
    "姓名·本地文件链接": rels("file:///C:\\Users\\" + NAME + "\\a.docx"),
    "姓名·百分号 u": rels("https://x.cn/?n=" + "".join(f"%u{ord(c):04X}" for c in NAME)),
    "姓名·JSON 转义": at("customXml/a.json", '{"n":"' + "".join(f"\\u{ord(c):04x}" for c in NAME) + '"}'),
    "姓名·JS 花括号转义": at("customXml/a.js", "n='" + "".join(f"\\u{{{ord(c):x}}}" for c in NAME) + "'"),
    "姓名·CSS 转义": at("customXml/a.css", 'x{content:"' + "".join(f"\\{ord(c):x} " for c in NAME) + '"}'),
    "姓名·十六进制转义": at("customXml/a.txt", "".join(f"\\x{b:02x}" for b in NAME.encode())),
    "姓名·引用可打印编码": at("customXml/a.txt", "".join(f"={b:02X}" for b in NAME.encode())),
    "姓名·MIME 头": at("customXml/a.eml", "From: " + Header(NAME, "utf-8").encode()),
    "姓名·Base64 文本": at("customXml/a.txt", base64.b64encode(NAME.encode())),
    "姓名·GBK 文本": at("customXml/a.txt", f"某 {NAME} 某".encode("gbk")),
    "姓名·UTF-16BE 文本": at("customXml/a.txt", f"某 {NAME} 某".encode("utf-16-be")),
    "姓名·UTF-32 文本": at("customXml/a.txt", NAME.encode("utf-32")),
    "姓名·CSV 两列": at("customXml/a.csv", f"姓,名\n{HALVES[0]},{HALVES[1]}\n"),
    "电话·CSV 逐位": at("customXml/a.csv", ",".join(PHONE)),
    # 四、里面的表格、幻灯片、别的程序
    "姓名·xlsx 的 _xHHHH_ 转义": embedded(
        xlsx(xl__sharedStrings=f"<sst {X}><si><t>" + "".join(f"_x{ord(c):04X}_" for c in NAME) + "</t></si></sst>")
    ),
    "姓名·xlsx 富文本": embedded(
        xlsx(xl__sharedStrings=f"<sst {X}><si>" + "".join(f"<r><t>{c}</t></r>" for c in NAME) + "</si></sst>")
    ),
    "姓名·xlsx 拼音夹在中间": embedded(
        xlsx(
            xl__sharedStrings=f"<sst {X}><si><r><t>王</t></r><rPh sb='0' eb='1'><t>wang</t></rPh><r><t>垚</t></r></si></sst>"
        )
    ),
    "姓名·xlsx 行内字符串": embedded(
        sheet(f"<row><c t='inlineStr'><is><r><t>{HALVES[0]}</t></r><r><t>{HALVES[1]}</t></r></is></c></row>")
    ),
    "姓名·xlsx 工作表名": embedded(
        xlsx(xl__workbook=f"<workbook {X}><sheets><sheet name='{NAME}'/></sheets></workbook>")
    ),
    "姓名·xlsx 有效性序列": embedded(
        sheet(
            f'</sheetData><dataValidations><dataValidation><formula1>"张三,{NAME}"</formula1></dataValidation></dataValidations><sheetData>'
        )
    ),
    "姓名·xlsx 批注": embedded(
        xlsx(xl__comments1=f"<comments {X}><authors><author>{NAME}</author></authors></comments>")
    ),
    "姓名·xlsx 数据透视缓存": embedded(xlsx(xl__pivotCache__pivotCacheRecords1=f"<p {X}><r><s v='{NAME}'/></r></p>")),
    "姓名·xlsx 外部链接缓存": embedded(xlsx(xl__externalLinks__externalLink1=f"<e {X}><cell><v>{NAME}</v></cell></e>")),
    "姓名·xlsx 公式里两半": embedded(sheet(f'<row><c><f>"{HALVES[0]}"&amp;"{HALVES[1]}"</f><v>x</v></c></row>')),
    "电话·xlsx 科学计数": embedded(sheet("<row><c><v>1.3900000021E10</v></c></row>")),
    "电话·xlsx 小数": embedded(sheet("<row><c><v>13900000021.0</v></c></row>")),
    "电话·xlsx 一格一位": embedded(sheet("<row>" + "".join(f"<c><v>{c}</v></c>" for c in PHONE) + "</row>")),
    "身份证·xlsx 一格一位竖排": embedded(sheet("".join(f"<row><c t='str'><v>{c}</v></c></row>" for c in ID))),
    "姓名·xlsb": embedded(
        zipped({"xl/sharedStrings.bin": b"\x13\x0a" + struct.pack("<I", 4) + NAME.encode("utf-16-le")}),
        "word/embeddings/b.xlsb",
    ),
    "姓名·pptx 换行": embedded(
        zipped(
            {
                "ppt/slides/slide1.xml": f"<p xmlns:a='a'><a:p><a:r><a:t>{HALVES[0]}</a:t></a:r><a:br/><a:r><a:t>{HALVES[1]}</a:t></a:r></a:p></p>"
            }
        ),
        "word/embeddings/p.pptx",
    ),
    "姓名·pptx 备注": embedded(
        zipped({"ppt/notesSlides/notesSlide1.xml": f"<p xmlns:a='a'><a:p><a:r><a:t>{NAME}</a:t></a:r></a:p></p>"}),
        "word/embeddings/p.pptx",
    ),
    "姓名·odt 正文 span": embedded(
        zipped({"content.xml": f"<o xmlns:t='t'><t:p>{HALVES[0]}<t:s/><t:span>{HALVES[1]}</t:span></t:p></o>"}),
        "word/embeddings/o.odt",
    ),
    "姓名·ods 一格一字": embedded(
        zipped(
            {
                "content.xml": "<o xmlns:t='t'><t:table-row>"
                + "".join(f"<t:table-cell><t:p>{c}</t:p></t:table-cell>" for c in NAME)
                + "</t:table-row></o>"
            }
        ),
        "word/embeddings/o.ods",
    ),
    "姓名·内嵌 docx 再内嵌": embedded(
        docx(more={"word/embeddings/c.docx": docx(p(*HALVES))}), "word/embeddings/d.docx"
    ),
    "姓名·doc 老格式": embedded(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + NAME.encode("utf-16-le"), "word/embeddings/o.doc"
    ),
    "姓名·ole 改名 .xml": at("customXml/item9.xml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504),
    "姓名·PDF 部件": at(
        "word/embeddings/a.pdf",
        b"%PDF-1.4\n1 0 obj<</Title<FEFF" + NAME.encode("utf-16-be").hex().encode() + b">>>endobj",
    ),
    "姓名·RTF 部件": at("word/afchunk.rtf", b"{\\rtf1 x}"),
    "姓名·RTF 改名 .htm": at("word/afchunk.htm", rb"{\rtf1\ansi \'c5\'b7\'d1\'f4\'c8\'f4\'cb\'ae}"),
    "姓名·MHT 部件": at(
        "word/afchunk.mht",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + base64.encodebytes(NAME.encode()),
    ),
    "姓名·altChunk 纯文本 UTF-16": at("word/afchunk.txt", NAME.encode("utf-16")),
    "姓名·XHTML 标签夹在中间": at(
        "word/afchunk.xhtml", f"<html xmlns='h'><body><p>{HALVES[0]}<i>{HALVES[1]}</i></p></body></html>"
    ),
    "姓名·HTML 命名实体不成形": at("word/afchunk.htm", f"<html>&nbsp;<br><p>{HALVES[0]}<wbr>{HALVES[1]}"),
    "姓名·HTML 注释夹在中间": at("word/afchunk.htm", f"<html><br>{HALVES[0]}<!-- x -->{HALVES[1]}"),
    "姓名·HTML 大写十六进制实体": at("word/afchunk.htm", "<html><br>" + "".join(f"&#X{ord(c):X};" for c in NAME)),
    # 五、图片
    "图片·EXIF XPAuthor": media(exif(0x9C9D, 1, (NAME + "\0").encode("utf-16-le"))),
    "图片·EXIF XPComment 大端": media(exif(0x9C9C, 1, (NAME + "\0").encode("utf-16-be"), big=True)),
    "图片·EXIF UserComment UNICODE 小端": media(exif(0x9286, 7, b"UNICODE\0" + NAME.encode("utf-16-le"))),
    "图片·EXIF UserComment UNICODE 大端": media(exif(0x9286, 7, b"UNICODE\0" + SHORT.encode("utf-16-be"), big=True)),
    "图片·EXIF ImageDescription GBK": media(exif(0x010E, 2, NAME.encode("gbk") + b"\0")),
    "图片·EXIF Artist UTF-8 两字名": media(exif(0x013B, 2, SHORT.encode() + b"\0")),
    "图片·EXIF Artist GBK 两字名": media(exif(0x013B, 2, SHORT.encode("gb18030") + b"\0")),
    "图片·JPEG 注释 UTF-8": media(jpeg((0xFE, NAME.encode()))),
    "图片·JPEG 注释 GBK 两字名": media(jpeg((0xFE, SHORT.encode("gb18030")))),
    "图片·JPEG 注释 UTF-16": media(jpeg((0xFE, NAME.encode("utf-16")))),
    "图片·JPEG XMP 实体": media(
        jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + "".join(f"&#x{ord(c):X};" for c in NAME).encode() + b"</x>"))
    ),
    "图片·JPEG IPTC GBK": media(
        jpeg((0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0d\x1c\x02\x50\0\x08" + NAME.encode("gbk") + b"\0"))
    ),
    "图片·JPEG 尾后 ZIP": media(jpeg(tail=zipped({"a.txt": NAME * 9}))),
    "图片·JPEG 尾后 RAR": media(jpeg(tail=b"Rar!\x1a\x07\x00" + zlib.compress(NAME.encode()))),
    "图片·JPEG 里的电话": media(jpeg((0xFE, b"tel 139-0000-0021"))),
    "图片·PNG tEXt UTF-8": media(png((b"tEXt", b"Author\0" + NAME.encode())), "i.png"),
    "图片·PNG zTXt GBK": media(png((b"zTXt", b"Comment\0\0" + zlib.compress(NAME.encode("gbk")))), "i.png"),
    "图片·PNG iTXt 压缩": media(png((b"iTXt", b"Title\0\1\0zh\0\0" + zlib.compress(SHORT.encode()))), "i.png"),
    "图片·PNG eXIf": media(png((b"eXIf", tiff(0x9C9B, 1, NAME.encode("utf-16-le")))), "i.png"),
    "图片·PNG 私有块": media(png((b"prVt", NAME.encode("utf-16-le"))), "i.png"),
    "图片·PNG 尾后文字": media(png(tail=NAME.encode("gbk")), "i.png"),
    "图片·GIF 注释": media(
        b"GIF89a\1\0\1\0\0\0\0!\xfe" + bytes([len(NAME.encode())]) + NAME.encode() + b"\0;", "i.gif"
    ),
    "图片·BMP 尾后文字": media(b"BM" + struct.pack("<IHHI", 58, 0, 0, 54) + b"\0" * 44 + NAME.encode("gbk"), "i.bmp"),
    "图片·TIFF 描述": media(tiff(0x010E, 2, NAME.encode() + b"\0"), "i.tiff"),
    "图片·WebP XMP": media(b"RIFF\x40\0\0\0WEBPXMP \x20\0\0\0" + f"<x>{NAME}</x>".encode(), "i.webp"),
    "图片·EMF 文字": media(struct.pack("<II", 1, 88) + b"\0" * 80 + emf_text(NAME), "i.emf"),
    "图片·EMF 逐字": media(struct.pack("<II", 1, 88) + b"\0" * 80 + b"".join(map(emf_text, SHORT)), "i.emf"),
    "图片·WMF GBK": media(
        b"\xd7\xcd\xc6\x9a" + b"\0" * 18 + struct.pack("<IH", 9, 0x0521) + NAME.encode("gbk"), "i.wmf"
    ),
    "图片·EMZ 压缩": media(gzip.compress(emf_text(NAME), mtime=0), "i.emz"),
    "图片·SVG title": media(f"<svg xmlns='s'><title>{NAME}</title></svg>".encode(), "i.svg"),
    "图片·SVG 逐字定位": media(
        ("<svg xmlns='s'><text>" + "".join(f"<tspan x='1'>{c}</tspan>" for c in NAME) + "</text></svg>").encode(),
        "i.svg",
    ),
    "图片·SVG 里的 data URI": media(
        b"<svg xmlns='s'><image href='data:text/plain;base64," + base64.b64encode(NAME.encode()) + b"'/></svg>", "i.svg"
    ),
    "图片·SVGZ": media(gzip.compress(f"<svg><text>{NAME}</text></svg>".encode(), mtime=0), "i.svgz"),
    # 六、容器
    "容器·部件名": at(f"customXml/{NAME}.xml", "<r/>"),
    "容器·部件名里的电话": at("word/media/139-0000-0021.png", png()),
    "容器·注释": docx(comment=NAME.encode()),
    "容器·注释 GBK": docx(comment=NAME.encode("gbk")),
    "容器·尾后文字": docx() + NAME.encode(),
    "容器·开头有别的字节": NAME.encode() + docx(),
    "容器·尾后又一个 ZIP": docx() + zipped({"a.txt": NAME}),
    "容器·bzip2 压缩的部件": docx(p(NAME), how=zipfile.ZIP_BZIP2),
    "容器·lzma 压缩的部件": docx(p(NAME), how=zipfile.ZIP_LZMA),
    "容器·gz 部件": at("customXml/a.gz", gzip.compress(NAME.encode(), mtime=0)),
    "容器·bz2 部件": at("customXml/a.bz2", bz2.compress(NAME.encode())),
    "容器·xz 部件": at("customXml/a.xz", lzma.compress(NAME.encode())),
    "容器·7z 部件": at("customXml/a.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(40))),
    "容器·tar 部件": None,
    "容器·Thumbs.db": at(
        "word/media/Thumbs.db", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + f"{NAME}.jpg".encode("utf-16-le")
    ),
    "容器·没有关系的孤儿部件": at("[trash]/0000.dat", NAME.encode()),
    "容器·zlib 数据": at("customXml/a.dat", zlib.compress(NAME.encode() * 3)),
    # 七、文档本身
    "文档本身·RTF": b"{\\rtf1\\ansi x}",
    "文档本身·带 BOM 的 RTF": b"\xef\xbb\xbf{\\rtf1\\ansi x}",
    "文档本身·HTML": b"<html><body>x</body></html>",
    "文档本身·Word 2003 XML": b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:p/></w:wordDocument>',
    "文档本身·doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "文档本身·加密的 docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
    "文档本身·PDF": b"%PDF-1.7\n",
    "文档本身·纯文本": "无关文字".encode(),
    "文档本身·PNG": png(),
    "文档本身·空文件": b"",
    "文档本身·没有 word 的 ZIP": zipped({"a.txt": "x"}),
    "文档本身·odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}),
    # 八、少数民族姓名
    **{f"间隔号·{c}": docx(p(DOTTED.replace("·", c))) for c in "•．.﹒。⋅●-‧・･∙◦᛫—–－ ˙_|○＊*、"},
    "间隔号·没有": docx(p(DOTTED.replace("·", ""))),
    "间隔号·两边有空格": docx(p(DOTTED.replace("·", " · "))),
    "间隔号·分两段": docx(p("阿卜杜拉·"), p("买买提")),
    "间隔号·分两格": docx(table(["阿卜杜拉", "买买提"])),
    # 九、说明看不见的
    "不防·拼音": docx(p("Ouyang Ruoshui")),
    "不防·繁体": docx(p("歐陽若水")),
    "不防·只有姓": docx(p("欧阳同志")),
    "不防·打星号": docx(p("欧阳**")),
    "不防·手机尾号": docx(p("尾号0021")),
    "不防·身份证后六位": docx(p("后六位" + ID[-6:])),
    "不防·形近字": docx(p("欧阳偌水")),
    "不防·图片里的字": media(png(), "i.png"),
    "不防·名在前": docx(p("若水（欧阳）")),
}
UNSEEN = {
    "电话·中间夹字“转”": "号码中间夹着字",
    "图片·EMF 逐字": "图里每个字单独放",
    "不防·拼音": "拼音",
    "不防·繁体": "繁体",
    "不防·只有姓": "只有姓",
    "不防·打星号": "打了星号",
    "不防·手机尾号": "只有几位号码",
    "不防·身份证后六位": "只有几位号码",
    "不防·形近字": "写错的字",
    "不防·图片里的字": "画在图里的字",
    "不防·名在前": "名和姓换了位置",
}
_tar = io.BytesIO()
with tarfile.open(fileobj=_tar, mode="w") as _t:
    _i = tarfile.TarInfo("a.txt")
    _i.size = len(NAME.encode())
    _t.addfile(_i, io.BytesIO(NAME.encode()))
FORMS["容器·tar 部件"] = at("customXml/a.tar", _tar.getvalue())
