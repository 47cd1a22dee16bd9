#pragma once

#include "metrics/catalogue.hpp"
#include "net/session/session_services.hpp"
#include "tests/support/make_tickets.hpp"

#include <catch2/catch.hpp>

namespace moim::test {

/// What the parts of a session share, for tests of one part. Nobody answers the messages.
struct services_fixture : outlet {
  explicit services_fixture(const session_limits& limits = {})
      : shared{limits,       kinds, make::secret, [](std::string_view, time_ms) { return fail(errc::token_invalid); },
               metrics.edge, *this} {}

  /// The only message to the actors, which must be a `T`; takes it.
  template <class T>
  T take() {
    REQUIRE(shared.messages.size() == 1);
    REQUIRE(std::holds_alternative<T>(shared.messages.front()));
    auto only = std::get<T>(shared.messages.front());
    shared.messages.clear();
    return only;
  }

  void answer(session_number, request_number, result<method_answer>) override {}
  void followed(session_number, request_number, audience, followed_answer) override {}
  void publish(std::shared_ptr<const publication>) override {}
  void shut_out(std::shared_ptr<const exclusion>) override {}
  void notify(session_number, person_push) override {}

  kind_table kinds{{make::meal()}, {make::rules()}};
  catalogue metrics{"test"};
  session_services shared;
};

}  // namespace moim::test
