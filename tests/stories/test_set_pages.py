"""The set pages measure what GB/T 9704 asks for: papers of the sample, and of the extreme campaign under red heads.

tests/benchmarks/set_pages.py does the same for every paper and prints the figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errands import export, review
from pipeline.model.finding import Weight
from pipeline.review import measured_pages, office
from tests import thorough
from tests.conftest import Workspace, needs
from tests.review.figures import Figures
from tests.samples import extremes

pytestmark = [pytest.mark.slow, needs("soffice")]
MILLIMETRE = 1.05


def one_of_each(workspace: Workspace, branch: str) -> list[Path]:
    """Return the township's papers, a branch's, and one form."""
    forms = [path for path in export.papers(workspace.path, branch=branch) if path.name.startswith("03-")]
    others = [path for path in export.papers(workspace.path, branch=branch) if path not in forms]
    return [*export.papers(workspace.path, branch="全镇"), *others, *forms[:1]]


def set_pages(found: list[Path]) -> tuple[Figures, list[str]]:
    """Return the figures and the standard findings of papers set in one call."""
    figures, findings = Figures(), []
    with office.opened() as writer:
        for made in writer.pdfs(found):
            assert made.file, made.fault
            pdf = made.file.read_bytes()
            seen = review.look_at_pages(made.source.read_bytes(), pdf)
            findings += [f"{made.source.name}: {f}" for f in seen if f.severity is Weight.STANDARD]
            figures.add(measured_pages(pdf))
    return figures, findings


def test_the_sample_s_pages_measure_what_the_standard_asks(sample: Workspace) -> None:
    sample.build()

    figures, findings = set_pages(one_of_each(sample, "柳树店村党支部"))

    assert findings == []
    assert set(figures.lines) == {22}
    assert figures.characters.most_common(1)[0][0] == 28
    assert figures.wrong_lines == []
    assert figures.widest <= MILLIMETRE


@pytest.mark.parametrize("head", thorough.heads("文件", "信函"))
def test_extreme_papers_measure_it_too_and_the_mark_stands_in_its_place(workspace: Workspace, head: str) -> None:
    for name, content in extremes.files(head, many=True).items():
        workspace.put(name, content)
    workspace.build()

    figures, findings = set_pages(one_of_each(workspace, "农机合作社联合社党支部"))

    assert findings == []
    assert set(figures.lines) == {22}
    assert figures.characters.most_common(1)[0][0] == 28
    assert figures.wrong_lines == []
    assert set(figures.marks) == {head}
    assert figures.widest <= MILLIMETRE
