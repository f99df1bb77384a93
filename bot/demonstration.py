"""`baoda demo`: from sample pages to cited answers, in a temporary archive."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.leaving import print_error
from bot.settings import Settings


def demonstrate(settings: Settings) -> bool:
    """Index the sample pages, ask the sample questions; whether each one was answered."""
    from bot.indexing import index_with_progress, show_report
    from bot.sample import DEMO_QUESTIONS, PAGES
    from index.records import IssueFacts

    with tempfile.TemporaryDirectory(prefix="baoda-demo-") as folder:
        mine = settings.model_copy(update={"archive": Path(folder) / "archive"})
        paths = [PAGES] if isinstance(PAGES, Path) else list(PAGES)
        report = index_with_progress(mine, paths, IssueFacts(), quiet=False)
        show_report(report, as_json=False)
        return _ask_all(mine, list(DEMO_QUESTIONS)) and not report.quarantined


def _ask_all(settings: Settings, questions: list[str]) -> bool:
    from rich.text import Text

    from bot.asking import read_question
    from bot.opening import open_answering
    from bot.terminal import open_console, show_answer

    console = open_console()
    answering = open_answering(settings, patient=True)
    unanswered = []
    try:
        for question in questions:
            answer = answering.ask(read_question(question, top=1))
            console.print()
            console.print(Text(f"? {question}", style="bold magenta"))
            show_answer(answer, console)
            if answer.status != "answered":
                unanswered.append(question)
    finally:
        answering.close()
    for question in unanswered:
        print_error(f"the sample pages did not answer '{question}'.")
    return not unanswered
