"""What was left to be filled in: tags of any program's habit, bracketed field names, “点击此处输入文字”, ××.

A tag is told by its form alone: {…}, ${…}, {{…}}, «…» are no Chinese punctuation. [] and 【】 also hold labels
(【案例】), quotes (【2026】) and buttons (点击【保存】): there the words inside and what stands around them decide.
Every pattern looks a bounded way ahead, so that the time grows with a paragraph's length and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "\u3400-\u9fff"
_NAME = rf"(?:[{_HAN}][\w.·\-—：|（）()\u3000 ]{{0,39}}?|[A-Za-z_][\w.]{{0,39}})"
_FIELDS = (
    "名称?|姓名|单位|机关|部门|机构|组织|支部|党委|党组|公司|企业|学校|全称|简称|标题|题目|主题|事项|事由|正文|内容|日期|时间|年份?|月份?|日"
    "|地点|地址|场所|位置|电话|手机|号码?|编号|文号|字号|序号|代字|密级|职务|职称|岗位|级别|人|人员|领导|对象|金额|数额?|数字|数量|人数|总数"
    "|比例|百分比|单价|日数|天数|次数|项目|活动|会议|文件|附件|原因|目的|依据|任务|目标|措施|要求|要点|情况|方式|意见|签名|签字|印章|落款|署名"
    "|邮箱|邮编|网址|账号|性别|年龄|民族|学历|籍贯|书记|主任|主席|[省市县区乡镇村局院校处科所站]长?"
)
_FIELD = rf"[{_HAN}\w、/ ]{{0,16}}(?:{_FIELDS})\d{{0,2}}"
"""What a form's field is called: 发文单位, 联系人, 会议时间1."""
_FILL = "(?:请?(?:在)?此处|请?输入|请?填写|请?填入|请?插入|请选择|请补充|待补充?|待填写?|待完善|待确认|[xX×]{2})"
_PLACES = "省市县区乡镇村局委办厅院校司部处科站所组队社屯庄街道路"
_BODIES = "公司|集团|医院|学校|学院|中学|小学|大学|银行|中心|项目|工程|委员会|政府|支部|协会|法院|办法|方案"
_NOUNS = (
    rf"年|月|日|时|分|[{_PLACES}]|党|单位|同志|书记|主任|先生|女士|会议|活动|文件|万|元|名|人|户|亩|个|次|条|项|期|届|批|号|％|%"
    rf"|[{_HAN}]{{0,6}}(?:{_BODIES})"
)

_TAGS = re.compile(
    r"\{[{%#].{0,500}?[}%#]\}"  # Jinja
    r"|｛｛"
    rf"|(?<![/\\A-Za-z0-9_])[$#%]?\{{\s?[$#]?{_NAME}\s?\}}|\$\[{_NAME}\]|｛{_NAME}｝"
    rf"|«\s?{_NAME}\s?»|《《{_NAME}》》|<<\s?{_NAME}\s?>>|\[\[\s?{_NAME}\s?\]\]|【【{_NAME}】】"
    rf"|<%.{{0,100}}?%>|##{_NAME}##|@@{_NAME}@@"
)
_BLANKS = re.compile(
    rf"[\[［【<＜〔]\s?{_FILL}[^\[\]［］【】<>＜＞〔〕\n。]{{0,40}}[\]］】>＞〕]"
    rf"|[（(](?:请?(?:在)?此处)?(?:请?输入|请?插入|待补充|待填写|待完善)[^（）()\n。]{{0,20}}[）)]"
    r"|(?:单击|点击|双击)[^。，；\n]{0,8}此处[^。，；\n]{0,12}|(?:在此|此处)(?:键入|输入)[^。，；\n]{0,12}"
    rf"|(?<=\S)[\[［<＜]\s?{_FIELD}\s?[\]］>＞]|^[\[［<＜]\s?{_FIELD}\s?[\]］>＞](?=[：:]?$|[{_HAN}，。、”）])"
    rf"|(?<=[{_HAN}\d：:，、（(“])【\s?{_FIELD}\s?】|【\s?{_FIELD}\s?】(?=关于)"
)
_BUTTONS = re.compile(
    "(?:点击|单击|双击|选择|勾选|按下?|打开|进入|切换到?|菜单|按钮|界面|窗口|页面)(?:左侧|右侧|上方|下方|的)?$"
)
_BEFORE = 6  # characters in which a button's word stands
_CROSSES = re.compile(
    rf"(?<![A-Za-z×✕])[×✕xX]{{2,}}+(?=\s?(?:{_NOUNS}))"
    r"|(?<![A-Za-z\d×✕])[×✕xX](?=[月日年期届批])|(?<=第)[×✕xX]{1,9}+(?=[号次个])|(?<!\d)\d{2,3}[×✕xX]{1,2}(?=年)"
    r"|(?<=[：:])[×✕xX]{2,}+(?![A-Za-z\d@])|(?<=\s)[×✕xX]{2,}+$|^[×✕xX]{3,}+$"
    r"|〔[\d×✕xX\s＿_]{0,6}〕\s{0,3}第?[×✕xX\s＿_]{0,6}号"  # a number that is not given yet
    rf"|(?<![○◯〇零一二三四五六七八九十])[○◯]{{2,}}+(?=[{_PLACES}])"
    rf"|(?<![*＊\d])[*＊]{{2,}}+(?=(?:[{_PLACES}年月日]|支部|同志)(?![^*＊]{{0,30}}[*＊]{{2}}))"
)


def placeholders(text: str) -> Iterator[re.Match[str]]:
    """Yield the places at which a text still has to be filled in."""
    if any(mark in text for mark in "{｛«《<[@#【"):
        yield from _TAGS.finditer(text)
    for match in _BLANKS.finditer(text):
        if not _BUTTONS.search(text[max(match.start() - _BEFORE, 0) : match.start()]):
            yield match
    yield from _CROSSES.finditer(text)
