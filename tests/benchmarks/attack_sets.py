"""Speeches, YAML files, papers to review and templates that mean to hang or swell a command: time and memory of each.

    python -m tests.benchmarks.attack_sets [SET…] [--seconds N] [--every N]      speeches, yaml, reviews, templates

Each file goes through the whole command (`check`, `review`, `build`) in a forked child with a helper of its own. Printed are
the files that take more than a third of the limit, then the slowest and the largest of each set. Wrong is: more than 10 s of
processor time or 512 MB in all its processes, a command that dies or calls it a bug, a refusal that does not name the file.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from pipeline import cli, confine
from tests import tiny
from tests.conftest import CAMPAIGN, FIVE, MEETING, put_templates
from tests.render import attacks
from tests.sheets import workbook

_SECONDS, _MEGABYTES, _KILLED_AFTER = 10.0, 512, 90.0
_LONG = 100_000  # characters
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ROSTER = "姓名|所在党支部|人员类别|入党时间\n张三|一支部|正式党员|1998-07-01\n李四|二支部|正式党员|1999-07-01"
_MEMBERS = {"张三": ("一支部", 1998), "李四": ("二支部", 1999)}

Made = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: exit code, wall and processor seconds, megabytes, what it said."""

    code: int
    wall: float
    busy: float
    size: int
    said: str


def _measured(words: list[str], home: Path) -> Cost:
    """Run a command in a child; its helpers count."""
    output = home.with_suffix(".out")
    begun = time.monotonic()
    child = os.fork()
    if not child:
        code = 99
        with contextlib.suppress(BaseException):
            os.setsid()
            descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
            code = int(cli.run(words))
            sys.stdout.flush()
            confine.shared().close()
        os._exit(code)
    family, size, busy = psutil.Process(child), 0, 0.0
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            break
        now, spent = _of_all(family)
        size, busy = max(size, now), max(busy, spent)
        if time.monotonic() - begun > _KILLED_AFTER:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, 9)
        time.sleep(0.05)
    code = os.waitstatus_to_exitcode(status)
    busy = max(busy, used.ru_utime + used.ru_stime)
    return Cost(code, time.monotonic() - begun, busy, size >> 20, output.read_text("utf-8", "replace"))


def _of_all(family: psutil.Process) -> tuple[int, float]:
    """Return the memory that a process and its helpers have now, and the processor time that they have taken."""
    size, busy = 0, 0.0
    with contextlib.suppress(psutil.Error):
        for each in (family, *family.children(recursive=True)):
            size += each.memory_info().rss - each.memory_info().shared
            took = each.cpu_times()
            busy += took.user + took.system
        took = family.cpu_times()
        busy += took.children_user + took.children_system
    return size, busy


# --- speeches -----------------------------------------------------------------------------------------------------


def _word(body: str, more: dict[str, bytes] | None = None) -> bytes:
    return tiny.template("", more={"word/document.xml": _document(body), **(more or {})})


def _document(body: str) -> bytes:
    return f'<?xml version="1.0"?><w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _open_document(body: str) -> bytes:
    buffer = io.BytesIO()
    office = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:text="{office}:text:1.0" xmlns:table="{office}:table:1.0"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        )
    return buffer.getvalue()


