"""Pictures of printed pages, made when somebody wants to see a passage where it stands."""

from __future__ import annotations

import base64

from index.errors import UnreadableFile
from index.readers import child

_MARK = b"%PDF-"


def page_image(data: bytes, page: int, width: int = 1200) -> bytes:
    """A page of a PDF file, counted from 1, as PNG of that width in pixels.

    Its points are `width / page width` pixels, from the top left corner as in Box.
    """
    if _MARK not in data[:1024]:
        raise UnreadableFile("it is not a PDF file, so there is no picture of its pages")
    (drawn,) = child.steps("pdf image", data, {"page": page, "width": width})
    return base64.b64decode(drawn)
