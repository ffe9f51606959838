"""Make pipeline/send/lexicon.txt.xz and compounds.txt.xz anew (see lexicon.LICENSE.txt beside them).

    python -m tests.lexicon DICT.TXT WORD_DISTRIBUTION.JSON CHINESE_WORD_DICTIONARY.TXT CHINESE_IDIOM.TXT

DICT.TXT is jieba's: words with counts and parts of speech. The others are JioNLP's: a JSON pair of word and count a line,
the head words of a dictionary, idioms. What decides is which two characters are a word and which are a name: a name is
about as frequent as its surname and its character in given names let one expect, a word far more.
"""

from __future__ import annotations

import collections
import json
import lzma
import math
import re
import sys
from pathlib import Path

from pipeline.send import words
from pipeline.send.lexicon import LONGEST_COMPOUND
from pipeline.surnames import SURNAMES

_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_PEOPLE = 1e7  # people named in the counted texts
_LOW, _LOWEST = 1200, 300  # counts below which a word is left out; below which one that begins like a name is
_FREQUENT = 40000
_OFTEN = 20000
_LONGEST = 4
SHARES = (
    (0.072, "王李张"),
    (0.05, "刘陈"),
    (0.03, "杨赵黄"),
    (0.04 / 3, "周吴徐孙胡朱高林何郭马罗"),
    (
        0.005,
        "梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚",
    ),
    (
        0.002,
        "文施洪季安倪严牛温芦俞章鲁葛韦申尤毕聂焦向柳邢岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫",
    ),
    (
        0.0003,
        "来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保和蔺",
    ),
)
"""Of how many people a surname is, by estimate."""
GIVEN = (
    (0.012, "明国建华军平伟文英玉红芳"),
    (0.006, "丽海志秀永春林强兰霞金杰德荣桂辉敏生梅立忠龙清艳娟云祥光成新东福珍庆峰江宝晓波飞俊勇静"),
    (
        0.003,
        "山学家世丹娜民斌涛超刚利胜亮兴洪凤莲良义玲洋琴燕鹏磊健全安长树才发贵根仁富顺昌振宏启义正广宇浩佳婷雪雷雷凯旭洁莉香琳萍彬力亚爱维景万松智天子卫武孝水少中喜来宗道运业有元同彦绍守传克继先思家善",
    ),
    (
        0.001,
        "星田开河南北西阳方高和石连成百千泉川源会前进起章友信心诚法远大小一三五二冬夏秋月雨露霜虹虎牛马羊鸣青白黑朋友",
    ),
)
"""How often a character is a given name's, by estimate."""
_SELDOM = 0.0002
_GREATEST = "王李张刘陈杨赵黄周吴徐孙胡朱"
_ENDINGS, _OPENINGS = "性化感率法者员区城部卡会期节", "高单强全"
WORDS = frozenset(
    [
        "王国",
        "黎明",
        "杨树",
        "杨柳",
        "柳树",
        "高龄",
        "王子",
        "黄牛",
        "胡同",
        "黄石",
        "林立",
        "王道",
        "王妃",
        "张口",
        "白发",
        "梅林",
        "毛发",
        "马虎",
        "胡子",
        "周旋",
        "张弛",
        "黄岩",
        "陈皮",
        "芦山",
        "康健",
        "胡椒",
        "胡杨",
        "华贵",
        "孙辈",
        "黄梅",
        "方志",
        "黄连",
        "柏树",
        "黄叶",
        "夏雨",
        "黄蜂",
        "白莲",
        "单飞",
        "王座",
        "白光",
        "高坡",
        "刘海",
        "黄龙",
        "唐河",
        "王后",
        "高超",
        "黄淮",
        "许昌",
        "张力",
        "钱江",
        "周全",
        "林海",
        "黄河",
        "江平",
        "安平",
        "武平",
        "高平",
        "高光",
        "万安",
        "金昌",
        "方正",
        "高明",
        "李子",
        "张开",
        "张贴",
        "单位",
        "党课",
        "包干",
    ]
)
"""Words that look like names; the dictionaries call them names or leave them out."""


COMPOUND = frozenset(
    [
        "欧阳",
        "司马",
        "诸葛",
        "上官",
        "司徒",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "夏侯",
        "端木",
        "南宫",
        "独孤",
    ]
)
"""Surnames of two characters."""


def _table(rows: tuple[tuple[float, str], ...]) -> dict[str, float]:
    return {character: share for share, characters in reversed(rows) for character in characters}


