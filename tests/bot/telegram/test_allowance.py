"""How often one asker may ask."""

from __future__ import annotations

from bot.telegram.allowance import Allowance


def test_a_burst_is_allowed_then_one_at_a_time() -> None:
    now = [0.0]
    allowance = Allowance(burst=3, seconds=2.0, clock=lambda: now[0])
    assert [allowance.take(1) for _ in range(4)] == [True, True, True, False]
    now[0] = 2.0
    assert [allowance.take(1) for _ in range(2)] == [True, False]


def test_askers_do_not_share_their_allowance() -> None:
    allowance = Allowance(burst=1, seconds=60, clock=lambda: 0.0)
    assert allowance.take(1)
    assert allowance.take(2)
    assert not allowance.take(1)


def test_the_warning_comes_once_until_the_bucket_is_full_again() -> None:
    now = [0.0]
    allowance = Allowance(burst=2, seconds=1.0, clock=lambda: now[0])
    assert [allowance.take(1) for _ in range(3)] == [True, True, False]
    assert [allowance.warn(1), allowance.warn(1), allowance.warn(2)] == [True, False, True]
    now[0] = 1.0
    assert [allowance.take(1), allowance.take(1), allowance.warn(1)] == [True, False, False]
    now[0] = 4.0
    assert [allowance.take(1) for _ in range(3)] == [True, True, False]
    assert allowance.warn(1)
