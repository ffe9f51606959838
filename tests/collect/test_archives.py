"""A .zip of returned files is opened, within limits: each file in it is filed as if it had come by itself."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline import collect
from pipeline.collect import archives
from pipeline.desk import opened, own_folder
from tests.collect.hands import FORM, labels, returned
from tests.conftest import Workspace

OTHER = "03-党性分析表-李四光.docx"


def packed(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return made.getvalue()


def with_raw_names(data: bytes, names: dict[str, bytes], flags: int = 0) -> bytes:
    """Return an archive whose names (as long as these) are other bytes, with other flags, in both places."""
    for name, raw in names.items():
        assert len(name) == len(raw)
        data = data.replace(name.encode(), raw)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spot = data.find(magic)
        while spot >= 0:
            data = data[: spot + at] + struct.pack("<H", flags) + data[spot + at + 2 :]
            spot = data.find(magic, spot + 4)
    return data


def came(office: Workspace, path: Path) -> list[Any]:
    _, out, err = office.run("collect", "--json", str(path))
    return list(json.loads(out or err)["files"])


def two(share: Path, tmp_path: Path) -> tuple[bytes, bytes]:
    """Return two filled forms."""
    said = {labels(share)[0]: "有收获"}
    return (
        returned(share, tmp_path / "甲.docx", said).read_bytes(),
        returned(share, tmp_path / "乙.docx", said, OTHER).read_bytes(),
    )


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_each_file_is_filed_with_its_place_and_once(office: Workspace, share: Path, tmp_path: Path, how: int) -> None:
    one, other = two(share, tmp_path)
    path = tmp_path / "交" / "一支部.zip"
    path.parent.mkdir()
    path.write_bytes(packed(("表/甲.docx", one), ("../乙.docx", other), ("__MACOSX/._甲.docx", b"x"), how=how))

    found = came(office, path)

    assert [(each["state"], each["filing"]) for each in found] == [("已交回", "新登记")] * 2
    with opened(office.path) as desk:
        looked = [part.arrival for each in collect.look(desk, [path]) for part in each.parts]
    assert [each.source.rpartition("/一支部.zip")[2] for each in looked] == [" › 表/甲.docx", " › 乙.docx"]
    kept = [path for path in (own_folder(office.path) / "交回").rglob("*") if path.is_file()]
    assert sorted(each.read_bytes() for each in kept) == sorted((one, other))  # not the archive
    assert [each["filing"] for each in came(office, path)] == ["以前登记过"] * 2
    (tmp_path / "单独").mkdir()
    (tmp_path / "单独" / FORM).write_bytes(one)
    assert [each["filing"] for each in came(office, tmp_path / "单独")] == ["以前登记过"]


@pytest.mark.parametrize(
    ("raw", "flags"), [("表.docx".encode("gb18030"), 0), ("表.docx".encode(), 0), ("表.docx".encode(), 0x800)]
)
def test_names_are_read_as_windows_and_macos_write_them(raw: bytes, flags: int) -> None:
    data = with_raw_names(packed(("#" * len(raw), b"%PDF-")), {"#" * len(raw): raw}, flags)

    (found,) = archives.unpacked(data)

    assert isinstance(found, archives.ArchivedFile)
    assert (found.name, found.data, found.fault) == ("表.docx", b"%PDF-", "")


HOSTILE = {
    "a bomb": (packed(("表.docx", bytes(20_000_000))), "大得不正常"),
    "many files": (packed(*((f"{n}.docx", b"x") for n in range(201))), "200 个以上"),
    "cut off": (packed(("表.docx", b"x" * 900), how=zipfile.ZIP_STORED)[:-40], "坏了"),
    "nothing": (packed(("空/", b"")), "是空的"),
    "nested": (packed(("里.zip", packed(("表.docx", b"x")))), "压缩包里还有压缩包"),
    "rar in it": (packed(("里.rar", b"Rar!\x1a\x07\x00" + bytes(99))), "压缩包里还有压缩包"),
    "a password": (with_raw_names(packed(("biao.docx", b"x")), {}, 1), "加了密码"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_opened_is_told(office: Workspace, tmp_path: Path, what: str) -> None:
    data, why = HOSTILE[what]
    (tmp_path / "交.zip").write_bytes(data)

    (found,) = came(office, tmp_path / "交.zip")

    assert found["state"] == "认不出"
    assert why in found["why"]
    assert [path for path in (own_folder(office.path) / "交回").rglob("*") if path.is_file()] == []


def test_one_file_that_cannot_be_opened_does_not_keep_the_others(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    one, _ = two(share, tmp_path)
    (tmp_path / "交.zip").write_bytes(packed(("里.zip", packed(("表.docx", b"x"))), ("甲.docx", one)))

    assert [each["state"] for each in came(office, tmp_path / "交.zip")] == ["认不出", "已交回"]


def test_an_archive_on_the_tray_goes_from_there_once_all_in_it_are_filed(
    office: Workspace, share: Path, tmp_path: Path
) -> None:
    tray = collect.tray_folder(office.path)
    tray.mkdir(parents=True)
    one, other = two(share, tmp_path)
    (tray / "一支部.zip").write_bytes(packed(("甲.docx", one), ("乙.docx", other)))
    seen: list[str] = []

    with opened(office.path) as desk:
        collect.collect_tray(desk, lambda each: seen.append(each.filing.value))

    assert seen == ["新登记", "新登记"]
    assert not tray.exists() or list(tray.iterdir()) == []


@pytest.mark.parametrize("first", ["OFD.xml", "mimetype", "docProps/app.xml", "[Content_Types].xml"])
def test_a_file_of_a_program_is_no_archive(first: str) -> None:
    assert archives.files_in(packed((first, b"x"), ("a.xml", b"x"))) == ""
