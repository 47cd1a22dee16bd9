#include "domain/chat/chat.hpp"
#include "domain/declare/text.hpp"

namespace moim {
namespace {

/// Why a text cannot be written by this person now.
std::optional<error> why_not_written(const chat& state, const std::string& text, const chat_request& request,
                                     time_ms now) {
  if (auto why = why_not_text(text, {.max = request.terms.max_chars})) return why;
  auto wait = state.rates.wait_ms(request.who.user, request.terms.messages_per_minute, now);
  if (wait > 0) return error{errc::too_fast, {}, static_cast<std::uint32_t>(wait)};
  return std::nullopt;
}

chat_decision begun(const chat& state, const chat_request& request) {
  chat_decision decided{{}, done{}};
  if (!state.terms) decided.events.push_back(chat_begun{request.terms});
  return decided;
}

result<chat_decision> decide_one(const chat& state, const send_message& asked, const chat_request& request,
                                 time_ms now) {
  if (auto why = why_not_written(state, asked.text, request, now)) return tl::unexpected{std::move(*why)};
  auto decided = begun(state, request);
  decided.events.push_back(message_sent{state.last + 1, request.who.user, asked.text});
  decided.answer = chat_sent{state.last + 1, now};
  return decided;
}

result<chat_decision> decide_one(const chat& state, const edit_message& asked, const chat_request& request,
                                 time_ms now) {
  const auto* message = state.find(asked.message);
  if (!message || !message->text) return fail(errc::message_not_found);
  if (message->by != request.who.user) return fail(errc::not_author);
  if (auto why = why_not_written(state, asked.text, request, now)) return tl::unexpected{std::move(*why)};
  return chat_decision{{message_edited{asked.message, request.who.user, asked.text}}, done{}};
}

/// Of a message that is gone already it stays who took it away first.
result<chat_decision> decide_one(const chat& state, const delete_message& asked, const chat_request& request, time_ms) {
  const auto* message = state.find(asked.message);
  if (!message) return fail(errc::message_not_found);
  if (message->by != request.who.user) return fail(errc::not_author);
  if (!message->text) return chat_decision{{}, done{}};
  return chat_decision{{message_deleted{asked.message, request.who.user}}, done{}};
}

result<chat_decision> decide_one(const chat& state, const redact_message& asked, const chat_request& request, time_ms) {
  const auto* message = state.find(asked.message);
  if (!message) return fail(errc::message_not_found);
  if (!message->text) return chat_decision{{}, done{}};
  return chat_decision{{message_redacted{asked.message, request.who.user}}, done{}};
}

result<chat_decision> decide_one(const chat& state, const read_chat& asked, const chat_request&, time_ms) {
  return chat_decision{{}, page_of(state, asked)};
}

/// What is only passed on to the followers is nothing to decide.
result<chat_decision> decide_one(const chat&, const tell_typing&, const chat_request&, time_ms) {
  return chat_decision{{}, done{}};
}
result<chat_decision> decide_one(const chat&, const tell_seen&, const chat_request&, time_ms) {
  return chat_decision{{}, done{}};
}

}  // namespace

bool changes(const chat_command& command) {
  return std::visit([]<class Method>(const Method&) { return Method::changes; }, command);
}

result<chat_decision> decide(const chat& state, const chat_request& request, time_ms now) {
  auto anew = [&]() -> result<chat_decision> {
    if (state.is_forgotten) return fail(errc::room_gone);
    if (request.why_not) return tl::unexpected{*request.why_not};
    return std::visit([&](const auto& asked) { return decide_one(state, asked, request, now); }, request.asked);
  };
  if (!changes(request.asked)) return anew();
  const auto& who = request.who;
  auto recalled = state.requests.recall(who, now, chat_requests_kept);
  if (!recalled) return tl::unexpected{recalled.error()};
  if (*recalled) return chat_decision{{}, std::visit([](const auto& each) -> chat_answer { return each; }, **recalled)};
  auto decided = anew();
  if (!decided) return decided;
  auto outcome = std::visit(
      []<class Answer>(const Answer& each) -> chat_outcome {
        if constexpr (std::is_constructible_v<chat_outcome, const Answer&>) return each;
        return done{};
      },
      decided->answer);
  decided->events.push_back(chat_request_answered{*who.key, who.user, who.parameters, outcome, request_hash_rule});
  return decided;
}

}  // namespace moim
