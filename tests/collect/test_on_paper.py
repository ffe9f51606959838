"""What comes back on paper: scanned piles and photos sorted by the code on each page, and nothing guessed."""

from __future__ import annotations

import io
import json
import random
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from pipeline import collect, dispatch, produce
from pipeline.collect import scan_pages, scanning
from pipeline.desk import opened
from pipeline.review import office as writer
from tests import thorough
from tests.collect import scanner
from tests.collect.conftest import expect
from tests.collect.scanner import Printed
from tests.collect.test_filing import held
from tests.conftest import Workspace, needs, skip_without

pytestmark = [pytest.mark.slow, pytest.mark.confined]

ZHANG, LI, WANG = (f"03-党性分析表-{name}.docx" for name in ("张三丰", "李四光", "王五味"))
LEDGER = "05-整改台账.docx"
PAPER = "已交（纸质）"


@pytest.fixture(scope="session")
def asked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has sent forms which come back on paper: copied for each test."""
    home = tmp_path_factory.mktemp("on paper")
    shutil.copytree(made, home / "office")
    terms = {"党性分析表": "{交回: 每份, 方式: [电子, 纸质]}", "整改方案": "{匿名: 是}"}
    expect(home / "office", terms)
    with opened(home / "office") as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
        assert not dispatch.dispatch(desk, dispatch.SendOrder(way="文件夹", to=str(home / "共享"))).failed
    return home / "office"


@pytest.fixture(scope="session")
def sheets(asked: Path) -> Mapping[str, list[Printed]]:
    """The pages of some papers as they come out of the printer."""
    skip_without("soffice")
    wanted = {ZHANG, LI, WANG, "04-整改方案.docx"}
    found = {path.name: path for path in sorted((asked / "outputs" / "活动").rglob("*.docx")) if path.name in wanted}
    return scanner.printed(found.values())


@pytest.fixture
def paper_office(asked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    shutil.copytree(asked, tmp_path / "office")
    return Workspace(tmp_path / "office", capsys)


def scan(to: Path, pages: Sequence[Printed]) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(scanner.as_tiff(pages) if to.suffix == ".tif" else scanner.as_pdf(pages))
    return to


def came(office: Workspace, *arguments: str | Path) -> list[dict[str, Any]]:
    _, out, err = office.run("collect", "--json", *map(str, arguments))
    assert out, err
    return [dict(each) for each in json.loads(out)["files"]]


def standing(office: Workspace) -> dict[str, str]:
    found = json.loads(office.run("returned", "--json")[1])["returned"]
    return {Path(each["document"]).name: each["state"] for each in found if each["state"] != "待认"}


def filed(office: Workspace, name: str) -> list[Path]:
    """Return what lies in the branches' folders of 交回/ of a member."""
    found = (office.path / "outputs" / "活动" / "交回").rglob(f"*{name}*")
    return sorted(path for path in found if path.is_file())


def uncoded(page: Printed) -> Printed:
    """Return a page whose code somebody has cut off."""
    wide, high = page.picture.size
    picture = page.picture.copy()
    picture.paste("white", (0, round(high * 0.91), wide, high))
    return replace(page, picture=picture)


@pytest.mark.parametrize("kind", thorough.one_of("太淡", "麻点"))  # all five: benchmarks/scans.py
def test_a_shuffled_pile_of_bad_scans_is_sorted_and_no_page_is_anothers(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path, kind: str
) -> None:
    chance = random.Random(7)
    pages = [
        scanner.scanned(scanner.sealed(scanner.written(page, chance), chance), kind, chance, turn)
        for name, turn in ((LI, 0), (ZHANG, 180), (WANG, 90))
        for page in sheets[name]
    ]

    found = came(paper_office, "--dry-run", scan(tmp_path / "一摞.pdf", pages))

    for each in found:
        for at in each["pages"]:
            assert each["paper"] is None or each["paper"]["name"] == pages[at - 1].paper
    right = sum(len(each["pages"]) for each in found if each["state"] == PAPER)
    assert right >= len(pages) - 1  # a seal across a code on a grey page is left to a person


