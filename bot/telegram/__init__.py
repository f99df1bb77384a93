"""The Telegram bot: cited answers in chats, by long polling or webhook."""
