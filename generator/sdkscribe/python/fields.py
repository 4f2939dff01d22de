"""The fields of classes, as a model declares what arrives and as a TypedDict what is sent."""

from __future__ import annotations

from sdkscribe.plan import FieldPlan, PropertyPlan
from sdkscribe.python.annotations import Scope, annotation, optional
from sdkscribe.python.docstrings import docstring
from sdkscribe.python.names import PythonName
from sdkscribe.python.prose import cleaned
from sdkscribe.spec import Field

FIELD_INDENT = 4


def model_field(field: Field, name: PythonName, scope: Scope) -> FieldPlan:
    """A field of a model. One that may be absent is None then."""
    arguments = [] if field.required else ["default=None"]
    if name != field.wire_name:
        arguments.append(f"alias={field.wire_name!r}")
    is_plain_default = arguments == ["default=None"]
    default = " = None" if is_plain_default else ""
    if arguments and not is_plain_default:
        default = f" = {scope.imports.outside('pydantic', 'Field')}({', '.join(arguments)})"
    written = annotation(field.type, scope) if field.required else optional(field.type, scope)
    return FieldPlan(name=name, annotation=written, default=default, doc=field_doc(field))


def params_field(field: Field, name: PythonName, scope: Scope) -> FieldPlan:
    """A field of a TypedDict, with its wire name where Python's is another."""
    written = annotation(field.type, scope)
    if name != field.wire_name:
        renamed = f"{scope.runtime('types', 'PropertyInfo')}(alias={field.wire_name!r})"
        written = f"{scope.typing('Annotated')}[{written}, {renamed}]"
    if field.required:
        written = f"{scope.typing('Required')}[{written}]"
    return FieldPlan(name=name, annotation=written, doc=field_doc(field))


def joined_property(field: Field, joins: str, name: PythonName, scope: Scope) -> PropertyPlan:
    """A field that is not sent, as a property of what is."""
    steps = ", ".join(map(_step, joins.split(".")))
    return PropertyPlan(
        name=name,
        annotation=scope.builtin("str"),
        value=f"{scope.runtime('models', 'joined_text')}(self, {steps})",
        doc=docstring(cleaned(field.description), indent=2 * FIELD_INDENT),
    )


def _step(step: str) -> str:
    """`content[type=output_text]`: an attribute, and of what it lists, the items with a value."""
    name, _, condition = step.removesuffix("]").partition("[")
    attribute, _, value = condition.partition("=")
    told_by = (str(PythonName(attribute)), value) if condition else ()
    return repr((str(PythonName(name)), *told_by))


def field_doc(field: Field) -> str | None:
    return docstring(cleaned(field.description), indent=FIELD_INDENT)
