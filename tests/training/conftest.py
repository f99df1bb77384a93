"""The invented data and the tokenizer made from it, shared by the tests of training."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from index.encoders.static import BUNDLED


@pytest.fixture(scope="session")
def invented_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(__file__).with_name("invented.py")
    spec = importlib.util.spec_from_file_location("invented", path)
    assert spec is not None
    assert spec.loader is not None
    invented = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(invented)
    folder: Path = invented.write_data(tmp_path_factory.mktemp("data"))
    return folder


@pytest.fixture(scope="session")
def bundled_folder() -> Path:
    return BUNDLED
