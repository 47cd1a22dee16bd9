#include "domain/room/comments/comments.hpp"

#include "domain/declare/text.hpp"
#include "domain/planted.hpp"
#include "domain/room/room.hpp"

namespace moim {
namespace {

/// Why the caller may not say this here; `before`: the text whose place it takes.
std::optional<error> why_not_said(const room& room, const std::string& text, const std::string& before,
                                  const caller& who, const moment& at) {
  const auto& rules = *room.kind.rules<comments>();
  if (auto why = why_silent(room, who, at)) return why;
  if (auto why = why_outside(rules.who, room, who)) return why;
  if (auto why = why_not_text(text, {rules.max_chars})) return why;
  if (room.get<comments>().text_bytes() - before.size() + text.size() > max_comment_bytes)
    return error{errc::too_many_comments, "the room has as much text as it may"};
  return std::nullopt;
}

std::optional<error> why_no_further_comment(const room& room, const caller& who) {
  const auto& rules = *room.kind.rules<comments>();
  const auto& state = room.get<comments>();
  if (state.places().size() >= rules.max_kept) return error{errc::too_many_comments, "the room has as many as it may"};
  if (state.count_by(who.user) >= rules.max_by_person)
    return error{errc::too_many_comments, "this person has as many as one may"};
  return std::nullopt;
}

comment_view shown(const comment& each) {
  comment_view seen{each.number, {}, {}, each.at, each.edited_at, {}, each.depth};
  if (each.reply_to != 0) seen.reply_to = each.reply_to;
  if (each.is_removed()) return seen;
  seen.user = each.user;
  seen.text = each.text;
  return seen;
}

}  // namespace

result<room_decision> comments::decide(const room& room, const post_comment& asked, const caller& who,
                                       const moment& at) {
  const auto& state = room.get<comments>();
  if (auto why = why_not_said(room, asked.text, {}, who, at)) return tl::unexpected{*why};
  comment_posted posted{state.next_number(), who.user, asked.text, asked.reply_to};
  if (asked.reply_to) {
    const auto* parent = state.find(*asked.reply_to);
    if (parent == nullptr) return fail(errc::comment_not_found);
    bool too_deep = parent->depth >= room.kind.rules<comments>()->max_depth;
    if (too_deep && !is_planted(planted_bug::threads_bottomless)) return fail(errc::thread_too_deep);
    posted.replied = parent->user;
  }
  if (auto why = why_no_further_comment(room, who)) return tl::unexpected{*why};
  return room_decision{{std::move(posted)}, text_posted{state.next_number()}};
}

result<room_decision> comments::decide(const room& room, const edit_comment& asked, const caller& who,
                                       const moment& at) {
  const auto* edited = room.get<comments>().find(asked.number);
  if (edited == nullptr) return fail(errc::comment_not_found);
  if (edited->user != who.user) return fail(errc::not_author);
  if (auto why = why_not_said(room, asked.text, edited->text, who, at)) return tl::unexpected{*why};
  if (edited->text == asked.text) return room_decision{{}, done{}};
  return room_decision{{comment_edited{asked.number, asked.text}}, done{}};
}

result<room_decision> comments::decide(const room& room, const remove_comment& asked, const caller& who,
                                       const moment&) {
  const auto* removed = room.get<comments>().find(asked.number);
  if (removed == nullptr) return fail(errc::comment_not_found);
  if (removed->user != who.user && !acts_as_host(room, who)) return fail(errc::not_author);
  return room_decision{{comment_removed{asked.number, who.user}}, done{}};
}

result<room_decision> comments::decide(const room& room, const list_comments& asked, const caller& who, const moment&) {
  if (auto why = why_outside(room.kind.rules<comments>()->who, room, who)) return tl::unexpected{*why};
  const auto& state = room.get<comments>();
  comment_page page;
  std::size_t text = 0;
  auto limit = asked.limit.value_or(max_comments_shown);
  for (auto each = state.after(asked.after.value_or(0)); each != state.places().end(); ++each) {
    if (page.comments.size() == limit || text >= max_page_text) {
      page.after = page.comments.back().number;
      break;
    }
    text += each->text.size();
    page.comments.push_back(shown(*each));
  }
  return room_decision{{}, std::move(page)};
}

void comments::apply(state& to, const comment_posted& event, const commit_stamp& stamp) {
  to.add({event.number, event.user, event.text, stamp.at, {}, event.reply_to.value_or(0)});
}

void comments::apply(state& to, const comment_edited& event, const commit_stamp& stamp) {
  to.edit(event.number, event.text, stamp.at);
}

void comments::apply(state& to, const comment_removed& event, const commit_stamp&) { to.remove(event.number); }

void comments::project(const room& room, audience, room_view& to) {
  to.part<comments>() = view{room.get<comments>().count()};
}

}  // namespace moim
