// How many joins a second one hot room takes at the actor boundary: everything but the sockets, on the embedded store
// with every commit synced. As pipelining clients would, it keeps so many joins under way, each of a new person.
//   hot_room_bench DIR [SEATS [JOINS [yes|no: joins show in people's own lists [UNDER_WAY]]]]
#include "actors/node.hpp"
#include "store/rocks_store.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <condition_variable>
#include <ctime>
#include <random>

using namespace moim;

namespace {

/// Sends the next join for each that is answered.
class crowd final : public outlet {
 public:
  crowd(std::uint32_t seats, std::size_t joins, bool in_lists, std::size_t under_way)
      : seats_(seats), joins_(joins), in_lists_(in_lists), under_way_(under_way) {}

  void run(node_port& node) {
    node_ = &node;
    open_room();
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return answered_ == joins_; });
  }

  void answer(session_number, request_number, result<method_answer> answer) override {
    if (!answer) {
      fmt::print(stderr, "refused: {}\n", describe(answer.error().code).name);
      std::exit(1);
    }
    if (auto* opened = std::get_if<room_opened>(&*answer)) {
      room_ = opened->room;
      in_room_ = 0;
      opening_ = false;
      for (std::size_t i = sent_ - answered_now(); i < under_way_; ++i) join();
      return;
    }
    std::lock_guard lock{mutex_};
    ++answered_;
    if (answered_ == joins_) changed_.notify_one();
    join();
  }
  void followed(session_number, request_number, audience, followed_answer) override {}
  void publish(std::shared_ptr<const publication>) override {}
  void shut_out(std::shared_ptr<const exclusion>) override {}
  void notify(session_number, person_push) override {}

 private:
  std::size_t answered_now() {
    std::lock_guard lock{mutex_};
    return answered_;
  }
  request_key key() {
    auto now = static_cast<std::uint64_t>(node_->now());
    return {(now << 16) | 0x7000 | (++last_key_ & 0xfff), (std::uint64_t{2} << 62) | last_key_};
  }
  void open_room() {
    opening_ = true;
    kind hall{"hall", 1, 100'000, false, roster::members, 0, in_lists_};
    user_id host{1, 1};
    auto made = key();
    auto room = created_room_id(node_->secret(), host, made);
    node_->deliver(
        call_room{room, create_room_resolved{room, hall, "Hall", seats_}, {host, made, 1}, never, {this, 0, 0}});
  }
  void join() {
    if (sent_ == joins_) return;
    if (in_room_ == seats_) return opening_ ? void() : open_room();
    ++in_room_;
    ++sent_;
    user_id user{static_cast<std::uint64_t>(node_->now()) << 16, mix64(sent_)};
    node_->deliver(call_room{room_, join_room{room_}, {user, key(), 1}, never, {this, 0, 0}});
  }

  static constexpr time_ms never = std::numeric_limits<time_ms>::max();
  node_port* node_ = nullptr;
  std::uint32_t seats_;
  std::size_t joins_;
  bool in_lists_;
  std::size_t under_way_;
  room_id room_;
  std::size_t in_room_ = 0;
  bool opening_ = false;
  std::size_t sent_ = 0;
  std::uint64_t last_key_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t answered_ = 0;
};

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return fmt::print(stderr, "usage: hot_room_bench DIR [SEATS [JOINS [yes|no [UNDER_WAY]]]]\n"), 2;
  auto seats = count > 2 ? static_cast<std::uint32_t>(std::atoi(arguments[2])) : 100'000;
  auto joins = count > 3 ? static_cast<std::size_t>(std::atoll(arguments[3])) : 300'000;
  bool in_lists = count <= 4 || std::string_view{arguments[4]} == "yes";
  auto under_way = count > 5 ? static_cast<std::size_t>(std::atoll(arguments[5])) : 64 * 16;
  store::rocks_options options;
  options.path = arguments[1];
  auto store = store::rocks_store::open(options);
  if (!store) return fmt::print(stderr, "{}\n", store.error()), 1;
  catalogue metrics{"bench"};
  actor_config config{1};
  caf::actor_system system{config};
  crowd people{seats, joins, in_lists, under_way};
  node here{system, **store, metrics, {}, 1};
  here.start();
  auto cpu = cpu_seconds();
  auto began = std::chrono::steady_clock::now();
  people.run(here);
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  cpu = cpu_seconds() - cpu;
  auto batches = metrics.entities.appends(append_outcome::committed).value();
  fmt::print("{} joins, rooms of {} seats: {:.0f} joins/s, {:.2f} µs of CPU a join, {} commits\n", joins, seats,
             static_cast<double>(joins) / took.count(), cpu * 1e6 / static_cast<double>(joins), batches);
  auto& waits = metrics.entities.append_duration();
  auto& decides = metrics.entities.decide_duration();
  fmt::print("a commit: {:.0f} µs at the store, {:.0f} µs deciding, {:.0f} µs in all\n",
             static_cast<double>(waits.sum()) / 1e3 / static_cast<double>(waits.count()),
             static_cast<double>(decides.sum()) / 1e3 / static_cast<double>(decides.count()),
             took.count() * 1e6 / static_cast<double>(batches));
  std::fflush(stdout);
  here.kill();
  system.await_all_actors_done();
}
