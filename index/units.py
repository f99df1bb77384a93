"""Places of work and offices as they stand beside names: 市教育局, 退休教师, 东塘镇."""

from __future__ import annotations

import re

from index.surnames import is_name

_UNIT_END = re.compile(
    r"(?:党校|台|行|报社|杂志社|协会|学会|分局|支队|大队|中队|法庭|党委|纪委|工会|妇联|残联|文联|联合会|研究会|商会|总站|公司|学院|學院|大学|大學|中学|小学|学校|幼儿园|集团|局|委|办|部|厅|处|科|院|所|厂|店|社|会|團|团|队|站|馆|"
    r"中心|支行|分行|银行|医院|法院|检察院|街道|社区|镇|乡|村|区|县|市|省|代表|委员|委員|教师|老师|教授|讲师|"
    r"研究员|博士|律师|医生|护士|居民|市民|村民|读者|讀者|职工|员工|工人|干部|书记|主任|主席|会长|经理|董事长|"
    r"理事长|校长|局长|处长|科长|所长|院长|馆长|学生|同学|邮递员|工程师|设计师|作家|诗人|记者|编辑|退休\S{2,6}|"
    r"志愿者|创业者|农民|农户|党员|战士|教练|演员|画家|司机|厨师|经营户)$"
)
_PLACE_END = re.compile("[\u4e00-\u9fff]{2}[镇乡村区县市省局厅委办院校]$")


def is_unit(text: str) -> bool:
    """A place of work or an office on a line of its own, above the names."""
    return len(text) <= 30 and ends_in_unit(text.strip())


def ends_in_unit(text: str) -> bool:
    """Whether a text ends in a place of work or an office."""
    return _UNIT_END.search(text) is not None


def names_at_end(words: list[str]) -> list[str]:
    """The longest run of names at the end of a line of words."""
    count = 0
    while count < len(words) and (is_name(words[-1 - count]) or len(words[-1 - count]) == 1):
        if count and _PLACE_END.search(words[-1 - count]):
            break  # 东塘镇 廖庆子
        count += 1
    return words[len(words) - count :]
