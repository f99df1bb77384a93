"""Lines that belong to no article: masthead, folio, weather, staff lists, slogans, noise."""

from __future__ import annotations

import re

from index.lunar import LUNAR_DATE

_PAPER = (
    r"[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|时报|商报|周报|都市报|青年报|晨报|快报|导报|新报|"
    r"日報|晚報|時報|早報|商報|週報)(?:社)?"
)
_STAFF = (
    r"(?:本版|责任|責任|执行|值班|美术|图片|视觉|首席|文字|见习)*"
    r"(?:编辑|編輯|责编|责校|主编|总编|编委|版式|版面|设计|校对|校對|校检|组版|美编|制图|审读|检校|终审|值班)"
)
_SECTIONS = (
    "要闻|综合|综合新闻|民生|国内|国际|国内国际|文化|体育|文体|时事|时政|经济|社会|教育|健康|副刊|理论|评论|公告|广告|专版|"
    "专题|科技|财经|法治|生活|本地|县区|社区|社区新闻|读书|天下|国际新闻|国内新闻|本地新闻"
)
_KINDS = (
    (
        "masthead",
        re.compile(
            rf"\s*{_PAPER}\s*$"
            r"|\s*[\u4e00-\u9fff]{1,3}(?<![快簡海情電警捷公預回喜])報\s*$"
            r"|.*(?:国内统一|國內統一|统一连续出版物|统一刊号|邮发代号|郵發代號|国际标准)"
            r"|.{0,40}\bCN\s?\d{2}\s?[-—–]\s?\d{4}"
            r"|\s*(?:中共)?[\u4e00-\u9fff]{2,20}(?:主管|主办|主辦)(?:[、,，\s].{0,24})?$"
            r"|.{0,40}(?:总第|第)\s?\d[\d,]{2,6}\s?[期号].{0,30}$"
            r"|\s*今日.{0,6}\d{1,3}\s?版.{0,12}$"
            r"|.{0,20}(?:零售价|定价|每份|售价).{0,20}[元分].{0,10}$"
            r"|\s*(?:(?:www|https?:)\S*|.{0,12}网址\s*[:：].{0,90}|.{0,10}网址.{0,40})\s*$"
            r"|.{0,16}(?:新闻热线|热线电话|读者热线|发行热线|广告热线|投稿邮箱|编辑部电话|社址|报社地址|本报地址|本社地址|邮政编码|邮编|印刷单位|承印|法律顾问)\s*[:：].{0,60}$"
            r"|\s*(?:本报)?(?:新闻|读者|发行|广告|报料|爆料)热线\s?[（(]?(?:\d{3,4}[)）]?\s?[-—–]?\s?)?\d{7,8}(?!\d)[^。]{0,60}$"
            r"|\s*(?:本报)?(?:激光照排|胶印).{0,30}$|.{0,24}印刷厂\s?(?:承印|印刷|印)\s*$"
            r"|.*\b(?:Vol|VOL|Volume|Jahrgang|Année|Año)\b\.?\s*[\dIVXLC]+.{0,60}$"
            r"|.{0,50}\b(?:No|N°|Nr|Nº)\.?\s?\d{2,6}\b.{0,30}$(?<![.!?])"
            r"|\s*(?:Printed|Published|Founded|Imprimé|Fondé|Gegründet)\b.{0,20}\b(?:by|in|en|par|von)\b.{0,100}$"
            r"|.{0,20}\b(?:Subscriptions|Abonnements?)\b.{0,80}$"
            r"|.{0,40}\b(?:Price|Prix|Preis|Precio)\b\s*:?\s*[\d€$£¥].{0,20}$"
        ),
    ),
    (
        "date",
        re.compile(
            r"\s*(?:[12]\d{3}年\d{1,2}月\d{1,2}日|[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
            r"[\s,，]*(?:(?:星期|周|週|禮拜)[一二三四五六日天].*|农历.*)$"
            r"|\s*(?:第.{1,4}版\s*)?(?:中[华華])?民[国國].{1,4}年.{1,3}月.{1,3}日.{0,16}$"
            r"|\s*(?:星期|禮拜)[一二三四五六日天].{0,12}$"
            r"|\s*(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+\S+\s+\d{1,2}.{0,60}$"
            r"|\s*(?i:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|"
            r"samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo)),?\s+\d{1,2}.{0,60}$"
        ),
    ),
    (
        "folio",
        re.compile(
            r"\s*第?\s*(?:[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版(?:[\s·|｜:：][\u4e00-\u9fff·\s]{0,12})?$"
            r"|\s*(?:[A-Z]\d{1,2}|0\d|\d{2})(?:[\s|｜·]+[\u4e00-\u9fff·、\s]{2,14})?$"
            r"|\s*[\u4e00-\u9fff·]{2,8}[\s|｜]+(?:[A-Z]\d{1,2}|0\d)\s*版?$"
            rf"|\s*(?:{_SECTIONS})[\s|｜·]+\d{{1,2}}\s*版?$|\s*\d{{1,2}}[\s|｜·]+(?:{_SECTIONS})$"
            r"|\s*(?:(?i:page|seite|página)\s+)[A-Z]?\d{1,3}\s*$|\s*\d{1,3}\s*$"
        ),
    ),
    (
        "staff",
        re.compile(
            r"\s*[（(]?本版(?:图文|文图|图片|照片|稿件|文字|摄影)[^。]{0,30}(?:提供|供稿|供图|新华社\S{0,2}|署名|除外)[）)。]?\s*$|"
            rf".{{0,30}}{_STAFF}\s*[/／:：丨|]\s*\S.*$|\s*{_STAFF}[\s\u3000]+[\u4e00-\u9fff]{{2,4}}(?:[\s\u3000]+{_STAFF}.*)?$"
        ),
    ),
    (
        "weather",
        re.compile(
            r"\s*(?:.{0,8}天气|天氣|气温|今天|今日|明天|市区|城区)[^。]{0,12}[:：\s][^。]{0,30}(?:℃|°C|风|級|级|雨|晴|云).{0,20}$"
            r"|\s*[晴阴多云小中大雷阵雨转雪雾霾～~/\s-]{1,14}[/\s]*-?\d{1,2}\s?℃.{0,20}$"
            r"|\s*(?i:(?:\w+\s)?weather|météo|wetter|forecast)\b\s*[:—–-].{0,80}$"
        ),
    ),
    (
        "slogan",
        re.compile(
            r"\s*(?:微信)?扫(?:一扫|码|描|描二维码)[^。]{0,30}$|[^。]{0,8}(?:二维码|微信公众号|官方微博|官方微信|视频号|抖音号|客户端下载)\s*$"
            r"|\s*(?:关注|下载)[^。]{0,20}(?:客户端|公众号|新媒体|微信|微博|APP)\s*$|\s*\S{0,6}客户端\s*$"
        ),
    ),
    (
        "teaser",
        re.compile(
            r"[^。]{4,50}?[\s▶►>→…·.]*(?:详见|见|刊)\s?第?[A-Z]?\d{1,2}\s?版\s*$|[^。]{4,40}?\s*[▶►>→]+\s?[A-Z]?\d{1,2}\s?版?\s*$"
            r"|(?=[^。]{0,40}[\u4e00-\u9fff])[^。>转轉]{5,40}?\s+[A-Z]\d{1,2}\s*版?\s*$|\s*(?:今日|本期|要闻|内页|精彩|新闻)?(?:导读|导览|看点|提要)\s*$"
        ),
    ),
    ("noise", re.compile(r"[\W_]{1,8}")),
)  # fmt: skip
_LONGEST = 140
_DAY_IN_FIGURES = r"[12]\d{3}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}"
_DAY_IN_WORDS = (
    r"(?:[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?月"
    r"\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_BESIDE_DAY = (
    rf"(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]|{LUNAR_DATE.pattern}|(?:总|總)?第\s?\d[\d,]{{2,6}}\s?[期号號]"
    r"|今[日天]\s?\d{1,3}\s?版|第?\s?[A-Z]?\d{1,2}\s?版|第[一二三四五六七八九十]{1,2}版|[A-Z]\d{1,2}|CN\s?\d{2}\s?[-—]\s?\d{4}"
    rf"|{_SECTIONS}|(?:农历|農曆)(?:\S{1, 3}年)?\S{1, 3}月\S{2, 3}"
)
# A day in words alone may also be the date below a notice: what stands around it decides.
_DATED = re.compile(
    rf"[\s(（|｜·]*(?:(?:{_BESIDE_DAY})[\s,，|｜·]*)*(?:{_DAY_IN_FIGURES}|{_DAY_IN_WORDS}[\s,，|｜·]*(?:{_BESIDE_DAY}))"
    rf"[\s,，|｜·]*(?:(?:{_BESIDE_DAY})[\s,，|｜·]*)*[)）\s]*"
    rf"|[\s(（|｜·]*(?:(?:{_BESIDE_DAY})[\s,，|｜·]*)+{_DAY_IN_WORDS}[)）\s]*"
)

_LUNAR_DAY = re.compile(
    rf"\s*(?:\d{{1,2}}\s?月\s?\d{{1,2}}\s?日[\s,，|｜]*)?(?:(?:星期|周)[一二三四五六日天][\s,，|｜]*)?{LUNAR_DATE.pattern}"
)


def furniture_kind(text: str) -> str | None:
    """The kind of furniture a line is, or None when it may belong to an article."""
    if len(text) > _LONGEST:
        return None
    if _DATED.fullmatch(text):
        return "date"
    for kind, pattern in _KINDS:
        if pattern.fullmatch(text) or (kind != "noise" and pattern.match(text)):
            return kind
    if len(text) <= 40 and _LUNAR_DAY.match(text):
        return "date"
    return None
