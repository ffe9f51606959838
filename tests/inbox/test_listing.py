from __future__ import annotations

import pytest

from pipeline.inbox import listing


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("1.传达精神；2.动员讲话", ("传达精神", "动员讲话")),
        ("1、传达精神；2、动员讲话；3、表态发言。", ("传达精神", "动员讲话", "表态发言。")),
        ("1．传达 2．讲话", ("传达", "讲话")),
        ("（1）传达（2）讲话", ("传达", "讲话")),
        ("(一)传达；(二)讲话", ("传达", "讲话")),
        ("一、传达\n二、讲话", ("传达", "讲话")),
        ("一是准时到会，二是手机静音", ("准时到会", "手机静音")),
        ("①传达②讲话", ("传达", "讲话")),
        ("· 传达 · 讲话", ("传达", "讲话")),
        ("●传达；●讲话", ("传达", "讲话")),
        ("1.2026年工作安排；2.2025年总结", ("2026年工作安排", "2025年总结")),
        ("传达精神；动员讲话", ("传达精神", "动员讲话")),
        ("【传达精神；动员讲话】", ("传达精神", "动员讲话")),
        ("1.传达精神", ("传达精神",)),
        ("准时到会，手机静音", ("准时到会，手机静音",)),
        ("1.5万元以上的项目上会", ("1.5万元以上的项目上会",)),
        ("会期1.5天；自带笔记本", ("会期1.5天", "自带笔记本")),
        ("第一党支部先行", ("第一党支部先行",)),
        ("一是否到会", ("一是否到会",)),
        (
            "一、传达；二、讲话；三、学；四、议；五、记；六、查；七、改；八、评；九、交；十、收；十一、报",
            ("传达", "讲话", "学", "议", "记", "查", "改", "评", "交", "收", "报"),
        ),
        ("", ()),
    ],
)
def test_several_things_in_one_text_are_told_apart(words, items):
    assert listing.items(words) == items


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["1.传达", "2.讲话"], ("传达", "讲话")),
        (["一、传达", "二、讲话"], ("传达", "讲话")),
        (["（一）传达", "（二）讲话"], ("传达", "讲话")),
        (["1.传达", "讲话"], ("1.传达", "讲话")),
        (["2.传达", "3.讲话"], ("2.传达", "3.讲话")),
        (["传达", "讲话"], ("传达", "讲话")),
        ([], ()),
    ],
)
def test_numbers_are_left_out_only_where_they_run_from_the_first_to_the_last(words, without):
    assert listing.unnumbered(words) == without


@pytest.mark.parametrize("words", ["张三、李四", "张三，李四", "张三,李四", "[张三；李四]", "【张三、李四】"])
def test_names_are_told_apart_by_any_comma(words):
    assert listing.names(words) == ("张三", "李四")


def test_brackets_hold_together() -> None:
    assert listing.names("张三（书记、镇长）、李四") == ("张三（书记、镇长）", "李四")
    assert listing.names("张三（书记、李四") == ("张三（书记", "李四")


@pytest.mark.parametrize(
    ("words", "persons"),
    [
        ("张三 李四", ("张三", "李四")),
        ("张三　李四光 王五", ("张三", "李四光", "王五")),
        ("张三（书记） 李四（镇长）", ("张三（书记）", "李四（镇长）")),
        ("张　三、李四光", ("张三", "李四光")),
        ("张 三 丰", ("张三丰",)),
        ("欧阳 明华", ("欧阳明华",)),
        ("张三 （书记）", ("张三（书记）",)),
        ("1.张三；2.李四", ("张三", "李四")),
        ("阿卜杜拉·买买提、张三", ("阿卜杜拉·买买提", "张三")),
        ("John Smith", ("John Smith",)),
        ("", ()),
        ("张 三 李 四", None),
        ("张三 书记", None),
        ("买买提 艾力", None),
        ("李四光 张 三", None),
        ("张三、123", None),
        ("张三、李?", None),
    ],
)
def test_a_blank_is_within_a_name_or_between_two(words: str, persons: tuple[str, ...] | None) -> None:
    assert listing.persons(words) == persons
