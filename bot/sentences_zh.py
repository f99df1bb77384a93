"""The sentences of the layers below and of the server in Chinese: a pattern of the English one,
and what is said instead."""

from __future__ import annotations

from collections.abc import Sequence

# What passages lack, from retrieval/indispensable.py.
_LACKED = {
    "a sum of money": "金额",
    "an age": "年龄",
    "a weight": "重量",
    "a length": "长度",
    "an area": "面积",
    "a temperature": "温度",
    "a share": "比例",
    "a rank": "名次",
    "a year": "年份",
    "a day": "日期",
    "a country": "国家",
    "a number counted in “(.+)”": r"以“\1”计的数目",
    "“(.+)”": r"“\1”",
}
CHINESE: Sequence[tuple[str, str]] = (
    # why a question is refused, from retrieval/answerer.py
    (
        r"Nothing in the archive lies within the period and filters asked for\.",
        "在所限定的日期和范围内，档案没有收录任何报道。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) \((.+)\) lies within the filters asked"
        r" for\.",
        r"\3（\1～\2）在所限定的范围内，档案没有收录任何报道。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) \((.+)\) comes close enough to the"
        r" question\.",
        r"\3（\1～\2）的报道中，没有与问题足够接近的段落。",
    ),
    (r"The archive holds no articles\.", "档案中还没有任何报道。"),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) lies within the filters asked for\.",
        r"\1～\2见报的报道中，没有在所限定的范围内的。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) comes close enough to the question\.",
        r"\1～\2见报的报道中，没有与问题足够接近的段落。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) \((.+)\) is in the archive, which has no"
        r" such period\.",
        r"\3（\1～\2）这段时间，档案没有收录任何报道。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) is in the archive, which has no such"
        r" period\.",
        r"\1～\2这段时间，档案没有收录任何报道。",
    ),
    (r"The archive has no newspaper “(.+)”\.", r"档案中没有报纸“\1”。"),
    (
        r"No article in the archive names “(.+)” as its author\.",
        r"档案中没有署名“\1”的报道。",
    ),
    (r"No article in the archive stands on page “(.+)”\.", r"档案中没有“\1”版的报道。"),
    (r"No article in the archive has “(.+)” in its headline\.", r"档案中没有标题含“\1”的报道。"),
    (
        r"No article in the archive stands in a section “(.+)”\.",
        r"档案中没有“\1”栏目的报道。",
    ),
    (
        r"No article in the archive has all of this over it: (.+)\.",
        r"档案中没有同时符合这些标题、栏目条件的报道：\1。",
    ),
    (r"The question names nothing to look for\.", "问题中没有可供查找的内容。"),
    (r"The archive never mentions (.+)\.", r"档案中从未出现\1。"),
    (
        r"The passages found are related, but may not answer the question\.",
        "找到的段落与问题有关，但未必回答了问题。",
    ),
    *(
        (
            rf"None of the passages nearest to the question mentions {lacked}\.",
            f"与问题最接近的段落都没有提到{chinese}。",
        )
        for lacked, chinese in _LACKED.items()
    ),
    (
        r"No passage in the archive comes close enough to the question\.",
        "档案中没有与问题足够接近的段落。",
    ),
    # what is wrong with an option, from bot/asking.py and retrieval/records.py
    (
        r"(?:'?\w*'?:? ?)?must be a date such as 2023-04-10, not '(.*)'\.",
        r"日期要写成 2023-04-10 这样，而不是“\1”。",
    ),
    (r"'from' \((.+)\) is later than 'to' \((.+)\)\.", r"起始日期 \1 晚于截止日期 \2。"),
    # what became of a cited article, from retrieval/resolving.py
    (
        r"This article was replaced by a later reading of its page; .+\.",
        "这篇报道后来重新识别过，此处为引用当时的文本。",
    ),
    (r"This article was taken out of the archive; .+\.", "此处为引用当时的文本。"),
    (
        r"The article's text was set anew; the cited words stand at another place in it\.",
        "报道重新排过，所引文字移到了文中别处。",
    ),
    # what cannot be looked up or cited, from retrieval/resolving.py and retrieval/citing.py
    (r"There is no citation '(.*)' in this archive\.", r"档案中从来没有引文编号“\1”。"),
    (
        r"The citation '(.*)' names a place that is not in its article\.",
        r"引文编号“\1”所指的位置不在那篇报道中，请核对编号是否完整。",
    ),
    (r"There is no article '(.*)' in this archive\.", r"档案中从来没有报道编号“\1”。"),
    (
        r"There is no citation style '(.*)'; choose from (.+)\.",
        r"没有“\1”这种引文格式，可选：\2。",
    ),
    # what cannot be verified, from retrieval/quoting.py
    (
        r"The quotation is empty: please give the words to look for\.",
        "引语是空的，请写下要核对的文字。",
    ),
    (
        r"The quotation has no letters: please give the words to look for\.",
        "引语中没有文字，请写下要核对的文字。",
    ),
    (
        r"The quotation has ([\d,]+) characters; at most ([\d,]+) can be checked at once\.",
        r"引语有 \1 个字，一次最多核对 \2 个字。",
    ),
    (
        r"The text has ([\d,]+) characters; at most ([\d,]+) can be checked at once\.",
        r"全文有 \1 个字，一次最多核对 \2 个字。",
    ),
    (
        r"The text has ([\d,]+) quotations; at most ([\d,]+) can be checked at once\."
        r" Send it in parts\.",
        r"文中有 \1 处引语，一次最多核对 \2 处，请分段核对。",
    ),
    # what was corrected in print, from retrieval/corrections.py
    (
        r"A correction of these words was printed on ([\d-]+)(?: and on .+)?; they stand here as"
        r" they were printed\.",
        r"报纸后来更正了这段文字（\1），此处为当时所刊原文。",
    ),
    (
        r"A correction of this article was printed on ([\d-]+)(?: and on .+)?; it stands here as it"
        r" was printed\.",
        r"报纸后来更正过这篇报道（\1），此处为当时所刊原文。",
    ),
    (
        r"A correction of these words was printed later; .+\.",
        "报纸后来更正了这段文字，此处为当时所刊原文。",
    ),
    (
        r"A correction of this article was printed later; .+\.",
        "报纸后来更正过这篇报道，此处为当时所刊原文。",
    ),
    # notes of the readers, from index/readers
    (r"the text breaks off", "原文至此中断"),
    (
        r"The reranker took too long; the order is the one without it\.",
        "重排模型超时，此处为未经重排的次序。",
    ),
    (
        r"The reranker is still being loaded; the order is the one without it\.",
        "重排模型仍在加载，此处为未经重排的次序。",
    ),
    (
        r"The reranker cannot be used; the order is the one without it\.",
        "重排模型无法使用，此处为未经重排的次序。",
    ),
    (
        r"Also looked for “(.+)” \(a likely misprint of “(.+)”\)\.",
        r"也查找了“\1”（“\2”的疑似误植）。",
    ),
    # how a time was read that does not bound the search, from retrieval/dating.py
    (r"“(.+)” is read as (\S+) to (\S+)\.", r"“\1”指 \2～\3。"),
    (r"“(.+)” is read as until (\S+)\.", r"“\1”指到 \2 为止。"),
    (r"“(.+)” is read as (\S+)\.", r"“\1”指 \2。"),
    (
        r"“(.+)” is read as (\S+) to (\S+): what was printed then is favoured, nothing is left"
        r" out\.",
        r"“\1”指 \2～\3：那时见报的排在前面，其他的也不略去。",
    ),
    (
        r"“(.+)” is read as (\S+): what was printed then is favoured, nothing is left out\.",
        r"“\1”指 \2：那天见报的排在前面，其他的也不略去。",
    ),
    (
        r"“(.+)” is read as (\S+) to (\S+), which does not limit the search\.",
        r"“\1”指 \2～\3，不限定见报日期。",
    ),
    (
        r"“(.+)” is read as until (\S+), which does not limit the search\.",
        r"“\1”指到 \2 为止，不限定见报日期。",
    ),
    (
        r"“(.+)” is read as (\S+), which does not limit the search\.",
        r"“\1”指 \2，不限定见报日期。",
    ),
    (
        r"The archive knows of no article when it was printed, so no time limits the search\.",
        "档案中的报道都没有见报日期，因此不按时间限定。",
    ),
    # how a time was read that does
    (
        r"Only what was printed from (\S+) to (\S+) is searched, nothing without a date; .+\.",
        r"只查找 \1～\2 见报的报道，不含没有日期的。",
    ),
    (
        r"Only what was printed from (\S+) to (\S+) is searched, and what bears no date; .+\.",
        r"只查找 \1～\2 见报的报道，以及没有日期的。",
    ),
    (
        r"Only what was printed from (\S+) on is searched, nothing without a date; .+\.",
        r"只查找 \1 以来见报的报道，不含没有日期的。",
    ),
    (
        r"Only what was printed from (\S+) on is searched, and what bears no date; .+\.",
        r"只查找 \1 以来见报的报道，以及没有日期的。",
    ),
    (
        r"Only what was printed to (\S+) is searched, nothing without a date; .+\.",
        r"只查找到 \1 为止见报的报道，不含没有日期的。",
    ),
    (
        r"Only what was printed to (\S+) is searched, and what bears no date; .+\.",
        r"只查找到 \1 为止见报的报道，以及没有日期的。",
    ),
    # how operators were read, from retrieval/operators.py, question.py and finding.py
    (
        r"The question only says what to leave out: please add what to look for\.",
        "只写了要排除什么，请补上要查找的内容。",
    ),
    (
        r"“(.+)” stands nowhere in the archive, word for word\.",
        r"“\1”逐字查找，档案中没有。",
    ),
    (
        r"“(.+)” stands nowhere within the period and filters asked for, word for word\.",
        r"“\1”逐字查找，所限定的范围内没有。",
    ),
    (
        r"The quotation mark (.) has no partner, so it is not read\.",
        r"引号 \1 不成对，未作引语处理。",
    ),
    (
        r"“(.+):” is no field to search by, so it is read as words\.",
        r"不能按“\1”限定，已当作普通文字查找。",
    ),
    (
        r"“(.+)” cannot be left out, only words can; it is searched as words\.",
        r"“\1”不能排除，只有词语可以排除；已当作普通文字查找。",
    ),
    (
        r"“(.+)” cannot be read, so it is searched as words\.",
        r"“\1”无法识别，已当作普通文字查找。",
    ),
    (
        r"Only one (?:author|newspaper|page|date) can be searched at once: “(.+)” is\.",
        r"一次只能限定一个，现按“\1”查找。",
    ),
    (
        r"“(.+)” in the question gives way to the (?:author|newspaper|page|period) given as an"
        r" option\.",
        r"已另行指定范围，问题中的“\1”不再起限定作用。",
    ),
    # of a text printed very often, from retrieval/printings.py
    (
        r"A passage shown was printed in so many places that not all of them are named\.",
        "有的段落刊登过很多次，没有全部列出。",
    ),
    # where hits do not agree, from retrieval/disagreeing.py
    (r"The reports do not agree: (.+)\.", r"各篇报道说法不一：\1。"),
    # in which order the hits stand, from retrieval/ordering.py
    (
        r"“(.+)” asks for the newest: the hits that answer stand newest first\.",
        r"问的是“\1”：能回答的段落从新到旧排列。",
    ),
    (
        r"“(.+)” asks for the oldest: the hits that answer stand oldest first\.",
        r"问的是“\1”：能回答的段落从旧到新排列。",
    ),
    (
        r"Several stories answer: their hits stand in order of printing, oldest first\.",
        "有几件事都能回答：按见报先后排列，最早的在前。",
    ),
    # what cannot be asked or listed, from retrieval/records.py, listing.py and cursors.py
    (r"The question is empty: please ask something\.", "问题是空的，请写下要问的内容。"),
    (
        r"The question has ([\d,]+) characters; at most ([\d,]+) can be asked at once\.",
        r"问题有 \1 个字，一次最多 \2 个字。",
    ),
    (
        r"'cursor' does not belong to this list: leave it out to begin at the first page\.",
        "这个翻页位置不属于此列表，请从第一页看起。",
    ),
    # what the server does not do, from bot/http and bot/saved.py
    (
        r"At most (\d+) searches can be saved: delete one first\.",
        r"最多保存 \1 个检索，请先删除一个。",
    ),
    (r"There is no saved search with this id\.", "没有这个编号的已存检索。"),
    (
        r"The key '(.+)' has the scope (\w+); this needs (\w+)\.",
        r"密钥“\1”的权限是 \2，这里需要 \3。",
    ),
    (
        r"Through a proxy this needs a key, and none is configured: (.+)",
        r"经代理访问这里需要密钥，而尚未设置任何密钥：\1",
    ),
    (
        r"The key '(.+)' has (\d+) requests under way; please wait (\d+) s\.",
        r"密钥“\1”已有 \2 个请求在处理，请等 \3 秒。",
    ),
    (
        r"The key '(.+)' may ask (\d+) times a minute; please wait (\d+) s\.",
        r"密钥“\1”每分钟可提问 \2 次，请等 \3 秒。",
    ),
    (r"This was sent by a page of another site\.", "这个请求来自别的网站的页面。"),
    (r"This server does not answer under that host name\.", "本服务器不以这个主机名应答。"),
    (r"This address does not take that method\.", "这个网址不接受这种请求方法。"),
    (r"The request body is over ([\d,]+) KB\.", r"发来的内容超过 \1 KB。"),
    (r"The request body did not arrive in time\.", "发来的内容没有及时传完。"),
    (r"There is no file in the form\.", "没有选择文件。"),
    (
        r"Two of what was sent have one name or id \('(.+)'\), .+\.",
        r"发来的文件或报道中有两个同名或同编号（“\1”），会互相替换：请只发要保留的那个。",
    ),
)
