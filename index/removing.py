"""Taking things out of an archive: files by name or path, articles by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from index.archive import Archive, StoredSource
from index.encoders import open_encoder
from index.encoding import PassageEncoding
from index.errors import EncoderMismatch, NotFound
from index.lock import writing
from index.store.publishing import publish_local
from index.writing import withdraw_article, withdraw_source


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What was taken out: `files` by their paths, and how many articles are gone with them or by
    themselves. Articles that stand in another file too are not gone."""

    files: tuple[str, ...]
    articles: int


def remove(
    folder: Path,
    names: Sequence[str],
    *,
    encoder: str = "bundled",
    encoder_options: Mapping[str, str] = MappingProxyType({}),
) -> RemovalReport:
    """Take files (by path, or by name) and articles (by id) out of the archive in `folder`.

    They can no longer be found; their citations still lead to them, marked withdrawn. A file taken
    in again brings its articles back. An article taken out by its id stays out while its file is
    in, even if that changes; it comes back when the file is taken out and in again. Everything
    named goes, or nothing: raises NotFound when a name is not in the archive or means several
    files, ArchiveMissing, ArchiveBusy, and EncoderMismatch when the archive was built with another
    encoder.
    """
    Archive(folder).close()  # says so, in words, when there is none
    opened = PassageEncoding(open_encoder(encoder, **encoder_options))
    with writing(folder):
        archive = Archive(folder, writable=True)
        try:
            if archive.meta("encoder") not in (None, opened.encoder.fingerprint):
                raise EncoderMismatch(archive.encoder_mismatch(encoder))
            return _remove(archive, names, opened)
        finally:
            archive.close()


def _remove(archive: Archive, names: Sequence[str], encoding: PassageEncoding) -> RemovalReport:
    paths: list[str] = []
    articles: list[str] = []
    sources = archive.sources()
    for name in names:
        if (path := _path_of(name, sources)) is not None:
            paths.append(path)
        elif _current(archive, name):
            articles.append(name)
        else:
            raise NotFound(f"There is no file and no article '{name[:200]}' in this archive.")
    before = archive.count("articles")
    for path in paths:
        withdraw_source(archive.connection, path, encoding)
    for article_id in articles:
        withdraw_article(archive.connection, article_id)
    publish_local(archive)
    return RemovalReport(tuple(paths), before - archive.count("articles"))


def _path_of(name: str, sources: Sequence[StoredSource]) -> str | None:
    """The path of the file a person means. Raises NotFound when it could be one of several."""
    wanted = {name, str(Path(name).resolve())}
    exact = [source.path for source in sources if source.path in wanted]
    named = exact or [source.path for source in sources if source.file == name]
    if len(named) > 1:
        raise NotFound(
            f"Several files are called '{name}': {', '.join(named[:5])}. Name one by its path."
        )
    return named[0] if named else None


def _current(archive: Archive, article_id: str) -> bool:
    stored = archive.article(article_id)
    return stored is not None and stored.standing == "current"
