#include "domain/protocol.hpp"

#include <catch2/catch.hpp>

namespace moim::protocol_cases {
namespace {

struct says_nothing {};
struct says_all {
  static constexpr entity_type entity = entity_type::room;
  static constexpr role who = role::member;
};
struct says_them_in_other_words {
  static constexpr std::string_view entity = "room";
  static constexpr std::string_view who = "member";
};

/// A line for each method: what decides it, and who may call it.
std::string methods_as_declared() {
  std::string told = "\n";
  all_methods::for_each([&]<class Method>() {
    told += std::string{Method::name} + ' ' + std::string{target_name(target_of<Method>())} + ' ' +
            std::string{enum_name(caller_of<Method>())} + '\n';
  });
  return told;
}

constexpr std::string_view methods_as_written = R"(
session.authenticate session guest
session.read session person
session.resume session person
kind.list edge guest
room.create user person
room.list directory person
room.find directory person
list.subscribe directory person
list.unsubscribe session person
room.read room person
room.join room person
room.leave room person
room.resize room host
room.members room person
room.lock room host
room.cancel room host
room.end room host
room.kick room host
room.ban room host
room.unban room host
room.banned room host
room.hand_over room host
room.describe room host
room.assign room operator
room.unassign room operator
room.apply room person
room.withdraw room person
room.accept room host
room.reject room host
room.applicants room host
room.code room host
room.renew_code room host
room.hold room person
room.invite room host
room.confirm room person
room.release room person
room.wait room person
room.unwait room person
comment.post room person
comment.edit room person
comment.remove room person
comment.list room person
announcement.post room host
announcement.edit room host
announcement.remove room host
announcement.list room person
room.like room person
room.unlike room person
room.likes room person
notice.list room member
room.subscribe room person
room.unsubscribe session person
chat.send chat person
chat.edit chat person
chat.delete chat person
chat.redact chat host
chat.read chat person
chat.typing chat person
chat.seen chat person
chat.subscribe chat person
chat.unsubscribe session person
user.rooms user person
pool.list edge guest
ticket.submit pool person
ticket.cancel pool person
ticket.read pool person
ticket.list pool person
ticket.explain pool person
ticket.accept pool person
ticket.decline pool person
party.accept pool person
party.decline pool person
party.list pool person
inbox.read inbox person
inbox.mark inbox person
inbox.badge inbox person
room.mute inbox person
room.unmute inbox person
)";

TEST_CASE("each method goes to what is written here, and may be called by whom is written here") {
  CHECK(methods_as_declared() == methods_as_written);
}

TEST_CASE("a method has to say what decides it and who may call it, in the words that there are for it") {
  CHECK(names_caller<says_all>);
  CHECK(names_entity<says_all>);
  CHECK_FALSE(names_caller<says_nothing>);
  CHECK_FALSE(names_entity<says_nothing>);
  CHECK_FALSE(names_caller<says_them_in_other_words>);
  CHECK_FALSE(names_entity<says_them_in_other_words>);
}

TEST_CASE("a method goes to one type of entity, and to none if it names none") {
  CHECK(goes_to<read_room, entity_type::room>);
  CHECK_FALSE(goes_to<read_room, entity_type::pool>);
  CHECK_FALSE(goes_to<list_rooms, entity_type::room>);
  CHECK(all_go_to<type_list<read_room, says_all>, entity_type::room>());
  CHECK_FALSE(all_go_to<type_list<read_room, list_rooms>, entity_type::room>());
}

TEST_CASE("members and hosts are known to rooms alone: everywhere else they are persons") {
  using enum role;
  for (auto each : {member, host}) {
    CHECK(is_in_room(each));
    CHECK(everywhere(each) == person);
  }
  for (auto each : {guest, person, operator_, trusted}) {
    CHECK_FALSE(is_in_room(each));
    CHECK(everywhere(each) == each);
  }
}

}  // namespace
}  // namespace moim::protocol_cases
