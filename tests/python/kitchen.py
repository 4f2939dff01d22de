"""A spec with one of everything that an API may have, for packages that tests generate and use."""

from __future__ import annotations

from dataclasses import replace

from python.declare import (
    ANYTHING,
    BOOLEAN,
    CLIENT,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    OPEN_STRING,
    STRING,
    alias,
    argument,
    array,
    dictionary,
    interface,
    link,
    literal,
    literals,
    method,
    optional,
    ref,
    required,
    resource,
    spec,
    union,
    value,
    without,
)
from sdkscribe.spec import (
    Argument,
    Cursor,
    ForeignType,
    Header,
    Method,
    Module,
    Name,
    ObjectType,
    Overload,
    PageClass,
    Placement,
    Returns,
    Spec,
    TupleType,
    TypeDeclaration,
    TypeParameter,
    VariableType,
)

RECIPES = "resources/recipes/recipes"
STEPS = "resources/recipes/steps"
PANTRY = "resources/pantry"
SHARED = "resources/shared"
PAGINATION = "core/pagination"

HOSTILE = 'Ends with a quote "\\ and """ and a \u202e turn, a \x07 bell\nand `code`"'

_PARAMS = (
    interface(
        RECIPES,
        "RecipeCreateParams",
        required("name", STRING, HOSTILE),
        required("steps", array(ref(STEPS, "Step"))),
        optional("isVegan", BOOLEAN, "Camel case on the wire."),
        optional("created_at[gt]", INTEGER),
        optional("from", STRING, "A keyword."),
        optional("servings", union(INTEGER, literal("many"))),
        optional("kind", union(OPEN_STRING, literal("soup"), literal("cake"))),
        optional("tags", array(STRING)),
        optional("sauce", union(ref(RECIPES, "RecipeCreateParams.Sauce"), NULL)),
        optional("timeout", NUMBER, "How long it may take: a field with a reserved name."),
        optional("cast", STRING, "Who plays the cook: a field with the name of a function."),
        optional("extra", ANYTHING),
        description="What a recipe is made with.",
    ),
    interface(
        RECIPES,
        "RecipeCreateParams.Sauce",
        required("isHot", BOOLEAN),
        optional("ingredients", dictionary(ref(SHARED, "Amount"))),
    ),
    interface(
        RECIPES,
        "RecipeListParams",
        optional("after", STRING),
        optional("limit", INTEGER),
        optional("tags", array(STRING)),
        optional("order", literals("asc", "desc")),
    ),
    interface(RECIPES, "RecipePhotoParams", required("file", ForeignType(kind="upload", spelling="Uploadable")), optional("caption", STRING)),
    interface(
        RECIPES,
        "RecipeCookParamsBase",
        required("pan", STRING),
        optional("heat", NUMBER),
        optional("stream", union(BOOLEAN, NULL)),
    ),
    interface(
        RECIPES,
        "RecipeCookParamsNonStreaming",
        optional("stream", union(literal(False), NULL)),
        extends=(ref(RECIPES, "RecipeCookParamsBase"),),
    ),
    interface(
        RECIPES,
        "RecipeCookParamsStreaming",
        required("stream", literal(True)),
        extends=(ref(RECIPES, "RecipeCookParamsBase"),),
    ),
    alias(
        RECIPES,
        "RecipeCookParams",
        union(
            ref(RECIPES, "RecipeCookParamsNonStreaming"),
            ref(RECIPES, "RecipeCookParamsStreaming"),
        ),
    ),
    interface(
        RECIPES,
        "RecipeRateParams",
        required("user_id", STRING),
        required("stars", INTEGER),
        optional("kitchen-version", STRING),
    ),
)  # fmt: skip

