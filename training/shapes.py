"""Which common Chinese characters look alike in print: the list that index/shapes.txt holds.

`python -m training.shapes FONT FONT --out index/shapes.txt` draws every character of GB 2312 in two
fonts, blurs the drawings as a bad scan does and compares them. A pair is listed when both fonts
have it among their nearest. Made with WenQuanYi Zen Hei and AR PL SungtiL GB (the Debian packages
fonts-wqy-zenhei and fonts-arphic-gbsn00lp); the list holds characters, nothing of the fonts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE, MARGIN, PIXELS = 40, 8, 24  # drawn at SIZE with a margin, compared at PIXELS a side
BLUR = 1.5
NEAREST = 12  # a look-alike is among so many nearest of either character, in both fonts
ALIKE = 0.55  # and at least so alike (correlation of the two drawings)

Floats = NDArray[np.float32]


def common_characters() -> str:
    """The 6,763 Chinese characters of GB 2312, in its order."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def drawings(font: Path, characters: str) -> Floats:
    """A unit vector a character: its blurred drawing, less the mean of all."""
    face = ImageFont.truetype(str(font), SIZE)
    rows = np.stack([_drawn(face, one) for one in characters])
    rows -= rows.mean(0)
    return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), np.float32)


def look_alikes(pictures: Sequence[Floats], nearest: int = NEAREST) -> NDArray[np.bool_]:
    """Which characters look alike in every font: `pictures` holds the drawings of each."""
    found = np.ones((len(pictures[0]),) * 2, np.bool_)
    for one in pictures:
        alike = one @ one.T
        np.fill_diagonal(alike, -1)
        last = min(nearest, len(alike) - 1)
        least = np.partition(alike, -last, axis=1)[:, -last, None]
        found &= (alike >= least) & (alike > ALIKE)
    return found | found.T


def lines(characters: str, alike: NDArray[np.bool_]) -> list[str]:
    """A character and its look-alikes that come after it, one line each; each pair stands once."""
    after = [np.flatnonzero(row[at + 1 :]) + at + 1 for at, row in enumerate(alike)]
    return [
        one + "".join(characters[other] for other in others)
        for one, others in zip(characters, after, strict=True)
        if len(others)
    ]


def main(arguments: list[str] | None = None) -> None:
    """Draws, compares and writes."""
    parser = argparse.ArgumentParser(prog="python -m training.shapes", description=__doc__)
    parser.add_argument("fonts", type=Path, nargs=2, help="font files with Chinese characters")
    parser.add_argument("--out", type=Path, required=True, help="the list to write")
    given = parser.parse_args(arguments)
    characters = common_characters()
    alike = look_alikes([drawings(font, characters) for font in given.fonts])
    given.out.write_text("\n".join(lines(characters, alike)) + "\n", "utf-8")
    print(f"{int(alike.sum()) // 2:,} pairs, {given.out.stat().st_size:,} bytes")


def _drawn(face: ImageFont.FreeTypeFont, character: str) -> Floats:
    side = SIZE + MARGIN
    left, top, right, bottom = face.getbbox(character)
    place = ((side - right + left) / 2 - left, (side - bottom + top) / 2 - top)
    picture = Image.new("L", (side, side), 0)
    ImageDraw.Draw(picture).text(place, character, font=face, fill=255)
    small = picture.filter(ImageFilter.GaussianBlur(BLUR)).resize(
        (PIXELS, PIXELS), Image.Resampling.BOX
    )
    return np.asarray(small, np.float32).ravel()


if __name__ == "__main__":
    main()
