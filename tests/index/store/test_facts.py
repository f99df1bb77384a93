"""The facts of passages in memory are found by their ids, whichever were removed."""

from __future__ import annotations

import numpy as np
import pytest

from index.store.facts import PassageFacts


def facts_of(ids: list[int]) -> PassageFacts:
    """Passage `id` was printed on day `id` and has `id % 3` tokens, each of them `id`."""
    known = np.array(ids, np.int64)
    lengths = known % 3
    return PassageFacts(
        ids=known,
        articles=known,
        days=known.astype(np.int32),
        scripts=known.astype(np.uint8),
        bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        tokens=np.repeat(known, lengths).astype(np.uint16),
    )


@pytest.mark.parametrize("ids", [[], [4], [4, 5, 6, 7, 8], [4, 5, 7, 9, 30]])
def test_a_passage_is_found_by_its_id_and_an_unknown_one_has_nothing(ids: list[int]) -> None:
    asked = [30, 4, 3, 8, 5, 0, 7, 31, 6, 9, 4]
    facts = facts_of(ids)
    rows = facts.rows(np.array(asked, np.int64)).tolist()
    assert rows == [ids.index(one) if one in ids else -1 for one in asked]
    days = facts.days_of(np.array(asked, np.int64)).tolist()
    assert days == [one if one in ids else 0 for one in asked]
    tokens = [one.tolist() for one in facts.tokens_of(np.array(asked, np.int64))]
    assert tokens == [[one] * (one % 3) if one in ids else [] for one in asked]
