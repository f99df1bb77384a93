"""Old and common glyphs to the ones dictionaries and questions use today: 吿示 is found by 告示.

Two facts about a character make an entry: it is the same word in another dress (an old printing
form, a common form of the time, or a Japanese one that such papers used), and neither NFKC nor
OpenCC's t2s levels it. A character that is also a word of its own is left alone: 祗, 彀 and 衖
stand for 只, 够 and 弄 in old papers, but not only there. For search: what is shown stays as it is.

Checked against the variants that the transcribers of the Early Chinese Periodicals Online corpus
list (ECPO, Heidelberg University, CC BY 4.0); the pairs are those of common dictionaries.
"""

from __future__ import annotations

import re

_PAIRS = """
    吿告 淸清 囘回 廻回 靑青 値值 尙尚 硏研 槪概 鄕乡 敍叙 塡填 愼慎 顚颠 屛屏 倂并 竝并 甁瓶
    餠饼 衞卫 曁暨 揑捏 湼涅 歬前 莭节 卾鄂 刋刊 凮风 凬风 矦侯 朂勖 勗勖 晳皙 郞郎 鵞鹅 頺颓
    効效 塲场 砲炮 欵款 汚污 閙闹 厯历 菓果 珮佩 覩睹 刦劫 刼劫 壻婿 邨村 糢模 窰窑 姪侄 躭耽
    躱躲 燄焰 寃冤 粧妆 騐验 畣答 鎗枪 旾春 睂眉 麐麟 媿愧 炤照 缐线 拏拿 櫈凳 攷考 擕携 朶朵
    疎疏 蜨蝶 閧哄 庽寓 徧遍 輙辄 寳宝 寗宁 甯宁 倣仿 髣仿 髴佛 兎兔 牠它 孼孽 尅克 瑯琅 懽欢
    搆构 鬬斗 鬭斗 煖暖 姙妊 呌叫 妬妒 桞柳 艸草 覊羁 瓌瑰 袴裤 歛敛 隣邻 遯遁 嘅慨 爼俎 眎视
    玨珏 臙胭 嚬颦 匃丐 翺翱 逈迥 嶴岙 彜彝 纒缠 鑛矿 筯箸 牕窗 悮误 籐藤 盌碗 椀碗 巓巅 罸罚
    撦扯 竃灶 煑煮 穉稚 餻糕 榖谷 覔觅 徬彷 蔴麻 濶阔 飜翻 繙翻 凷块 甦苏 簷檐 坵丘 阬坑 隄堤
    筦管 槑梅 嗁啼 犂犁 靱韧 顦憔 顇悴 攅攒 啣衔 碻确 毘毗 仌冰 囓啮 廵巡 尠鲜 羢绒 寖浸 冩写
    暱昵 瞇眯 眤昵 幇帮 𦦙举 擧举 𣶒渊 𨻶隙 𠄡五 亖四 𠌶花 𢌱回 𠊳便 𣏌杞 𡉰至 𥂁盐 薬药 鉄铁
    戯戏 髪发 咲笑 関关 舎舍 塩盐 亜亚 圎圆 縂总 繍绣 隷隶 呑吞 姸妍 絣绷 徴征 徳德 悳德 恵惠
    凴凭 戻戾 抜拔 揺摇 晩晚 歩步 毎每 営营 皐皋 臯皋 窻窗 窓窗 牎窗 緖绪 縁缘 胷胸 脳脑 荘庄
    葢盖 蘓苏 衂衄 覇霸 觧解 譌讹 讐仇 賛赞 軰辈 郷乡 鐡铁 隂阴 襍杂 霛灵 頋顾 飮饮 髙高 鬪斗
    欝郁 鳯凤 麤粗 黒黑 黙默 鼔鼓 歯齿 竜龙 亀龟 囯国 囻国 圀国 壊坏 壌壤 嬢娘 実实 寛宽 専专
    対对 広广 応应 悪恶 戦战 払拂 択择 挙举 拝拜 捜搜 掲揭 摂摄 斉齐 斎斋 暁晓 栄荣 桜樱 楽乐
    様样 権权 検检 歓欢 歳岁 歴历 気气 沢泽 涙泪 済济 渋涩 渓溪 満满 滝泷 瀬濑 焼烧 犠牺 獣兽
    畳叠 発发 県县 砕碎 稲稻 穂穗 粋粹 経经 継继 続续 総总 縄绳 縦纵 繊纤 聴听 粛肃 臓脏 蔵藏
    蛍萤 覚觉 観观 訳译 読读 諌谏 譲让 豊丰 転转 軽轻 辺边 逓递 遅迟 酔醉 醸酿 釈释 鉱矿 銭钱
    錬炼 陥陷 険险 隠隐 雑杂 霊灵 頼赖 顕显 駅驿 駆驱 騒骚 験验 髄髓 鶏鸡 麺面 塁垒 壱一 弐二
    弍二 弌一 弎三 仮假 価价 倹俭 児儿 円圆 処处 剣剑 剤剂 労劳 勧劝 勲勋 単单 厳严 収收 囲围
    図图 団团 圏圈 圧压 奨奖 巌岩 帯带 帰归 庁厅 廃废 弾弹 従从 懐怀 戸户 拠据 拡扩 挿插 揷插
    撃击 暦历 浄净 凖准 灋法 潅灌 濳潜 烱炯 猟猎 畧略 畱留 畄留 痩瘦 砿矿 秌秋 穐秋 稾稿 稁稿
    竒奇 筭算 糓谷 罇樽 羇羁 聨联 肎肯 舩船 艢樯 苐第 荅答 蕚萼 虵蛇 蠏蟹 蠧蠹 袵衽 裵裴 裠裙
    覧览 詧察 諠喧 讁谪 貭质 賍赃 賔宾 賸剩 踈疏 躳躬 軄职 迯逃 逩奔 酧酬 醻酬 鏁锁 鎻锁 阯址
    雰氛 頥颐 顋腮 饍膳 馿驴 騣鬃 髈膀 鬂鬓 鱻鲜 鴈雁 鷰燕 鹻碱 鼈鳖 齅嗅 亾亡 仭仞 佀似 侭尽
    倐倏 偺咱 僊仙 冐冒 凢凡 凣凡 刄刃 剏创 剙创 剳札 勅敕 匲奁 匳奁 卋世 厫廒 厰厂 叅参 咊和
    囬回 圅函 坿附 埀垂 塟葬 塜冢 夀寿 夘卯 奌点 妳你 姉姊 媍妇 嬭奶 宂冗 宼寇 寍宁 寕宁 寜宁
    尒尔 尓尔 屧屉 崐昆 崘仑 嵆嵇 巵卮 帋纸 帬裙 幚帮 幙幕 庻庶 廐厩 廏厩 廹迫 徃往 恠怪 恡吝
    悤匆 怱匆 惪德 愽博 慙惭 慿凭 憇憩 戞戛 抝拗 拕拖 掽碰 揔总 摉搜 摠总 攩挡 敺驱 斍觉 斈学
    昬昏 暎映 曺曹 朙明 朞期 枬楠 柟楠 栢柏 桮杯 梹槟 棃梨 碁棋 椶棕 楳梅 槀槁 槕桌 樐橹 檝楫
    櫉橱 櫺棂 欎郁 歺歹 毧绒 氊毡 湻淳 湌餐 飡餐 漑溉 潄漱 澁涩 濇涩 烖灾 爕燮 牋笺 牓榜 犇奔
    猨猿 獘弊 玅妙 甎砖 甞尝 疉叠 瘖喑 瘉愈 癎痫 皷鼓 盇盍 矁瞅 碪砧 秔粳 稉粳 穅糠 穤糯 箎篪
    簮簪 籖签 紥扎 緐繁 罁缸 羴膻 翄翅 耡锄 聟婿 肧胚 胑肢 脗吻 脺脆 脃脆 臈腊 臝裸 躶裸 艪橹
    茘荔 涖莅 萠萌 葠参 蓡参 蔕蒂 蔆菱 蕋蕊 蘂蕊 薓参 蚘蛔 蛕蛔 蜋螂 螡蚊 蟁蚊 蠭蜂 衇脉 袟帙
    袠帙 裌夹 襢袒 誖悖 諐愆 謌歌 謩谟 豓艳 貛獾 賷赍 趂趁 蹏蹄 蹵蹴 輭软 迺乃 廼乃 遉侦 酖鸩
    釬焊 銲焊 韮韭 頟额 顖囟 飰饭 餽馈 饝馍 駄驮 髥髯 鬀剃 鵶鸦 麅狍 麞獐 鼇鳌
"""
_MODERN = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
# What a text must hold to be looked at more closely: a rare character counts as an old one, since
# one range is matched much faster than a dozen characters beyond U+FFFF.
_OLD = re.compile(
    "[" + "".join(chr(code) for code in _MODERN if code <= 0xFFFF) + "\U00020000-\U0003ffff]"
)


def modern(text: str) -> str:
    """The text with every old glyph as the one in use today, Simplified; as many characters."""
    return text.translate(_MODERN) if _OLD.search(text) else text
