"""The pages: the answer first, every word escaped, readable by everybody, without a script."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.http.app import STATIC, create_app
from bot.settings import Settings
from index.errors import ArchiveDamaged
from retrieval.records import Answer, Question
from tests.bot.newspaper import FERRY, TinyArchive

OURS = {'<script type="module" src="/static/page.js">', '<script type="application/ld+json">'}


def scripts(page: str) -> set[str]:
    """The opening tags of the scripts of a page."""
    return set(re.findall("<script[^>]*>", page))


def test_the_first_page_asks_for_a_question_and_says_what_there_is(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="zh-CN">' in page.text
    assert '<label for="q">向报纸提问</label>' in page.text
    assert "档案收有 6 篇报道" in page.text
    assert "云汀日报" in page.text


def test_an_answer_is_shown_with_its_highlight_marked(client: TestClient) -> None:
    page = client.get("/", params={"q": "渡工是谁？"}).text
    assert "<title>渡工是谁？ · 报答</title>" in page
    marked = "<mark>渡工<strong>陈守义</strong>撑了四十一年船，昨天是他最后一次解缆。</mark>"
    assert marked + "两岸居民冒雨相送。</blockquote>" in page
    assert page.index("很有把握") < page.index("登云渡口昨日停航") < page.index(marked)
    for shown in (
        "本报记者 林望舒",
        "云汀日报 · 2023年4月10日 · 第01版",
        "登云渡口昨日停航[N]. 云汀日报，2023-04-10（01）.",
        'href="/c/ferry1-p-7f"',
        'href="/articles/ferry1?c=ferry1-p-7f#passage"',
        "2023年4月10日（推定）",
    ):
        assert shown in page


def test_a_refusal_gives_its_reason_and_offers_the_nearest(client: TestClient) -> None:
    page = client.get("/", params={"q": "火星"}).text
    assert "档案中没有找到答案" in page
    assert "没有足够接近的段落。" in page
    assert "<blockquote" not in page
    link = re.search(r'href="/(\?q=[^"]*near=true)"', page)
    assert link
    near = client.get("/" + link[1].replace("&amp;", "&")).text
    assert "最接近的段落（并非答案）" in near
    assert "望鹤桥" in near


class SilentArchive(TinyArchive):
    """Nothing lies in the period it reads from any question."""

    def ask(self, question: Question) -> Answer:
        answer = super().ask(question)
        reading = replace(answer.interpretation, time_words=("昨天",), words="火星昨天")
        return replace(answer, confidence=0.0, hits=(), interpretation=reading)


def test_a_refusal_offers_only_what_may_help() -> None:
    with TestClient(create_app(SilentArchive(), Settings())) as client:
        page = client.get("/", params={"q": "火星昨天", "near": "true"}).text
    assert "看看最接近的段落" not in page
    assert re.search(r'href="/\?q=[^"]*use_dates=false"[^>]*>不限时间再问一次', page)


class CorrectedArchive(TinyArchive):
    """The paper has corrected whatever it printed."""

    def ask(self, question: Question) -> Answer:
        answer = super().ask(question)
        first = answer.hits[0]
        corrected = replace(first, citation=replace(first.citation, corrections=("c1",)))
        return replace(answer, hits=(corrected, *answer.hits[1:]))


def test_a_correction_is_told_before_the_words_it_corrects() -> None:
    with TestClient(create_app(CorrectedArchive(), Settings())) as client:
        page = client.get("/", params={"q": "渡工"}).text
    assert page.index('href="/c/c1"') < page.index("<mark>")


def test_an_uncertain_answer_says_so_in_words(client: TestClient) -> None:
    assert "不太确定，请对照原文" in client.get("/", params={"q": "也许渡工"}).text


def test_markup_in_an_article_is_shown_not_obeyed(client: TestClient) -> None:
    for path in ("/?q=乱码", "/c/ocr1-p-7f", "/articles/ocr1?c=ocr1-p-7f"):
        page = client.get(path).text
        assert scripts(page) <= OURS
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "&lt;&lt;&amp;&gt; &lt;b&gt;" in page
        assert "&amp;lt;amp;" in page
        assert 'href="javascript' not in page


def test_markup_in_a_question_is_shown_not_obeyed(client: TestClient) -> None:
    page = client.get("/", params={"q": '"><script>alert(1)</script>渡工'}).text
    assert scripts(page) <= OURS
    assert "&#34;&gt;&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("zh-CN,en;q=0.8", "zh-CN"),
        ("fr", "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_the_page_speaks_the_language_asked_for(
    client: TestClient, accept: str, language: str
) -> None:
    page = client.get("/", params={"q": "渡工"}, headers={"Accept-Language": accept})
    assert f'<html lang="{language}">' in page.text
    assert 'lang="zh-CN" dir="auto"' in page.text, "passages keep their own language"
    assert "Accept-Language" in page.headers["vary"]


def test_our_words_are_traditional_for_who_reads_that_and_the_newspapers_are_not(
    client: TestClient,
) -> None:
    page = client.get("/", params={"q": "渡工"}, headers={"Accept-Language": "zh-TW,zh;q=0.9"})
    assert '<html lang="zh-Hant">' in page.text
    assert "向報紙提問" in page.text
    assert "很有把握" in page.text
    assert "两岸居民冒雨相送。" in page.text, "what is printed is not converted"
    assert '<html lang="zh-CN">' in client.get("/", params={"lang": "zh"}).text
    assert '<html lang="zh-Hant">' in client.get("/", params={"lang": "zh-Hant"}).text
    assert '<html lang="zh-Hant">' in client.get("/").text, "a choice lasts"


def test_a_language_chosen_by_hand_stays_chosen(client: TestClient) -> None:
    page = client.get("/", params={"q": "渡工", "lang": "en"}).text
    assert "Very confident" in page
    assert '<input type="hidden" name="lang" value="en">' in page
    assert "lang=zh" in page


def test_a_citation_page_shows_the_passage_in_its_context(client: TestClient) -> None:
    page = client.get("/c/ferry1-p-7f").text
    assert f'<p><mark id="passage">{FERRY.body.split(chr(10) * 2)[1]}</mark></p>' in page
    assert "<p>昨日傍晚，登云渡口送走了最后一班船。</p>" in page
    assert "style=bibtex" in page
    assert '<meta name="citation_publication_date" content="2023/04/10">' in page
    assert "001_页.txt" in page


def test_a_withdrawn_citation_page_says_so_and_is_gone(client: TestClient) -> None:
    reply = client.get("/c/gone1-p-7f")
    assert reply.status_code == 410
    assert "已经撤回" in reply.text
    assert "撤回于2023年5月。" in reply.text
    assert 'href="/c/ferry1-p-7f"' in reply.text


def test_an_article_page_has_anchors_and_marks_the_cited_passage(client: TestClient) -> None:
    page = client.get("/articles/ferry1").text
    assert "<mark" not in page
    assert '<p id="p3">明年' in page
    marked = client.get("/articles/ferry1", params={"c": "ferry1-p-7f"}).text
    assert '<p id="p2"><mark id="passage">渡工陈守义' in marked
    assert 'rel="noopener noreferrer nofollow"' in marked
    for other in ("never", "bridge1-p-7f", "\x00<"):
        assert "<mark" not in client.get("/articles/ferry1", params={"c": other}).text


def test_an_article_without_title_newspaper_or_date_is_readable(client: TestClient) -> None:
    for path in ("/?q=无题", "/c/bare1-p-7f", "/articles/bare1"):
        page = client.get(path).text
        assert "（无标题）" in page
        assert "None" not in page


def test_a_browser_gets_errors_as_pages_and_a_program_as_problems(client: TestClient) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = client.get("/c/never", headers=browser)
    assert page.status_code == 404
    assert "档案中从来没有这个编号。" in page.text
    assert client.get("/c/never").headers["content-type"] == "application/problem+json"
    api = client.get("/api/v1/citations/never", headers=browser)
    assert api.headers["content-type"] == "application/problem+json"


def test_a_fault_of_ours_is_a_page_with_a_reference(
    client: TestClient, archive: TinyArchive
) -> None:
    archive.broken = RuntimeError("disk on fire")
    reply = client.get("/", params={"q": "渡工"}, headers={"Accept": "text/html"})
    assert reply.status_code == 500
    assert f"编号：{reply.headers['x-request-id']}" in reply.text


def test_damage_is_a_page_with_a_reference_and_no_path(
    client: TestClient, archive: TinyArchive
) -> None:
    archive.broken = ArchiveDamaged("The archive in /srv/secret lost its texts.")
    reply = client.get("/", params={"q": "渡工"}, headers={"Accept": "text/html"})
    assert reply.status_code == 503
    assert "/srv" not in reply.text
    assert f"编号：{reply.headers['x-request-id']}" in reply.text


def test_the_holdings_are_counted_only_where_they_are_shown(
    client: TestClient, archive: TinyArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never() -> dict[str, object]:
        raise AssertionError("not needed")

    monkeypatch.setattr(archive, "summary", never)
    assert client.get("/", params={"q": "渡工"}).status_code == 200
    assert client.get("/", params={"q": "渡工", "from": "gestern"}).status_code == 422


def test_bad_options_are_explained_above_the_form(client: TestClient) -> None:
    reply = client.get("/", params={"q": "渡工", "from": "gestern"})
    assert reply.status_code == 422
    assert 'role="alert"' in reply.text
    assert "gestern" in reply.text
    assert "最多 512 个字" in client.get("/", params={"q": "长" * 600}).text
    assert client.get("/", params={"q": "渡工", "utm_source": "x", "from": ""}).status_code == 200


def test_filters_are_passed_on_and_kept_in_the_form(
    client: TestClient, archive: TinyArchive
) -> None:
    page = client.get("/", params={"q": "渡工", "newspaper": "云汀日报", "page": "01"}).text
    assert archive.questions[-1].newspaper == "云汀日报"
    assert 'name="newspaper" value="云汀日报"' in page
    assert "<details open>" in page


def test_every_field_has_a_label_and_every_page_a_skip_link(client: TestClient) -> None:
    for path in ("/", "/?q=渡工", "/c/ferry1-p-7f", "/articles/ferry1", "/?q=火星"):
        page = client.get(path).text
        assert '<a class="skip" href="#main">' in page
        assert page.count("<h1") == 1
        fields = re.findall(r'<input id="([^"]+)"', page)
        assert all(f'<label for="{name}">' in page for name in fields)
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_scripted_in_place(
    client: TestClient,
) -> None:
    for path in ("/?q=渡工", "/c/ferry1-p-7f", "/articles/ferry1"):
        page = client.get(path).text
        loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page)
        assert all(address.startswith(("/", "http://testserver/")) for address in loaded)
        assert " style=" not in page
        assert " onclick" not in page
    assert "url(" not in (STATIC / "style.css").read_text()


def test_opensearch_lets_browsers_search_here(client: TestClient) -> None:
    reply = client.get("/opensearch.xml")
    assert reply.headers["content-type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/?q={searchTerms}"' in reply.text


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("block", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_of_wcag_aa(block: int) -> None:
    css = Path(STATIC / "style.css").read_text()
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css.split("@media")[block]))
    pairs = [(text, ground) for text in ("ink", "soft", "red") for ground in ("paper", "sheet")]
    pairs += [
        ("mark-ink", "mark"),
        ("ink", "tint"),
        ("green", "paper"),
        ("amber", "paper"),
        ("paper", "red"),
    ]
    for text, ground in pairs:
        light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])))[::-1]
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)
