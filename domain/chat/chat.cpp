#include "domain/chat/chat.hpp"

#include "domain/declare/text.hpp"
#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

constexpr time_ms day_ms = 24 * hour_ms;

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

void forget_first(chat& state, std::size_t count) {
  auto end = state.messages.begin() + static_cast<std::ptrdiff_t>(count);
  for (auto each = state.messages.begin(); each != end; ++each)
    if (each->text) state.text_bytes -= each->text->size();
  state.messages.erase(state.messages.begin(), end);
}

/// Several at once, so that not every message moves all others.
void forget_too_many(chat& state) {
  std::size_t keep = state.terms->keep_messages;
  if (is_planted(planted_bug::messages_forgotten_early)) keep = keep / 2 + 1;
  std::size_t gone = state.messages.size() > keep + keep / 8 ? state.messages.size() - keep : 0;
  if (state.text_bytes > max_chat_bytes + max_chat_bytes / 8) {
    auto bytes = state.text_bytes;
    for (std::size_t i = 0; bytes > max_chat_bytes; ++i) {
      if (state.messages[i].text) bytes -= state.messages[i].text->size();
      gone = std::max(gone, i + 1);
    }
  }
  if (gone > 0) forget_first(state, gone);
}

chat_message* find_to_change(chat& state, std::uint64_t number) {
  const auto* found = state.find(number);
  return found ? &state.messages[static_cast<std::size_t>(found - state.messages.data())] : nullptr;
}

void take_away(chat& state, std::uint64_t number, const user_id& by) {
  auto* message = find_to_change(state, number);
  if (!message || !message->text) return;
  message->removed_by = by;
  if (is_planted(planted_bug::redacted_text_kept)) return;
  state.text_bytes -= message->text->size();
  message->text.reset();
}

struct chat_applying {
  chat& state;
  const commit_stamp& stamp;

  void operator()(const fenced&) const {}
  void operator()(const chat_request_answered& event) const {
    if (is_planted(planted_bug::message_doubled)) return;
    state.requests.remember({event.key, event.by, event.parameters, event.outcome}, event.hashed_by, stamp.at,
                            chat_requests_kept);
  }
  void operator()(const chat_begun& event) const { state.terms = event.terms; }
  void operator()(const message_sent& event) const {
    state.last = event.message;
    state.text_bytes += event.text.size();
    state.messages.push_back({event.message, event.user, stamp.at, event.text, {}, {}});
    state.rates.add(event.user, state.terms->messages_per_minute, stamp.at);
    forget_too_many(state);
  }
  void operator()(const message_edited& event) const {
    state.rates.add(event.user, state.terms->messages_per_minute, stamp.at);
    auto* message = find_to_change(state, event.message);
    if (!message || !message->text) return;
    state.text_bytes += event.text.size();
    state.text_bytes -= message->text->size();
    message->text = event.text;
    message->edited_at_ms = stamp.at;
    forget_too_many(state);
  }
  void operator()(const message_deleted& event) const { take_away(state, event.message, event.user); }
  void operator()(const message_redacted& event) const { take_away(state, event.message, event.user); }
  void operator()(const messages_outlived& event) const {
    auto end = std::find_if(state.messages.begin(), state.messages.end(),
                            [&](const chat_message& each) { return each.message > event.up_to; });
    forget_first(state, static_cast<std::size_t>(end - state.messages.begin()));
  }
};

}  // namespace

std::span<const chat_message> chat::shown() const {
  std::size_t most = terms ? terms->keep_messages : 0;
  return std::span<const chat_message>{messages}.last(std::min(most, messages.size()));
}

const chat_message* chat::find(std::uint64_t number) const {
  auto all = shown();
  if (all.empty() || number < all.front().message || number > all.back().message) return nullptr;
  return &all[static_cast<std::size_t>(number - all.front().message)];
}

void chat::after_reading() {
  text_bytes = 0;
  for (const auto& each : messages)
    if (each.text) text_bytes += each.text->size();
}

bool changes(const chat_command& command) {
  return std::visit([]<class Method>(const Method&) { return Method::changes; }, command);
}

result<chat_decision> decide(const chat& state, const chat_request& request, time_ms now) {
  auto anew = [&]() -> result<chat_decision> {
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

void apply(chat& state, const chat_event& event, const commit_stamp& stamp) {
  state.last_at = stamp.at;
  std::visit(chat_applying{state, stamp}, event);
}

std::optional<due<chat_event>> next_due(const chat& state) {
  if (!state.terms || !state.terms->keep_days || state.messages.empty()) return std::nullopt;
  auto kept_ms = *state.terms->keep_days * day_ms;
  auto at = (state.messages.front().at_ms + kept_ms + hour_ms - 1) / hour_ms * hour_ms;
  auto end = std::partition_point(state.messages.begin(), state.messages.end(),
                                  [&](const chat_message& each) { return each.at_ms + kept_ms <= at; });
  return due<chat_event>{at, messages_outlived{std::prev(end)->message}};
}

chat_page page_of(const chat& state, const read_chat& asked) {
  auto all = state.shown();
  auto after = asked.after.value_or(0);
  auto before = asked.before.value_or(state.last + 1);
  auto begin = std::partition_point(all.begin(), all.end(), [&](const auto& each) { return each.message <= after; });
  auto end = std::partition_point(begin, all.end(), [&](const auto& each) { return each.message < before; });
  auto wanted = std::ptrdiff_t{asked.limit.value_or(usual_page_messages)};
  bool more = end - begin > wanted;
  if (more) asked.after ? end = begin + wanted : begin = end - wanted;
  return {{begin, end}, more};
}

}  // namespace moim
