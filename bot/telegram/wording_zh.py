"""What the chat says in Simplified Chinese; Traditional is made of it (`traditional`)."""

from __future__ import annotations

from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    "start": (
        "您好，我是<b>报答</b>，一份会回答的报纸档案。\n\n"
        "直接发来问题，我会找出报纸原文中的段落，并附上日期、版面和引文。"
        "我从不自己编写答案；找不到就会直说。\n\n/help 查看用法"
    ),
    "help": (
        "<b>用法</b>\n"
        "• 私聊：直接发送问题，例如“跨江大桥什么时候通车？”\n"
        "• 群聊：提到我、回复我的消息，或用 /ask 问题\n"
        "• 追问：“那2022年呢？”“那上海呢？”沿用上一个问题\n"
        "• 粘贴或转发一段稿子，我会逐句核对其中的引语\n"
        "• 改了问题，回答会跟着改\n"
        "• 在任何聊天里输入 @{bot} 加问题，可以直接引用\n\n"
        "<b>命令</b>\n"
        "/ask 问题 · /quote 引语 · /cite 编号\n"
        "/date 2023年4月 问题 · /latest 主题\n"
        "/follow 问题（有新报道时告诉您）\n"
        "/settings 设置 · /privacy 隐私\n\n"
        "先看到的是回答问题的那句话，关键的几个字加粗；点开引文框可读完整段落。"
    ),
    "ask_usage": "请在 /ask 后面写上问题，例如：/ask 跨江大桥什么时候通车？",
    "quote_usage": "请在 /quote 后面写上要核对的话，或回复一条带有引语的消息。",
    "cite_usage": "请在 /cite 后面写上引文编号，回答的末尾可以找到。",
    "date_usage": "请写上时间和问题，例如：/date 2023年4月 谁获奖了？",
    "latest_usage": "请在 /latest 后面写上主题，例如：/latest 跨江大桥",
    "text_only": "我只看得懂文字，请把问题写成一句话发来。",
    "unknown_command": "没有这个命令。/help 查看用法",
    "slow_down": "问得太快了，请稍等一会儿。",
    "fault": "抱歉，出错了，已经记录。编号：<code>{reference}</code>",
    "read_full": "查看出处",
    "question_gone": "这条回答已经过期，请重新提问。",
    "not_allowed": "这个机器人只为受邀的人服务。请向管理员索取邀请链接。",
    "invited": "欢迎，您可以开始提问了。/help 查看用法",
    "invite_bad": "这个邀请链接无效或已经用过，请向管理员索取新的链接。",
    "read_with_time": "接上一问，只换时间，理解为：{question}",
    "read_with_name": "接上一问，把“{old}”换成“{new}”，理解为：{question}",
    "read_added": "接上一问，理解为：{question}",
    # answers and their buttons
    "disagree": "各篇报道说法不一",
    "stories": "涉及的事件",
    "also_printed": "另见",
    "corrected": "这篇报道后来刊登过更正。",
    "context_more": "＋ 上下文",
    "context_less": "－ 上下文",
    "article": "📄 全文",
    "cite": "📎 引文",
    "good": "👍",
    "bad": "👎",
    "back": "↩ 返回",
    "near": "看看最接近的段落",
    "any_time": "🗓 不限时间",
    "named_time": "🗓 只看 {words}",
    "follow": "🔔 关注",
    "copy": "📋 复制引文",
    "page_of": "{page}/{pages}",
    "why_bad": "哪里不对？",
    "bad_wrong": "不是这一篇",
    "bad_old": "旧闻",
    "bad_other": "答非所问",
    "thanks": "谢谢，已经记下。",
    "citation_styles": "引文格式",
    "whole_of": "全文",
    # quotations
    "quote_none": "这段文字里没有找到引语，整段作为一句来核对。",
    "quote_sum": "核对了 {count} 处引语：{good} 处相符，{near} 处有出入，{missing} 处未找到。",
    "printed": "原文",
    "said_by": "出自",
    # latest and date
    "latest_head": "最新报道",
    "latest_about": "关于“{topic}”的报道，新的在前",
    "on_day": "{day} 的报道",
    "nothing_listed": "没有找到这样的报道。",
    "and_more": "共 {total} 篇，只列出最前面的。",
    # following
    "follow_set": "已关注。有新的报道回答这个问题时，我会告诉您：\n<b>{question}</b>",
    "follow_twice": "这个问题已经在关注了。",
    "follow_full": "最多关注 {most} 个问题，请先用 /follow 停掉一些。",
    "follow_list": "<b>正在关注</b>（点按停止）",
    "follow_none": "还没有关注任何问题。用 /follow 加问题开始关注。",
    "follow_stopped": "已停止关注。",
    "follow_new": "🔔 您关注的问题有了新报道",
    "follow_stop": "🔕 停止关注",
    "follow_when_once": "有新报道时立即通知",
    "follow_when_daily": "每天早上八点汇总通知",
    # settings
    "settings": "<b>设置</b>",
    "settings_admins": "群里的设置只有管理员可以更改。",
    "set_language": "界面语言",
    "language_auto": "跟随 Telegram",
    "set_hits": "每次段落数",
    "set_style": "引文格式",
    "set_dates": "按问题中的时间查找",
    "set_notify": "关注通知",
    "notify_once": "立即",
    "notify_daily": "每天汇总",
    "set_quiet": "夜间免打扰（22点到8点）",
    "on": "开",
    "off": "关",
    "saved": "已保存。",
    # privacy
    "privacy": (
        "<b>隐私</b>\n"
        "• 为了翻页、追问和修改回答，保存您的提问和找到的段落编号，{days} 天后删除\n"
        "• 保存您的设置、关注的问题和您按下的 👍 👎（连同问题，用来评测检索，不含您的身份）\n"
        "• 待处理的消息只保存到答复为止；日志里没有问题，也没有您的名字\n"
        "• 认人只用 Telegram 的数字编号；不保存姓名、用户名、电话和其他消息\n\n"
        "发送 <code>erase me</code> 或按下面的按钮，我会立即删除与您有关的一切。"
    ),
    "erase": "🗑 删除我的全部数据",
    "erase_sure": "确定删除？提问、设置、关注和评价都会删除，无法恢复。",
    "erase_yes": "确定删除",
    "erase_no": "取消",
    "erased": "与您有关的一切都已删除。",
    # inline
    "inline_hint": "输入问题，从报纸档案里找出原文",
    "inline_none": "档案中没有找到答案",
    "inline_not_allowed": "需要邀请才能使用",
    # commands, as clients list them
    "cmd_ask": "提问",
    "cmd_quote": "核对引语",
    "cmd_cite": "查看引文",
    "cmd_date": "限定时间提问",
    "cmd_latest": "最新报道",
    "cmd_follow": "关注一个问题",
    "cmd_settings": "设置",
    "cmd_privacy": "隐私",
    "cmd_help": "用法",
    "about": "会回答的报纸档案：每一个字都出自报纸原文，附版面、日期与引文。",
}
