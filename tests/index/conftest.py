"""Settings every test of the index shares."""

from __future__ import annotations

from hypothesis import settings

# No test here measures time by hypothesis's clock: the machine is shared, and the first example
# often loads a dictionary.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")
