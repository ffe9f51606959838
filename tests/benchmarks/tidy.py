"""How many papers a program that sets Word files anew makes clean, and whether it loses a character.

python -m tests.benchmarks.tidy SOURCES [RESULTS]

Without RESULTS our own `tidy` sets the .docx files of SOURCES, in one process; with RESULTS, what another program made
of them (files of the same names, or with its own mark behind) is measured in the same way. A paper is clean where our
reviewer finds nothing that the standard asks for; "of what layout can mend" leaves out what only other words would
mend. Characters are counted without white space; numbers that were typed out are no loss.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline import tidy
from pipeline.model.finding import Finding, Weight
from pipeline.review import UnreadablePackage, findings_of, layout_of
from pipeline.tidy import Asked, LostWords

_WORDS = frozenset(
    {
        "gbt.number.open", "gbt.number.form", "gbt.date.digits", "gbt.date.form", "gbt.addressee.colon",
        "gbt.enclosures.stop", "gbt.enclosures.colon", "gbt.enclosures.number", "gbt.annex.count", "gbt.annex.title",
        "gbt.annex.number", "gbt.copies.stop", "gbt.printed.date", "gbt.printed.word", "gbt.note.brackets",
        "gbt.secrecy.form", "gbt.tail.order", "gbt.head.order",
    }
)  # fmt: skip
"""What no layout mends: the words themselves, or their order, would have to be others. And all of text.…"""


def main(sources: Path, results: Path | None) -> None:
    """Print one line for each file that is not clean, and the sums."""
    figures: Counter[str] = Counter()
    left: Counter[str] = Counter()
    slowest = (0.0, "")
    for source in sorted(sources.glob("*.docx")):
        data = source.read_bytes()
        began = time.process_time()
        made = _ours(data, source.name) if results is None else _theirs(source, results)
        spent = time.process_time() - began
        slowest = max(slowest, (spent, source.name))
        before = standard(findings_of(data))
        figures.update(files=1, clean_before=not before, findings_before=len(before))
        figures["milliseconds"] += round(spent * 1000)
        if made is None:
            print(f"nothing made of {source.name}")
            continue
        after = standard(findings_of(made))
        layout = [finding for finding in after if finding.code not in _WORDS and not finding.code.startswith("text.")]
        lost = lost_in(data, made)
        figures.update(clean_after=not after, clean_of_layout=not layout, findings_after=len(after), lost=lost)
        left.update(finding.code for finding in layout)
        if layout or lost:
            print(f"{source.name}: {len(layout)} left, {lost} characters lost")
    count = figures["files"]
    print(
        f"{count} files: clean {figures['clean_before']} before, {figures['clean_after']} after, "
        f"{figures['clean_of_layout']} of what layout can mend; findings {figures['findings_before']} before, "
        f"{figures['findings_after']} after; {figures['lost']} characters lost"
    )
    print(f"left of layout: {dict(left.most_common())}")
    if results is None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{figures['milliseconds'] / 1000 / count:.3f} s CPU a file, slowest {slowest[0]:.2f} s ({slowest[1]}); "
            f"{memory} MB at most"
        )


def standard(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return what the standard itself asks for."""
    return [finding for finding in findings if finding.severity is Weight.STANDARD]


def lost_in(before: bytes, after: bytes) -> int:
    """Return how many characters of a file are not in another, wherever they stand there."""
    lacking = Counter(_characters(before)) - Counter(_characters(after))
    return lacking.total()


def _characters(data: bytes) -> Iterator[str]:
    for paragraph in layout_of(data).everything:
        yield from "".join(paragraph.text.split())


def _ours(data: bytes, name: str) -> bytes | None:
    try:
        return tidy.tidy_paper(data, Asked({}, whatever=True)).data or data
    except (UnreadablePackage, LostWords) as fault:
        print(f"{name}: {fault}")
        return None


def _theirs(source: Path, results: Path) -> bytes | None:
    made = sorted(results.glob(f"{source.stem}*.docx"), key=lambda path: len(path.name))
    return made[0].read_bytes() if made else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
