#include "domain/room/description/description.hpp"

#include "domain/declare/text.hpp"
#include "domain/planted.hpp"
#include "domain/room/room.hpp"

#include <algorithm>
#include <cmath>

namespace moim {
namespace {

std::optional<error> invalid(std::string what) { return error{errc::description_invalid, std::move(what)}; }

/// Whether a text is as it should be sent: no space at its ends.
bool is_trimmed(const std::string& text) {
  constexpr std::string_view spaces{" \t\n"};
  return !text.empty() && spaces.find(text.front()) == std::string_view::npos &&
         spaces.find(text.back()) == std::string_view::npos;
}

std::optional<error> why_not_place(const place& at) {
  if (auto why = why_not_text(at.called, one_line)) return why;
  if (!is_trimmed(at.called)) return invalid("place: its name begins or ends with a space, or is empty");
  if (!at.point) return std::nullopt;
  // Written so that what is no number is refused.
  if (!(std::abs(at.point->lat) <= 90)) return invalid("place: lat is not within -90 and 90");
  if (!(std::abs(at.point->lon) <= 180)) return invalid("place: lon is not within -180 and 180");
  return std::nullopt;
}

std::optional<error> why_not_tags(const std::vector<std::string>& tags, std::size_t max) {
  if (tags.size() > max) return invalid("tags: there are more than " + std::to_string(max));
  for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
    if (auto why = why_not_text(*tag, {max_tag, false})) return why;
    if (tag->empty()) return invalid("tags: one is empty");
    if (std::find(tags.begin(), tag, *tag) != tag) return invalid("tags: one is there twice");
  }
  return std::nullopt;
}

/// Only what a browser loads by itself without harm: no other scheme, no space, nothing that ends an attribute.
std::optional<error> why_not_picture(const std::string& address) {
  constexpr std::string_view scheme{"https://"};
  auto is_plain = [](char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\'' && c != '<' && c != '>' && c != '\\';
  };
  if (address.size() > max_picture_address) return invalid("picture: the address is too long");
  if (!address.starts_with(scheme) || address.size() == scheme.size() || address[scheme.size()] == '/')
    return invalid("picture: only an https:// address, please");
  if (!std::all_of(address.begin(), address.end(), is_plain))
    return invalid("picture: the address has a character that belongs into none");
  return std::nullopt;
}

std::optional<error> why_not_times(const description_content& content) {
  const auto& starts = content.starts_at_ms;
  const auto& ends = content.ends_at_ms;
  auto is_out = [](const std::optional<std::int64_t>& at) { return at && (*at < 0 || *at > max_gathering_ms); };
  if (is_out(starts) || is_out(ends)) return invalid("starts_at_ms, ends_at_ms: no time within the years 1970 to 9999");
  if (starts && ends && *ends < *starts) return invalid("ends_at_ms: it ends before it starts");
  return std::nullopt;
}

/// Why no room of the kind may say this, whenever that is.
std::optional<error> why_not_content(const description::rules& rules, const description_content& content) {
  if (auto why = why_not_text(content.text, {rules.max_text})) return why;
  if (content.place)
    if (auto why = why_not_place(*content.place)) return why;
  if (auto why = why_not_times(content)) return why;
  if (auto why = why_not_tags(content.tags, rules.max_tags)) return why;
  if (content.picture)
    if (auto why = why_not_picture(*content.picture)) return why;
  return why_not_values(rules.fields_of_kind.get(), content.values);
}

/// Why it may not be said now.
std::optional<error> why_too_far(const description::rules& rules, const description_content& content, time_ms now) {
  if (!rules.max_ahead_days || !content.starts_at_ms) return std::nullopt;
  if (*content.starts_at_ms <= now + *rules.max_ahead_days * day_ms) return std::nullopt;
  return invalid("starts_at_ms: more than " + std::to_string(*rules.max_ahead_days) + " days ahead");
}

/// As it is kept: tags in lower case and without spaces around them.
description_content tidied(description_content content) {
  for (auto& tag : content.tags) {
    auto first = tag.find_first_not_of(' ');
    tag = first == std::string::npos ? std::string{} : tag.substr(first, tag.find_last_not_of(' ') - first + 1);
    for (char& c : tag)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return content;
}

}  // namespace

std::optional<error> description::why_no_draft(const kind& kind, const draft& draft) {
  return why_not_content(*kind.rules<description>(), tidied(draft));
}

result<events_out> description::begin_with(const create_room_resolved& asked, const moment& at) {
  const auto& draft = asked.drafts.part<description>();
  if (!draft) return events_out{};
  if (auto why = why_too_far(*asked.kind.rules<description>(), *draft, at.now)) return tl::unexpected{std::move(*why)};
  return events_out{{room_described{1, std::nullopt, tidied(*draft)}}};
}

result<room_decision> description::decide(const room& room, const describe_room& asked, const caller&,
                                          const moment& at) {
  if (auto why = why_over(room.get<lifecycle>(), at.now)) return tl::unexpected{std::move(*why)};
  const auto& state = room.get<description>();
  if (asked.revision != state.revision && !is_planted(planted_bug::revision_not_asked))
    return fail(errc::revision_stale, "the revision is " + std::to_string(state.revision));
  if (asked.title)
    if (auto why = why_not_text(*asked.title, one_line)) return tl::unexpected{std::move(*why)};
  const auto& rules = *room.kind.rules<description>();
  auto content = tidied(asked.description);
  if (auto why = why_not_content(rules, content)) return tl::unexpected{std::move(*why)};
  if (auto why = why_too_far(rules, content, at.now)) return tl::unexpected{std::move(*why)};
  auto revision = state.revision + 1;
  return room_decision{{room_described{revision, asked.title, std::move(content)}}, description_taken{revision}};
}

void description::apply(state& to, const room_described& event, const commit_stamp&) {
  if (event.title) to.title = event.title;
  to.content = event.content;
  to.revision = event.revision;
}

void description::project(const room& room, audience who, room_view& to) {
  const auto& state = room.get<description>();
  if (state.title) to.title = *state.title;
  auto& seen = to.part<description>().emplace();
  seen.revision = state.revision;
  bool says = state.revision > 0 && sees_members(room.kind.rules<description>()->who_sees, who);
  if (says) seen.content = state.content.get();
}

room_change description::show(const room_described& event, bool) {
  auto change = plain_change(event);
  change.revision = event.revision;
  return change;
}

const std::string& title_of(const room& room) {
  const auto* described = room.find<description>();
  return described && described->title ? *described->title : room.title;
}

const description_content& content_of(const room& room) {
  static const description_content nothing{};
  const auto* described = room.find<description>();
  return described ? described->content.get() : nothing;
}

bool shows_content_to_all(const room& room) {
  const auto* rules = room.kind.rules<description>();
  return rules && rules->who_sees == roster::everyone;
}

}  // namespace moim