def test_a_pile_is_filed_by_branch_and_paper_and_once_only(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    pile = scan(tmp_path / "一摞.pdf", [*sheets[WANG], *sheets[ZHANG]])

    found = came(paper_office, pile)
    before = held(paper_office.path)
    came(paper_office, pile)

    assert {each["paper"]["name"]: each["pages"] for each in found} == {WANG: [1, 2], ZHANG: [3, 4]}
    assert all(each["fields"] == [] for each in found)  # nothing is read
    stands = standing(paper_office)
    assert (stands[WANG], stands[ZHANG], stands[LI]) == (PAPER, PAPER, "未交")
    (path,) = filed(paper_office, "张三丰")
    assert path.parent.parent.name == "一支部"
    assert path.suffix == ".pdf"
    assert len(pypdf.PdfReader(path).pages) == 2
    assert [code.side.value for code in _codes(path)] == ["A", "B"]
    assert held(paper_office.path) == before


def _codes(path: Path) -> list[scan_pages.PageCode]:
    data = path.read_bytes()
    pages = scanning.seen(data, path.name)
    assert not isinstance(pages, str), pages
    return [code for page in pages for code in page.codes]


def test_fronts_and_backs_in_two_files_are_one_paper(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    pile = [*sheets[ZHANG], *sheets[LI]]

    came(paper_office, scan(tmp_path / "正面.pdf", pile[::2]))
    only_fronts = standing(paper_office)
    came(paper_office, scan(tmp_path / "反面.pdf", pile[1::2][::-1]))

    assert only_fronts[ZHANG] == "缺页"
    assert standing(paper_office)[ZHANG] == standing(paper_office)[LI] == PAPER
    (path,) = filed(paper_office, "李四光")
    assert [code.side.value for code in _codes(path)] == ["A", "B"]


def test_a_missing_page_is_told_and_owed_until_somebody_says_otherwise(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    (found,) = came(paper_office, scan(tmp_path / "一页.pdf", sheets[ZHANG][:1]))

    assert found["state"] == PAPER
    assert standing(paper_office)[ZHANG] == "缺页"
    assert "张三丰（交来的缺页）" in paper_office.run("remind", "--returns", "--dry-run")[1]
    code, _, err = paper_office.run("decide", str(found["number"]), "--accept", "--by", "马书记")
    assert code == 0, err
    assert standing(paper_office)[ZHANG] == "已核对"


def test_a_page_that_is_there_twice_is_told(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    came(paper_office, scan(tmp_path / "多一页.pdf", [*sheets[ZHANG], sheets[ZHANG][0]]))

    assert standing(paper_office)[ZHANG] == "重复"


def test_a_later_whole_scan_takes_the_place_of_an_earlier_one(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    chance = random.Random(1)
    came(paper_office, scan(tmp_path / "先.pdf", sheets[ZHANG]))
    came(paper_office, scan(tmp_path / "后.pdf", [scanner.written(page, chance) for page in sheets[ZHANG]]))

    assert standing(paper_office)[ZHANG] == PAPER
    (path,) = filed(paper_office, "张三丰")
    assert path.read_bytes() == (tmp_path / "后.pdf").read_bytes()  # all of a file is kept as it came


def test_a_page_without_code_is_nobodys_until_a_person_says_so(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    zhang, li = sheets[ZHANG], sheets[LI]
    file = scan(tmp_path / "一摞.pdf", [zhang[0], uncoded(zhang[1]), *li])

    found = came(paper_office, file)

    (lost,) = [each for each in found if each["state"] == "认不出"]
    assert (lost["pages"], lost["paper"]) == ([2], None)  # the code before it does not run on
    assert standing(paper_office)[ZHANG] == "缺页"
    words = ("decide", str(lost["number"]), "--for", ZHANG, "--by", "马书记", "--why", "看了签名")
    assert paper_office.run(*words)[0] == 0
    assert standing(paper_office)[ZHANG] == "已交（纸质）"  # whose it is was said, not that it was looked at
    (path,) = filed(paper_office, "张三丰")
    assert len(pypdf.PdfReader(path).pages) == 2


def test_between_two_pages_of_one_paper_it_is_proposed(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    front, back = sheets[ZHANG]
    file = scan(tmp_path / "一摞.pdf", [back, uncoded(front), back, *sheets[LI]])

    (lost,) = [each for each in came(paper_office, file) if each["state"] == "认不出"]

    assert lost["paper"]["name"] == ZHANG
    assert standing(paper_office)[ZHANG] == "缺页"


def test_a_red_seal_across_the_code_is_no_hindrance(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    chance = random.Random(3)
    pages = [scanner.sealed(sheets[ZHANG][0], chance, (x, 0.96)) for x in (0.1, 0.2, 0.3)]

    found = came(paper_office, "--dry-run", scan(tmp_path / "有章.pdf", pages))

    assert [(each["state"], each["pages"]) for each in found] == [(PAPER, [1, 2, 3])]


def test_what_lay_upside_down_stands_upright_in_the_branch_folder(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    turned = [replace(page, picture=page.picture.rotate(180)) for page in sheets[ZHANG]]
    side = [replace(page, picture=page.picture.rotate(90, expand=True)) for page in sheets[LI]]
    came(paper_office, scan(tmp_path / "倒着.pdf", [*turned, *side]))

    for name in ("张三丰", "李四光"):
        (path,) = filed(paper_office, name)
        assert {code.turn for code in _codes(path)} == {0}
        document = pypdfium2.PdfDocument(path)
        assert document[0].get_width() < document[0].get_height()
        document.close()


def test_blank_backs_are_told_and_nobodys(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    chance = random.Random(5)
    zhang = sheets[ZHANG]
    blank = [scanner.scanned(scanner.blank(zhang[0]), kind, chance) for kind in ("歪斜", "太淡", "压得太狠")]
    scrap = scanner.written(scanner.blank(zhang[0]), chance)

    found = came(paper_office, scan(tmp_path / "一摞.pdf", [*zhang, *blank, scrap]))

    states = {each["state"]: each["pages"] for each in found}
    assert states == {PAPER: [1, 2], "空白页": [3, 4, 5], "认不出": [6]}


@pytest.mark.parametrize("ending", thorough.one_of(".jpg", ".png", ".tif", ".bmp"))
def test_pictures_are_sorted_as_scans_are(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path, ending: str
) -> None:
    if ending == ".tif":
        files = [scan(tmp_path / "传真.tif", sheets[ZHANG])]
    else:
        kind = {".jpg": "JPEG", ".png": "PNG", ".bmp": "BMP"}[ending]
        files = [tmp_path / f"照片{at}{ending}" for at in (1, 2)]
        for file, page in zip(files, sheets[ZHANG], strict=True):
            file.write_bytes(scanner.as_picture(page, kind))

    came(paper_office, *files)

    assert standing(paper_office)[ZHANG] == PAPER
    (path,) = filed(paper_office, "张三丰")
    assert [code.side.value for code in _codes(path)] == ["A", "B"]


def test_another_branches_paper_in_a_branchs_pile_is_credited_to_nobody(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    found = came(paper_office, "--from", "一支部", scan(tmp_path / "一支部.pdf", [*sheets[ZHANG], *sheets[WANG]]))

    assert {each["paper"]["name"]: each["state"] for each in found} == {ZHANG: PAPER, WANG: "交了别的支部的"}
    assert standing(paper_office)[WANG] == "未交"
    assert filed(paper_office, "王五味") == []


def test_a_code_of_elsewhere_is_told_and_a_ballot_has_none(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    from pipeline.model import paper_number  # noqa: PLC0415

    strange = paper_number.drawn("11" * 32, "别处")
    code = zxingcpp.create_barcode(f"{strange}A", zxingcpp.BarcodeFormat.DataMatrix).to_image(scale=6)
    high, wide = code.shape
    page = Image.new("RGB", sheets[ZHANG][0].picture.size, "white")
    page.paste(Image.frombytes("L", (wide, high), bytes(memoryview(code).cast("B"))), (200, 200))
    ballot = sheets["04-整改方案.docx"][0]

    found = came(paper_office, "--dry-run", scan(tmp_path / "杂.pdf", [Printed("", 1, page), ballot]))

    assert [(each["state"], each["paper"]) for each in found] == [("认不出", None), ("认不出", None)]
    assert paper_number.shown(strange) in found[0]["why"]
    assert not [name for path in paper_office.path.rglob("04-整改方案*.docx") for name in _media(path)]


@needs("soffice")
def test_the_forms_of_a_printed_file_are_filed_and_the_ballot_among_them_is_not(
    paper_office: Workspace, tmp_path: Path
) -> None:
    """As a PDF with words, the pages of which bear codes but the ballot's."""
    names = (ZHANG, "04-整改方案.docx", WANG)
    with writer.opened() as office:
        made = {each.source.name: each.file for each in office.pdfs([next(paper_office.path.rglob(n)) for n in names])}
        pile, counts = pypdf.PdfWriter(), []
        for name in names:
            assert made[name] is not None
            counts.append(len(pypdf.PdfReader(made[name]).pages))
            pile.append(made[name])
        pile.write(tmp_path / "一摞.pdf")

    found = came(paper_office, tmp_path / "一摞.pdf")

    first, ballot, last = counts
    assert [(each["filing"], each["state"], each["paper"] and each["paper"]["name"]) for each in found] == [
        ("新登记", PAPER, ZHANG), ("新登记", PAPER, WANG), ("没有登记", "不记名", None),
    ]  # fmt: skip
    assert found[2]["pages"] == list(range(first + 1, first + ballot + 1))
    (kept,) = [path for path in paper_office.output(".gongwen/交回").rglob("*") if path.is_file()]
    assert len(pypdf.PdfReader(kept).pages) == first + last
    assert "整改方案" not in "".join(page.extract_text() for page in pypdf.PdfReader(kept).pages)
    before = held(paper_office.path)
    assert [each["filing"] for each in came(paper_office, tmp_path / "一摞.pdf")][:2] == ["以前登记过"] * 2
    assert held(paper_office.path) == before


def test_a_photo_of_two_papers_side_by_side_is_nobodys(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    left, right = sheets[ZHANG][0].picture, sheets[WANG][0].picture
    both = Image.new("RGB", (left.width + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    both.save(tmp_path / "桌上.jpg", quality=85)

    (found,) = came(paper_office, tmp_path / "桌上.jpg")

    assert (found["state"], found["paper"]) == ("认不出", None)
    assert "两份" in found["why"]


def _media(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [name for name in archive.namelist() if name.startswith("word/media/gw-")]


@needs("soffice")
def test_a_print_volume_carries_each_papers_own_code(paper_office: Workspace, tmp_path: Path) -> None:
    volume = next(
        path for path in paper_office.path.rglob("打印/一支部/*.docx") if "分析" in path.name or "评议" in path.name
    )

    with writer.opened() as office:
        (made,) = office.pdfs([volume])
        assert made.file is not None
        pages = scanning.seen(made.file.read_bytes(), "volume")

    assert not isinstance(pages, str)
    sides = [(code.number, code.side.value) for page in pages for code in page.codes]
    numbers = list(dict.fromkeys(number for number, _ in sides))
    assert len(numbers) == 2  # 张三丰's and 李四光's
    assert sides == [(number, side) for number in numbers for side in "AB"]


def test_a_page_without_code_can_be_looked_at(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    zhang = sheets[ZHANG]
    found = came(paper_office, scan(tmp_path / "一摞.pdf", [zhang[0], uncoded(zhang[1])]))
    (lost,) = [each for each in found if each["state"] == "认不出"]

    with opened(paper_office.path, read_only=True) as desk:
        one = collect.shown(desk, lost["number"]).one
        picture = collect.page_of(desk, one, 2)
        assert collect.page_of(desk, one, 1) is None  # that is another paper's

    assert picture is not None
    assert max(Image.open(io.BytesIO(picture)).size) == 1200


def test_the_archive_takes_along_what_came_on_paper(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path
) -> None:
    came(paper_office, scan(tmp_path / "一摞.pdf", [*sheets[ZHANG], *sheets[LI]]))
    (path,) = filed(paper_office, "张三丰")

    assert paper_office.run("archive", "活动", "--to", str(tmp_path / "归档.zip"))[0] == 0

    with zipfile.ZipFile(tmp_path / "归档.zip") as archive:
        (name,) = [each for each in archive.namelist() if "交回" in each and "张三丰" in each]
        assert archive.read(name) == path.read_bytes()


def test_without_the_libraries_it_says_what_to_install(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = scan(tmp_path / "一摞.pdf", sheets[ZHANG])
    monkeypatch.setattr(scanning, "find_spec", lambda name: None)

    (found,) = came(paper_office, file)
    monkeypatch.undo()
    (again,) = came(paper_office, file)

    assert (found["state"], again["state"]) == ("认不出", PAPER)
    assert "zxing-cpp" in found["why"]


# --- what means harm ------------------------------------------------------------------------------------------------


def _many_pages(count: int) -> bytes:
    document = pypdf.PdfWriter()
    for _ in range(count):
        document.add_blank_page(595, 842)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _huge_page() -> bytes:
    document = pypdf.PdfWriter()
    document.add_blank_page(14_400_000, 14_400_000)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _bomb() -> bytes:
    """Return a PNG of 900 million dots in a few bytes."""
    import struct  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 24)))
        + chunk(b"IEND", b"")
    )


def _heavy_stream() -> bytes:
    """Return a PDF whose page draws for ever: a form that draws itself ten times, nine deep."""
    names = [f"/F{at}" for at in range(10)]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F0 5 0 R>>>>>>"
    )
    objects.append("<</Length 6>>stream\n/F0 Do\nendstream")
    for at in range(9):
        drawn = "\n".join([f"{names[at + 1]} Do"] * 10) if at < 8 else "0 0 500 800 re f"
        inner = f"/Resources<</XObject<<{names[at + 1]} {at + 6} 0 R>>>>" if at < 8 else ""
        objects.append(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{inner}/Length {len(drawn)}>>stream\n{drawn}\nendstream"
        )
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{each}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    )


HARM = {
    "两千页.pdf": partial(_many_pages, 2000),
    "巨大的页.pdf": _huge_page,
    "炸弹.png": _bomb,
    "画不完.pdf": _heavy_stream,
    "不是.pdf": lambda: b"%PDF-1.7\n" + bytes(100_000),
    "断了.jpg": lambda: scanner.as_picture(Printed("", 1, Image.new("RGB", (2000, 3000), "white")))[:2000],
    "空的.tif": bytes,
    "文字.pdf": partial(bytes, "不是扫描件", "utf-8"),
}


@pytest.mark.parametrize("name", list(HARM))
def test_a_file_that_means_harm_gets_a_word_in_little_time_and_the_next_one_is_read(
    paper_office: Workspace, sheets: Mapping[str, list[Printed]], tmp_path: Path, name: str
) -> None:
    import time  # noqa: PLC0415

    (tmp_path / name).write_bytes(HARM[name]())
    begun = time.monotonic()

    found = came(paper_office, "--dry-run", tmp_path / name)
    spent = time.monotonic() - begun

    assert len(found) == 1
    assert found[0]["state"] in {"认不出", "空白页"}
    assert found[0]["why"]
    assert spent < 10 * (3 if len(found) > 1 else 1)
    (next_one,) = came(paper_office, "--dry-run", scan(tmp_path / "好的.pdf", sheets[ZHANG]))
    assert next_one["state"] == PAPER


# --- receipts -------------------------------------------------------------------------------------------------------


@needs("soffice")
def test_a_scanned_receipt_is_proposed_and_signed_by_a_person_only(
    paper_office: Workspace, asked: Path, tmp_path: Path
) -> None:
    file = next(path for path in sorted((asked.parent / "共享").rglob("99-送达回执.docx")) if "一支部" in str(path))
    (pages,) = scanner.printed([file]).values()
    pile = scan(tmp_path / "回执.pdf", pages)

    (found,) = came(paper_office, pile)

    assert (found["state"], found["paper"]["branch"]) == ("送达回执", "中共吕寨镇一村支部委员会")
    assert paper_office.run("decide", str(found["number"]), "--accept", "--by", "马书记")[0] != 0
    assert _waiting(paper_office) == [found["number"]]  # not signed by itself
    assert filed(paper_office, "送达回执") == []
    code, _, err = paper_office.run("signed", "--branch", "一支部", "--by", "牛书记")
    assert code == 0, err
    assert _waiting(paper_office) == []
    came(paper_office, pile)
    (path,) = filed(paper_office, "送达回执")
    assert path.read_bytes() == pile.read_bytes()


def _waiting(office: Workspace) -> list[int]:
    found = json.loads(office.run("returned", "--json")[1])["returned"]
    return [each["number"] for each in found if each["state"] == "待认"]