def speeches() -> Iterator[tuple[str, Made]]:
    """Yield fifty speeches, by their file names."""
    marked = {
        "links": "[a](" * 60_000, "images": "![" * 60_000, "stars": "*" * _LONG, "underlines": "_a" * 60_000,
        "strong": "**" * 60_000, "dollars": "$a" * 60_000, "carets": "^a" * 60_000, "tildes": "~~a" * 40_000,
        "angles": "<" * _LONG, "tags": "<a " * 40_000, "comments": "<!--" * 30_000, "entities": "&#" * 60_000,
        "citations": "[@a; " * 30_000, "notes": "^[a " * 30_000, "fences": "```\n" * 30_000, "rules": "-" * _LONG,
        "numbers": "1. " * 40_000, "lists": "".join(" " * n + "1. a\n" for n in range(600)),
        "quotes": "> " * 20_000 + "a", "definitions": "a\n: b\n\n" * 20_000, "headings": "# a\n\n" * 40_000,
        "cells": "| a " * 40_000, "grid": "+---" * 2000 + "+\n" + ("| a " * 2000 + "|\n") * 20,
        "references": "".join(f"[{n}]: a\n" for n in range(40_000)), "escapes": "\\" * _LONG,
    }  # fmt: skip
    for name, text in marked.items():
        yield f"{name}.md", lambda text=text: text.encode()  # type: ignore[misc]
    html = {
        "lists": "<ul><li>" * 20_000, "bold": "<b><i>" * 30_000, "attributes": "<p " + "a=1 " * 60_000 + ">",
        "cells": "<table>" + "<tr>" + "<td>a" * 40_000, "styles": "<style>" + "a{" * 60_000, "scripts": "<script>" * 40_000,
        "spaces": "<p>" + " " * 2_000_000, "entities": "&lt" * 60_000,
    }  # fmt: skip
    for name, text in html.items():
        yield f"{name}.html", lambda text=text: text.encode()  # type: ignore[misc]
    word = {
        "runs": "<w:p>" + "<w:r><w:t>字</w:t></w:r>" * _LONG + "</w:p>", "long": _paragraph("学习，" * 700_000),
        "breaks": "<w:p><w:r>" + "<w:br/>" * 200_000 + "</w:r></w:p>", "deep": "<w:sdt><w:sdtContent>" * 20_000,
        "tabs": "<w:p><w:r>" + "<w:tab/><w:t>a</w:t>" * 150_000 + "</w:r></w:p>",
        "table": "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 500 + "</w:tr>") * 400 + "</w:tbl>",
        "inserted": "<w:p>" + "<w:ins>" * 9000 + "</w:ins>" * 9000 + "</w:p>",
    }  # fmt: skip
    for name, text in word.items():
        yield f"{name}.docx", lambda text=text: _word(text)  # type: ignore[misc]
    yield "media.docx", lambda: _word(_paragraph("正文。"), {f"word/media/{n}.png": bytes(150 << 20) for n in range(3)})
    yield "styles.docx", lambda: _word(_paragraph("正文。"), {"word/styles.xml": b"<a>" * 300_000})
    yield "nested.odt", lambda: _open_document("<text:section>" * 5000 + "</text:section>" * 5000)
    yield "many.odt", lambda: _open_document("<text:p>学习。</text:p>" * 200_000)
    yield "spaces.odt", lambda: _open_document('<text:p><text:s text:c="2000000000"/></text:p>')
    yield (
        "table.odt",
        lambda: _open_document(
            '<table:table><table:table-row table:number-rows-repeated="9999999"><table:table-cell '
            'table:number-columns-repeated="9999"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
        ),
    )
    yield "deep.rtf", lambda: b"{\\rtf1 " + b"{" * 500_000 + b"a"
    yield "words.rtf", lambda: b"{\\rtf1 " + b"\\par a" * 400_000 + b"}"
    yield "cells.rtf", lambda: b"{\\rtf1 " + (b"\\trowd" + b"\\cellx1" * 60 + b"\\cell" * 60 + b"\\row") * 3000 + b"}"
    yield "lines.txt", lambda: "一、学习\n".encode() * 120_000


# --- YAML ---------------------------------------------------------------------------------------------------------