_RECIPE = (
    interface(
        RECIPES,
        "Recipe",
        required("id", STRING),
        required("object", literal("recipe")),
        required("steps", array(ref(STEPS, "Step"))),
        required("sauce", union(ref(RECIPES, "Sauce"), NULL)),
        optional("calories", NUMBER),
        optional("metadata", union(ref(SHARED, "Metadata"), NULL)),
        optional("anything", ANYTHING),
        optional("list", array(STRING)),
        optional("int", INTEGER),
        optional("json", STRING, "A field with the name of a method of every model."),
        optional("range", TupleType(items=(INTEGER, INTEGER))),
        optional("variants", array(ref(RECIPES, "Recipe"))),
        description="A recipe.\n\n- an item\n- another item",
    ),
    interface(RECIPES, "Sauce", required("isHot", BOOLEAN), others=dictionary(STRING)),
    alias(
        RECIPES,
        "CookEvent",
        union(ref(RECIPES, "HeatEvent"), ref(RECIPES, "DoneEvent")),
    ),
    interface(RECIPES, "HeatEvent", required("type", literal("heat")), required("level", NUMBER)),
    interface(
        RECIPES,
        "DoneEvent",
        required("type", literal("done")),
        required("dish", ref(RECIPES, "Dish", STRING)),
    ),
    interface(
        RECIPES,
        "Dish",
        required("served", VariableType(name="T")),
        parameters=(TypeParameter(name="T"),),
    ),
    interface(RECIPES, "RatedRecipe", required("stars", INTEGER), extends=(ref(SHARED, "Rated"),)),
    alias(RECIPES, "RecipesPage", ref(PAGINATION, "CursorPage", ref(RECIPES, "Recipe"))),
)

_STEPS = (
    alias(
        STEPS,
        "Step",
        union(ref(STEPS, "ChopStep"), ref(STEPS, "StirStep"), STRING),
        description="A step. It may hold steps.",
    ),
    interface(
        STEPS,
        "ChopStep",
        required("type", literal("chop")),
        required("what", STRING),
        optional("tool", ref(STEPS, "ChopStep.Tool")),
    ),
    interface(STEPS, "ChopStep.Tool", optional("name", STRING), optional("recipe", ref(RECIPES, "Recipe"))),
    interface(
        STEPS,
        "StirStep",
        required("type", literal("stir")),
        optional("then", array(ref(STEPS, "Step"))),
        optional("tool", ref(STEPS, "StirStep.Tool")),
    ),
    interface(STEPS, "StirStep.Tool", optional("speed", INTEGER)),
)  # fmt: skip

_SHARED = (
    alias(SHARED, "Metadata", dictionary(STRING)),
    alias(SHARED, "Amount", union(NUMBER, STRING)),
    alias(
        SHARED,
        "Json",
        union(STRING, NUMBER, BOOLEAN, NULL, array(ref(SHARED, "Json")), dictionary(ref(SHARED, "Json"))),
        description="Any JSON.",
    ),
    interface(SHARED, "Rated", required("by", STRING), optional("notes", ref(SHARED, "Json"))),
    interface(SHARED, "List", required("type", literal("list")), optional("List", STRING)),
)  # fmt: skip

