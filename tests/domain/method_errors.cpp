#include "domain/method_errors.hpp"

#include <catch2/catch.hpp>

namespace moim::method_errors_cases {
namespace {

/// The stable codes of what a method may refuse, beside what any call may be told.
template <class Method>
std::string refusals_of() {
  error_set any;
  any.add(call_errors{});
  std::string told;
  for (const auto& row : all_errors())
    if (errors_of<Method>().contains(row.code) && !any.contains(row.code))
      told += (told.empty() ? "" : " ") + std::string{row.name};
  return told;
}

TEST_CASE("a method that anybody may ask, that changes nothing and has no log is refused for no reason of its own") {
  CHECK(refusals_of<list_kinds>() == "");
  CHECK(errors_of<list_kinds>().contains(errc::invalid_params));
  CHECK(errors_of<list_kinds>().contains(errc::rate_limited));
}

TEST_CASE("who has to be somebody is told who; who changes something, what is wrong with the key") {
  CHECK(refusals_of<read_session>() == "unauthenticated");
  CHECK(refusals_of<list_banned>() ==
        "unauthenticated room_not_found room_gone not_host not_offered deadline_exceeded contended outcome_unknown "
        "storage_full "
        "unavailable entity_unreadable");
  CHECK(refusals_of<mark_inbox>() ==
        "unauthenticated key_missing key_reused key_expired key_ahead deadline_exceeded contended outcome_unknown "
        "storage_full unavailable entity_unreadable");
}

TEST_CASE("whoever wants a seat may be refused by each facet that has a say") {
  for (auto code : {errc::already_member, errc::room_matched, errc::room_locked, errc::room_cancelled,
                    errc::room_closed, errc::room_ended, errc::banned, errc::approval_needed, errc::code_wrong,
                    errc::too_many_tries, errc::assigned_only}) {
    CHECK(errors_of<join_room>().contains(code));
    CHECK(errors_of<wait_for_seat>().contains(code));
    CHECK_FALSE(errors_of<read_room>().contains(code));
  }
  CHECK(errors_of<join_room>().contains(errc::room_full));
  CHECK_FALSE(errors_of<join_room>().contains(errc::not_offered));
  CHECK(errors_of<wait_for_seat>().contains(errc::not_offered));
}

TEST_CASE("a room that is to be created cannot be missing, any other can") {
  CHECK_FALSE(errors_of<create_room>().contains(errc::room_not_found));
  CHECK(errors_of<create_room>().contains(errc::kind_unknown));
  CHECK(errors_of<subscribe_room>().contains(errc::room_not_found));
}

TEST_CASE("what a room may say to those who talk is said of each method of its chat") {
  for (auto code :
       {errc::room_not_found, errc::room_gone, errc::not_offered, errc::not_member, errc::banned, errc::chat_closed}) {
    CHECK(errors_of<send_message>().contains(code));
    CHECK(errors_of<tell_typing>().contains(code));
    CHECK(errors_of<subscribe_chat>().contains(code));
  }
  CHECK(errors_of<send_message>().contains(errc::too_fast));
  CHECK(errors_of<send_message>().contains(errc::key_missing));
  CHECK_FALSE(errors_of<read_chat>().contains(errc::key_missing));
  CHECK_FALSE(errors_of<send_message>().contains(errc::not_host));
  CHECK(errors_of<redact_message>().contains(errc::not_host));
}

TEST_CASE("the errors of a call are those of its method") {
  CHECK(errors_of(method_call{leave_room{}}).contains(errc::host_cannot_leave));
  CHECK_FALSE(errors_of(method_call{join_room{}}).contains(errc::host_cannot_leave));
  CHECK(errors_of(method_call{list_members{}}).contains(errc::not_member));
  CHECK_FALSE(errors_of(method_call{list_members{}}).contains(errc::not_offered));
}

TEST_CASE("every error but those of what is no call at all is some method's") {
  for (const auto& row : all_errors()) {
    bool is_named = false;
    all_methods::for_each([&]<class Method>() { is_named |= errors_of<Method>().contains(row.code); });
    INFO(row.name);
    bool of_none = row.code == errc::parse_error || row.code == errc::unknown_method;
    CHECK(is_named == !of_none);
  }
}

}  // namespace
}  // namespace moim::method_errors_cases
