"""How often a test of chance repeats itself: a little in the suite, for long in `make soak`. Neither
has a deadline: how fast a machine is decides nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_PROFILE = "soak"


def load_profile() -> None:
    """The suite's; `--hypothesis-profile=soak` puts the other in its place."""
    for name in ("suite", _PROFILE):
        settings.register_profile(name, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("suite")


def times(usually: int, in_soak: int) -> int:
    return in_soak if settings.get_current_profile_name() == _PROFILE else usually
