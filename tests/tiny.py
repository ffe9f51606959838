"""A workspace so small that building it takes a twentieth of a second: one form a member, one list a branch."""

from __future__ import annotations

import io
import shutil
import types
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

from pipeline import produce
from pipeline.desk import opened

_CAMPAIGN = """\
活动: {名称: 试验活动, 简称: 试验, 开始: 2026-07-01, 结束: 2026-12-31}
单位: {名称: 中共吕寨镇委员会, 简称: 吕寨镇党委}
"""
_CATALOG = """\
- {文种: 表, 模板: 表.docx, 范围: 党员, 文件名: "表-{{ 党员.姓名 }}"}
- {文种: 汇总, 模板: 汇总.docx, 范围: 支部, 文件名: "汇总"}
"""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
Members = Mapping[str, tuple[str, int]]
"""Name → branch, year of joining."""


def template(*lines: str, more: Mapping[str, bytes] = types.MappingProxyType({})) -> bytes:
    """Return a Word file of five parts, the fewest that a print volume takes, and of `more`."""
    shown = (escape(line, quote=False) for line in lines)
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in shown)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    }
    parts["word/styles.xml"] = f'<w:styles xmlns:w="{_OFFICE}/wordprocessingml/2006/main"/>'
    parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            if name not in more:
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
        for name, part in more.items():
            archive.writestr(name, part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


FORMS = tuple(template(f"{word}：{{{{ 党员.姓名 }}}}", "{{ 党员.入党时间 }}") for word in "甲乙")
_LIST = template("{{ 支部.名称 }}", "共{{ 统计.党员总数 }}人")


def prepare(path: Path, members: Members, form: int = 0) -> Path:
    """Write inputs and templates as they are to be now, and return the workspace."""
    for name in ("inputs/活动", "templates"):
        (path / name).mkdir(parents=True, exist_ok=True)
    rows = [f"{name},{branch},正式党员,{year}-07-01\n" for name, (branch, year) in members.items()]
    (path / "inputs/活动/活动.yaml").write_text(_CAMPAIGN, "utf-8")
    (path / "inputs/活动/花名册.csv").write_text("姓名,所在党支部,人员类别,入党时间\n" + "".join(rows), "utf-8")
    (path / "templates/catalog.yaml").write_text(_CATALOG, "utf-8")
    (path / "templates/表.docx").write_bytes(FORMS[form])
    (path / "templates/汇总.docx").write_bytes(_LIST)
    return path


def build(path: Path) -> produce.Report:
    """Bring the workspace's outputs up to date."""
    with opened(path) as desk:
        return produce.produce(desk)


def papers(path: Path) -> dict[str, bytes]:
    """Return every Word file below outputs/, the print volumes left out, by its path in the workspace."""
    found = {file.relative_to(path).as_posix(): file for file in (path / "outputs").rglob("*.docx")}
    return {name: file.read_bytes() for name, file in sorted(found.items()) if "/打印/" not in name}


def leftovers(path: Path) -> list[str]:
    """Return what a killed run has left and no later one has cleared away."""
    return [file.name for file in (path / "outputs").rglob("*") if file.name.endswith((".tmp", ".intent"))]


def undisturbed(aside: Path, members: Members, form: int = 0) -> dict[str, bytes]:
    """Return what a build of these inputs makes in a new workspace."""
    shutil.rmtree(aside, ignore_errors=True)
    build(prepare(aside, members, form))
    return papers(aside)
