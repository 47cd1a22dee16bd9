#include "domain/chat/chat.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

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
  /// The numbers stay, as those of a log do.
  void operator()(const chat_forgotten&) const {
    auto last = state.last;
    state = {};
    state.last = last;
    state.last_at = stamp.at;
    state.is_forgotten = true;
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

std::vector<chat_event> forget(const chat& state) {
  if (!state.terms) return {};
  return {chat_forgotten{}};
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
