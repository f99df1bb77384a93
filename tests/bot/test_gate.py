"""The gate: bounded, quick to refuse, and it forgets nobody who leaves."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.gate import Saturated, SearchGate


def test_work_is_done_in_another_thread() -> None:
    gate = SearchGate(threads=1)
    assert asyncio.run(gate.run(threading.get_ident)) != threading.get_ident()
    gate.close()


def test_past_its_bound_it_refuses_and_recovers() -> None:
    gate = SearchGate(threads=1, waiting=1)
    hold = threading.Event()

    async def crowd() -> list[object]:
        tasks = [asyncio.create_task(gate.run(lambda: hold.wait(10))) for _ in range(4)]
        await asyncio.sleep(0.05)
        hold.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    results = asyncio.run(crowd())
    assert [isinstance(result, Saturated) for result in results] == [False, False, True, True]
    assert asyncio.run(gate.run(lambda: 7)) == 7
    assert gate.inside == 0
    gate.close()


def test_errors_of_the_work_come_through() -> None:
    gate = SearchGate()
    with pytest.raises(ZeroDivisionError):
        asyncio.run(gate.run(lambda: 1 / 0))
    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(gate.run(_times_out))
    gate.close()


def _times_out() -> None:
    raise TimeoutError("its own")
