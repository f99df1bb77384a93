"""Who waits for whom."""

from __future__ import annotations

import asyncio

from bot.telegram.lines import Lines


def test_one_thing_at_a_time_for_each_and_everybody_beside_everybody() -> None:
    done: list[str] = []
    at_once: dict[str, int] = {"one": 0, "all": 0}
    most = dict(at_once)

    async def scenario() -> None:
        lines = Lines()
        for turn in range(3):
            for asker in range(50):
                assert lines.join(asker, lambda asker=asker, turn=turn: work(asker, turn))  # type: ignore[misc]
        assert lines.waiting == 150
        await lines.finish(10)
        assert lines.waiting == 0

    async def work(asker: int, turn: int) -> None:
        at_once["all"] += 1
        at_once["one"] += asker == 7
        for key in most:
            most[key] = max(most[key], at_once[key])
        await asyncio.sleep(0.001)
        at_once["all"] -= 1
        at_once["one"] -= asker == 7
        done.append(f"{asker}:{turn}")

    asyncio.run(scenario())
    assert most == {"one": 1, "all": 50}
    assert [one for one in done if one.startswith("7:")] == ["7:0", "7:1", "7:2"]


def test_a_line_and_a_house_have_room_for_so_many() -> None:
    async def scenario() -> None:
        held = asyncio.Event()

        async def work() -> None:
            await held.wait()

        lines = Lines(longest=2, most=4)
        assert [lines.join("a", work) for _ in range(3)] == [True, True, False]
        assert [lines.join(name, work) for name in "bcd"] == [True, True, False]
        held.set()
        await lines.finish(5)
        assert lines.join("a", work)
        await lines.finish(5)

    asyncio.run(scenario())


def test_work_that_fails_or_is_stopped_leaves_no_line_behind() -> None:
    async def scenario() -> None:
        done: list[int] = []

        async def fail() -> None:
            raise ValueError

        async def last() -> None:
            done.append(1)

        async def hang() -> None:
            await asyncio.sleep(99)

        lines = Lines()
        lines.join("a", fail)
        lines.join("a", last)
        await lines.finish(5)
        assert done == [1]
        lines.join("a", hang)
        lines.join("a", last)
        await lines.finish(0.01)
        assert (done, lines.waiting) == ([1], 0)

    asyncio.run(scenario())
