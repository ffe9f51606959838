"""Telephones and mailboxes as people write them."""

from __future__ import annotations

import pytest

from pipeline.inbox import contacts
from pipeline.inbox.fields import CellFault, Taken, narrow


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("13800000001", "13800000001"),
        (13800000001.0, "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("138.0000.0001", "13800000001"),
        ("+8613800000001", "13800000001"),
        ("+86 138 0000 0001", "13800000001"),
        ("0086-13800000001", "13800000001"),
        ("（+86）138-0000-0001", "13800000001"),
        ("0000-0000000", "0000-0000000"),
        ("010-62345678", "010-62345678"),
        ("6234567", "6234567"),
        ("62345678转8001", "62345678-8001"),
        ("0558-6234567转801", "0558-6234567-801"),
        ("+86 0558-6234567", "0558-6234567"),
        ("400-800-1234", "400-800-1234"),
        ("138—0000—0001", "13800000001"),
        ("86 13800000001", "13800000001"),
        ("无（智力残疾）", ""),
        ("已停机", ""),
        ("13800000001、13800000002", "13800000001、13800000002"),
        ("13800000001或13800000002", "13800000001、13800000002"),
        ("手机：13800000001 家庭电话：0558-6234567", "13800000001、0558-6234567"),
        ("138 0000 0001 / 138 0000 0002", "13800000001、13800000002"),
        ("１３８０００００００１", "13800000001"),
        ("'13800000001", "13800000001"),
        ("手机13800000001", "13800000001"),
        *((words, "") for words in ("无", "暂无", "无电话", "没有手机", "无联系方式", "（无）", "不详", "未填", "——", "/", "待补", "暂时没有")),
    ],
)  # fmt: skip
def test_a_phone_number_is_read_however_it_is_written(written: object, means: str) -> None:
    assert contacts.phone(written) == means  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("13900001234（本人）", "13900001234"),
        ("13900001234(儿子)", "13900001234"),
        ("儿子 139 0000 1234", "13900001234"),
        ("13900001234（微信同号）、15800005678", "13900001234、15800005678"),
        ("13900001234；短号661234", "13900001234"),
        ("0558-6234567（村部）", "0558-6234567"),
        ("13900001234已停机", "13900001234"),
        ("0558-6234567转", "0558-6234567"),
    ],
)
def test_words_beside_a_number_are_left_out_and_told(written: str, taken: str) -> None:
    found = contacts.phone(written)

    assert isinstance(found, Taken)
    assert (found.code.code, found.value) == ("cell.phone-note", taken)
    assert found.values == {"value": narrow(written), "taken": taken}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1380013", "手机号应为 11 位数字，这里是 7 位"),
        ("138000000011", "手机号应为 11 位数字，这里是 12 位"),
        ("电话", "里面没有完整的号码（手机号应为 11 位数字）"),
        ("短号661234", "里面没有完整的号码（手机号应为 11 位数字）"),
        ("13900001234、1390000123", "除了能认出的号码，还有认不出的数字"),
        ("13900001234转802", "除了能认出的号码，还有认不出的数字"),
        ("21900001234", "没有这样的号段（手机号以 13 至 19 开头）"),
        ("张三13900001234（2号）", "除了能认出的号码，还有认不出的数字"),
        (1.38e9, "手机号应为 11 位数字，这里是 10 位"),
    ],
)
def test_what_is_no_phone_number_is_refused_with_the_true_reason(written: object, reason: str) -> None:
    found = contacts.phone(written)  # type: ignore[arg-type]

    assert isinstance(found, CellFault)
    assert not isinstance(found, Taken)
    assert found.values["reason"] == reason


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("a.b@example.cn", "a.b@example.cn"),
        ("ａ＠example.cn", "a@example.cn"),
        ("邮箱：a@example.cn", "a@example.cn"),
        ("<a@example.cn>", "a@example.cn"),
        ("a @ example.cn", "a@example.cn"),
        ("无邮箱", ""),
        ("暂无", ""),
    ],
)
def test_an_address_is_read_however_it_is_written(written: str, means: str) -> None:
    assert contacts.email(written) == means


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("a@example.cn；b@example.cn", "a@example.cn、b@example.cn"),
        ("a@example.cn\nb@example.cn", "a@example.cn、b@example.cn"),
        ("a@example.cn 或 b@example.cn", "a@example.cn、b@example.cn"),
        ("张三 a@example.cn", "a@example.cn"),
        ("a@example.cn（办公）", "a@example.cn"),
    ],
)
def test_more_than_one_plain_address_is_told(written: str, taken: str) -> None:
    found = contacts.email(written)

    assert isinstance(found, Taken)
    assert (found.code.code, found.value) == ("cell.email-note", taken)


@pytest.mark.parametrize("written", ["a@example", "a@@example.cn", "example.cn", "a@example.cn、b@", "张三@例子.cn"])
def test_what_is_no_address_is_refused(written: str) -> None:
    found = contacts.email(written)

    assert isinstance(found, CellFault)
    assert not isinstance(found, Taken)
