#include "domain/declare/request_hash.hpp"
#include "net/wire/codec.hpp"
#include "net/wire/json_value.hpp"
#include "net/wire/msgpack_value.hpp"
#include "net/wire/read_fields.hpp"

namespace moim {
namespace {

/// The members of a request that are there.
template <wire_value V>
struct envelope {
  std::optional<V> jsonrpc;
  std::optional<V> id;
  std::optional<V> method;
  std::optional<V> params;
};

/// Why the envelope is no request; nothing if it may be one.
template <wire_value V>
std::optional<std::string> read_envelope(const V& root, envelope<V>& parts) {
  if (root.is_list()) return "Batches are not taken: send each request as a message of its own.";
  if (!root.is_object()) return "The message is no object.";
  std::optional<std::string> why;
  root.each_member([&](std::string_view name, const V& value) {
    auto* part = name == "jsonrpc"  ? &parts.jsonrpc
                 : name == "id"     ? &parts.id
                 : name == "method" ? &parts.method
                 : name == "params" ? &parts.params
                                    : nullptr;
    if (part && !*part) {
      part->emplace(value);
    } else if (!why) {
      why = "`" + std::string{wire::echo(name)} + "` is " + (part ? "there twice." : "no member of a request.");
    }
    return true;
  });
  return why;
}

template <wire_value V>
std::optional<rpc_id> read_id(const std::optional<V>& value) {
  if (!value) return std::nullopt;
  if (auto number = value->integer()) return *number;
  if (auto text = value->text(); text && text->size() <= max_rpc_id_bytes) return std::string{*text};
  return std::nullopt;
}

/// A request with all but its parameters read.
template <wire_value V>
struct request {
  rpc_id id;
  std::string_view method;
  std::optional<V> params;
};

tl::unexpected<call_failure> refuse(std::optional<rpc_id> id, errc code, std::string detail = {}) {
  return tl::unexpected<call_failure>{call_failure{std::move(id), error{code, std::move(detail)}}};
}

template <wire_value V>
tl::expected<request<V>, call_failure> read_request(const V& root) {
  envelope<V> parts;
  auto why = read_envelope(root, parts);
  auto id = read_id(parts.id);
  auto invalid = [&](std::string detail) { return refuse(id, errc::invalid_request, std::move(detail)); };
  if (why) return invalid(std::move(*why));
  if (!id) return invalid("`id` must be an integer of 64 bits or text of at most 64 bytes.");
  if (!parts.jsonrpc || parts.jsonrpc->text() != "2.0") return invalid("`jsonrpc` must be \"2.0\".");
  auto method = parts.method ? parts.method->text() : std::nullopt;
  if (!method) return invalid("`method` must be text.");
  if (parts.params && !parts.params->is_object()) return invalid("`params` must be an object: parameters go by name.");
  return request<V>{std::move(*id), *method, parts.params};
}

template <class Method>
std::uint64_t digest_of_method(const Method& method) {
  static constexpr request_hash hash{Method::name};
  return hash.of(method);
}

template <class Method, wire_value V>
tl::expected<incoming, call_failure> read_call(request<V>& from) {
  incoming_call to;
  auto& method = to.call.emplace<Method>();
  reading how{strictness::strict};
  bool good =
      from.params ? wire::read_object(*from.params, how, method, to.options) : wire::nothing_missing(method, 0, how);
  if (!good) return refuse(std::move(from.id), errc::invalid_params, how.text() + ".");
  if constexpr (Method::changes) {
    if (!to.options.key) return refuse(std::move(from.id), errc::key_missing);
    to.parameters = digest_of_method(method);
  }
  to.id = std::move(from.id);
  return incoming{std::move(to)};
}

template <wire_value V>
tl::expected<incoming, call_failure> read_incoming(const V& root) {
  auto from = read_request(root);
  if (!from) return tl::unexpected{std::move(from.error())};
  if (from->method == discovery_call::name) return incoming{discovery_call{std::move(from->id)}};
  std::optional<tl::expected<incoming, call_failure>> outcome;
  all_methods::for_each([&]<class Method>() {
    if (!outcome && Method::name == from->method) outcome.emplace(read_call<Method>(*from));
  });
  if (outcome) return std::move(*outcome);
  return refuse(std::move(from->id), errc::unknown_method, "`" + std::string{wire::echo(from->method)} + "`.");
}

template <class Parser>
tl::expected<incoming, call_failure> decode_with(std::string_view bytes) {
  // One request after the other: nothing of the parser's outlives the call.
  thread_local Parser parser;
  auto root = parser.parse(bytes);
  if (!root) return refuse(std::nullopt, errc::parse_error);
  return read_incoming(*root);
}

}  // namespace

tl::expected<incoming, call_failure> decode_call(encoding in, std::string_view bytes) {
  if (bytes.size() > max_call_bytes)
    return refuse(std::nullopt, errc::parse_error, "A request has at most " + with_commas(max_call_bytes) + " bytes.");
  return in == encoding::json ? decode_with<json_parser>(bytes) : decode_with<msgpack_parser>(bytes);
}

std::uint64_t digest_of(const method_call& call) {
  return std::visit([](const auto& method) { return digest_of_method(method); }, call);
}

}  // namespace moim
