#pragma once

#include "domain/inbox/inbox.hpp"
#include "domain/matching/matcher/party_messages.hpp"
#include "domain/user/membership.hpp"

#include <variant>

namespace moim {

/// Pushed to all sessions of a person.
struct user_changed {
  static constexpr std::string_view name = "user.changed";
  static constexpr std::string_view about = "Pushed to all of a person's sessions when they get or lose a seat.";
  room_id room;
  membership what{};
  static constexpr auto fields() {
    return std::tuple{field{"room", &user_changed::room, "The room."},
                      field{"what", &user_changed::what, "Seated or left."}};
  }
};

/// Pushed to all sessions of a person.
struct inbox_noted {
  static constexpr std::string_view name = "inbox.noted";
  static constexpr std::string_view about =
      "Pushed to all of a person's sessions when something is put into their inbox. A number that is not the next says "
      "that something was missed, or came while its room was muted: `inbox.read` has it.";
  moim::note note;
  static constexpr auto fields() { return std::tuple{field{"note", &inbox_noted::note, "What."}}; }
};

/// What the sessions of a person are pushed.
using person_push = std::variant<user_changed, inbox_noted, invited_to_party, party_over>;

}  // namespace moim