def yaml() -> Iterator[tuple[str, Made]]:
    """Yield 114 facts of a campaign: what is written, at the end, under a key of its own, within 活动."""
    size = 480_000  # bytes: as large as a YAML may be
    bodies = {
        "list": "\n  - a" * (size // 6), "flow": "[" + "a," * (size // 2) + "]", "pairs": "[" + "a: b," * (size // 6) + "]",
        "brackets": "[" * size, "braces": "{" * size, "closed": "]" * size, "quotes": "'" + "''" * (size // 2) + "'",
        "escapes": '"' + "\\u4e2d" * (size // 6) + '"', "backslashes": '"' + "\\\\" * (size // 2) + '"',
        "words": "a " * (size // 2), "long": "字" * (size // 3), "folded": ">\n" + "   a\n" * (size // 5),
        "block": "|\n" + "   a\n" * (size // 5), "blank": "|\n" + "\n" * size, "comments": "a\n" + "# x\n" * (size // 4),
        "dashes": "- " * (size // 2), "questions": "? " * (size // 2), "colons": "a:" * (size // 2), "tags": "!!str " * (size // 6),
        "tag": "!" + "a" * size, "anchors": "".join(f"\n  - &a{n} b" for n in range(size // 12)),
        "anchor": "&" + "a" * size, "aliases": "&a b\nz: [" + "*a," * 50_000 + "]",
        "laughs": "&a [b]" + "".join(f"\nz{n}: &a{n} [*a{n - 1 or ''},*a{n - 1 or ''}]" for n in range(1, 30)),
        "merge": "&a {b: 1}\nz: {<<: *a}", "dates": "[" + "2026-01-01," * (size // 11) + "]",
        "numbers": "[" + "1" * size + "]", "octal": "0o" + "7" * size, "sixties": "1" + ":59" * (size // 3),
        "floats": "." + "1" * size + "e999999999", "infinite": "[" + ".inf," * (size // 5) + "]", "tabs": "\t" * size + "a",
        "controls": "a" + "\x07" * 100, "marks": "\u2028" * (size // 3), "documents": "a\n" + "---\na: b\n" * (size // 9),
        "directives": "a\n...\n" + "%YAML 1.2\n" * (size // 10), "python": "!!python/object/apply:os.system ['true']",
        "keys": "\n" + "".join(f"  k{n}: 1\n" for n in range(size // 12)),
    }  # fmt: skip
    facts = CAMPAIGN + MEETING
    for name, body in bodies.items():
        yield f"{name}-end.yaml", lambda body=body: f"{facts}附: {body}\n".encode()  # type: ignore[misc]
        yield f"{name}-first.yaml", lambda body=body: f"附: {body}\n{facts}".encode()  # type: ignore[misc]
        within = facts.replace("活动:", "活动:\n  说明: {}", 1) if "活动:\n" in facts else facts + "单位2: {}\n"
        yield f"{name}-within.yaml", lambda body=body, within=within: within.replace("{}", body, 1).encode()  # type: ignore[misc]


# --- papers to review ---------------------------------------------------------------------------------------------


def reviews() -> Iterator[tuple[str, Made]]:
    """Yield 144 papers: one paragraph of 100,000 characters each of 66 pieces, alone and before a usual end; structure."""
    pieces = (
        "a b", "，", "；", "：", "？！", "·", "（1", "）", "【", "〔", "〔2", "〕", "〔2026", "2026〕", "第1号", "第", "号",
        "一是", "（一", "一）", "1．", "1.", "1)", "①", "第一条", "附", "附件1", "附：", "件", "抄送", "印发", "签发", "发人：",
        "2026年", "年1月", "月1", "1月1日", "二〇", "零", "百", "10%", "％", "￥1", "1,000", "1 000", "0.", "～", "1～", "—", "－1",
        "“a", "”", "‘’", "《a》", "《〈", "〉》", "[", "{", "}}", "{#", "<a", "@", "a@b.", "www", "://", "张三 李四　", "同志", "党委〔", "省委 ",
    )  # fmt: skip
    for at, piece in enumerate(pieces):
        whole = _escaped(piece * (_LONG // len(piece)))
        yield f"{at}.docx", lambda whole=whole: _word(_paragraph(whole))  # type: ignore[misc]
        yield (
            f"{at}-end.docx",
            lambda whole=whole: _word(  # type: ignore[misc]
                _paragraph(f"关于{whole}的通知") + _paragraph(f"{whole}\t字x") + _paragraph("2026年1月1日")
            ),
        )
    yield "empty-runs.docx", lambda: _word("<w:p>" + "<w:r/>" * 300_000 + "</w:p>")
    yield "papers.docx", lambda: _word("".join(_paragraph(f"{n}．学习") for n in range(20_000)))
    yield "tables.docx", lambda: _word("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 10_000)
    yield (
        "spans.docx",
        lambda: _word(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
    )
    yield "odd.docx", lambda: _word('<w:p><w:pPr><w:ind w:left="1e400"/><w:spacing w:line="-9e99"/></w:pPr></w:p>')
    yield (
        "bookmarks.docx",
        lambda: _word(
            "<w:p>" + "".join(f'<w:bookmarkStart w:id="{n}" w:name="a{n}"/>' for n in range(60_000)) + "</w:p>"
        ),
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


# --- templates ----------------------------------------------------------------------------------------------------

_MORE = (
    "{{ 'a'.center(2000000000) }}", "{{ ('a' * 9999) * 9999 }}", "{{ 党员.姓名 * 10 ** 9 }}", "{{ '%099999999d' % 1 }}",
    "{{ (2 ** 99999) ** 99 }}", "{{ [0] * 10 ** 9 }}", "{{ (0,) * 10 ** 10 }}", "{{ range(10 ** 9)|list }}",
    "{{ range(10 ** 8)|sum }}", "{% for a in range(10 ** 9) %}{% endfor %}", "{{ ('a,' * 10 ** 7).split(',') }}",
    "{{ ('a' * 10 ** 7)|list|sort }}", "{{ 'ab' * 10 ** 6 in 'a' * 10 ** 6 }}", "{{ ('a' * 10 ** 6).replace('a', 'b' * 10 ** 4) }}",
    "{{ ('a' * 10 ** 6)|replace('', 'b' * 10 ** 4) }}", "{{ ''.join(['a' * 10 ** 6] * 10 ** 4) }}", "{{ 'a'|indent(10 ** 9, true) }}",
    "{% set a = 'a' * 10 ** 6 %}{% for b in range(10 ** 6) %}{{ a }}{% endfor %}", "{{ ['a'] * 10 ** 7|join }}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "{{ lipsum(n=10 ** 6) }}", "{{ cycler(*range(10 ** 7)) }}",
    "{{ joiner('a' * 10 ** 9)() }}", "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "{{ 7 // 0 }}{{ 1 % 0 }}",
    "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}", "{{ " + "not " * 20_000 + "1 }}",
)  # fmt: skip


def templates() -> Iterator[tuple[str, Made]]:
    """Yield 156 templates: what `attacks` has, and more that grows."""
    listed = [text.format(file="/nowhere/written", port=9) for texts in attacks.KINDS.values() for text in texts]
    for at, text in enumerate((*listed, *_MORE)):
        yield f"{at}.docx", lambda text=text: tiny.template(text)  # type: ignore[misc]


# --- all of them --------------------------------------------------------------------------------------------------


def _office(home: Path) -> Path:
    put_templates(home, *FIVE)
    folder = home / "inputs" / "活动"
    folder.mkdir(parents=True)
    (folder / "活动.yaml").write_text(CAMPAIGN + MEETING, "utf-8")
    (folder / "花名册.xlsx").write_bytes(workbook(_ROSTER))
    return home


def _put(kind: str, home: Path, start: Path, name: str, data: bytes) -> tuple[list[str], str]:
    """Put a file where it is read; return the command, and the name that a refusal must have."""
    shutil.rmtree(home, ignore_errors=True)
    if kind == "templates":
        tiny.prepare(home, _MEMBERS)
        (home / "templates/表.docx").write_bytes(data)
        return ["build", "--workspace", str(home)], "表"
    shutil.copytree(start, home)
    if kind == "reviews":
        (home / name).write_bytes(data)
        return ["review", str(home / name)], name
    facts = home / "inputs/活动/活动.yaml"
    if kind == "yaml":
        facts.write_bytes(data)
        return ["check", "--workspace", str(home)], facts.name
    speech = f"讲话稿{Path(name).suffix}"
    (facts.parent / speech).write_bytes(data)
    facts.write_text(facts.read_text("utf-8").replace("会议:", f"会议:\n  讲话稿: {speech}", 1), "utf-8")
    return ["check", "--workspace", str(home)], speech


def _wrong(cost: Cost, named: str) -> str:
    faults = []
    if cost.code not in {0, 1, 3}:
        faults.append(f"rc {cost.code}")
    if cost.busy > _SECONDS:
        faults.append(f"{cost.busy:.1f} s")
    if cost.size > _MEGABYTES:
        faults.append(f"{cost.size} MB")
    if cost.code and named not in cost.said.replace("\n", ""):
        faults.append(f"does not name {named}: {cost.said[-200:]!r}")
    return "；".join(faults)


SETS = {"speeches": speeches, "yaml": yaml, "reviews": reviews, "templates": templates}


def main(wanted: list[str], seconds: float, every: int) -> int:
    """Try the sets, or each `every`th file of them; return 1 if anything was wrong."""
    until, bad = time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory(prefix="gongwen-attacks-") as folder:
        start = _office(Path(folder) / "start")
        with contextlib.redirect_stdout(io.StringIO()):
            cli.run(["check", "--workspace", str(start)])  # imports, once
        confine.shared().close()  # each child starts its own
        for kind in wanted:
            costs: dict[str, Cost] = {}
            for name, made in itertools.islice(SETS[kind](), 0, None, every):
                if time.monotonic() > until:
                    break
                command, named = _put(kind, Path(folder) / "home", start, name, made())
                costs[name] = cost = _measured(command, Path(folder) / "home")
                if fault := _wrong(cost, named):
                    bad += 1
                    print(f"WRONG {kind} {name}: {fault}", flush=True)
                elif cost.busy > _SECONDS / 3:
                    print(f"      {kind} {name}: {cost.busy:.1f} s busy, {cost.wall:.1f} s, {cost.size} MB", flush=True)
            if costs:
                slow, large = (max(costs, key=lambda n: getattr(costs[n], key)) for key in ("busy", "size"))
                print(
                    f"{kind}: {len(costs)} files; slowest {slow} {costs[slow].busy:.1f} s busy ({costs[slow].wall:.1f} s), "
                    f"largest {large} {costs[large].size} MB",
                    flush=True,
                )
    return int(bad > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(main(asked.sets, asked.seconds, asked.every))
