"""The names that a spec has to keep, so that what an earlier one had is called as it was there.

What is kept is what the rules would call otherwise, and no more: it follows from the rules and from the
names that come out, so that keeping them once more gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sdkscribe.python.generate import begin
from sdkscribe.python.homes import TypeKey, kept_homes
from sdkscribe.python.kept_packages import kept_packages
from sdkscribe.python.package import PendingPackage
from sdkscribe.python.public_names import Named, PublicNames, members_named, public_names
from sdkscribe.python.usage import FORMS, forking
from sdkscribe.spec import KeptMember, KeptNames, KeptPlace, Name, Spec

_Member: TypeAlias = tuple[Name, str]
_Kept: TypeAlias = KeptPlace | KeptMember
_Plan: TypeAlias = Callable[[KeptNames], PendingPackage]
"""The package of a spec with these names kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The names of an earlier spec, and its package, which is asked for where members come to one name
    that did not before."""

    names: PublicNames
    package: Callable[[], PendingPackage]


def names_before(spec: Spec, *, package: str) -> Earlier:
    """The names of a spec, for one that comes after it."""
    begun = begin(spec, package=package)
    return Earlier(names=public_names(begun), package=lambda: begun)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """What types and members are called: see `PublicNames`."""

    places: Mapping[TypeKey, tuple[str, ...]]
    members: Mapping[_Member, str]


def keep_names(
    spec: Spec, free: PendingPackage, earlier: Earlier, *, package: str
) -> tuple[PendingPackage, PublicNames]:
    """The package for a spec that keeps no names yet, `free`, or for the same with those that it has to
    keep; and what is called how in it."""

    def plan(names: KeptNames) -> PendingPackage:
        return begin(replace(spec, names=replace(names, packages=packages)), package=package)

    names = earlier.names
    packages = kept_packages(spec, names)
    if packages:
        free = plan(KeptNames(packages=packages))
    now = public_names(free)
    if now == names:
        return free, now
    owners = now.members.keys() | names.members.keys()
    called = _Called(places=now.places, members=_members(free, owners))
    was = _Called(
        places={k: names.places[k] for k in _staying(free, names, now)},
        members={
            member: name
            for member, name in _members_before(earlier, owners).items()
            if member in called.members
        },
    )
    if not any(_moved(was, called)):
        return free, now
    settled = _settled(was, called, plan, owners)
    as_settled = _called(settled, owners)
    keys = {**called.places, **kept_homes(settled.spec)}
    places = {key: as_settled.places[key] for key in keys if key in as_settled.places}
    kept = _settled(replace(as_settled, places=places), called, plan, owners)
    return kept, public_names(kept)


def _staying(free: PendingPackage, earlier: PublicNames, now: PublicNames) -> Iterator[TypeKey]:
    """The forms of types that are to be found where they were: the type is still there, in that form
    too unless methods tell its forms otherwise than before, and nobody has called it anything else
    since."""
    lost = earlier.unused - now.places.keys()
    forked = forking(free.types) if lost else frozenset[Name]()
    possible = now.places.keys() | {key for key in lost if key[0] in forked}
    for key in earlier.places.keys() & possible:
        top_level = Name(key[0].module, key[0].top_level)
        if earlier.told.get(top_level) == now.told.get(top_level):
            yield key


def _members_before(earlier: Earlier, owners: Collection[Name]) -> dict[_Member, str]:
    """What the members of the owners were called."""
    known = dict(earlier.names.members)
    unknown = [owner for owner in owners if owner not in known]
    if unknown:
        known |= members_named(earlier.package(), unknown)
    return _by_member({owner: known.get(owner, {}) for owner in owners})


def _called(package: PendingPackage, owners: Collection[Name]) -> _Called:
    return _Called(places=public_names(package).places, members=_members(package, owners))


def _members(package: PendingPackage, owners: Collection[Name]) -> dict[_Member, str]:
    return _by_member(members_named(package, owners)) if owners else {}


def _by_member(owners: Mapping[Name, Named]) -> dict[_Member, str]:
    return {(owner, m): name for owner, names in owners.items() for m, name in names.items()}


def _settled(was: _Called, free: _Called, plan: _Plan, owners: Collection[Name]) -> PendingPackage:
    """The package where all is called as it was, by keeping the names of as few as possible: of those
    that are called otherwise by the rules, and of those that have to give way to them."""
    kept = set(_moved(was, free))
    while True:
        package = plan(_kept_names(kept))
        missed = set(_moved(was, _called(package, owners))) - kept
        if not missed:
            return package
        kept |= missed


def _moved(was: _Called, now: _Called) -> Iterator[_Kept]:
    """What is not called as it was, or is no longer passed on, in any form, by a package that did so."""
    for (name, form), places in was.places.items():
        found = now.places.get((name, form), ("",))
        passed_on = set[str]().union(*(now.places.get((name, each), ()) for each in FORMS))
        if found[0] != places[0] or not passed_on.issuperset(places):
            yield KeptPlace(type=name, form=form, place=places[0])
    for (owner, member), called in was.members.items():
        if now.members.get((owner, member)) != called:
            yield KeptMember(owner=owner, member=member, python_name=called)


def _kept_names(kept: Collection[_Kept]) -> KeptNames:
    return KeptNames(
        places=tuple(sorted(each for each in kept if isinstance(each, KeptPlace))),
        members=tuple(sorted(each for each in kept if isinstance(each, KeptMember))),
    )
