"""The Telegram bot: long polling, cited answers, nothing kept."""
