#include "domain/chat/chat_projection.hpp"

#include "domain/planted.hpp"

#include <algorithm>

namespace moim {
namespace {

template <class Event>
concept about_message = requires(const Event& event) {
  event.message;
  event.user;
};

template <class Event>
std::optional<std::int64_t> time_of(const Event&, const chat_message&) {
  return std::nullopt;
}
std::optional<std::int64_t> time_of(const message_sent&, const chat_message& as_kept) { return as_kept.at_ms; }
std::optional<std::int64_t> time_of(const message_edited&, const chat_message& as_kept) { return as_kept.edited_at_ms; }

}  // namespace

std::optional<chat_change> project(const chat_event& event, const chat& state) {
  bool is_hidden = std::holds_alternative<message_edited>(event) && is_planted(planted_bug::talk_not_published);
  if (is_hidden) return std::nullopt;
  return std::visit(
      [&]<class Event>(const Event& each) -> std::optional<chat_change> {
        if constexpr (about_message<Event>) {
          chat_change change{std::string{Event::name}, each.message, each.user, {}, {}};
          const auto* as_kept = state.find(each.message);
          if (as_kept) change.at_ms = time_of(each, *as_kept);
          if constexpr (requires { each.text; })
            if (!as_kept || as_kept->text) change.text = each.text;
          return change;
        } else {
          return std::nullopt;
        }
      },
      event);
}

bool keeps_all(const std::vector<chat_event>& events, const chat& state) {
  return std::all_of(events.begin(), events.end(), [&](const chat_event& event) {
    return std::visit(
        [&]<class Event>(const Event& each) {
          if constexpr (about_message<Event>) return state.find(each.message) != nullptr;
          return true;
        },
        event);
  });
}

}  // namespace moim
