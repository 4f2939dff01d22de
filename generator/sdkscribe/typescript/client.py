"""The client: its class from the declarations; base URL, environment variables, credentials, headers
and query style from the JavaScript of its module. What that does not say is left for an overlay."""

from __future__ import annotations

from dataclasses import dataclass

from sdkscribe.errors import Location, Problem, SdkscribeError
from sdkscribe.spec import Client, Exclusion, Method, Name, Resource
from sdkscribe.typescript import client_facts as facts
from sdkscribe.typescript.client_credentials import credentials
from sdkscribe.typescript.client_headers import default_headers
from sdkscribe.typescript.client_options import (
    constructor_of,
    environment_variable,
    options_of,
    taken_option,
)
from sdkscribe.typescript.comments import documentation
from sdkscribe.typescript.exclusions import CREDENTIALS, OPTION, ExclusionRule
from sdkscribe.typescript.javascript.scripts import Script
from sdkscribe.typescript.members import members_with_inherited
from sdkscribe.typescript.modules import Modules
from sdkscribe.typescript.resources import endpoints_of, methods_in_scripts
from sdkscribe.typescript.syntax import Node, location, shown
from sdkscribe.typescript.types import place_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadClient:
    """A client, the resource of its own methods, and what of it is not carried over."""

    client: Client
    methods: Resource | None = None
    exclusions: tuple[Exclusion, ...] = ()


def client_name(modules: Modules) -> Name | None:
    """The client class: what the package's index exports by default. Where that is written by hand
    around it, or where there is none, it is the one class of the client module."""
    exported = modules.exported("index", "default") if modules.exists("index") else None
    if exported is not None and _has_resources(modules, exported):
        return exported
    classes = modules.declarations("client").classes if modules.exists("client") else {}
    if len(classes) == 1:
        return Name("client", next(iter(classes)))
    return exported if exported is not None and modules.class_declared(exported) else None


def _has_resources(modules: Modules, name: Name) -> bool:
    declared = modules.class_declared(name)
    if declared is None:
        return False
    place = place_in(modules, modules.declarations(name.module), name.module, "", [])
    return bool(members_with_inherited(declared, place).resources)


def read_client(modules: Modules, name: Name, problems: list[Problem]) -> ReadClient:
    """The client that a class and its JavaScript describe."""
    declared = modules.class_declared(name)
    script = modules.script(name.module)
    if declared is None or script is None:
        raise SdkscribeError(_no_script(modules, name))
    methods = dict(methods_in_scripts(modules, name))
    constructor = constructor_of(script, name.name)
    options = options_of(modules, name, constructor) if constructor is not None else None
    known = tuple(options.known) if options is not None else ()
    names = {option.name for option in known}
    auth = credentials(modules, methods, names)
    if auth.unread and not auth.headers:
        problems.append(_no_credentials(script, methods[auth.unread[0]][1]))
    place = place_in(modules, modules.declarations(name.module), name.module, "", problems)
    members = members_with_inherited(declared, place)
    headers = default_headers(modules, methods, names, problems)
    environments = facts.environments(script)
    own = tuple(endpoints_of(name, members, place))
    others = options.others if options is not None else []
    return ReadClient(
        client=Client(
            class_name=name.name,
            error_class=facts.error_class(modules),
            error_field=facts.error_field(modules),
            base_url=facts.base_url(script) or next((url for _, url in environments), ""),
            base_url_env=_base_url_variable(constructor),
            environments=environments,
            description=documentation(declared.comment),
            options=known,
            headers=tuple(h for h in headers if h not in auth.headers),
            auth=auth.headers,
            resources=tuple(members.resources),
            methods=name if own else None,
            query_arrays=facts.query_arrays(modules, script),
            query_objects=facts.query_objects(modules, script),
            idempotency_header=facts.assigned_string(script, "idempotencyHeader"),
            timeout=facts.timeout(script, problems),
            max_retries=facts.max_retries(script, problems),
        ),
        methods=_own_methods(name, own),
        exclusions=(
            *(_excluded(name, other, OPTION) for other in others),
            *(_excluded(name, method, CREDENTIALS) for method in auth.unread if auth.headers),
        ),
    )


def _own_methods(name: Name, methods: tuple[Method, ...]) -> Resource | None:
    return Resource(name=name, methods=methods) if methods else None


def _excluded(client: Name, what: str, rule: ExclusionRule) -> Exclusion:
    name = Name(client.module, f"{client.name}.{what}")
    return Exclusion(name=name, rule=rule.name, reason=rule.reason)


def _base_url_variable(constructor: Node | None) -> str | None:
    default = taken_option(constructor, "baseURL") if constructor is not None else None
    return environment_variable(default) if default is not None else None


def _no_script(modules: Modules, name: Name) -> Problem:
    return Problem(
        message=f"the client class {name.name} has no JavaScript beside its declaration",
        location=Location(path=modules.declaration_path(name.module) or name.module),
        hint="supply the client with an overlay",
    )


def _no_credentials(script: Script, method: Node) -> Problem:
    return Problem(
        message="no rule for how the client sends its credentials",
        location=location(script.path, method),
        source=shown(method),
        hint="sdkscribe does not know this way to authenticate yet: report it",
    )
