#pragma once

#include "domain/declare/errors.hpp"
#include "domain/protocol.hpp"
#include "net/wire/encoding.hpp"
#include "net/wire/rpc_id.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The server's side of the wire: requests in; answers, errors and pushes out. All functions are safe from any thread.
namespace moim {

/// A well-formed request of a declared method, all its parameters within their bounds.
struct incoming_call {
  /// Nothing: a notification, which is done and never answered.
  std::optional<rpc_id> id;
  method_call call;
  request_options options;
  /// `digest_of(call)` if the method changes something; 0 otherwise.
  std::uint64_t parameters = 0;
};

/// `rpc.discover`, which is not a method of moim's own: answered by `encode_discovery`.
struct discovery_call {
  static constexpr std::string_view name = "rpc.discover";
  std::optional<rpc_id> id;
};

using incoming = std::variant<incoming_call, discovery_call>;

namespace detail {
template <class... Pushes>
std::variant<const Pushes*...> pointers_to(type_list<Pushes...>);
}  // namespace detail

/// A push of one of `all_pushes`' types, not copied.
using push_view = decltype(detail::pointers_to(all_pushes{}));

/// Why a message is refused, and to which request that is the answer. Null if its id could not be read; nothing if it
/// is a notification: nobody is told what is wrong with one.
struct call_failure {
  std::optional<rpc_id> id;
  error why;
};

using call_or_failure = tl::expected<incoming, call_failure>;

/// Reads one request of at most `max_call_bytes` bytes. Errors: `parse_error` (the bytes are not the encoding, or are
/// nested too deep, or hold text that is not UTF-8), `invalid_request` (well-formed, but no request), `unknown_method`,
/// `invalid_params` (with a detail that names the parameter and what it may be), `key_missing`.
call_or_failure decode_call(encoding in, std::string_view bytes);

/// Whether a message begins as a list: then it is for `decode_batch`.
bool is_batch(encoding in, std::string_view bytes);

/// Reads several requests that come as one message of at most `max_call_bytes` bytes; each in its place, or why it is
/// none. Errors of the whole: `parse_error`, `invalid_request` (none, or more than `max_calls`).
tl::expected<std::vector<call_or_failure>, call_failure> decode_batch(encoding in, std::string_view bytes,
                                                                      std::size_t max_calls);

/// The `request_hash` of a call's method and own parameters. The request key and the timeout are not part of it.
std::uint64_t digest_of(const method_call& call);

/// All of these append one message to `out`.
void encode_answer(encoding in, const rpc_id& id, const method_answer& answer, std::string& out);
void encode_error(encoding in, const rpc_id& id, const error& why, std::string& out);
/// Messages of the same encoding as one: requests, or their answers. There is at least one.
void encode_batch(encoding in, std::span<const std::string> messages, std::string& out);
void encode_push(encoding in, push_view push, std::string& out);
template <class Push>
void encode_push(encoding in, const Push& push, std::string& out) {
  encode_push(in, push_view{&push}, out);
}
/// The OpenRPC document as the result of `rpc.discover`.
void encode_discovery(encoding in, const rpc_id& id, std::string& out);

}  // namespace moim
