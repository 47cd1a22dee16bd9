#pragma once

#include <string_view>

/// The prose of docs/protocol.md: what no declaration says.
namespace moim::protocol_text {

inline constexpr std::string_view connecting = R"(# The protocol

This page is derived from the declarations in `domain/` and `net/`; a test keeps it in step. To accept a change of it, run
`MOIM_WRITE=1 build/release/net_tests "the protocol page is what the declarations say"` from the repository's root.

## Connecting

Open a WebSocket at `/ws` and name a subprotocol: `moim.v1.json` or `moim.v1.msgpack`. Say who you are with a JWT (HS256, RS256 or ES256), either in
the header `Authorization: Bearer …` of the upgrade, or, where that header cannot be set (browsers), by `session.authenticate` as the first request.
`POST /auth/guest` gives a token to anybody and answers `{"user", "token", "expires_at_ms"}`. With `Authorization: Bearer …` and a token that it gave
before it gives the next one, for the same person: ask before the old one is over (401 afterwards; 403 for a token of another issuer).

In a token of another issuer `exp`, `iss` and `sub` are required, and `sub` may be any text: issuer and subject together are always the same person here, whose
id (`user_…`) `session.read` tells. `iss`, `aud` and `kid` are checked where the server's configuration says so; a key is only ever used with its own algorithm.

An upgrade or a guest is refused with 401 (the token), 403 (a page of an origin that may not, or a server that has no guests), 421 (a host name that is not the
server's), 429 (more than one address may have; `Retry-After` says when to come again) or 503 (the server is full or draining). A server answers requests of plain
HTTP one at a time: it reads the next one when the answer to the last one is read.

)";

inline constexpr std::string_view encodings = R"(## Encodings

Both subprotocols carry the same messages, [JSON-RPC 2.0](https://www.jsonrpc.org/specification) in shape. JSON goes in text frames, MessagePack in binary
frames, one message to a frame. Text is UTF-8 everywhere. All integers are below 2^53, so that JavaScript's numbers hold them.

In MessagePack a request may give an id or a key as text, as in JSON, or as a `bin` of its 16 bytes, the most significant first: for an id the 128 bits that its
26 digits stand for (Crockford's base 32), for a key the UUID's bytes. Answers and pushes always give ids as text.

)";

inline constexpr std::string_view requests = R"(## Requests and answers

A request has `jsonrpc` ("2.0"), an `id`, a `method` and, unless the method needs none, `params` by name; `[]` is taken as none, other lists are refused with
`invalid_params`. The `id` is yours: a number or a short text (or null, though that tells nothing), sent back with the answer. Answers may come in another order
than their requests. Each request gets exactly one: a `result` or an `error`.

Requests are read strictly, so that a mistake is seen at once: a parameter that is missing, unknown, there twice, of the wrong type or out of bounds is refused
with `invalid_params`, and the message names it and says what it may be. An optional parameter may also be `null`. Read what the server sends tolerantly: fields
and pushes may be added.

A request without an `id` is a *notification*: it is done, and never answered, whatever comes of it. Only what is no request at all is refused (with the `id`
null). A method that changes something needs its `key` all the same. Whoever follows a room by a notification is not told from where on.

Several requests may come as one message, a list of them: a *batch*. It is answered by one message, the list of the answers, in the order of the requests; by
none if all of them are notifications. The answers wait for the slowest, and pushes do not wait for them. What is wrong with one request costs the others nothing.
A batch that is empty or too large is refused as a whole: one error that is no list, with the `id` null. Each request counts against the limits as if it had come
alone; once what waits for the rest of batches fills the outbox, reads of a batch get `too_many_in_flight`. the `subscribe` and `unsubscribe` of rooms and chats and `session.resume` have to come alone
(`invalid_request`): their answers have a place among the pushes. You do not need batches to be quick: send requests one after the other without waiting.

Beside its own parameters every method takes these:

)";

inline constexpr std::string_view criteria = R"(## Criteria

What a ticket asks for is an object whose members are named by its pool (`pool.list`), each of the shape of its type there. A criterion that is left out accepts
anything. What a match agreed on has the same shapes, for each criterion that somebody gave, except spreads.

| type | shape | holds when |
| --- | --- | --- |
| `any_of` | `["seongsu", "gangnam"]`, the best first; at most 64 | one value is in everybody's list |
| `equal` | `"ko"` | all given values are the same |
| `window` | `{"from_ms", "to_ms", "least_ms"}` or a list of at most 8 of them | everybody's windows share the longest `least_ms` |
| `spread` | `{"values": [31, 34], "limit": 8}`, a value for each person; or `"value"`; `limit` may be left out | largest minus smallest is within every limit that somebody gives |
| `radius` | `{"lat", "lon", "radius_m"}` in degrees and metres | one point of the Earth is within everybody's radius |

Numbers may have a fraction, of which spreads keep three digits. Values of lists may also be integers or `true` and `false`; they are told as texts. Agreed are: of a
list the oldest ticket's first common value; of windows the whole overlap; of places the point with the least greatest distance ÷ radius.

)";

