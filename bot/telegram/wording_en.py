"""What the chat says in English."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "start": (
        "Hello, I am <b>baoda</b>, a newspaper archive that answers.\n\n"
        "Send me a question and I will show you passages from the paper as printed, "
        "with date, page and citation. I never write answers of my own; "
        "when there is none, I say so.\n\n/help explains more"
    ),
    "help": (
        "<b>How to ask</b>\n"
        "• In private: just send the question\n"
        "• In groups: mention me, reply to me, or use /ask\n"
        "• Go on asking: “what about 2022?”, “and Shanghai?” keep your last question\n"
        "• Paste or forward a draft and I check every quotation in it\n"
        "• Edit a question and its answer changes too\n"
        "• In any chat, type @{bot} and a question to quote the paper there\n\n"
        "<b>Commands</b>\n"
        "/ask question · /quote words · /cite id\n"
        "/date April 2023 question · /latest topic\n"
        "/follow question (hear of new articles)\n"
        "/settings · /privacy\n\n"
        "First comes the sentence that answers, its key words in bold; "
        "open the quote to read the whole passage."
    ),
    "ask_usage": "Please write the question after /ask: /ask When does the bridge open?",
    "quote_usage": "Please write the words to check after /quote, or reply to a message that "
    "quotes.",
    "cite_usage": "Please write the citation id after /cite; it stands at the end of an answer.",
    "date_usage": "Please write a time and a question: /date April 2023 Who won the prize?",
    "latest_usage": "Please write a topic after /latest: /latest bridge",
    "text_only": "I only understand text: please send the question as a sentence.",
    "unknown_command": "There is no such command. /help explains what there is",
    "slow_down": "That was a little fast: please wait a moment.",
    "fault": "Sorry, something went wrong. Reference: <code>{reference}</code>",
    "read_full": "View the source",
    "question_gone": "This answer has expired: please ask again.",
    "not_allowed": "This bot is by invitation. Please ask its keeper for an invite link.",
    "invited": "Welcome, you can ask now. /help explains how",
    "invite_bad": "This invite link is not valid or was used already: please ask for a new one.",
    "read_with_time": "Following on with another time, read as: {question}",
    "read_with_name": "Following on with “{new}” for “{old}”, read as: {question}",
    "read_added": "Following on, read as: {question}",
    "disagree": "The articles differ",
    "stories": "Stories",
    "also_printed": "Also printed in",
    "corrected": "A correction of this article was printed later.",
    "context_more": "＋ Context",
    "context_less": "－ Context",
    "article": "📄 Article",
    "cite": "📎 Cite",
    "good": "👍",
    "bad": "👎",
    "back": "↩ Back",
    "near": "Show the nearest passages",
    "any_time": "🗓 Any time",
    "named_time": "🗓 Only {words}",
    "follow": "🔔 Follow",
    "copy": "📋 Copy citation",
    "page_of": "{page}/{pages}",
    "why_bad": "What is wrong?",
    "bad_wrong": "Wrong article",
    "bad_old": "Old news",
    "bad_other": "Does not answer",
    "thanks": "Thank you, noted.",
    "citation_styles": "Citation styles",
    "whole_of": "The whole article",
    "quote_none": "Nothing is quoted in this text; all of it was checked as one quotation.",
    "quote_sum": "{count} quotations checked: {good} stand, {near} differ, {missing} not found.",
    "printed": "Printed",
    "said_by": "Said by",
    "latest_head": "Latest articles",
    "latest_about": "Articles about “{topic}”, newest first",
    "on_day": "Printed on {day}",
    "nothing_listed": "No such articles were found.",
    "and_more": "{total} in all; only the first are listed.",
    "follow_set": "Followed. I will tell you when a new article answers:\n<b>{question}</b>",
    "follow_twice": "This question is followed already.",
    "follow_full": "At most {most} questions can be followed: stop some with /follow first.",
    "follow_list": "<b>Followed</b> (tap to stop)",
    "follow_none": "Nothing is followed yet. /follow and a question begins.",
    "follow_stopped": "No longer followed.",
    "follow_new": "🔔 New articles on a question you follow",
    "follow_stop": "🔕 Stop following",
    "follow_when_once": "You hear of new articles at once",
    "follow_when_daily": "You hear of new articles every morning at eight",
    "settings": "<b>Settings</b>",
    "settings_admins": "In a group only its administrators can change the settings.",
    "set_language": "Language",
    "language_auto": "as in Telegram",
    "set_hits": "Passages shown",
    "set_style": "Citation style",
    "set_dates": "Heed times in questions",
    "set_notify": "Notices",
    "notify_once": "at once",
    "notify_daily": "daily",
    "set_quiet": "Quiet from 22 to 8",
    "on": "on",
    "off": "off",
    "saved": "Saved.",
    "privacy": (
        "<b>Privacy</b>\n"
        "• Your questions and the numbers of the passages found are kept for {days} days, so that "
        "buttons, follow-ups and edits work\n"
        "• Your settings, the questions you follow and your 👍 👎 are kept (with the question, to "
        "measure the search, never with who you are)\n"
        "• Messages waiting for a reply are kept until it is sent; logs hold neither questions "
        "nor names\n"
        "• You are known by your Telegram number only; names, user names, telephone numbers and "
        "other messages are never kept\n\n"
        "Send <code>erase me</code> or press the button, and everything about you is deleted now."
    ),
    "erase": "🗑 Erase everything about me",
    "erase_sure": "Erase your questions, settings, followed questions and ratings for good?",
    "erase_yes": "Erase",
    "erase_no": "Cancel",
    "erased": "Everything about you is erased.",
    "inline_hint": "Type a question to quote the newspaper archive",
    "inline_none": "The archive does not hold an answer",
    "inline_not_allowed": "An invitation is needed",
    "cmd_ask": "Ask a question",
    "cmd_quote": "Check a quotation",
    "cmd_cite": "Show a citation",
    "cmd_date": "Ask about a time",
    "cmd_latest": "Latest articles",
    "cmd_follow": "Follow a question",
    "cmd_settings": "Settings",
    "cmd_privacy": "Privacy",
    "cmd_help": "How to ask",
    "about": "The newspaper archive that answers: every word as printed, with page, date and "
    "citation.",
}
