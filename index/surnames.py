"""Chinese surnames, by which a name on a line of its own can be told from two other words."""

from __future__ import annotations

import re

from index.patterns import lazy_pattern
from index.tokens import cutter

_SINGLE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭"
    "梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双"
    "闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容"
    "向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空"
    "丘丛亢宛揭楚涂牟税粟苟覃辜迟邸鄢隋尧蹇呙禤缑"
    "曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公商肖佘佟仝亓付代闫岳帅苑旷阳谌占邝冼兰芦"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張孔嚴華魏謝鄒竇蘇潘範魯韋馬鳳費薛賀湯羅畢鄔樂時齊顧黃蕭祿談龐紀項"
    "閔賈婁顏鐘鍾駱樊萬盧莫經裘繆應鄧單諸龔陸榮甄羿儲靳烏車寧劉葉龍黎賴喬蒼聞黨譚貢勞莊閻連習"
    "歐聶關蓋嶽竇於衝蘭蘆"
)
_TWO_CHARACTERS = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 百里 呼延 南宫 "
    "独孤 宇文 长孙 歐陽 司馬 諸葛 東方 公孫 獨孤 長孫"
)
_DOUBLE = frozenset(_TWO_CHARACTERS.split())
_OTHER = lazy_pattern(r"[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8}){1,3}")
_NAME = lazy_pattern(r"[\u3400-\u9fff]{2,4}")
# Words of two or three characters that begin with a surname and stand alone in newspapers.
_NO_NAMES = (
    "金融 经济 经营 高度 高端 高校 高温 马上 石油 水利 水稻 水果 文化 文明 文艺 文学 广告 "
    "国家 国际 国内 国防 公告 公示 公司 公益 公安 公园 时间 时评 时事 时政 时尚 关注 关于 "
    "关键 关爱 通知 通报 通告 通讯 相关 应急 应用 成功 成果 成立 成绩 成长 强调 强化 平台 "
    "平安 平等 安全 安居 安排 明天 明确 全国 全市 全省 全面 全部 全文 方向 方案 方法 农业 "
    "农村 农民 从严 广场 广角 东风 向前 向上 许可 任务 任命 解读 解决 解放 商业 商务 山水 "
    "山城 江山 江湖 花开 花絮 花园 池塘 车站 车间 党建 党课 党史 温馨 温暖 容貌 都市 家园 "
    "家庭 和谐 和平 云端 云上 游记 别让 施工 查询 计划 项目 路上 路况 边疆 万象 万家 空间 "
    "空气 井盖 包装 权威 权利 利民 利好 连线 连载 白皮书 金点子 高质量 广播 单位 富民 "
    "富裕 经验 经典 常识 常态 简讯 简介 简历 祝贺 祝福 于是 于此 何时 何处 后续 后记 益民 "
    "终于 居民 居家 步行 冷暖 满意 古城 古镇 易地 慎思 能源 能力 红色 红绿灯 岳阳 衡阳 "
    "湘江 第一 双语 双拥 丰收 丰富 曾经 游览 充电 养老 养生 须知 巴黎 古巴 蒙古 伊朗 向导 "
    "阳光 云南 江苏 江西 贵州 宁夏 安徽 广东 广西 黑龙江 山东 山西 甘肃 石家庄 郑州 杭州 "
    "徐州 温州 台州 常州 苏州 福州 郴州 柳州"
)
_WORDS = frozenset(_NO_NAMES.split())


def is_pen_name(text: str) -> bool:
    """True when two or three characters are no words of the language: 楚石, 晓帆.

    Only where a name must stand, since a word the dictionary lacks looks the same.
    """
    if is_name(text):
        return True
    return re.fullmatch(r"[\u3400-\u9fff]{2,3}", text) is not None and all(
        len(word) == 1 or word in _DOUBLE for word in cutter()(text)
    )


def is_name(text: str) -> bool:
    """True when a word looks like a person's name: a known surname and one or two more
    characters, or a name with a dot (阿里木·买买提)."""
    if "·" in text:
        return _OTHER.fullmatch(text) is not None
    if not _NAME.fullmatch(text) or text in _WORDS:
        return False
    if text[:2] in _DOUBLE:
        return len(text) > 2
    return text[0] in _SINGLE and len(text) <= 3