inline constexpr std::string_view exactly_once = R"(## Exactly once

A method that changes something needs a `key`: a UUIDv7 that you make once for each thing that a person wants done, before the first try. If the answer
does not come (the connection broke, the time was over, the server said `outcome_unknown` or `overloaded`) send the same request again with the **same
key**, on any connection, to any node. What was done is not done twice: you get the first outcome. It does not matter whether it was the request or the answer
that was lost. A key may be used again after a refusal, which changed nothing; the same key with other parameters is `key_reused`. Parameters that are absent
or `null` do not count, nor does the order of criteria.

Outcomes are remembered for a day, by the time in the key; of one person the latest 256 in each room. Where very many come, those that are older than two
minutes may go sooner. After that the answer is `key_expired`, and you read the room to see what became of it: nothing is ever done twice. Where even that
gives no room, new requests are `overloaded` until the time that the answer tells. A key may be five minutes ahead of the server's clock, no more.

)";

inline constexpr std::string_view resuming = R"(## Following a room, and resuming

`room.subscribe` answers with a `token` and a `snapshot` of the room; from then on each change comes as a `room.changed` push. Every push carries the token that
stands for the room after it. Keep the last one. After a disconnect, send it with `room.subscribe`, or all of them at once with `session.resume`:

* `recovered: true`: `missed` holds every change since the token, in order. Nothing is missing and nothing comes twice.
* `recovered: false`: the server can no longer tell what was missed (too much, or the log was restored from a backup). Throw away what you
  have and begin again from `snapshot`.

Versions have no gaps: a push's `from` is one more than the `to` of the last. If you ever see a gap, subscribe again without a token. While you follow a room, `room.reset` says
the same as `recovered: false`.

A room's chat is followed in the same way, by `chat.subscribe` or `session.resume`, with tokens of its own; its snapshot is the newest page, and older ones are
read with `chat.read`. `chat.ended` says that the session does not follow it any more: its person may not read it, as of now. `chat.typed` and `chat.was_seen`
are of the moment: they belong to no version, and what was missed of them is never told.

)";

inline constexpr std::string_view methods = R"(## Methods

Each method says who may call it, at the least:

)";

inline constexpr std::string_view deciders = R"(What decides a method is mostly an entity, which keeps in its log
what it decided: a `room`, a `pool`, a person's own log (`user`), their `inbox`. Else it is the connection itself (`session`), the server by its configuration (`edge`),
or its list of open rooms (`directory`).

)";

inline constexpr std::string_view discovery = R"(### `rpc.discover`

Answers the [OpenRPC](https://spec.open-rpc.org) document of all of this, for code generators and tools; `moimd --print-openrpc` prints it. Pushes are in
`x-notifications`, all errors in `x-errors`; a method's `x-caller` and `x-decided-by` say who may call it and what decides it, and `x-error-codes` with which
`error.data.code` it may be refused.

Caller: `guest`. Decided by: `edge`.

)";

inline constexpr std::string_view errors = R"(## Errors

`error.code` is JSON-RPC's number for the group, `error.message` is for a person, `error.data.code` is the stable code to program against. If the request could not
be read far enough to know its `id`, the error's `id` is null. `error.data.retry` says whether sending again can help:

* `never`: the same request will be refused again.
* `same_key`: send the same request with the same key again, after `retry_after_ms` if that is there.
* `after_change`: it may succeed once something else has changed; use a new key.
* `reauthenticate`: get a new token first.

)";

inline constexpr std::string_view close_codes = R"(## Close codes

When the server closes a connection, the code says why and what to do next:

* `no`: do not connect again by yourself; the same would happen.
* `resume`: connect again at once, and resume.
* `later`: connect again after a wait that grows with each try and has a random part, and resume.
* `with_new_token`: get a new token, connect again, and resume.

A connection that breaks without a code is `resume`.

)";

inline constexpr std::string_view limits = R"(## Limits

Of a message:

)";

inline constexpr std::string_view session_bounds = R"(
Of a session, unless the server's operator chose others. What is refused was not done; `data.retry` and `data.retry_after_ms` say whether and when to send it again.
Whoever asks for more than they read is not refused: their requests wait on their own side until they have read what is there.

)";

}  // namespace moim::protocol_text
