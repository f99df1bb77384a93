"""Regular expressions that are compiled when they are first used.

A pattern that names the Han characters takes two milliseconds to compile, and a command that
answers one question needs few of those that its modules hold.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


def lazy_pattern(expression: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """As `re.compile`, but what is wrong with the expression shows when it is first used."""
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    """Stands for a compiled pattern. Its methods are kept here once they were asked for, so that
    they take no longer to call."""

    def __init__(self, expression: str, flags: int | re.RegexFlag) -> None:
        self.pattern = expression
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found