_PANTRY = (
    interface(
        PANTRY,
        "Jar",
        required("id", STRING),
        required("label", STRING),
        optional("lid", ref(PANTRY, "Jar.Lid")),
    ),
    interface(PANTRY, "Jar.Lid", required("isTight", BOOLEAN)),
    alias(PANTRY, "JarDraft", without(ref(PANTRY, "Jar"), "id")),
    interface(
        PANTRY,
        "PantryFillParams",
        required("account_id", STRING, "Whose pantry it is."),
        required("shelf", STRING),
        optional("betas", array(ref(PANTRY, "Beta"))),
        optional("copies", array(ref(PANTRY, "JarDraft"))),
        extends=(without(ref(PANTRY, "Jar"), "id"),),
    ),
    alias(PANTRY, "Beta", union(OPEN_STRING, literal("lids-1"))),
    interface(PANTRY, "PantryJarsParams", required("type", STRING)),
    interface(PANTRY, "PantrySealParamsBase", optional("lids", array(ref(PANTRY, "Jar.Lid")))),
    interface(
        PANTRY,
        "PantrySealParamsTop",
        required("top", BOOLEAN),
        extends=(ref(PANTRY, "PantrySealParamsBase"),),
    ),
    interface(
        PANTRY,
        "PantrySealParamsSide",
        required("side", STRING),
        extends=(ref(PANTRY, "PantrySealParamsBase"),),
    ),
    alias(
        PANTRY,
        "PantrySealParams",
        union(ref(PANTRY, "PantrySealParamsTop"), ref(PANTRY, "PantrySealParamsSide")),
    ),
    TypeDeclaration(
        name=Name(PANTRY, "JarsPage"),
        kind="class",
        type=ref(PAGINATION, "BarePage", ref(PANTRY, "Jar")),
    ),
    TypeDeclaration(name=Name(PANTRY, "OldJarsPage"), kind="class", type=ref(PANTRY, "JarsPage")),
)


def _fill() -> Method:
    params = argument(
        "params",
        ref(PANTRY, "PantryFillParams"),
        "body",
        Placement(field="account_id", place="path", wire_name="account_id", option="account"),
        Placement(field="shelf", place="query", wire_name="shelf"),
        Placement(field="betas", place="header", wire_name="kitchen-beta"),
    )
    return method(
        "fill",
        "PUT",
        "/accounts/{account_id}/jars/{jarID}",
        argument("jarID", STRING, "path"),
        params,
        returns=Returns(kind="value", type=ref(PANTRY, "Jar"), unwrap="result"),
        headers=(Header(name="Kitchen-Beta", value="jars=v1"),),
    )


def _jars() -> Method:
    listed = method(
        "jars",
        "GET",
        "/jars",
        argument("query", ref(PANTRY, "PantryJarsParams"), "query"),
        returns=Returns(
            kind="page", type=ref(PANTRY, "Jar"), page_class=Name(PAGINATION, "BarePage")
        ),
    )
    return replace(listed, base_url="https://pantry.example/v2")


_PANTRY_METHODS = (
    _fill(),
    _jars(),
    method(
        "seal",
        "POST",
        "/seals",
        argument("body", ref(PANTRY, "PantrySealParams"), "body"),
        returns=Returns(kind="text", unwrap="result"),
    ),
    method(
        "weigh",
        "GET",
        "/weights",
        argument("query", ref(PANTRY, "PantryJarsParams"), "query"),
        returns=Returns(
            kind="value", type=union(ref(PANTRY, "Jar"), array(NUMBER)), unwrap="result"
        ),
    ),
)


def _cook() -> Method:
    def one(params: str, returns: Returns) -> Overload:
        body = argument("body", ref(RECIPES, params), "body")
        return Overload(arguments=(argument("recipeID", STRING, "path"), body), returns=returns)

    return Method(
        name="cook",
        verb="POST",
        path="/recipes/{recipeID}/cook",
        overloads=(
            one("RecipeCookParamsNonStreaming", value(ref(RECIPES, "Recipe"))),
            one(
                "RecipeCookParamsStreaming",
                Returns(kind="stream", type=ref(RECIPES, "CookEvent")),
            ),
            one(
                "RecipeCookParamsBase",
                Returns(
                    kind="value_or_stream",
                    type=ref(RECIPES, "Recipe"),
                    events=ref(RECIPES, "CookEvent"),
                ),
            ),
        ),
    )


def _photo() -> Method:
    overload = Overload(
        arguments=(
            argument("recipeID", STRING, "path"),
            argument("body", ref(RECIPES, "RecipePhotoParams"), "body"),
        ),
        returns=NOTHING,
    )
    return Method(
        name="photo",
        verb="PUT",
        path="/recipes/{recipeID}/photo",
        overloads=(overload,),
        encoding="multipart",
    )


