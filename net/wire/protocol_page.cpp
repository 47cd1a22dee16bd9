#include "net/wire/protocol_page.hpp"

#include "net/close_codes.hpp"
#include "net/session_limits.hpp"
#include "net/wire/client_codec.hpp"
#include "net/wire/codec.hpp"
#include "net/wire/nested_types.hpp"
#include "net/wire/protocol_text.hpp"
#include "net/wire/sample.hpp"
#include "net/wire/type_text.hpp"

namespace moim {
namespace {

std::string code_block(const std::string& text) { return "```json\n" + text + "\n```\n\n"; }

template <declared T>
std::string field_rows() {
  std::string rows;
  for_each_declaration<T>([&](const auto& field) {
    using type = typename std::remove_cvref_t<decltype(field)>::type;
    rows += "| `" + std::string{field.name} + "` | " + type_text<type>(field.limits) + " | " +
            (is_optional<type>::value ? "may be left out" : "always") + " | " + std::string{field.about} + " |\n";
  });
  return rows;
}

template <declared T>
std::string field_table() {
  auto rows = field_rows<T>();
  return rows.empty() ? std::string{}
                      : "| field | what it is | there | meaning |\n| --- | --- | --- | --- |\n" + rows + "\n";
}

/// The roles that methods ask for.
void append_callers(std::string& page) {
  page += "| caller | who that is | others are told |\n| --- | --- | --- |\n";
  for (std::size_t at = 0; at < enum_names(role{}).size(); ++at) {
    auto needed = static_cast<role>(at);
    bool is_asked_for = false;
    all_methods::for_each([&]<class Method>() { is_asked_for |= caller_of<Method>() == needed; });
    if (!is_asked_for) continue;
    page += "| `" + std::string{enum_name(needed)} + "` | " + std::string{describe(needed)} + " | ";
    if (at != 0) page += "`" + std::string{describe(why_may_not(needed, static_cast<role>(at - 1))->code).name} + "` ";
    page += "|\n";
  }
  page += "\n";
}

template <class Method>
void append_method(std::string& page) {
  page += "### `" + std::string{Method::name} + "`\n\n" + std::string{Method::about};
  page += Method::changes ? " Needs a `key`.\n\n" : "\n\n";
  page += "Caller: `" + std::string{enum_name(caller_of<Method>())} + "`. Decided by: `" +
          std::string{target_name(target_of<Method>())} + "`.\n\n";
  auto fields = field_table<Method>();
  page += fields.empty() ? "It has no parameters of its own.\n\n" : fields;
  using answer = typename Method::answer;
  page += "Answers `" + std::string{answer::name} + "`: " + std::string{answer::about} + "\n\n" + field_table<answer>();
  request_options options;
  if (Method::changes) options.key = sample_key;
  std::string call, reply;
  encode_call(encoding::json, rpc_id{std::int64_t{1}}, sample<Method>(), options, call);
  encode_answer(encoding::json, rpc_id{std::int64_t{1}}, sample<answer>(), reply);
  page += code_block("→ " + call + "\n← " + reply);
}

template <class Push>
void append_push(std::string& page) {
  page += "### `" + std::string{Push::name} + "`\n\n" + std::string{Push::about} + "\n\n" + field_table<Push>();
  std::string bytes;
  encode_push(encoding::json, sample<Push>(), bytes);
  page += code_block("← " + bytes);
}

void append_objects(std::string& page) {
  nested_types nested;
  auto append = [&]<class Object>() {
    page += "### `" + std::string{Object::name} + "`\n\n" + std::string{Object::about} + "\n\n" + field_table<Object>();
  };
  all_methods::for_each([&]<class Method>() {
    nested.within<Method>(append);
    nested.within<typename Method::answer>(append);
  });
  all_pushes::for_each([&]<class Push>() { nested.within<Push>(append); });
}

void append_errors(std::string& page) {
  page += "| `data.code` | `code` | group | `data.retry` | meaning |\n| --- | --- | --- | --- | --- |\n";
  for (const auto& row : all_errors())
    page += "| `" + std::string{row.name} + "` | " + std::to_string(row.rpc_code) + " | " +
            std::string{to_text(row.group)} + " | `" + std::string{to_text(row.retry)} + "` | " +
            std::string{row.meaning} + " |\n";
  std::string example;
  encode_error(encoding::json, rpc_id{std::int64_t{1}}, error{errc::overloaded, {}, 200}, example);
  page += "\n" + code_block("← " + example);
}

void append_close_codes(std::string& page) {
  page += "| code | name | reconnect? | meaning |\n| --- | --- | --- | --- |\n";
  for (const auto& row : all_close_codes)
    page += "| " + std::to_string(static_cast<int>(row.code)) + " | `" + std::string{row.name} + "` | `" +
            std::string{enum_name(row.next)} + "` | " + std::string{row.meaning} + " |\n";
  page += "\n";
}

void append_message_bounds(std::string& page) {
  page += "| what | at most |\n| --- | --- |\n";
  page += "| a request, or a batch of them | " + with_commas(max_call_bytes) + " bytes |\n";
  page += "| lists and objects within each other | " + with_commas(max_depth) + " deep |\n";
  page += "| an `id` that is text | " + with_commas(max_rpc_id_bytes) + " bytes |\n";
  page += "| an `id` that is an integer | 64 bits, signed |\n";
}

void append_session_bounds(std::string& page) {
  constexpr session_limits limits;
  auto row = [&](std::string_view what, std::int64_t max, std::string_view unit, std::string_view past_it) {
    page +=
        "| " + std::string{what} + " | " + with_commas(max) + std::string{unit} + " | " + std::string{past_it} + " |\n";
  };
  auto signed_size = [](std::size_t size) { return static_cast<std::int64_t>(size); };
  page += "| what | at most | past it |\n| --- | --- | --- |\n";
  row("unanswered requests", signed_size(limits.max_in_flight), "", "`too_many_in_flight`");
  row("requests of a batch", signed_size(limits.max_batch_calls), "", "`invalid_request`");
  row("requests a second, for ever", limits.requests_per_s, "", "`rate_limited`");
  row("requests at once, after a pause", limits.requests_burst, "", "`rate_limited`");
  row("`rate_limited` in a row", limits.max_rate_refusals, "", "closed: `rate_abuse`");
  row("messages in a row that are no requests", limits.max_malformed, "", "closed: `too_many_errors`");
  row("rooms that it follows", signed_size(limits.max_subscriptions), "", "`too_many_subscriptions`");
  row("bytes that wait for it, with " + with_commas(signed_size(limits.read_answer_bytes)) +
          " for each unanswered read",
      signed_size(limits.answers_ahead_bytes), "", "its requests wait, unread");
  row("bytes of answers that wait for the rest of a batch", signed_size(limits.max_outbox_bytes), "",
      "reads of it: `too_many_in_flight`");
  row("bytes of pushes that wait for it", signed_size(limits.max_outbox_bytes), "", "closed: `slow_reader`");
  row("without reading anything of what waits", limits.read_within_ms / second_ms, " s", "closed: `slow_reader`");
  row("without saying who it is", limits.authentication_ms / second_ms, " s", "closed: `authentication_timeout`");
  row("without a byte from it", limits.ping_after_ms / second_ms, " s", "it is pinged");
  row("without an answer to the ping", limits.pong_within_ms / second_ms, " s", "closed: `idle`");
}

std::string join_example() {
  std::string call, reply;
  encode_call(encoding::json, rpc_id{std::int64_t{7}}, sample<join_room>(), {sample_key, 5'000}, call);
  encode_answer(encoding::json, rpc_id{std::int64_t{7}}, seat_given{2}, reply);
  return code_block("→ " + call + "\n   (the connection breaks; the client connects again)\n→ " + call + "\n← " +
                    reply);
}

}  // namespace

std::string protocol_page() {
  std::string page{protocol_text::connecting};
  page += protocol_text::encodings;
  page += protocol_text::requests;
  page += field_table<request_options>();
  page += protocol_text::exactly_once;
  page += join_example();
  page += protocol_text::resuming;
  page += protocol_text::methods;
  append_callers(page);
  page += protocol_text::deciders;
  all_methods::for_each([&]<class Method>() { append_method<Method>(page); });
  page += protocol_text::discovery;
  page += "## Pushes\n\n";
  all_pushes::for_each([&]<class Push>() { append_push<Push>(page); });
  page += protocol_text::criteria;
  page += "## Objects\n\nWhat the messages above hold.\n\n";
  append_objects(page);
  page += protocol_text::errors;
  append_errors(page);
  page += protocol_text::close_codes;
  append_close_codes(page);
  page += protocol_text::limits;
  append_message_bounds(page);
  page += protocol_text::session_bounds;
  append_session_bounds(page);
  return page;
}

}  // namespace moim
