#include "net/wire/client_codec.hpp"

#include "net/wire/json_value.hpp"
#include "net/wire/msgpack_value.hpp"
#include "net/wire/read_fields.hpp"
#include "net/wire/write_fields.hpp"

namespace moim {
namespace {

template <wire_writer W, class Method>
void write_call(W& writer, const std::optional<rpc_id>& id, const Method& method, const request_options& options) {
  wire::begin_message(writer, id ? 3 : 2);
  if (id) wire::write_id(writer, *id);
  writer.name("method");
  writer.text(Method::name);
  writer.name("params");
  writer.begin_object(wire::member_count(method) + wire::member_count(options));
  wire::write_members(writer, method);
  wire::write_members(writer, options);
  writer.end_object();
  writer.end_object();
}

/// `error` of a failure, and its `data`, as the client reads them.
struct error_data {
  static constexpr std::string_view name = "error_data";
  std::string code;
  std::optional<std::string> retry;
  std::optional<std::uint32_t> retry_after_ms;
  static constexpr auto fields() {
    return std::tuple{field{"code", &error_data::code, "The stable code."},
                      field{"retry", &error_data::retry, "Whether a retry can help."},
                      field{"retry_after_ms", &error_data::retry_after_ms, "When."}};
  }
};
struct error_object {
  static constexpr std::string_view name = "error_object";
  int code = 0;
  std::string message;
  error_data data;
  static constexpr auto fields() {
    return std::tuple{field{"code", &error_object::code, "JSON-RPC's code."},
                      field{"message", &error_object::message, "For a person."},
                      field{"data", &error_object::data, "For a program."}};
  }
};

std::optional<retry_hint> retry_named(std::string_view name) {
  for (auto hint : {retry_hint::never, retry_hint::same_key, retry_hint::after_change, retry_hint::reauthenticate})
    if (to_text(hint) == name) return hint;
  return std::nullopt;
}

template <wire_value V>
std::optional<rpc_id> read_id(const V& value) {
  if (auto number = value.integer()) return *number;
  if (auto text = value.text()) return std::string{*text};
  if (auto number = value.number()) return *number;
  return std::nullopt;
}

tl::unexpected<error> no_message(const reading& how) { return fail(errc::invalid_request, how.text()); }

template <wire_value V>
result<server_message> read_failure(const std::optional<V>& id, const V& value) {
  error_object read;
  reading how{strictness::tolerant};
  if (!wire::read_value(value, read, {}, how)) return no_message(how);
  failure message;
  if (id) message.id = read_id(*id);
  message.rpc_code = read.code;
  message.known_code = error_named(read.data.code);
  message.code = std::move(read.data.code);
  message.message = std::move(read.message);
  if (read.data.retry) message.retry = retry_named(*read.data.retry);
  message.retry_after_ms = read.data.retry_after_ms;
  return message;
}

template <wire_value V>
result<server_message> read_push(std::string_view method, const std::optional<V>& params) {
  std::optional<result<server_message>> outcome;
  all_pushes::for_each([&]<class Push>() {
    if (outcome || Push::name != method) return;
    Push push;
    reading how{strictness::tolerant};
    if (params && wire::read_value(*params, push, {}, how))
      outcome.emplace(std::move(push));
    else
      outcome.emplace(no_message(how));
  });
  return outcome ? std::move(*outcome) : result<server_message>{unknown_push{std::string{method}}};
}

/// Sorts a message out, and leaves the result of a reply in `answer`.
template <wire_value V>
result<server_message> read_message(const V& root, std::optional<V>& answer) {
  std::optional<V> id, method, params, why;
  answer.reset();
  root.each_member([&](std::string_view name, const V& value) {
    auto* part = name == "id"       ? &id
                 : name == "result" ? &answer
                 : name == "error"  ? &why
                 : name == "method" ? &method
                 : name == "params" ? &params
                                    : nullptr;
    if (part) part->emplace(value);
    return true;
  });
  if (why) return read_failure(id, *why);
  if (auto name = method ? method->text() : std::nullopt) return read_push(*name, params);
  auto replied = id ? read_id(*id) : std::nullopt;
  if (id && id->is_nothing()) replied = null_id{};
  if (!answer || !replied) return fail(errc::invalid_request, "neither a reply, an error nor a push");
  return reply{std::move(*replied)};
}

/// One encoding's parser and what it parsed last.
template <class Parser>
struct decoder {
  Parser parser;
  std::optional<typename Parser::value> answer;

  result<server_message> decode(std::string_view bytes) {
    answer.reset();
    auto root = parser.parse(bytes);
    if (!root) return fail(errc::parse_error);
    return read_message(*root, answer);
  }
  template <class T>
  result<T> read_answer() const {
    reading how{strictness::tolerant};
    T value;
    if (!answer) return fail(errc::invalid_request, "the last message was no reply");
    if (!wire::read_value(*answer, value, {}, how)) return fail(errc::invalid_params, how.text());
    return value;
  }
};

}  // namespace

void encode_call(encoding in, const std::optional<rpc_id>& id, const method_call& call, const request_options& options,
                 std::string& out) {
  std::visit(
      [&](const auto& method) {
        if (in == encoding::json) {
          json_writer writer{out};
          write_call(writer, id, method, options);
        } else {
          msgpack_writer writer{out, id_form::bytes};
          write_call(writer, id, method, options);
        }
      },
      call);
}

struct message_decoder::state {
  std::variant<decoder<json_parser>, decoder<msgpack_parser>> of;
};

message_decoder::message_decoder(encoding in) : state_(std::make_unique<state>()) {
  if (in == encoding::msgpack) state_->of.emplace<decoder<msgpack_parser>>();
}
message_decoder::~message_decoder() = default;
message_decoder::message_decoder(message_decoder&&) noexcept = default;
message_decoder& message_decoder::operator=(message_decoder&&) noexcept = default;

result<server_message> message_decoder::decode(std::string_view bytes) {
  if (bytes.size() > max_server_message_bytes) return fail(errc::parse_error, "too large");
  return std::visit([&](auto& decoder) { return decoder.decode(bytes); }, state_->of);
}

template <class T>
result<T> message_decoder::answer() const {
  return std::visit([](const auto& decoder) { return decoder.template read_answer<T>(); }, state_->of);
}

namespace {

/// Compiles `answer` for each of a list's types: callers in other files see its declaration alone.
template <class... Answers>
auto compiled_for(std::type_identity<std::variant<Answers...>>) {
  return std::tuple{&message_decoder::answer<Answers>...};
}
[[gnu::used]] const auto every_answer = compiled_for(std::type_identity<method_answer>{});

}  // namespace

}  // namespace moim