def _list() -> Method:
    query = Argument(
        name="query", type=ref(RECIPES, "RecipeListParams"), required=False, place="query"
    )
    page = Returns(
        kind="page", type=ref(RECIPES, "Recipe"), page_class=Name(PAGINATION, "CursorPage")
    )
    overload = Overload(arguments=(query,), returns=page)
    return Method(name="list", verb="GET", path="/recipes", overloads=(overload,))


_METHODS = (
    method(
        "create",
        "POST",
        "/recipes",
        argument("body", ref(RECIPES, "RecipeCreateParams"), "body"),
        returns=value(ref(RECIPES, "Recipe")),
        description=HOSTILE,
        headers=(Header(name="Kitchen-Beta", value="recipes=v2"),),
    ),
    method(
        "retrieve",
        "GET",
        "/recipes/{recipeID}",
        argument("recipeID", STRING, "path"),
        returns=value(ref(RECIPES, "Recipe")),
    ),
    _list(),
    method("del", "DELETE", "/recipes/{recipeID}", argument("recipeID", STRING, "path")),
    method(
        "rate",
        "POST",
        "/users/{user_id}/recipes/{recipeID}/rating",
        argument("recipeID", STRING, "path"),
        argument(
            "params",
            ref(RECIPES, "RecipeRateParams"),
            "body",
            Placement(field="user_id", place="path", wire_name="user_id"),
            Placement(field="kitchen-version", place="header", wire_name="Kitchen-Version"),
        ),
        returns=value(ref(RECIPES, "RatedRecipe")),
        description="Rate a recipe.\n\n@deprecated Use reviews instead.",
    ),
    _cook(),
    _photo(),
    method(
        "download",
        "GET",
        "/recipes/{recipeID}/file",
        argument("recipeID", STRING, "path"),
        returns=Returns(kind="bytes"),
    ),
    method(
        "print",
        "GET",
        "/recipes/{recipeID}/text",
        argument("recipeID", STRING, "path"),
        returns=Returns(kind="text"),
    ),
    method(
        "tags",
        "GET",
        "/recipes/tags",
        returns=value(union(array(STRING), dictionary(INTEGER))),
    ),
)

_PAGE = PageClass(
    name=Name(PAGINATION, "CursorPage"),
    parameters=(TypeParameter(name="Item"),),
    type=ObjectType(
        fields=(
            required("data", array(VariableType(name="Item"))),
            required("hasMore", BOOLEAN),
        )
    ),
    items=("data",),
    has_more=("hasMore",),
    forward=Cursor(param="after", path=("id",), of="last_item"),
)


_BARE_PAGE = PageClass(
    name=Name(PAGINATION, "BarePage"),
    parameters=(TypeParameter(name="Item"),),
    type=ObjectType(fields=(required("items", array(VariableType(name="Item"))),)),
    items=(),
)


def kitchen() -> Spec:
    """The spec."""
    made = spec(
        Module(
            path=RECIPES,
            types=(*_RECIPE, *_PARAMS),
            resources=(
                resource(RECIPES, "Recipes", *_METHODS, links=(link("stepList", STEPS, "Steps"),)),
            ),
        ),
        Module(
            path=STEPS,
            types=_STEPS,
            resources=(
                resource(
                    STEPS,
                    "Steps",
                    method(
                        "add",
                        "POST",
                        "/steps",
                        argument("amounts", array(ref(SHARED, "Amount")), "body"),
                        returns=value(ref(STEPS, "Step")),
                    ),
                ),
            ),
        ),
        Module(
            path=PANTRY, types=_PANTRY, resources=(resource(PANTRY, "Pantry", *_PANTRY_METHODS),)
        ),
        Module(path=SHARED, types=_SHARED),
        links=(link("recipes", RECIPES, "Recipes"), link("pantry", PANTRY, "Pantry")),
        client=replace(CLIENT, idempotency_header="Idempotency-Key"),
    )
    return replace(made, pages=(_PAGE, _BARE_PAGE))
