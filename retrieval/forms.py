"""The forms that words of a kind can have: what a count measures, how fine a date is, what sort of
place or thing has the name."""

# What a count of each form ends in. Read on level text (Simplified, half width).
MEASURES: dict[str, str] = {
    "money": r"[元圆币镑分角块]|欧元|卢布|法郎|[$€£¥]|dollars?|euros?|pounds?|yuan|円|文",
    "share": r"[%‰成]|百分|个百分点|分之|per ?cent|percentage",
    "age": r"岁|years? old|aged|歳",
    "duration": r"年|[个]月|天|日|小时|钟头|分钟?|秒|周|星期|世纪|季度|years?|months?|weeks?"
    r"|days?|hours?|minutes?|seconds?|時間",
    "length": r"[米里尺寸丈㎝㎜㎞]|公分|光年|meters?|metres?|km|miles?|feet|inch(?:es)?"
    r"|[^a-z][cmk]?m$",
    "area": r"平方|公顷|亩|㎡|平米|km2|m2|hectares?|acres?|square",
    "weight": r"[吨㎏]|[公千毫]?克|[公市]?斤|kg|tons?|tonnes?|pounds?|磅|盎司",
    "speed": r"时速|每[小秒分]|/[h小秒]|节|马赫|km/h|mph",
    "rank": r"第|首|冠|rd$|th$|st$|nd$",
    "persons": r"[人名位户口]|people|persons?|passengers?|members?|students?|workers?",
    "degrees": r"度|[℃°]|degrees?",
}
GRAINS: dict[str, str] = {
    "year": r"年|\d{4}|岁",
    "month": r"月|[A-Z][a-z]{2,}",
    "day": r"[日号]|[昨今明前后当][天晚]|\d{1,2}",
    "time": r"[时点:]|[ap]\.?m",
    "weekday": r"周|星期|礼拜|day",
    "age_of": r"世纪|年代|朝|代|时期|century",
}
SORTS: dict[str, str] = {
    "firm": r"公司|企业|集团|[厂店行社]|股份|超市|商场|工作室|传媒|航空|科技|电子|汽车",
    "school": r"学校|大学|学院|[中小]学|书院|[学校]堂|幼儿园|校$|University|College|School",
    "hospital": r"医院|卫生院|诊所|中心|Hospital",
    "office": r"[部委局署处办厅院会社团处队所站室科]|组织|机构|中心|政府|单位|联盟|大学|公司|党"
    r"|集团",
    "bank": r"银行|信用社|Bank",
    "team": r"[队团部]|俱乐部|F\.?C\.?|United|City",
    "country": r"[国兰亚坡西利]|日本|America|Kingdom",
    "district": r"[省市区县州镇乡村旗盟道郡城都府]|社区|街道|自治[区州县]|新区",
    "landform": r"[山峰岭河江湖海洋岛溪泉沙漠谷原湾峡瀑洲]|半岛|Lake|River|Mount",
    "building": r"[桥楼塔寺庙馆院宫殿堂厅园场站港陵墓祠阁亭门路街宅居]|机场|中心|酒店|广场|体育场"
    r"|隧道",
    "event": r"[会赛节展杯战役奖案]|活动|运动|工程|项目|行动|仪式|论坛|计划|革命|起义|条约",
    "title": r"[》」]",
}
