"""How often the last look stops or asks where nobody is named: the sample, the extreme campaign, townships of 2,000 people.

    python -m tests.benchmarks.false_alarms [MEMBERS]

The townships' people have usual names, drawn always alike; in the second every ninth is called by a word (高峰, 向阳). Every
parcel is packed and looked through as `send` does. Then the sentences beside tests/send/test_persons.py are told apart.
Ends with 1 where a parcel is stopped.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline import cli, produce
from pipeline.desk import opened
from pipeline.send import Checker, fixed_texts, parcel
from tests import lexicon as names
from tests.benchmarks.leaks import parcels
from tests.conftest import CAMPAIGN, FIVE, MEETING, ROOT, put_templates
from tests.samples import extremes
from tests.send.plants import paragraph
from tests.send.test_persons import HERE, listed, told
from tests.sheets import workbook

_BRANCHES, _CALLED_BY_WORDS = 40, 9
_SPEECH = ROOT / "inputs" / "示例-先进性教育" / "讲话提纲.md"


def people(count: int, *, by_words: bool) -> Iterator[str]:
    """Yield names as they are usual, with doubles."""
    chance = random.Random(1)
    families, given = list(names.SHARE), list(names.CHANCE)
    weights, usual = [names.SHARE[each] for each in families], [names.CHANCE[each] for each in given]
    called = sorted({name for name, _ in listed(HERE / "persons-fresh.tsv")})
    for number in range(count):
        family = chance.choices(families, weights)[0]
        own = "".join(chance.choices(given, usual, k=chance.choice((1, 2, 2))))
        yield chance.choice(called) if by_words and not number % _CALLED_BY_WORDS else family + own


def township(home: Path, count: int, *, by_words: bool) -> None:
    """Make a township's workspace with a speech of 4,000 characters."""
    put_templates(home, *FIVE)
    folder = home / "inputs" / "活动"
    folder.mkdir(parents=True)
    speeches = "".join(f"  第{number + 1}支部: {{讲话稿: {_SPEECH.name}}}\n" for number in range(_BRANCHES))
    facts = f"{CAMPAIGN}{MEETING}支部安排:\n{speeches}"
    (folder / "活动.yaml").write_text(facts, "utf-8")
    (folder / _SPEECH.name).write_bytes(_SPEECH.read_bytes())
    lines = ["姓名|所在党支部|性别|人员类别|入党时间"]
    for number, name in enumerate(people(count, by_words=by_words)):
        lines.append(f"{name}|第{number % _BRANCHES + 1}支部||正式党员|1998-07-01")
    (folder / "花名册.xlsx").write_bytes(workbook("\n".join(lines)))


def extreme(home: Path) -> None:
    """Make the workspace of the extreme campaign."""
    put_templates(home, *FIVE)
    files: Mapping[str, str] = extremes.files(many=True)
    for name, text in files.items():
        path = home / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook(text) if path.suffix == ".xlsx" else text.encode())


def look(home: Path, label: str) -> int:
    """Build, pack and look through; print what was found; return how many parcels are stopped."""
    with opened(home) as desk:
        produce.produce(desk)
    secrets, papers, documents = parcels(home)
    checker = Checker(secrets, fixed_texts(papers.fixed()))
    stopped, asked, files = 0, dict[str, set[str]](), 0
    for branch, listed_ in documents.items():
        (planned,) = parcel.planned("活动", branch, 1, listed_, workspace=home)
        sealed = parcel.sealed(planned, home, papers)
        files += len(sealed.files)
        found = checker.look(branch, sealed.files).leaks
        for leak in found:
            if leak.asked:
                asked.setdefault(leak.asked, set()).add(leak.code)
            else:
                print(f"  {branch}: {leak} {leak.text}")
        stopped += any(not leak.asked for leak in found)
    texts = sum(map(len, asked.values()))
    print(
        f"{label}: {len(documents)} parcels, {files} files: {stopped} stopped; asked about {len(asked)} names, {texts} texts"
        f" {'、'.join(sorted(asked))}",
        flush=True,
    )
    return stopped


def main(members: int) -> int:
    """Print a line each."""
    stopped = 0
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder) / name for name in ("sample", "extreme", "township", "township of words")}
        with contextlib.redirect_stdout(io.StringIO()):
            cli.run(["init", str(homes["sample"]), "--sample"])
        extreme(homes["extreme"])
        township(homes["township"], members, by_words=False)
        township(homes["township of words"], members, by_words=True)
        for label, home in homes.items():
            stopped += look(home, label)
    for path in sorted(HERE.glob("*.tsv")):
        cases = listed(path)
        said = [told(name, paragraph(text)) for name, text in cases]
        print(
            path.stem, len(cases), *(f"{each} {said.count(each) / len(cases):.1%}" for each in ("stop", "ask", "pass"))
        )
    return int(stopped > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2] or ["2000"])))
