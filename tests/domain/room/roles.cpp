#include "tests/domain/room/driver.hpp"

/// Who may do what: each method that a facet of a room's story has is tried by somebody of every role.
namespace moim::roles_cases {
namespace {

using room_test::driver;
using room_test::kind_with;

/// A room of all that there is, with a host (1), a member (2) and an outsider (3).
driver room_of_all() {
  auto of = kind_with<description, entry_code, schedule, kept_history, assignment>();
  driver d;
  d.open(4, of);
  REQUIRE(d.ask(assign_person{d.state.id, make::user(2)}, [] {
    auto who = make::by(99, 5);
    who.as = role::operator_;
    return who;
  }()));
  return d;
}

/// What somebody is told who may not; nothing: they may, whatever else comes of it.
template <class Method>
std::string refusal_of(std::uint64_t person, role as) {
  auto d = room_of_all();
  Method asked{};
  asked.room = d.state.id;
  if constexpr (requires { asked.person; }) asked.person = make::user(4);
  auto who = make::by(person, ++d.last_key);
  who.as = as;
  auto answer = d.ask(asked, who);
  bool by_role = !answer && (answer.error().code == errc::not_host || answer.error().code == errc::not_allowed);
  return by_role ? std::string{describe(answer.error().code).name} : "";
}

template <class Method>
std::string row() {
  std::string told{Method::name};
  for (std::uint64_t person : {3u, 2u, 1u}) {
    auto refusal = refusal_of<Method>(person, role::person);
    told += ' ' + (refusal.empty() ? "may" : refusal);
  }
  auto refusal = refusal_of<Method>(99, role::operator_);
  return told + ' ' + (refusal.empty() ? "may" : refusal) + '\n';
}

template <class... Methods>
std::string rows(type_list<Methods...>) {
  return (std::string{"\n"} + ... + row<Methods>());
}

TEST_CASE("an outsider, a member, the host and an operator may each do what is written here") {
  using mine = type_list<describe_room, resize_room, end_room, read_code, renew_code, assign_person, unassign_person>;
  CHECK(rows(mine{}) == R"(
room.describe not_host not_host may may
room.resize not_host not_host may may
room.end not_host not_host may may
room.code not_host not_host may may
room.renew_code not_host not_host may may
room.assign not_allowed not_allowed not_allowed may
room.unassign not_allowed not_allowed not_allowed may
)");
}

}  // namespace
}  // namespace moim::roles_cases
