"""The figures of the set pages: every paper of the sample and of the extreme campaign under each red head.

    python -m tests.benchmarks.set_pages [--quick] [示例] [无] [文件] [信函] [套打]

Builds both in a temporary folder, sets all papers with LibreOffice (stand-in faces where the named ones are missing),
and prints what the reviewer finds and what the pages measure. About 1,200 papers, 10 minutes; --quick takes the
township's papers and two branches of each. 无 to 套打 name the extreme campaign under that red head.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import cli
from pipeline.errands import export, review
from pipeline.model.finding import Weight
from pipeline.review import measured_pages, office
from tests.conftest import FIVE, SAMPLE, put_templates
from tests.review.figures import Figures
from tests.samples import extremes
from tests.sheets import workbook

CAMPAIGNS = ("示例", "无", "文件", "信函", "套打")


def workspaces(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Yield each campaign's name and its workspace, built."""
    for name in names:
        workspace = folder / name
        put_templates(workspace, *FIVE)
        if name == "示例":
            shutil.copytree(SAMPLE, workspace / "inputs" / SAMPLE.name)
        else:
            for path, content in extremes.files(name, many=True).items():
                target = workspace / "inputs" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(workbook(content) if target.suffix == ".xlsx" else content.encode())
        with contextlib.redirect_stdout(io.StringIO()):
            assert cli.run(["build", "--json", "--workspace", str(workspace)]) == 0
        yield name, workspace


def measured(name: str, found: list[Path]) -> None:
    """Set, review and print one campaign."""
    figures, findings = Figures(), []
    begin = time.monotonic()
    with office.opened() as writer:
        for made in writer.pdfs(found):
            data = made.source.read_bytes()
            assert made.file, made.fault
            pdf = made.file.read_bytes()
            plain = review.look(data)
            assert not isinstance(plain, str)
            findings += [
                (made.source.name, str(f))
                for f in (*plain, *review.look_at_pages(data, pdf))
                if f.severity is Weight.STANDARD
            ]
            figures.add(measured_pages(pdf))
    print(f"{name}: {figures.papers} papers, {figures.pages} pages, {time.monotonic() - begin:.0f} s")
    print(f"  standard findings: {len(findings)} {findings[:5]}")
    print(f"  lines on full pages of text → pages: {dict(figures.lines)}")
    print(f"  characters of full lines → lines: {dict(figures.characters)}; unexplained: {len(figures.wrong_lines)}")
    print(f"  mm off: type area {figures.edges}, page number {figures.numbers}, mark {figures.marks}", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "names", nargs="*", help="the sample, the extreme campaign by its red head; all if none is named"
    )
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, workspace in list(workspaces(Path(folder), said.names or CAMPAIGNS)):
            found = export.papers(workspace)
            branches = ["全镇", *dict.fromkeys(p.parent.name for p in found if p.parent.name != "全镇")][
                : 3 if said.quick else None
            ]
            measured(name, [path for path in found if path.parent.name in branches])


if __name__ == "__main__":
    main()
