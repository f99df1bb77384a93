"""What is written down, once, and for how long it is tried."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.inbox import Inbox, Received
from bot.telegram.intake import _received
from bot.telegram.state import State

Scenario = Callable[[Inbox], Awaitable[None]]
ONE, TWO = Received(1, 7, "one", b"a"), Received(2, 8, "two", b"b")


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    state = State(tmp_path, "1")
    yield Inbox(state)
    state.close()


def carried_out(inbox: Inbox, scenario: Scenario) -> None:
    async def carry_out() -> None:
        await scenario(inbox)

    asyncio.run(carry_out())


def test_an_update_is_new_once_and_again_only_as_another(inbox: Inbox) -> None:
    async def scenario(inbox: Inbox) -> None:
        assert await inbox.keep([ONE, TWO, ONE]) == [ONE, TWO]
        await inbox.done(1)
        assert await inbox.keep([ONE]) == []
        another = ONE._replace(body="another", mark=b"c")
        assert await inbox.keep([another]) == [another]
        assert await inbox.keep([another]) == []

    carried_out(inbox, scenario)


def test_what_was_begun_three_times_is_given_up_and_what_only_waited_is_not(inbox: Inbox) -> None:
    async def scenario(inbox: Inbox) -> None:
        await inbox.keep([ONE, TWO])
        for _ in range(3):
            assert [one.update_id for one in await inbox.left_over()] == [1, 2]
            await inbox.begun(1)
        assert [one.update_id for one in await inbox.left_over()] == [2]

    carried_out(inbox, scenario)


def test_what_was_stopped_in_good_order_is_not_given_up(inbox: Inbox) -> None:
    async def scenario(inbox: Inbox) -> None:
        await inbox.keep([ONE])
        for _ in range(9):
            assert [one.update_id for one in await inbox.left_over()] == [1]
            await inbox.begun(1)
            await inbox.spared(1)

    carried_out(inbox, scenario)


def marked(key: bytes = b"k", **more: Any) -> bytes:
    """The mark of a message."""
    message = {"message_id": 5, "date": 9, "text": "x", "chat": {"id": 7}, **more}
    received = _received({"update_id": 1, "message": message}, key)
    assert received is not None
    return received.mark


def test_an_update_is_told_by_what_it_says_and_not_by_what_changes_meanwhile() -> None:
    assert marked() == marked(edited_by_server=True, **{"from": {"id": 7, "first_name": "x"}})
    others = [marked(text="y"), marked(date=10), marked(message_id=6), marked(chat={"id": 8})]
    assert len({marked(), *others, marked(b"another key")}) == 6


def test_what_has_no_number_or_no_bottom_is_passed_over() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for odd in ({"update_id": 1, "message": deep}, {"message": {}}, {"update_id": "1"}, 5, None):
        assert _received(odd, b"k") is None