def kind(word: str, count: int, *, certain: bool) -> str:
    """Return w for a word, b for one that is as likely a name, "" for a name. `certain`: a dictionary calls it a word."""
    surname, given = SHARE.get(word[0], 0.0), CHANCE.get(word[1], _SELDOM)
    likely = _PEOPLE * surname * given / count
    if certain:
        name = likely > 0.15 and word not in WORDS
        return "" if name else "b" if likely >= 0.008 else "w"
    if likely < 0.002:
        return "w"
    return "b" if likely < 0.012 and word[0] not in _GREATEST else ""


SHARE, CHANCE = _table(SHARES), _table(GIVEN)


def chosen(tags: dict[str, str], counts: dict[str, int], heads: set[str]) -> dict[str, tuple[int, str]]:
    """Return each word of the lexicon with its count and kind."""
    found: dict[str, tuple[int, str]] = {}
    names: set[str] = set()
    for word, count in sorted(counts.items(), key=lambda each: len(each[0])):
        if not _HANZI.fullmatch(word) or len(word) > _LONGEST:
            continue
        certain = word in heads or word in WORDS or not tags.get(word, "nr").startswith("nr")
        if len(word) > 1 and count < _LOW and not (certain and count >= _LOWEST and word[0] in SHARE):
            continue
        if len(word) == 1:
            said = "w"
        elif len(word) == 2:
            said = kind(word, count, certain=certain)
        elif certain:
            said = "w"
        elif len(word) == 3 and word[0] in SHARE:
            made = word[0] in _OPENINGS and count > _OFTEN and word[1:] in heads | WORDS | tags.keys()
            said = "w" if made or (word[2] in _ENDINGS and word[:2] in counts) else ""
        else:
            said = "" if word[:2] in COMPOUND else "w"
        halves = word[:2], word[2:]
        if (
            len(word) == 4
            and said
            and counts.keys() >= {*halves}
            and count < _FREQUENT
            and not names & {*halves}
            and tags.get(word) not in {"i", "l"}
        ):
            continue  # it is cut well enough without
        if said:
            found[word] = (count, said)
        else:
            names.add(word)
    lacking = [w for w, tag in tags.items() if w[0] in SHARE and not tag.startswith("nr") and len(w) in {2, 3}]
    more = {word: (_LOWEST, "w") for word in lacking if _HANZI.fullmatch(word) and word not in names}
    return {**more, **dict.fromkeys(WORDS, (_LOW, "w")), **found}


def compounds(tags: dict[str, str], more: set[str], known: set[str]) -> set[str]:
    """Return the words in which a shorter one of the lexicon lies, and the rare ones that begin like a name."""
    found: set[str] = set()
    for word in {word for word, tag in tags.items() if not tag.startswith("nr")} | more:
        inside = {word[at : at + length] for length in (2, 3, 4) for at in range(len(word) - length + 1)} - {word}
        rare = len(word) == 2 and word not in known and word[0] in SURNAMES
        if _HANZI.fullmatch(word) and (rare or (2 < len(word) <= LONGEST_COMPOUND and inside & known)):
            found.add(word)
    return found


def main(dictionary: str, distribution: str, head_words: str, idioms: str) -> None:
    """Write the lexicon and the compounds."""
    rows = (line.split() for line in Path(dictionary).read_text("utf-8").splitlines())
    tags = {word: tag for word, _, tag in rows}
    counts = dict(json.loads(line) for line in Path(distribution).read_text("utf-8").splitlines())
    heads = {line.partition("\t")[0] for line in Path(head_words).read_text("utf-8").splitlines()}
    found = chosen(tags, counts, heads)
    whole = sum(count for count, _ in found.values())
    lines: dict[tuple[int, str, int], list[str]] = collections.defaultdict(list)
    for word, (count, said) in found.items():
        lines[round(-math.log2(count / whole)), said, len(word)].append(word)
    text = "\n".join(
        f"{bits} {said} {length} {''.join(sorted(run))}" for (bits, said, length), run in sorted(lines.items())
    )
    packed = _written("lexicon.txt.xz", text)
    sys.stdout.write(f"{len(found)} words, {packed} bytes\n")
    said = {line.partition("\t")[0] for line in Path(idioms).read_text("utf-8").splitlines()} - tags.keys()
    listed = compounds(tags, heads | said, found.keys() | words.ADDED)
    runs = ("".join(sorted(w for w in listed if len(w) == length)) for length in range(2, LONGEST_COMPOUND + 1))
    packed = _written("compounds.txt.xz", "\n".join(runs))
    sys.stdout.write(f"{len(listed)} compounds, {packed} bytes\n")


def _written(name: str, text: str) -> int:
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    Path(words.__file__).with_name(name).write_bytes(packed)
    return len(packed)


if __name__ == "__main__":
    main(*sys.argv[1:5])
