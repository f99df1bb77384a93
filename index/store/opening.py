"""Which store an archive is searched with: STORES maps its name to the function that opens it."""

from __future__ import annotations

from collections.abc import Callable

from index.archive import Archive
from index.errors import BaodaError
from index.store import Store


def _local(archive: Archive, **options: str) -> Store:
    from index.store.local import open_local_store

    return open_local_store(archive)


def _milvus(archive: Archive, **options: str) -> Store:
    from index.store.milvus import open_milvus_store

    return open_milvus_store(archive, **options)


STORES: dict[str, Callable[..., Store]] = {"local": _local, "milvus": _milvus}


def open_store(archive: Archive, name: str = "local", **options: str) -> Store:
    """The store of that name, brought up to the archive's present state. Options are the store's
    own: `uri` and `token` of a Milvus server.

    Raises BaodaError when there is none of that name.
    """
    if name not in STORES:
        raise BaodaError(f"There is no store '{name}'; there are: {', '.join(STORES)}.")
    return STORES[name](archive, **options)
