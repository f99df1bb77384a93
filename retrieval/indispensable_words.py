"""The words by which Chinese newspapers say what a question asks for. All are read on folded text.

More is taken for a figure, an office or a fact than is one: a text that may hold it must not be
said to lack it. `python -m benchmarks.indispensable` counts where it is, all the same.
"""

from __future__ import annotations

from retrieval.countries import COUNTRIES

_DIGIT = "[0-9〇零一二两三四五六七八九十百千万亿半几数廿卅叁伍佰仟]"
# Up to the measure: 3.6 亿多元, 两三百块.
_SCALED = r"[\s.,0-9〇零一二两三四五六七八九十百千万亿半几数多余来约上廿卅]{0,14}"
FIGURE = f"{_DIGIT}{_SCALED}"
# 学生2300余, 均价18000/m2: a figure whose measure goes without saying.
_BARE = rf"(?:[0-9][0-9.,]+|{_DIGIT}{{2,}})[余多]?(?=[,。;!?)/]|$)|[超逾]{_DIGIT}|{_DIGIT}余"

# What each form of a question is called in a sentence, and how texts say it.
MEASURES: dict[str, tuple[str, str]] = {
    "money": (
        "a sum of money",
        rf"{FIGURE}(?:[元圆块毛角文厘枚吊円盾铢折]|英?镑|分钱|美[元金分]|[欧日港澳英加韩新台金银]?[元币]|卢[布比]"
        r"|法郎|金?马克|比索|克朗|先令|第纳尔|里亚尔|人民币|两|贯|[台港外法]币|dollar|euro|yuan|rmb|usd)"
        rf"|(?:[$€£¥]|rmb|usd)\s?\d|[一二两三四五六七八九]分(?![钟之米子公部])|{_DIGIT}块{_DIGIT}"
        r"|免费|免[收交缴]|[免打]折|全免|半价|减半|翻番|一番|不[收计花]|不要钱|无偿|分文|大洋"
        rf"|{_DIGIT}{_SCALED}(?<=[万亿])(?!\s?[人吨名平亩公立米户辆件次只台套斤株棵份张多余])|{_BARE}",
    ),
    "age": (
        "an age",
        rf"[岁歳]|{_DIGIT}[万亿]年|年历史|出生|生于|年生|高龄|[享终卒]?年{_DIGIT}|年龄|花甲|古稀|耄耋|满月"
        rf"|个月|{_DIGIT}后|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]|[男女],{_DIGIT}|\d{{4}}[-—–]",
    ),
    "weight": (
        "a weight",
        rf"{FIGURE}(?:公?吨|[公千毫]?克|[公市]?斤|[两磅担石钱]|盎司|kg|t\b)|{_BARE}",
    ),
    "length": (
        "a length",
        rf"{FIGURE}(?:[公英华海]?里|[千厘分毫微纳]?米|光年|公分|[公英市]?[尺寸丈]|[哩浬码层]|[cmknµμ]?m(?![a-z]))"
        rf"|{_BARE}",
    ),
    "area": ("an area", rf"{FIGURE}(?:[平坪顷方]|公顷|[英公]?亩|[ck]?m2)|{_BARE}"),
    "degrees": ("a temperature", rf"{_DIGIT}\s?(?:度|摄氏|c)|[℃°]|零下|沸"),
    "share": (
        "a share",
        rf"[%‰]|率[^,。]{{0,6}}\d|分之|百分|{_DIGIT}成|[一过]半|半数|倍|比|全部|悉数|全票|无一|翻番|厘|基点|每[千万]|一致|{_DIGIT}[开番]",
    ),
    "rank": (
        "a rank",
        rf"第\s?{_DIGIT}|[再首冠亚季末榜金银铜头顶]|{_DIGIT}[届强名位子代任世楼层中院页集]|[长次幼][子女]"
        rf"|前[{_DIGIT[1:-1]}任]|唯一|最后|连续|no\.|p\d",
    ),
    "year": (
        "a year",
        rf"\d{{4}}|{_DIGIT}年|[今去前明当同次那元末初]年|年[间初末代底]|世纪|{_DIGIT}{{4}}|\d\d-\d\d"
        r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|解放|文革|建国",
    ),
    "day": (
        "a day",
        rf"{_DIGIT}[日号]|[昨今前明后当次同翌是][天日晚早晨夜]|{_DIGIT}月|\d[./-]\d|周[一二三四五六日末]|星期|礼拜"
        rf"|节|除夕|腊月|正月|冬至|清明|端午|中秋|元旦|重阳|即日|月[底初中]|年三十|[廿卅初]{_DIGIT}|{_DIGIT}天[后前]"
        r"|六一|五一|五四|七夕|国庆|九一八|双十|逢",
    ),
}
_TALL = "[楼塔山桥身浪墙树峰坝厦碑拔柱位]"
# What a question must say besides, or must not, for a form to be meant beyond doubt: 收入增长多少
# is answered in yuan too, and how high spirits are in nothing that can be counted.
MEANT = {
    "money": r"[\u3400-\u9fff]"
    r"|\b(?:costs?|prices?|pa(?:y|id)|spen[dt]|earn|invest|fees?|budget|salary)\b",
    "age": r"[\u3400-\u9fff]",
    "weight": r"[\u3400-\u9fff]",
    "area": r"[\u3400-\u9fff]",
    "degrees": r"[\u3400-\u9fff]",
    "rank": r"[\u3400-\u9fff]",
    "day": r"[\u3400-\u9fff]|\b(?i:on|until|by|from|since) what date\b",
    "share": r"百分|几成|几分之|比[例重]|占比|份额|(?<![心频功汇速])(?<!分辨)率",
    "length": r"^(?!.*(?:影响|感情|[爱情意]|程度|记忆))"
    rf"(?=.*(?:多少|多[长宽厚远深]|{_TALL}[^,。]{{0,4}}多高))",
}
# Offices whose holder is named with them. What a person made or leads is said in many ways.
_OFFICE = (
    r"(?:董事长|理事长|秘书长|参谋长|裁判长|经理|总[裁监统理督]"
    r"|[校院局市县区镇乡州省处科部厂站队社会组园馆行署台所司店舰船军师旅营连排厅]长"
    r"|书记|主[席任]|首相|大使|领事|议长|司令|州长|酋长|发言人)"
)
OFFICES = (
    rf"(?P<asked>{_OFFICE})(?:[是叫姓]|的(?:姓名|名字)是?)?(?:什么(?:名字)?|谁|哪[一两三几]?位|何人)(?=[?。,!了呢啊呀]|$)"
    rf"|(?:谁|何人|哪[一几]?位)(?:[是任当]|担任|当选|出任|成为)[了过]?[^,。?]{{0,14}}?(?P<held>{_OFFICE})"
    r"[?。]?$"
)
OFFICE_TOO = (
    "元首|首领|大选|党组书记|一把手|负责人|掌门|老板|ceo|执掌|主政|率[团队领]|带队|当选|连任|首长"
)
COUNTRY = (
    rf"{COUNTRIES}|[中美英法德俄日韩印澳][美英法德俄日韩印中籍方系]"
    r"|[东西]德|[南北][韩越]|大[清明唐宋汉]|[明清唐宋元汉]朝|洲|东京|纽约|伦敦|巴黎"
    r"|(?<![我全各外本出回祖跨建爱多两])国(?![家内际有企道庆土防旗歌营资民产])|[a-z]{3}"
)
# What is asked about by a name of its own: how the question says it, and the ways newspapers do.
# By the kind or the form of the question; of a count, in its own words beside the asking one.
FACTS: tuple[tuple[str, str, str], ...] = (
    ("count", "电话|热线", r"\d{3}"),
    ("money", "工资|月薪|年薪|薪[资酬水]", "工资|薪|收入|待遇|酬|挣|赚|领|发|每月|月入|到手"),
    ("money", "奖金", "奖|获|得"),
    ("money", "罚款", "罚|处|以[上下]"),
    ("money", "[租房]金|房租", "租|房金|每[月年天]"),
    ("money", "补[助贴]|津贴", "补|津贴|资助|扶持|奖|每[人亩月]|发|领"),
    ("money", "赔偿?", "赔|补偿|退|罚|付|判"),
    ("money", "投资(?![者人])", "投|耗资|斥资|造价|出资|花费|资金|预算|总额|共"),
    (
        "date",
        "建成|竣工|落成|完工",
        "[建竣]成|竣工|落成|完[工成]|[所年]建|建[于造设有]|修[成建于]|的修|[兴始改重扩]建|[投启]用|投入使用|通车|交付"
        "|合龙|开放",
    ),
    ("date", "开工|动工|奠基", "开[工始建]|动工|奠基|启动|[修兴始]建|破土|施工"),
    ("date", "开业|开馆|开园|开张|开放(?!时)", "开|[启投]用|运营|营业|迎客|启动|落成"),
    (
        "date",
        "成立|创[立办建]|组建",
        "成立|创|[组建设]立|组建|诞生|问世|建[校厂]|挂牌|开[办始]|始建|起步|[设改并撤]|成为",
    ),
)
_WON = "折桂|登顶|[捧问卫]|称[雄霸]|加冕|[头鳌]|最高|力压|击败|率先|最先"
# A place in a race, whatever is said of the others.
PLACED: tuple[tuple[str, str], ...] = (
    ("冠军|第一名", f"冠|第一|夺|首|金|赢|胜|{_WON}"),
    ("亚军|第二名", "亚军|第二|银|次|其次|负于|屈居|不敌"),
    ("季军|第三名", "季军|第三|铜"),
)
# What the name of a place that is asked for ends in.
NAMED: tuple[tuple[str, str], ...] = (
    ("[路街](?![线子灯])", "[路街道巷弄环]"),
    ("[镇乡]", "[镇乡]|街道"),
    ("[河江]", "[河江溪川水渠]"),
    ("[湖山岛]", "[湖泊海水库池淀山峰岭岛屿洲]"),
)
# Measure words that count the same things.
COUNTERS = (
    "头只匹条尾口羽犬",
    "条线面",
    "枚金银铜块",
    "辆台部列架艘趟",
    "家所间个厂",
    "名位人员口俩",
    "次场届回期趟度遍战轮",
    "棵株颗",
    "座幢栋处个尊",
    "张份件枚个幅票尊",
    "本册部篇卷",
    "套间户",
    "支队个",
)
COUNTED = (
    r"(?:多少|(?<![这那好近十前后上百千])几)[万亿]?"
    r"(?P<by>[户辆家间座头只棵条艘架所部场次张株匹枚台列套件栋幢处支篇册份名位人]"
    r"|本(?![土地科省市届国月年]))"
)
COUNTED_TOO = (
    rf"{_DIGIT}[车船死伤子女]|人口|无[人一]|没有|未|全[部体家]|首[次个位家]"
    rf"|[两俩仨]|[升增减]至|{_BARE}"
)
