"""Files that hold a single article, as those that are posted one by one do."""

from __future__ import annotations

from index.archive import Archive

_SELECT = (
    "SELECT path FROM articles JOIN sources USING (source_id) WHERE article_id = ? AND 1 = "
    "(SELECT count(*) FROM articles AS every WHERE every.source_id = articles.source_id)"
)


def file_of_its_own(archive: Archive, article_id: str) -> str | None:
    """The path of the file an article came in, when nothing else did; None otherwise."""
    row = archive.connection.execute(_SELECT, (article_id,)).fetchone()
    return str(row[0]) if row else None
