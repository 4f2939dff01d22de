"""How often a test of chance repeats itself: a little in the suite, for long in `make soak`."""

from __future__ import annotations

from hypothesis import settings

_PROFILE = "soak"

settings.register_profile(_PROFILE)


def times(usually: int, in_soak: int) -> int:
    return in_soak if settings.get_current_profile_name() == _PROFILE else usually
