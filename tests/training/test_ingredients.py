"""What the recipe adds to plain pairs: alignment, wear, made questions, wrong passages."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("sentencepiece", reason="sentencepiece is a training-time dependency")
pytest.importorskip("torch")

from training import alignment, asked, negatives, pairs, spelling, vocabulary, wear
from training.bags import Bags, bags_of, stacked
from training.contrast import batches
from training.epochs import merged, pick_wrong, with_wrong


def bags(*rows: list[int]) -> Bags:
    return bags_of(np.asarray(row, np.int32) for row in rows)


def lists(some: Bags) -> list[list[int]]:
    return [some[at].tolist() for at in range(len(some))]


def test_texts_are_taken_in_order_and_cut() -> None:
    some = bags([1, 2, 3], [], [4])
    assert lists(some.taken(np.asarray([2, 0, 1, 0]), 2)) == [[4], [1, 2], [], [1, 2]]
    assert lists(stacked([some, bags([5])])) == [[1, 2, 3], [], [4], [5]]
    assert lists(some.masked(np.asarray([True, False, True, False]))) == [[1, 3], [], []]


def test_words_that_go_together_in_all_sentences_mean_the_same() -> None:
    chance = np.random.default_rng(0)
    left = [chance.choice(10, 4, replace=False) for _ in range(80)]
    right = [chance.permutation(row) + 10 for row in left]
    found = alignment.align(bags_of(left), bags_of(right), 20)
    assert set(zip(found.here.tolist(), found.there.tolist(), strict=True)) == {
        (word, word + 10) for word in range(10)
    }
    assert found.weights.min() > 0.9


def test_nothing_is_aligned_with_nothing() -> None:
    assert len(alignment.align(bags(), bags(), 5).here) == 0


def test_a_word_takes_the_meaning_of_its_translations() -> None:
    rows = np.asarray([[0, 0], [2, 0], [0, 4]], np.float32)
    found = alignment.Alignment(np.asarray([0, 0]), np.asarray([1, 2]), np.asarray([0.5, 0.25]))
    assert alignment.carried(found, rows)[0].tolist() == [1, 1]


def reader() -> tuple[list[str], wear.Parts]:
    from tokenizers import normalizers

    scores = dict.fromkeys(["港", "口", "港口", "har", "bor", "h", "harbor", "2023"], -10.0)
    tokenizer = vocabulary.word_tokenizer(scores, normalizers.NFKC())
    tokens = [vocabulary.UNKNOWN, *scores]
    shares = np.full(len(tokens), 0.1)
    return tokens, wear.parts(tokenizer, tokens, ["har", "bor", "h"], shares)


def test_worn_words_are_read_as_their_parts() -> None:
    tokens, parts = reader()
    everything = wear.Wear(broken=1e9, lost=0, misread=0, mistaken=0, spared=0)
    texts = bags([tokens.index("港口"), tokens.index("2023")], [tokens.index("harbor")])
    found = wear.worn(texts, parts, np.random.default_rng(0), everything)
    words = [[tokens[token] for token in row] for row in lists(found)]
    assert words == [["港", "口", "2023"], ["har", "bor"]]


def test_a_spared_text_stays_and_no_text_is_lost_altogether() -> None:
    tokens, parts = reader()
    texts = bags([tokens.index("港口")] * 9, [tokens.index("harbor")], [])
    spared = wear.worn(texts, parts, np.random.default_rng(0), wear.Wear(spared=1))
    assert lists(spared) == lists(texts)
    lost = wear.worn(
        texts, parts, np.random.default_rng(0), wear.Wear(broken=0, lost=1e9, spared=0)
    )
    assert [len(row) > 0 for row in lists(lost)] == [True, True, False]


def test_only_characters_are_misread_and_only_as_characters() -> None:
    tokens, parts = reader()
    letters = {tokens.index("港"), tokens.index("口")}
    texts = bags([tokens.index("港")] * 400 + [tokens.index("har")])
    all_wrong = wear.Wear(broken=0, lost=0, misread=1e9, mistaken=0, spared=0)
    found = lists(wear.worn(texts, parts, np.random.default_rng(0), all_wrong))[0]
    assert set(found[:-1]) == letters
    assert found[-1] == tokens.index("har")


def test_characters_are_mistaken_for_those_that_look_like_them() -> None:
    from tokenizers import normalizers

    scores = dict.fromkeys(["己", "已", "巳", "桥"], -10.0)
    tokenizer = vocabulary.word_tokenizer(scores, normalizers.NFKC())
    parts = wear.parts(tokenizer, [vocabulary.UNKNOWN, *scores], [], np.full(5, 0.1))
    mistaken = wear.Wear(broken=0, lost=0, misread=0, mistaken=1e9, spared=0)
    texts = bags([tokenizer.token_to_id("己")] * 99 + [tokenizer.token_to_id("桥")])
    found = lists(wear.worn(texts, parts, np.random.default_rng(0), mistaken))[0]
    assert {tokenizer.id_to_token(token) for token in found[:-1]} == {"已", "巳"}
    assert tokenizer.id_to_token(found[-1]) == "桥"


@pytest.mark.parametrize(
    ("sentence", "words", "gone"),
    [
        ("大桥于2019年3月2日通车。", ("什么时候", "哪天", "何时"), "3月2日"),
        ("图书馆去年接待读者12万人次。", ("多少", "几"), "12"),
        ("王小明表示桥很安全。", ("谁",), "王小明"),
        ("音乐会在北河剧院举行。", ("哪里", "什么地方"), "北河剧院"),
    ],
)
def test_a_question_asks_for_what_is_printed(
    sentence: str, words: tuple[str, ...], gone: str
) -> None:
    made = asked.question(sentence, random.Random(3))
    assert made is not None
    assert any(word in made for word in words)
    assert gone not in made
    assert made.endswith("？")


def test_no_question_is_made_of_nothing() -> None:
    assert asked.question("今天天气很好。", random.Random(0)) is None


def test_made_questions_stand_with_the_sentences_around_their_answer() -> None:
    text = "小城里来了很多客人。" * 3 + "新的大桥于2019年3月2日正式通车。" + "居民都很高兴。" * 9
    found = list(asked.asked([text], 40, seed=0))
    assert found
    for number, made, passage in found:
        assert number == 0
        assert "2019年3月2日" in passage
        assert passage in text
        assert len(made) > 8


def test_wrong_passages_share_words_and_are_never_the_right_one() -> None:
    chance = np.random.default_rng(0)
    count = negatives.NEAREST + 4
    passages = bags_of(np.asarray([1, 2, 10 + at], np.int32) for at in range(count))
    questions = bags_of(np.asarray([1, 10 + at], np.int32) for at in range(count))
    numbers = np.arange(count)
    table = chance.normal(size=(10 + count, 64)).astype(np.float32)
    found = negatives.mined(questions, numbers, passages, table)
    assert (found != numbers[:, None]).all()
    assert (found[:, negatives.NEAREST :] >= 0).sum() > count
    plain = pairs.PairSet("q", questions, passages, numbers, numbers + 100)
    ready = pick_wrong(with_wrong(plain, table), chance)
    assert ready.wrong is not None
    for at, number in enumerate(ready.wrong_ids.tolist()):
        if number >= 0:
            assert number != at + 100
            assert ready.wrong[at].tolist() == passages[number - 100].tolist()


def test_mining_leaves_the_texts_as_they_were() -> None:
    some = bags([3, 1, 3], [2, 1])
    before = some.ids.copy(), some.starts.copy()
    negatives.means(np.eye(4, dtype=np.float32), some)
    negatives.bm25(some, 4)
    assert all((was == now).all() for was, now in zip(before, (some.ids, some.starts), strict=True))


def test_rare_words_weigh_more() -> None:
    weights = negatives.bm25(bags([1, 2], [1, 3], [1, 3]), 4).toarray()
    assert weights[0, 2] > weights[1, 3] > weights[0, 1] > 0


def test_merged_sets_keep_their_texts_apart() -> None:
    some = pairs.PairSet("a", bags([1], [2]), bags([3], [3]), np.arange(2), np.zeros(2, np.int64))
    both = merged("both", [some, some])
    assert len(set(both.left_ids.tolist())) == 4
    assert both.right_ids[0] == both.right_ids[1] != both.right_ids[2] == both.right_ids[3]


def test_pairs_of_a_topic_share_a_batch() -> None:
    count = 512
    rows = bags_of(np.asarray([at], np.int32) for at in range(count))
    numbers = np.arange(count)
    some = pairs.PairSet("t", rows, rows, numbers, numbers, topics=numbers % 4)
    found = list(batches([some], 128, np.random.default_rng(0)))
    assert sorted(at for _, chosen in found for at in chosen.tolist()) == list(range(count))
    assert all(len(set((chosen % 4).tolist())) == 1 for _, chosen in found)


def test_the_same_sentence_is_drawn_in_two_languages() -> None:
    sentences = {lang: bags([at], [at + 10]) for at, lang in enumerate(("zh", "en", "de", "ja"), 1)}
    found = pairs.many_to_many(sentences, 16, np.random.default_rng(0))
    assert len(found) == 16
    for left, right, number in zip(
        lists(found.left), lists(found.right), found.left_ids.tolist(), strict=True
    ):
        assert left != right
        assert left[0] // 10 == right[0] // 10 == number
    assert len(pairs.many_to_many({}, 16, np.random.default_rng(0))) == 0


SPELLINGS = [
    ("color", "colour"),
    ("neighborhoods", "neighbourhoods"),
    ("laboratory", "laboratory"),
    ("organization", "organisation"),
    ("analyze", "analyse"),
    ("prize", "prize"),
    ("center", "centre"),
    ("kilometers", "kilometres"),
    ("diameter", "diameter"),
    ("catalog", "catalogue"),
    ("defense", "defence"),
    ("traveling", "travelling"),
    ("enrollment", "enrolment"),
    ("program", "programme"),
    ("bridge", "bridge"),
]


@pytest.mark.parametrize(("american", "british"), SPELLINGS)
def test_american_words_have_british_spellings(american: str, british: str) -> None:
    assert spelling.british(american) == british


def test_only_spellings_that_are_missing_are_added() -> None:
    assert spelling.aliases(["color", "colour", "center", "bridge"]) == {"centre": "center"}
