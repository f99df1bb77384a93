"""A generation: the keyword index, the meaning index and the passage facts of one state of the
archive, immutable, hashed and synced; one manifest names the generation that serves.

Order of publishing, so that a crash at any point leaves the old one or the new one whole:
files synced → folder renamed → folder synced → manifest replaced → old folders removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import ArchiveDamaged
from index.store.files import hashes_of, replace_synced, sync_file, sync_folder

MANIFEST = "manifest.json"
FOLDER = "generations"
WORDS, NEAREST, FACTS = "words", "nearest.faiss", "facts"
_SCRATCH = (".tantivy-writer.lock", ".tantivy-meta.lock")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the serving generation was built from. `state` is the archive's then; `files` maps
    each file to its hash."""

    generation: int
    state: str
    folder: str
    encoder: str
    dimension: int
    rules: str
    passages: int
    files: dict[str, str]


def read_manifest(archive: Path) -> Manifest | None:
    """The manifest, or None when there is none or it is not as it was written."""
    try:
        seal, _, facts = (archive / MANIFEST).read_bytes().partition(b"\n")
        return Manifest(**json.loads(facts)) if seal == _seal(facts) else None
    except (OSError, ValueError, TypeError):
        return None


def verify(archive: Path, manifest: Manifest) -> None:
    """Every file is there with the hash the manifest names; raises ArchiveDamaged otherwise."""
    folder = archive / FOLDER / manifest.folder
    found = hashes_of([folder / name for name in manifest.files])
    for (name, wanted), hashed in zip(manifest.files.items(), found, strict=True):
        if hashed != wanted:
            what = "cannot be read" if hashed is None else "has changed"
            raise ArchiveDamaged(f"The search index {folder} is damaged: {name} {what}.")


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


def publish(archive: Path, workshop: Path, base: Manifest | None = None, **facts: Any) -> Manifest:
    """Make a built generation the one that serves. `facts` are the other Manifest fields. Files
    that are hard links to those of the base are not hashed again: they were just verified."""
    for name in _SCRATCH:
        (workshop / WORDS / name).unlink(missing_ok=True)
    files = _hashed(archive, workshop, base)
    for path in _files(workshop):
        sync_file(path)
    for folder in (workshop / WORDS, workshop / FACTS, workshop):
        sync_folder(folder)
    name = f"{facts['generation']}-{os.urandom(4).hex()}"
    os.rename(workshop, archive / FOLDER / name)
    sync_folder(archive / FOLDER)
    sync_folder(archive)
    manifest = Manifest(folder=name, files=files, **facts)
    written = json.dumps(asdict(manifest), indent=1).encode()
    replace_synced(archive / MANIFEST, _seal(written) + b"\n" + written)
    _sweep(archive, keep=name)
    return manifest


def _seal(facts: bytes) -> bytes:
    return hashlib.sha256(facts).hexdigest().encode()


def _hashed(archive: Path, workshop: Path, base: Manifest | None) -> dict[str, str]:
    known: dict[str, str] = {}
    fresh: list[Path] = []
    for path in _files(workshop):
        name = str(path.relative_to(workshop))
        if base and name in base.files and _same(path, archive / FOLDER / base.folder / name):
            known[name] = base.files[name]
        else:
            fresh.append(path)
    for path, hashed in zip(fresh, hashes_of(fresh), strict=True):
        if hashed is None:
            raise OSError(f"{path.name} vanished while it was published")
        known[str(path.relative_to(workshop))] = hashed
    return known


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _sweep(archive: Path, keep: str) -> None:
    """Remove older generations. Readers that have one open keep it until they let go."""
    for folder in (archive / FOLDER).iterdir():
        if folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _link(source: str, target: str) -> None:
    """Segments are written once under a name of their own, so they may be shared; the lists of
    segments keep their name, and the locks belong to one folder, so they may not."""
    if os.path.basename(source) in ("meta.json", ".managed.json", *_SCRATCH):
        shutil.copy2(source, target)
    else:
        os.link(source, target)
