"""A generation: the keyword index, the meaning index and the passage facts of one state of the
archive, immutable, hashed and synced; one manifest names the generation that serves.

Order of publishing, so that a crash at any point leaves the old one or the new one whole:
files synced → folder renamed → folder synced → manifest replaced → old folders removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import ArchiveDamaged
from index.store.files import replace_synced, sha256_of, sync_file, sync_folder

MANIFEST = "manifest.json"
FOLDER = "generations"
WORDS, NEAREST, FACTS = "words", "nearest.faiss", "facts"
_SCRATCH = (".tantivy-writer.lock", ".tantivy-meta.lock")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the serving generation was built from. `files` maps each file to its sha256."""

    generation: int
    folder: str
    encoder: str
    dimension: int
    rules: str
    passages: int
    files: dict[str, str]


def read_manifest(archive: Path) -> Manifest | None:
    """The manifest, or None when there is none or it cannot be read."""
    try:
        return Manifest(**json.loads((archive / MANIFEST).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def verify(archive: Path, manifest: Manifest) -> None:
    """Every file is there with the hash the manifest names; raises ArchiveDamaged otherwise."""
    folder = archive / FOLDER / manifest.folder
    with ThreadPoolExecutor(2) as pool:  # hashing frees the interpreter
        problems = list(pool.map(lambda item: _problem(folder, *item), manifest.files.items()))
    if found := [problem for problem in problems if problem]:
        raise ArchiveDamaged(f"The search index {folder} is damaged: {found[0]}.")


def workshop(archive: Path, generation: int, base: Manifest | None) -> Path:
    """A fresh folder to build a generation in; with a base, hard links to its keyword index."""
    folder = archive / FOLDER / f"{generation}.building"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / FACTS).mkdir(parents=True)
    if base is None:
        (folder / WORDS).mkdir()
    else:
        old = archive / FOLDER / base.folder / WORDS
        shutil.copytree(old, folder / WORDS, copy_function=_link)
    return folder


def publish(archive: Path, workshop: Path, **facts: Any) -> Manifest:
    """Make a built generation the one that serves. `facts` are the other Manifest fields."""
    for name in _SCRATCH:
        (workshop / WORDS / name).unlink(missing_ok=True)
    files = {str(path.relative_to(workshop)): sha256_of(path) for path in _files(workshop)}
    for path in _files(workshop):
        sync_file(path)
    for folder in (workshop / WORDS, workshop / FACTS, workshop):
        sync_folder(folder)
    name = f"{facts['generation']}-{os.urandom(4).hex()}"
    os.rename(workshop, archive / FOLDER / name)
    sync_folder(archive / FOLDER)
    manifest = Manifest(folder=name, files=files, **facts)
    replace_synced(archive / MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    _sweep(archive, keep=name)
    return manifest


def _sweep(archive: Path, keep: str) -> None:
    """Remove older generations. Readers that have one open keep it until they let go."""
    for folder in (archive / FOLDER).iterdir():
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _problem(folder: Path, name: str, sha256: str) -> str | None:
    try:
        return None if sha256_of(folder / name) == sha256 else f"{name} has changed"
    except OSError:
        return f"{name} cannot be read"


def _link(source: str, target: str) -> None:
    """tantivy rewrites these small files in place of writing new ones; they must not be shared."""
    if os.path.basename(source) in ("meta.json", ".managed.json", *_SCRATCH):
        shutil.copy2(source, target)
    else:
        os.link(source, target)
