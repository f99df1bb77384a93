"""Who is quoted is told when the article names somebody beside the words, and only then."""

from __future__ import annotations

import time

import pytest

from retrieval.speaking import speaker


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        ("昨日开航。老渡工周水生说：“江上又有了汽笛声。”", "江上又有了汽笛声", "老渡工周水生"),
        ("“江上又有了汽笛声。”周水生说。", "江上又有了汽笛声。", "周水生"),
        ("「江上又有了汽笛聲。」羅阿姨表示。", "江上又有了汽笛聲", "羅阿姨"),
        ('局长、新闻发言人韩立言表示:"桥下月封闭,请绕行。"', "请绕行", "局长、新闻发言人韩立言"),
        ("会后，陶季平（左）高兴地告诉记者：“姜卖完了。”", "姜卖完了", "陶季平"),
        ("对此，居民纷纷感叹：“灯亮了！”", "灯亮了", "居民"),
        ("顾客吴女士：路封了，车进不来。", "车进不来", "顾客吴女士"),
        ("他说：“船来了。”", "船来了", None),
        ("“船来了。”有人说。", "船来了", None),
        ("时间：四月九日在渡口集合", "渡口集合", None),
        ("渡口今天人多。", "渡口", None),
        ("“船来了。”李四说：“桥开了。”", "船来了", None),
        ("“船来了。”李四说：“桥开了。”", "桥开了", "李四"),
        ("“The boat is back,” said Jane Fuller on Monday.", "The boat is back", "Jane Fuller"),
        ("“The boat is back,” Jane Fuller said.", "The boat is back", "Jane Fuller"),
        ("Mayor Chen Ye said: “We open in May.”", "We open in May", "Mayor Chen Ye"),
        ("“We open in May,” he said.", "We open in May", None),
        ("He said: “We open in May.”", "We open in May", None),
    ],
)
def test_the_speaker_is_who_the_words_beside_name(body: str, words: str, who: str | None) -> None:
    at = body.index(words)
    found = speaker(body, at, at + len(words))
    assert (body[found[0] : found[1]] if found else None) == who


def test_ten_thousand_verbs_beside_the_words_cost_little() -> None:
    body = "在说在说向说" * 2_000 + "“船来了。”" + "在说地说" * 2_000
    began = time.perf_counter()
    speaker(body, body.index("船"), body.index("船") + 3)
    assert time.perf_counter() - began < 5
