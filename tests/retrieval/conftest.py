"""An answerer over the tiny newspaper, and one over the sample pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.answerer import Answerer, open_answerer


@pytest.fixture(scope="session")
def answerer(archive_folder: Path) -> Iterator[Answerer]:
    opened = open_answerer(archive_folder, public_url="https://archive.example")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sample_answerer(sample_folder: Path) -> Iterator[Answerer]:
    opened = open_answerer(sample_folder)
    yield opened
    opened.close()
