"""Files made to do harm are refused in one sentence, soon, and the next file is read as ever."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from index.decode import decode
from index.errors import UnreadableFile
from index.readers import child, reader_for
from index.records import IssueFacts
from tests.index.readers.samples import SAMPLES, chinese_page, docx

NO_TEXT = "it has no text layer; run OCR first"


def refused(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        reader_for(name)(decode(data, name), IssueFacts())
    return str(caught.value)


def pdf(content: bytes, extra: bytes = b"", packed: bool = True) -> bytes:
    """A PDF file of one page with this content stream."""
    stream = zlib.compress(content, 9) if packed else content
    kind = b" /Filter /FlateDecode" if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> " + extra + b">>",
        b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream), kind, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + head + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_a_pdf_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = pdf(b"BT /F1 9 Tf (x) Tj ET\n" + b" " * 400_000_000)
    assert len(bomb) < 500_000
    assert refused("page.pdf", bomb) == "unpacked it would be suspiciously large"
    assert decode(chinese_page(), "page.pdf").text


def test_a_page_of_a_million_words_is_refused() -> None:
    text = b"BT /F1 9 Tf 1 0 0 1 50 50 Tm " + b"(a b c d e f g h) Tj 5 2 Td " * 120_000 + b"ET"
    assert "it" in refused("page.pdf", pdf(text))


def test_a_page_of_words_on_one_spot_is_read_or_refused() -> None:
    text = b"BT /F1 9 Tf " + b"1 0 0 1 50 50 Tm (ab) Tj " * 8_000 + b"ET"
    try:
        decode(pdf(text), "page.pdf")
    except UnreadableFile as error:
        assert str(error).isprintable()  # noqa: PT017  both are right, which one the time tells


def test_a_scanned_page_says_what_to_do() -> None:
    assert refused("page.pdf", pdf(b"0 0 600 800 re f")) == NO_TEXT


def test_a_pdf_of_no_pages_and_one_that_points_at_itself_are_refused() -> None:
    assert refused("page.pdf", b"%PDF-1.4\n%%EOF")
    loop = b"%PDF-1.4\ntrailer\n<< /Size 1 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF"
    assert refused("page.pdf", loop)


def test_a_locked_pdf_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(50, 50, "locked")
    canvas.save()
    assert refused("page.pdf", out.getvalue()) == "it is locked with a password"


def laughs(depth: int = 9) -> bytes:
    entities = "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(depth)
    )
    return f"<!DOCTYPE rss [{entities}]><rss><channel>&l{depth - 1};</channel></rss>".encode()


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.atom"])
def test_a_billion_laughs_are_refused(name: str) -> None:
    assert "entities" in refused(name, laughs())
    assert refused(name, laughs().decode().encode("utf-16"))


def test_no_file_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    for place in (secret.as_uri(), "http://127.0.0.1:9/x"):
        xml = (
            f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{place}">]><nitf><body><body.content><p>&x;</p>'
            "</body.content></body></nitf>"
        )
        assert "entities" in refused("item.xml", xml.encode())
    external = (
        f'<!DOCTYPE nitf SYSTEM "{secret.as_uri()}"><nitf><body><body.content><p>a</p>'
        "</body.content></body></nitf>"
    )
    assert decode(external.encode(), "item.xml").text.strip() == "a"


def test_xml_nested_200_000_deep_is_refused() -> None:
    xml = b"<nitf>" + b"<p>" * 200_000 + b"</p>" * 200_000 + b"</nitf>"
    assert refused("item.xml", xml) == "it is nested too deeply"


def test_a_million_attributes_or_elements_are_survived() -> None:
    attributes = b" ".join(b'a%d="1"' % at for at in range(1_000_000))
    assert refused("item.xml", b"<nitf " + attributes + b"/>")
    assert "more elements" in refused("item.xml", b"<nitf>" + b"<p/>" * 2_000_000 + b"</nitf>")
    assert "bytes of XML" in refused("item.xml", b"<nitf>" + b" " * 40_000_000 + b"</nitf>")


def test_html_deep_or_long_is_survived() -> None:
    assert refused("page.html", b"<html><body>" + b"<div>" * 300_000)
    assert "bytes of HTML" in refused("page.html", b"<html><p>" + b"a" * 50_000_000)
    assert refused("page.html", b"<html><body>" + b"<b>" * 500_000 + b"x")


def test_json_nested_200_000_deep_is_refused() -> None:
    deep = b'{"uri": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    assert refused("item.json", deep) == "it is nested too deeply"
    assert "no ninjs" in refused("item.json", json.dumps({"a": 1}).encode())


def test_a_packed_bomb_in_a_document_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<a>" + b" " * 300_000_000 + b"</a>")
    bomb = out.getvalue()
    assert refused("document.docx", bomb) == "unpacked it would be suspiciously large"
    # The size that it says it has is a lie here, and is not believed.
    lying = bomb.replace(struct.pack("<I", 300_000_007), struct.pack("<I", 1_000))
    assert lying != bomb
    assert refused("document.docx", lying)


def test_a_document_of_many_files_or_none_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for at in range(10_001):
            packed.writestr(f"{at}", b"")
    assert "more files" in refused("document.docx", out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("../../etc/passwd", b"x")
    assert refused("document.docx", out.getvalue()) == "it is a ZIP file, but not a DOCX document"


def test_a_document_nested_deeply_is_refused() -> None:
    assert refused("document.docx", docx("<w:r>" * 3_000 + "</w:r>" * 3_000))


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(b"\n" * 300_000_000, 9)
    assert refused("articles.jsonl.gz", bomb) == "unpacked it would be suspiciously large"


def test_a_csv_of_one_endless_cell_or_row_is_refused() -> None:
    assert "never closed" in refused("articles.csv", b'text\n"' + b"a" * 5_000_000)
    assert "columns" in refused("articles.csv", b"text" + b"," * 1_000_000)


def test_what_the_child_is_killed_for_is_told_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "STEP_SECONDS", 0.0)
    assert refused("page.pdf", chinese_page()) == "reading it takes too long"
    monkeypatch.undo()
    assert decode(SAMPLES["page.html"](), "page.html").text
