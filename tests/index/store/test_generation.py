"""A search index is whole and current, or it is not served: every file of it, damaged in turn."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import index.store.generation as generation
from index.archive import Archive
from index.check import check_archive
from index.errors import ArchiveBusy, ArchiveDamaged
from index.lock import writing
from index.store import Scope
from index.store.generation import FOLDER, MANIFEST, read_manifest, verify
from index.store.local import open_local_store
from index.store.publishing import publish_local
from tests.index.shelf import Shelf, article

TEXTS = ("轮渡重新开航。", "望鹤桥封闭大修。", "仔姜坐上冷链专列。")


def instead(path: Path, data: bytes) -> None:
    """Another file of that name. The old one is left as it is: tantivy reads what it opened once
    more in a thread of its own, and a mapped file that shrinks under a reader kills the process."""
    path.unlink()
    path.write_bytes(data)


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    instead(path, bytes(data))


def cut_short(path: Path, chance: random.Random) -> None:
    instead(path, path.read_bytes()[: chance.randrange(path.stat().st_size)])


def append(path: Path, chance: random.Random) -> None:
    instead(path, path.read_bytes() + chance.randbytes(9))


def empty(path: Path, chance: random.Random) -> None:
    instead(path, b"")


def lose(path: Path, chance: random.Random) -> None:
    path.unlink()


def lead_astray(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


# Every file in turn, and a rebuild after each, takes seconds: two kinds of damage are enough for
# everyday.
DAMAGES = (
    flip,
    lose,
    *(pytest.param(one, marks=pytest.mark.slow) for one in (cut_short, append, empty, lead_astray)),
)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    shelf = Shelf(folder)
    shelf.put("a.txt", *(article(text) for text in TEXTS))
    publish_local(shelf.archive)
    shelf.archive.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "archive")
    return tmp_path / "archive"


def parts(folder: Path) -> list[Path]:
    """Every file of the served generation, and the manifest."""
    manifest = read_manifest(folder)
    assert manifest is not None
    return [folder / MANIFEST, *(folder / FOLDER / manifest.folder / one for one in manifest.files)]


def finds_all(folder: Path) -> None:
    archive = Archive(folder)
    store = open_local_store(archive)
    assert store.state == archive.state
    assert len(store) == len(TEXTS)
    for word in ("轮渡", "封闭", "专列"):
        assert len(store.keyword("words", [word], 5, Scope()).ids) == 1
    store.close()
    archive.close()
    assert check_archive(folder).ok


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_seen_and_the_index_rebuilt(
    folder: Path, damage: Callable[[Path, random.Random], None]
) -> None:
    chance = random.Random(damage.__name__)
    for at in range(len(parts(folder))):
        path = parts(folder)[at]
        if damage is not empty and damage is not append and not path.stat().st_size:
            continue
        before = read_manifest(folder)
        damage(path, chance)
        manifest = read_manifest(folder)
        if manifest is not None:
            with pytest.raises(
                ArchiveDamaged, match=r"is damaged: .* (has changed|cannot be read)"
            ):
                verify(folder, manifest)
        assert not check_archive(folder).ok
        finds_all(folder)
        assert read_manifest(folder) != before


@pytest.mark.slow
def test_no_single_flipped_bit_is_ever_served(folder: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    manifest = read_manifest(folder)
    assert manifest is not None
    for _ in range(500):
        path = chance.choice([one for one in parts(folder) if one.stat().st_size])
        whole = path.read_bytes()
        flip(path, chance)
        found = read_manifest(folder)
        if found is not None:
            with pytest.raises(ArchiveDamaged):
                verify(folder, found)
        instead(path, whole)


def test_nothing_left_of_the_index_is_a_reason_to_build_it(folder: Path) -> None:
    shutil.rmtree(folder / FOLDER)
    (folder / MANIFEST).unlink()
    finds_all(folder)


def test_an_index_of_other_rules_or_another_encoder_is_not_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_manifest(folder)
    monkeypatch.setattr("index.store.local.RULES", "other rules")
    monkeypatch.setattr("index.store.publishing.RULES", "other rules")
    finds_all(folder)
    assert read_manifest(folder) != before


def test_an_index_from_before_a_backup_was_put_back_is_not_used(folder: Path, sound: Path) -> None:
    """Another history may reach the same generation number; the state tells them apart."""
    shelf = Shelf(folder)
    shelf.put("b.txt", article("只在这一个历史里。"))
    publish_local(shelf.archive)
    shelf.archive.close()
    for name in ("archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(sound / "archive.sqlite", folder)
    shelf = Shelf(folder)
    shelf.put("c.txt", article("只在那一个历史里。"))
    assert read_manifest(folder).generation == shelf.archive.generation  # type: ignore[union-attr]
    store = open_local_store(shelf.archive)
    assert len(store.keyword("words", ["那"], 5, Scope()).ids) == 1
    assert len(store.keyword("words", ["这"], 5, Scope()).ids) == 0
    shelf.archive.close()
    assert check_archive(folder).ok


def test_a_change_carries_over_what_stayed_without_touching_the_old_index(folder: Path) -> None:
    archive = Archive(folder)
    old = open_local_store(archive)
    shelf = Shelf(folder)
    shelf.put("b.txt", article("又一篇轮渡。"))
    publish_local(shelf.archive)
    new = open_local_store(archive)
    assert (len(old), len(new)) == (3, 4)
    assert len(old.keyword("words", ["轮渡"], 5, Scope()).ids) == 1
    assert len(new.keyword("words", ["轮渡"], 5, Scope()).ids) == 2
    assert len(list((folder / FOLDER).iterdir())) == 1
    shelf.archive.close()
    assert check_archive(folder).ok


def test_what_was_removed_is_remembered_only_until_it_is_published(folder: Path) -> None:
    shelf = Shelf(folder)
    for number in range(5):
        shelf.put("b.txt", article(f"第{number}篇。"))
    count = "SELECT count(*) FROM removed_passages"
    assert shelf.archive.connection.execute(count).fetchone()[0] == 4
    publish_local(shelf.archive)
    assert shelf.archive.connection.execute(count).fetchone()[0] == 0
    rows = shelf.archive.connection.execute("SELECT count(*) FROM changes").fetchone()[0]
    assert rows == 1
    shelf.archive.close()
    finds = Archive(folder)
    assert len(open_local_store(finds)) == 4


def test_while_another_process_writes_the_last_index_serves(folder: Path) -> None:
    shelf = Shelf(folder)
    shelf.put("b.txt", article("又一篇。"))
    with writing(folder):
        store = open_local_store(shelf.archive)
    assert len(store) == 3
    shelf.archive.close()


def test_with_no_index_and_a_writer_at_work_a_sentence_says_so(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    with writing(folder), pytest.raises(ArchiveBusy, match="try again when it is done"):
        open_local_store(Archive(folder))


def test_an_index_published_while_the_old_one_was_looked_at_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(folder)
    looks = iter([None, *[read_manifest(folder)] * 3])  # the first finds nothing
    monkeypatch.setattr("index.store.local.read_manifest", lambda _: next(looks))
    with writing(folder):
        assert len(open_local_store(archive)) == 3


def test_files_reach_the_disk_before_their_names_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    for name in ("sync_file", "sync_folder"):
        real = getattr(generation, name)
        monkeypatch.setattr(
            generation,
            name,
            lambda path, real=real, name=name: (steps.append(f"{name} {path.name}"), real(path)),
        )
    rename, replace = os.rename, os.replace
    monkeypatch.setattr(os, "rename", lambda a, b: (steps.append("rename"), rename(a, b)))
    monkeypatch.setattr(os, "replace", lambda a, b: (steps.append("manifest"), replace(a, b)))
    shelf = Shelf(folder)
    shelf.put("b.txt", article("又一篇。"))
    publish_local(shelf.archive)
    shelf.archive.close()
    renamed = steps.index("rename")
    written = {step.removeprefix("sync_file ") for step in steps[:renamed]}
    manifest = read_manifest(folder)
    assert manifest is not None
    assert {Path(name).name for name in manifest.files} <= written
    assert {"sync_folder words", "sync_folder facts"} <= set(steps[:renamed])
    assert steps[renamed + 1] == f"sync_folder {FOLDER}"
    assert steps.index("manifest") > renamed + 1
