"""Words beside names: which characters are surnames, what the lexicon lacks, what stands around a person's name."""

from __future__ import annotations

import re

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"
    "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙"
    "万段雷钱汤尹黎易常武乔贺赖龚文施洪季倪严牛温芦俞章鲁葛韦申尤毕聂焦向柳邢岳齐梅莫庄辛管"
    "祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包"
    "司柏宁柯阮桂闵解强丛华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫肖付代闫仝芮宗安成"
)
"""The usual surnames of one character."""

GIVEN = (
    "明国建华军平伟文英玉红芳丽海志秀永春林强兰霞金杰德荣桂辉敏生梅忠龙艳娟云祥成东福珍庆峰江宝晓波飞俊"
    "勇静丹娜斌涛超刚亮洪凤莲琴燕鹏磊健根仁富顺昌振宏启广宇浩佳婷雪雷洁莉香琳萍彬琪鸣雄豪旺坤"
)
"""Characters that end given names."""

_TERMS = "立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降"
_MORE_TERMS = "立冬 小雪 大雪 冬至 小寒 大寒 元旦 国庆节 建党节 建军节 劳动节"
_OFFICIAL = "党建 党性 党课 支委 村委 镇村 包联 包干 常态化 甲乙丙丁 一项一项 红红火火"
ADDED = frozenset(f"{_TERMS} {_MORE_TERMS} {_OFFICIAL}".split())
"""What papers of this kind write and the lexicon lacks."""


def _any(*lines: str) -> str:
    """Return a group that matches any of the words in lines."""
    return f"(?:{'|'.join(' '.join(lines).split())})"


_ROLE = _any(
    "同志 书记 主任 [组队会站所校院村科股]长 支书 会计 文书 干事 户主 姓名 名字",
    "[任系责绍话办络报申代护证发持录言象护席讲接收当事请]人",
)
_CROWD = _any("委员 干部 党员 群众 村民 居民 代表 老人 医生 教师 积极分子 对象 社员 学生")
_FOR_PEOPLE = _any(
    "包户 包保 包联 结对 联户 帮扶 帮包 慰问 走访 看望 约谈 推选 推荐 选举 选派 表彰 陪同 委托 拜访 探望",
    "派遣 接替 协助 问责",
)
_WITH = _any(
    "[由请让叫找派问听劝与和同跟对向给为被把将经据代替陪见]",
    "联系 安排 通知 要求 批评 指定 听取 组织 如 询问",
)
_CALLED = _any(
    "同志 副?书记 副?主任 委员 [组队会站所校院村科股]长 支书 本人 先生 女士 大[爷娘妈姐哥叔] 师傅 一家 夫妇 夫妻",
    "两口子 名下",
)
_HOME = r"家(?=$|[，,。；;、！!\s]|[里中]|庭[困情贫成收矛])"
_OTHERS = r"等[\d一二两三四五六七八九十几多]*[名位]?(?:人|同志|党员)"
_OWN = _any(
    "身份证 电话 手机 联系方式 号码 生日 出生 籍贯 档案 检讨 检查 入党 转正 党龄 年龄 岁数 处分 处理 简历 申请书",
    "志愿书 思想汇报 心得 家属 妻子 丈夫 父亲 母亲 父母 儿子 女儿 孩子 老婆 爱人 哥哥 弟弟 姐姐 妹妹 病情 表现",
    "发言 表态 态度 签名 签字 住址 家庭 问题 意见 错误 工资 党费 宅基地",
)
_WHEN = _any("也 还 都 已 又 正 曾 没 没有 不 未 常年 长期 今年 去年")
_ACTS = _any(
    "说 讲 谈 表示 认为 反映 汇报 承认 检讨 坦言 提出 缺席 请假 迟到 早退 旷会 生病 患病 住院 去世 病故 外出 在外",
    "务工 打工 上访 违纪 违法 醉酒 酒驾 赌博 因[病事故] 进行(?:约谈|谈话|批评|教育|帮扶|慰问|走访|处分|处理|考察|诫勉)",
    "(?:没有|无|有)意见 被(?:处分|批评|评为|约谈|开除|查处|表彰|通报) 包户 包村 包联 带队 落选 当选 任职 退休 离职",
    "自述 建议 要求 申请 发言 签字 签名 到会 列席 出席 入党 转正",
    "欠款? 承包 借款? 养[猪羊牛鸡鸭鱼] 住在 (?:不|没|没有|未)(?:来|到|去|交|签|愿|肯|在家|想|同意|承认|参加)",
)
_ALSO = _any("也 都 已 可 应 要 会 能 去 来 再 继续 具体 主要 同时")
_TASKS = _any(
    "负责 牵头 主持 联系 参加 担任 兼任 办理 谈话 带头 记录 落实 承担 跟踪 督促 把关 签 去 来 到 前往 做 写 填 交 送",
    "处理 通知 介绍 陪同 同意 完成 整改",
)
_ABOUT = (
    r"[\s，,、（(]*(?:[男女](?=$|[\s，,、；;。）)\d])|(?:19\d|200)\d\s*[年.\-/]"
    r"|\d{2}\s*岁|生于|现年|今年\d|1[3-9]\d{9}|\d{15})"
)

LEFT = (
    (2, re.compile(rf"{_ROLE}(?:[：:、\s（(]*|[为是叫有])$|{_CROWD}(?:[：:（(]\s*|[为是叫有])$")),
    (2, re.compile(rf"{_FOR_PEOPLE}(?:到|给|了|过|至)?$")),
    (1, re.compile(rf"(?:{_WITH}|{_CROWD})$")),
)
RIGHT = (
    (3, re.compile(_ABOUT)),
    (2, re.compile(rf"\s*(?:{_CALLED}|{_OTHERS}|{_HOME})")),
    (2, re.compile(rf"(?:的|个人|本人)?(?:身份证|手机号|联系电话|出生)|的{_OWN}")),
    (2, re.compile(rf"{_WHEN}?{_ACTS}")),
    (1, re.compile(rf"老[师人]|医生|大夫|{_ALSO}?{_TASKS}")),
)
"""What stands left and right of a name and says that it is a person's: two points in all are enough for a word."""

TOWARDS = re.compile(_any("汇报 通报 反映 申请 提出 承认 检讨 学习 公开 公布 看齐 报告 说明 介绍"))
"""What is done 向 somebody."""
_REGIONS = _any(
    "村 镇 乡 县 市 省 州 区 社区 街道 小区 路 山 河 湖 桥 水库 大道 广场 公园 学校 小学 中学 自治",
)
PLACES = re.compile(rf"(?:自然|行政|新)?{_REGIONS}(?![民里委干上过东西南北别场])")
"""After a name of places."""
_LABELS = _any("籍贯 出生地 民族 文化程度 学历 学位 职业 专业 住址 地址 单位 职务 职称 院校")
ELSEWHERE = re.compile(rf"{_LABELS}[：:\s]*$")
"""A label beside which no person is named."""
