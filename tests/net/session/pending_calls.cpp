#include "net/session/pending_calls.hpp"

#include "tests/net/support/services_fixture.hpp"

namespace moim::test {
namespace {

pending_call call_as(call_role role, std::int64_t id = 0) {
  return {0, role, {}, asked{rpc_id{id}, method_label::unknown, 0}};
}

TEST_CASE("calls are numbered, and each is taken once, in any order") {
  services_fixture f;
  pending_calls calls{f.shared, 7};
  auto first = calls.add(call_as(call_role::plain, 11));
  auto second = calls.add(call_as(call_role::plain, 12));
  CHECK(first.to == &f);
  CHECK(first.session == 7);
  CHECK(second.request > first.request);
  CHECK(calls.in_flight() == 2);
  CHECK(calls.take(second.request)->what.id == rpc_id{std::int64_t{12}});
  CHECK_FALSE(calls.take(second.request));
  CHECK(calls.take(first.request)->what.id == rpc_id{std::int64_t{11}});
  CHECK_FALSE(calls.take(99));
  CHECK(calls.in_flight() == 0);
}

TEST_CASE("reads are counted until they are answered, or nobody waits for them") {
  services_fixture f;
  pending_calls calls{f.shared, 7};
  auto read = call_as(call_role::plain);
  read.reads = true;
  auto first = calls.add(read);
  calls.add(read);
  calls.add(call_as(call_role::plain));
  CHECK(calls.reads() == 2);
  CHECK(calls.take(first.request));
  CHECK(calls.reads() == 1);
  calls.clear();
  CHECK(calls.reads() == 0);
}

TEST_CASE("the rooms of a resume count for the server, and not as requests of the client's") {
  services_fixture f;
  pending_calls calls{f.shared, 7};
  auto room = calls.add(call_as(call_role::resume));
  CHECK(calls.in_flight() == 0);
  CHECK(f.shared.in_flight == 1);
  CHECK(calls.take(room.request));
  CHECK(calls.in_flight() == 0);
}

TEST_CASE("calls of a session that is gone are nobody's, and count for the server until they are answered") {
  services_fixture f;
  pending_calls calls{f.shared, 7};
  auto first = calls.add(call_as(call_role::plain));
  calls.clear();
  CHECK_FALSE(calls.take(first.request));
  CHECK(calls.in_flight() == 0);
  CHECK(f.shared.in_flight == 1);
  CHECK(f.metrics.edge.requests_in_flight().value() == 1);
  CHECK(calls.add(call_as(call_role::plain)).request > first.request);
}

}  // namespace
}  // namespace moim::test
