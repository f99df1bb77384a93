"""Invented articles in the forms newspapers print them again, and notices that only look alike."""

from __future__ import annotations

FERRY = (
    "停航三年的青澜江轮渡昨天重新开航。清晨六点半，首班渡船载着六十多名乘客离开登云渡，十二分钟后"
    "靠上对岸的望鹤码头。船工周水生在这条航线上干了二十六年，他说，江面上的雾比从前少了，坐船的人"
    "却比想象的多。\n轮渡公司介绍，新船可载客一百二十人，全部采用电力推进，每天往返四十个班次，票价"
    "仍为每人2元，老人和学生减半。码头新建的候船室装有无障碍通道，雨天不必再在露天排队。\n住在北岸的"
    "退休教师何素琴每天要到南岸照看外孙。绕行大桥要换两趟公交车，如今十几分钟就能过江。“听见汽笛"
    "响，就像老街坊又回来了。”她说。沿江的几家小吃店也提早开了门，店主们盼着游客跟着渡船一起回来。"
)
MARKET = (
    "The covered market on Alder Street will reopen next spring after the longest repair in its "
    "history, the town council said. Builders found that the iron columns under the eastern hall "
    "had rusted through, and the roof had to be carried by timber frames for most of the winter. "
    "Stallholders moved to the old tram depot, where trade fell by about a third. The council "
    "will waive their rent for the first half year. A fishmonger whose family has sold there for "
    "four generations said the new cold rooms were worth the wait."
)
WEATHER = (
    "市气象台{day}发布天气预报：预计今天白天到夜间全市以{sky}为主，偏{wind}风{force}级，最高气温"
    "{high}摄氏度，最低气温{low}摄氏度，空气质量良好，相对湿度百分之{damp}。气象专家提醒，早晚温差"
    "较大，市民外出请适时增减衣物，注意交通安全，山区居民注意防范地质灾害。"
)
LOTTERY = (
    "省福利彩票发行中心公告：双色球第{issue}期开奖结果揭晓，红色球号码为{red}，蓝色球号码为{blue}。"
    "本期全国销售总额为{sum}元，奖池资金累计金额滚入下期。兑奖期限为自开奖之日起六十个自然日，逾期"
    "未兑视为弃奖，弃奖奖金纳入彩票公益金，请彩民朋友理性投注，量力而行。"
)
OBITUARY = (
    "中国共产党优秀党员、市水利局退休干部{name}同志，因病医治无效，不幸逝世，享年{age}岁。遗体告别"
    "仪式定于{day}上午在市殡仪馆举行，谨此讣告。{name}同志一生勤恳工作，为人正直，深受同事和群众的"
    "尊敬。家属遵其遗愿，丧事从简，谢绝花圈挽联，请各位生前友好相互转告。治丧小组敬告。"
)
APPOINTED = (
    "本公司董事会及全体董事保证公告内容真实、准确、完整，没有虚假记载、误导性陈述或者重大遗漏。公司"
    "董事会近日收到通知，经研究决定聘任{name}为公司副总经理，任期与本届董事会一致。该任职人员具备"
    "相应的专业知识和管理能力，不存在不得担任高级管理人员的情形，特此公告。"
)
OUTAGE = (
    "因电网设备检修需要，供电公司定于{day}上午至傍晚对{place}实施计划停电，届时请相关单位和居民提前"
    "做好准备，储备生活用水，妥善保管冰箱内的食品，关闭电器电源，以免送电时造成损坏。如遇雨天，检修"
    "工作顺延。给您带来的不便敬请谅解，详情可拨打供电服务热线咨询，感谢理解和支持。"
)


def misread(text: str, every: int = 37, wrong: str = "禾曰氵亍匚刂亻") -> str:
    """The text as a scanner might read it: a wrong character here and there, none a figure."""
    letters = list(text)
    for number, at in enumerate(range(every // 2, len(letters), every)):
        if letters[at].isalpha() and letters[at] not in "一二三四六十百两东南西北上下":
            letters[at] = wrong[number % len(wrong)]
    return "".join(letters)


def weather(**facts: str) -> str:
    usual = {
        "day": "4月10日",
        "sky": "多云",
        "wind": "北",
        "force": "3",
        "high": "21",
        "low": "12",
        "damp": "七十",
    }
    return WEATHER.format(**(usual | facts))
