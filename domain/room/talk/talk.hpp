#pragma once

#include "domain/chat/chat_follow.hpp"
#include "domain/chat/chat_over.hpp"
#include "domain/room/moderation/moderation.hpp"

/// The facet of rooms that have a chat. What is said lies in a log of its own (domain/chat/); the room knows who may
/// say it, and every call on its way to the chat is asked here, between what made somebody a member and what unmade
/// them.
namespace moim {

struct talk {
  static constexpr std::string_view name = "chat";
  using rules = chat_terms;
  using owes = type_list<chat_over>;

  /// Why a method of its chat is not for this person now: `room_not_found`, `room_gone`, `not_offered`, `not_member`,
  /// `not_host`, `banned`, `chat_closed`.
  template <class Method>
  static std::optional<error> why_not(const room& room, const Method&, const user_id& user, role as) {
    return why_not(room, user, as, caller_of<Method>(), Method::writes);
  }
  /// Whether somebody may read the chat, and so follow it.
  static bool may_read(const room& room, const user_id& user, role as = role::person) {
    return !why_not(room, user, as, role::person, false);
  }
  static void owe(const room& room, const room_forgotten& event, const moment& at, debts_out& out);

 private:
  static std::optional<error> why_not(const room& room, const user_id& user, role as, role needed, bool writes);
};

/// What the room may say to whoever wants to talk.
using talk_errors = error_list<errc::room_not_found, errc::room_gone, errc::not_offered, errc::not_member, errc::banned,
                               errc::chat_closed>;

}  // namespace moim
