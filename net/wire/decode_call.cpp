#include "domain/declare/request_hash.hpp"
#include "net/wire/codec.hpp"
#include "net/wire/json_value.hpp"
#include "net/wire/msgpack_value.hpp"
#include "net/wire/read_fields.hpp"

#include <cmath>

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

/// Nothing if it is no id, or one that could not be sent back as it is.
template <wire_value V>
std::optional<rpc_id> read_request_id(const V& value) {
  if (value.is_nothing()) return null_id{};
  if (auto number = value.integer()) return *number;
  if (auto text = value.text(); text && text->size() <= max_rpc_id_bytes) return std::string{*text};
  if (auto number = value.number(); number && std::isfinite(*number) && !value.natural()) return *number;
  return std::nullopt;
}

/// A request with all but its parameters read.
template <wire_value V>
struct request {
  std::optional<rpc_id> id;
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
  auto id = parts.id ? read_request_id(*parts.id) : std::nullopt;
  // What is no request is no notification either: somebody is told.
  auto invalid = [&](std::string detail) {
    return refuse(id.value_or(null_id{}), errc::invalid_request, std::move(detail));
  };
  if (why) return invalid(std::move(*why));
  if (parts.id && !id) return invalid("`id` must be a number of at most 64 bits, text of at most 64 bytes, or null.");
  if (!parts.jsonrpc || parts.jsonrpc->text() != "2.0") return invalid("`jsonrpc` must be \"2.0\".");
  auto method = parts.method ? parts.method->text() : std::nullopt;
  if (!method) return invalid("`method` must be text.");
  bool is_structured = !parts.params || parts.params->is_object() || parts.params->is_list();
  if (!is_structured) return invalid("`params` must be an object: parameters go by name.");
  return request<V>{std::move(id), *method, parts.params};
}

template <class Method>
std::uint64_t digest_of_method(const Method& method) {
  static constexpr request_hash hash{Method::name};
  return hash.of(method);
}

/// Whether there are none: `[]` is what many clients send if a method needs none.
template <wire_value V>
bool is_without_params(const request<V>& from) {
  return !from.params || (from.params->is_list() && from.params->each_entry([](const V&) { return false; }));
}

template <class Method, wire_value V>
call_or_failure read_call(request<V>& from) {
  incoming_call to;
  auto& method = to.call.emplace<Method>();
  reading how{strictness::strict};
  bool good = is_without_params(from)  ? wire::nothing_missing(method, 0, how)
              : from.params->is_list() ? how.fail("must be an object: parameters go by name")
                                       : wire::read_object(*from.params, how, method, to.options);
  if (!good) return refuse(std::move(from.id), errc::invalid_params, how.text() + ".");
  if constexpr (Method::changes) {
    if (!to.options.key) return refuse(std::move(from.id), errc::key_missing);
    to.parameters = digest_of_method(method);
  }
  to.id = std::move(from.id);
  return incoming{std::move(to)};
}

template <wire_value V>
call_or_failure read_incoming(const V& root) {
  auto from = read_request(root);
  if (!from) return tl::unexpected{std::move(from.error())};
  if (from->method == discovery_call::name) return incoming{discovery_call{std::move(from->id)}};
  std::optional<call_or_failure> outcome;
  all_methods::for_each([&]<class Method>() {
    if (!outcome && Method::name == from->method) outcome.emplace(read_call<Method>(*from));
  });
  if (outcome) return std::move(*outcome);
  return refuse(std::move(from->id), errc::unknown_method, "`" + std::string{wire::echo(from->method)} + "`.");
}

template <wire_value V>
tl::expected<std::vector<call_or_failure>, call_failure> read_batch(const V& root, std::size_t max_calls) {
  std::vector<call_or_failure> calls;
  auto refuse_all = [](std::string detail) { return refuse(null_id{}, errc::invalid_request, std::move(detail)); };
  bool fits = root.each_entry([&](const V& entry) {
    if (calls.size() == max_calls) return false;
    calls.push_back(read_incoming(entry));
    return true;
  });
  if (!fits)
    return refuse_all("A batch has at most " + with_commas(static_cast<std::int64_t>(max_calls)) + " requests.");
  if (calls.empty()) return refuse_all("A batch has at least one request.");
  return calls;
}

/// Parses a message and reads it. One after the other: nothing of the parser's outlives the call.
template <class Parser, class Read>
auto parse_and(std::string_view bytes, const Read& read) -> decltype(read(*Parser{}.parse(bytes))) {
  thread_local Parser parser;
  if (bytes.size() > max_call_bytes)
    return refuse(null_id{}, errc::parse_error, "A message has at most " + with_commas(max_call_bytes) + " bytes.");
  auto root = parser.parse(bytes);
  if (!root) return refuse(null_id{}, errc::parse_error);
  return read(*root);
}

template <class Read>
auto decode(encoding in, std::string_view bytes, const Read& read) {
  return in == encoding::json ? parse_and<json_parser>(bytes, read) : parse_and<msgpack_parser>(bytes, read);
}

}  // namespace

call_or_failure decode_call(encoding in, std::string_view bytes) {
  return decode(in, bytes, [](const auto& root) { return read_incoming(root); });
}

bool is_batch(encoding in, std::string_view bytes) {
  if (in == encoding::json) {
    auto first = bytes.find_first_not_of(" \t\n\r");
    return first != std::string_view::npos && bytes[first] == '[';
  }
  if (bytes.empty()) return false;
  // A list of up to 15 entries, or one that tells its size in two bytes or four.
  auto first = static_cast<unsigned char>(bytes.front());
  return (first & 0xf0) == 0x90 || first == 0xdc || first == 0xdd;
}

tl::expected<std::vector<call_or_failure>, call_failure> decode_batch(encoding in, std::string_view bytes,
                                                                      std::size_t max_calls) {
  return decode(in, bytes, [&](const auto& root) { return read_batch(root, max_calls); });
}

std::uint64_t digest_of(const method_call& call) {
  return std::visit([](const auto& method) { return digest_of_method(method); }, call);
}

}  // namespace moim
