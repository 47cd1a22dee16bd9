#pragma once

#include "domain/declare/errors.hpp"
#include "domain/protocol.hpp"
#include "net/wire/encoding.hpp"
#include "net/wire/rpc_id.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// The client's side of the wire, for the load harness, the simulator and tests.
namespace moim {

/// Appends a request to `out`; without an id a notification. In MessagePack, ids and the key are written as 16 bytes,
/// not as text.
void encode_call(encoding in, const std::optional<rpc_id>& id, const method_call& call, const request_options& options,
                 std::string& out);

/// The request was done; `message_decoder::answer` reads the result.
struct reply {
  rpc_id id;
};

/// The request was refused.
struct failure {
  /// Nothing if it is null: the server could not read the request's.
  std::optional<rpc_id> id;
  int rpc_code = 0;
  /// The stable string code, also if this client does not know it.
  std::string code;
  std::optional<errc> known_code;
  std::string message;
  std::optional<retry_hint> retry;
  std::optional<std::uint32_t> retry_after_ms;
};

/// A notification whose method this client does not know.
struct unknown_push {
  std::string method;
};

using server_message = all_pushes::variant_with<reply, failure, unknown_push>;

/// Reads what a server sends. It is tolerant: fields that it does not know are passed over and bounds are not checked,
/// so that a newer server can be read. One decoder serves any number of connections of one thread.
class message_decoder {
 public:
  explicit message_decoder(encoding in);
  ~message_decoder();
  message_decoder(message_decoder&&) noexcept;
  message_decoder& operator=(message_decoder&&) noexcept;

  /// Errors: `parse_error` (not the encoding), `invalid_request` (no JSON-RPC message of a server).
  result<server_message> decode(std::string_view bytes);

  /// The result of the `reply` that was decoded last, as one of `method_answer`'s types; the bytes it was decoded from
  /// must still be there. `invalid_params` if it is not of that shape.
  template <class T>
  result<T> answer() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace moim
