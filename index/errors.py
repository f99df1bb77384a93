"""Errors whose message is a sentence a person can act on; every channel shows it as it stands."""

from __future__ import annotations


class BaodaError(Exception):
    """The base of all errors meant for a person. `str(error)` is one clear sentence."""


class UnreadableFile(BaodaError):
    """A file that cannot become articles; it is quarantined with this reason, the batch goes on."""


class NoArticles(UnreadableFile):
    """A file whole and sound that holds something else than articles: passed over when it was met
    in a folder, quarantined when it was named."""


class PartOfAnother(UnreadableFile):
    """A file that is read through another, which lists it; it is passed over, nothing is wrong."""


class ArchiveMissing(BaodaError):
    """There is no archive in the folder asked for."""


class ArchiveBusy(BaodaError):
    """Another process is writing to the archive."""


class ArchiveDamaged(BaodaError):
    """The archive broke one of its promises; the message says which and what to do."""


class EncoderMismatch(BaodaError):
    """The archive was built with another encoder than the one asked for."""


class EncoderMissing(BaodaError):
    """The encoder named in the settings cannot be loaded."""


class BadQuestion(BaodaError):
    """The question or one of its options cannot be used; the message says why."""


class NotFound(BaodaError):
    """Nothing in the archive has that id, now or formerly."""
