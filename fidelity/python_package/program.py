"""A program for the vendor's own Python SDK, as its users write them. Run in an environment that has
that SDK, or with its import changed; it asks the API at `OPENAI_BASE_URL` and prints what it learns.
"""

from __future__ import annotations

import asyncio

from openai import (
    APIStatusError,
    AsyncOpenAI,
    BadRequestError,
    NotFoundError,
    OpenAI,
    RateLimitError,
)
from openai.pagination import AsyncCursorPage, SyncCursorPage
from openai.types import CreateEmbeddingResponse, FileObject
from openai.types.chat import (
    ChatCompletion,
    ChatCompletionChunk,
    ChatCompletionMessageParam,
    ChatCompletionMessageToolCall,
    ChatCompletionToolParam,
)
from openai.types.chat.chat_completion import Choice
from openai.types.chat.chat_completion_chunk import ChoiceDelta
from openai.types.chat.chat_completion_message_tool_call import Function
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from openai.types.realtime import RealtimeSessionCreateRequestParam
from openai.types.responses import Response, ResponseInputParam, ResponseOutputMessage
from openai.types.shared import Reasoning
from openai.types.shared_params import FunctionDefinition

MESSAGES: list[ChatCompletionMessageParam] = [
    {"role": "system", "content": "You are terse."},
    {"role": "user", "content": "What is the weather in Paris?"},
]
WEATHER: FunctionDefinition = {
    "name": "get_weather",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
}
TOOLS: list[ChatCompletionToolParam] = [{"type": "function", "function": WEATHER}]
INPUT: ResponseInputParam = [{"role": "user", "content": "Say hello."}]
SESSION: RealtimeSessionCreateRequestParam = {
    "type": "realtime",
    "model": "gpt-realtime",
    "audio": {"output": {"voice": "marin"}},
}


TURN: CompletionCreateParamsNonStreaming = {"model": "gpt-4o", "messages": MESSAGES}


def first_words(completion: ChatCompletion) -> str:
    choice: Choice = completion.choices[0]
    return f"{choice.finish_reason}: {choice.message.content}"


def delta_text(chunk: ChatCompletionChunk) -> str:
    delta: ChoiceDelta = chunk.choices[0].delta
    return delta.content or ""


def output_text(response: Response) -> str:
    messages = [item for item in response.output if isinstance(item, ResponseOutputMessage)]
    return "".join(part.text for m in messages for part in m.content if part.type == "output_text")


def chat(client: OpenAI) -> None:
    completion = client.chat.completions.create(
        model="gpt-4o", messages=MESSAGES, tools=TOOLS, temperature=0.2, max_completion_tokens=50
    )
    print(first_words(completion), completion.usage.total_tokens if completion.usage else None)
    stream = client.chat.completions.create(model="gpt-4o", messages=MESSAGES, stream=True)
    print("".join(map(delta_text, stream)))
    print(client.chat.completions.create(**TURN).id)
    function = Function(name="get_weather", arguments="{}")
    call = ChatCompletionMessageToolCall(id="call-1", function=function, type="function")
    print(call.function.name, isinstance(call, ChatCompletionMessageToolCall))
    raw = client.chat.completions.with_raw_response.create(model="gpt-4o", messages=MESSAGES)
    print(raw.status_code, raw.headers["x-request-id"], raw.parse().id)


def responses(client: OpenAI) -> None:
    made = client.responses.create(
        model="gpt-5", input=INPUT, reasoning={"effort": "low"}, metadata={"from": "program"}
    )
    print(made.status, output_text(made), isinstance(made.reasoning, Reasoning))
    print(made.output_text)
    with client.responses.create(model="gpt-5", input="Hi", stream=True) as events:
        print([event.type for event in events])
    print(client.responses.retrieve(made.id, timeout=5).id)
    client.responses.delete(made.id)


def files(client: OpenAI) -> None:
    file: FileObject = client.files.create(file=("notes.jsonl", b"{}\n"), purpose="batch")
    print(file.id, file.bytes, file.filename)
    page: SyncCursorPage[FileObject] = client.files.list(limit=2, order="asc")
    print([each.id for each in page.data], page.has_next_page())
    print([each.id for each in page.get_next_page().data])
    print([each.id for each in client.files.list(limit=2)])
    print(client.files.content(file.id).read())
    print(client.files.delete(file.id).deleted)


def other_resources(client: OpenAI) -> None:
    secret = client.realtime.client_secrets.create(
        expires_after={"anchor": "created_at", "seconds": 60}, session=SESSION
    )
    print(secret.value, secret.expires_at, secret.session.type)
    embedded: CreateEmbeddingResponse = client.embeddings.create(
        model="text-embedding-3-small", input=["a", "b"], encoding_format="float"
    )
    print([len(each.embedding) for each in embedded.data], embedded.usage.prompt_tokens)
    print([model.id for model in client.models.list()])
    store = client.vector_stores.files.retrieve("file-1", vector_store_id="vs-1")
    print(store.status, store.model_dump()["usage_bytes"])


def failures(client: OpenAI) -> None:
    try:
        client.models.retrieve("no-such-model")
    except NotFoundError as error:
        print(error.status_code, error.code, error.request_id, error.response.status_code)
    try:
        client.with_options(max_retries=0).models.retrieve("busy")
    except RateLimitError as error:
        print(type(error).__name__, isinstance(error, APIStatusError))
    try:
        client.embeddings.create(model="none", input="x", extra_headers={"X-Fail": "400"})
    except BadRequestError as error:
        print(error.message)
    try:
        client.responses.retrieve("")
    except ValueError as error:
        print(type(error).__name__)


async def asynchronously() -> None:
    async with AsyncOpenAI(api_key="sk-test", max_retries=1) as client:
        completion = await client.chat.completions.create(model="gpt-4o", messages=MESSAGES)
        print(first_words(completion))
        stream = await client.chat.completions.create(
            model="gpt-4o", messages=MESSAGES, stream=True
        )
        print("".join([delta_text(chunk) async for chunk in stream]))
        page: AsyncCursorPage[FileObject] = await client.files.list(limit=2)
        print([each.id for each in page.data], [each.id async for each in page])
        print([each.id async for each in client.files.list(limit=2)])
        both = await asyncio.gather(client.models.retrieve("a"), client.models.retrieve("b"))
        print([model.id for model in both])


def main() -> None:
    client = OpenAI(api_key="sk-test")
    for part in (chat, responses, files, other_resources, failures):
        part(client)
    client.close()
    asyncio.run(asynchronously())


main()
