"""Which characters are surnames: what may be a person's name, and what no name begins with."""

from __future__ import annotations

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"
    "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙"
    "万段雷钱汤尹黎易常武乔贺赖龚文施洪季倪严牛温芦俞章鲁葛韦申尤毕聂焦向柳邢岳齐梅莫庄辛管"
    "祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包"
    "司柏宁柯阮桂闵解强丛华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫肖付代闫仝芮宗安成"
)
"""The usual surnames of one character."""
COMPOUND = frozenset({
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "端木",
    "宇文", "长孙", "独孤", "南宫", "轩辕", "西门", "百里", "呼延", "申屠", "钟离", "赫连", "濮阳", "淳于",
})  # fmt: skip
"""Those of two."""

_LENGTHS = range(2, 5)  # characters of a Chinese name


def begin(words: str) -> bool:
    """Whether words are as long as a name and begin as one does."""
    return len(words) in _LENGTHS and words[0] in SURNAMES
