#include "actors/inbox/inbox_entity.hpp"
#include "tests/actors/support/entity_bench.hpp"

/// What comes while its room is muted is kept, and disturbs nobody.
namespace moim::muted_cases {

using namespace moim::bench;

namespace {

class inbox_bench final : public entity_bench<inbox_entity> {
 public:
  explicit inbox_bench(world& in, store_kind kind = store_kind::own) : entity_bench(in, kind) { start(inbox_of(me)); }
  void put(std::uint64_t room, std::uint64_t number) {
    note told;
    told.what = note_kind::noticed;
    told.room = make::room_number(room);
    told.notice = number;
    entity().receive(delivered<note>{make::room_number(room).entity(), number, told});
    run();
  }
  request_number ask(inbox_command command) {
    call_inbox call{
        me, std::move(command), machine_now() + 10 * second_ms, {&out, 1, ++last_}, make::by(1, last_, now())};
    entity().receive(std::move(call));
    run();
    return last_;
  }
  const user_id me = make::user(1);
  std::vector<delivery_answered> taken;

 private:
  void deliver(const entity_id&, entity_item item) override { keep(item, taken); }
  request_number last_ = 0;
};

}  // namespace

TEST_CASE("a note of a muted room is taken and kept, and not pushed; one of another room is") {
  world w;
  inbox_bench inbox{w};
  inbox.out.as<done>(inbox.ask(mute_room{make::room_number(1)}));
  inbox.put(1, 1);
  inbox.put(2, 1);
  CHECK(inbox.taken.size() == 2);
  REQUIRE(inbox.pushes.size() == 1);
  CHECK(std::get<inbox_noted>(inbox.pushes[0].what).note.number == 2);
  inbox.out.as<done>(inbox.ask(unmute_room{make::room_number(1)}));
  inbox.put(1, 2);
  CHECK(inbox.pushes.size() == 2);
  CHECK(inbox.out.as<inbox_page>(inbox.ask(read_inbox{0, {}})).notes.size() == 3);
  CHECK(inbox.out.as<inbox_badge>(inbox.ask(read_badge{})).count == 2);
}

TEST_CASE("the node hears with the inbox's place which rooms are muted") {
  world w;
  inbox_bench inbox{w};
  inbox.ask(mute_room{make::room_number(1)});
  REQUIRE(inbox.inbox_at.muted);
  CHECK(*inbox.inbox_at.muted == std::vector{make::room_number(1)});
  CHECK(inbox.inbox_at.at == 1);
  inbox.ask(unmute_room{make::room_number(1)});
  CHECK_FALSE(inbox.inbox_at.muted);
}

TEST_CASE("a request that an inbox refuses is refused, and the others of its batch are not") {
  world w;
  inbox_bench inbox{w};
  call_inbox late{inbox.me,
                  mute_room{make::room_number(1)},
                  inbox.machine_now() + 10 * second_ms,
                  {&inbox.out, 1, 70},
                  make::by(1, 1, inbox.now() - 2 * key_memory_ms)};
  call_inbox good{inbox.me,
                  mute_room{make::room_number(2)},
                  inbox.machine_now() + 10 * second_ms,
                  {&inbox.out, 1, 71},
                  make::by(1, 2, inbox.now())};
  inbox.entity().receive(late);
  inbox.entity().receive(good);
  inbox.run();
  CHECK(inbox.out.refusal(70).code == errc::key_expired);
  inbox.out.as<done>(71);
}

}  // namespace moim::muted_cases
