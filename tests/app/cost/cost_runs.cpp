#include <utility>
//
#include "tests/app/cost/cost_node.hpp"

#include <valgrind/callgrind.h>

#include <algorithm>
#include <functional>

/// Fixed runs whose instructions `tools/cost` counts under valgrind. Prints how many operations were counted.
///
///     cost_runs KINDS RUN
namespace moim::cost {
namespace {

/// Only what `act` does is counted: neither the start nor what was there before.
void counted(const std::function<void()>& act) {
  CALLGRIND_START_INSTRUMENTATION;
  act();
  CALLGRIND_STOP_INSTRUMENTATION;
}

std::vector<session_number> connect(cost_node& node, std::uint64_t from, std::uint64_t people) {
  std::vector<session_number> made;
  for (std::uint64_t i = 0; i < people; ++i) made.push_back(node.connect(from + i));
  node.settle();
  return made;
}

std::string open_room(cost_node& node, session_number host, const std::string& kind, std::uint32_t seats) {
  node.send(host, "room.create",
            R"({"kind":")" + kind + R"(","title":"Soup","seats":)" + std::to_string(seats) + "," + node.key() + "}");
  node.settle();
  return node.said("room");
}

void join(cost_node& node, session_number who, const std::string& room) {
  node.send(who, "room.join", R"({"room":")" + room + "\"," + node.key() + "}");
}

/// Sixteen at a time, each into a room of their own choice; three join each room.
std::uint64_t join_many_rooms(cost_node& node) {
  constexpr std::uint64_t rooms = 128;
  auto hosts = connect(node, 1, rooms);
  std::vector<std::string> made;
  for (auto host : hosts) made.push_back(open_room(node, host, "meal", 8));
  auto people = connect(node, 1'000, 4 * rooms);
  auto join_some = [&](std::uint64_t begin, std::uint64_t end) {
    for (auto i = begin; i < end; ++i) {
      join(node, people[i], made[i % rooms]);
      if (i % 16 == 15) node.pass(1);
    }
  };
  join_some(0, rooms);
  counted([&] { join_some(rooms, people.size()); });
  return 3 * rooms;
}

/// Sixty-four at a time, all into one room.
std::uint64_t join_hot_room(cost_node& node) {
  constexpr std::uint64_t joins = 1'024;
  auto room = open_room(node, node.connect(1), "lecture", 10'000);
  auto people = connect(node, 1'000, joins + 256);
  auto join_some = [&](std::uint64_t begin, std::uint64_t end) {
    for (auto i = begin; i < end; ++i) {
      join(node, people[i], room);
      if (i % 64 == 63) node.pass(1);
    }
  };
  join_some(0, 256);
  counted([&] { join_some(256, people.size()); });
  return joins;
}

void submit(cost_node& node, session_number who, const std::string& place, std::uint64_t age) {
  node.send(who, "ticket.submit",
            R"({"kind":"meal","size":{"min":2,"max":2},"criteria":{"place":[")" + place + R"("],"age":{"values":[)" +
                std::to_string(age) + R"(],"limit":5}},)" + node.key() + "}");
}

/// From the submit until both of a pair were told of their room, sixteen people at a time.
std::uint64_t ticket_end_to_end(cost_node& node) {
  constexpr std::uint64_t tickets = 256;
  auto people = connect(node, 1'000, tickets + 64);
  auto match_some = [&](std::uint64_t begin, std::uint64_t end) {
    for (auto i = begin; i < end; ++i) {
      submit(node, people[i], "p" + std::to_string(i / 2 % 8), 30);
      if (i % 16 == 15) node.pass(1);
    }
    for (int i = 0; i < 100 && node.notes() < end; ++i) node.pass(50);
    if (node.notes() != end) std::exit(3);
  };
  match_some(0, 64);
  counted([&] { match_some(64, people.size()); });
  return tickets;
}

/// People come back who missed sixteen changes of a room.
std::uint64_t resume(cost_node& node) {
  constexpr std::uint64_t returns = 256;
  auto host = node.connect(1);
  auto room = open_room(node, host, "lecture", 10'000);
  node.send(host, "room.subscribe", R"({"room":")" + room + "\"}");
  node.settle();
  auto token = node.said("token");
  for (auto who : connect(node, 100, 16)) {
    join(node, who, room);
    node.pass(1);
  }
  auto return_some = [&](std::uint64_t from, std::uint64_t people) {
    for (std::uint64_t i = 0; i < people; ++i) {
      auto who = node.connect(from + i);
      node.send(who, "session.resume", R"({"rooms":[{"room":")" + room + R"(","token":")" + token + "\"}]}");
      node.settle();
    }
  };
  return_some(1'000, 64);
  counted([&] { return_some(2'000, returns); });
  return returns;
}

/// Tickets that suit nobody come to a pool in which 100,000 wait: all at one of ten places, nobody near in age.
std::uint64_t arrival_at_100000(cost_node& node) {
  constexpr std::uint64_t waiting = 100'000;
  constexpr std::uint64_t arrivals = 128;
  std::vector<session_number> here;
  auto arrive = [&](std::uint64_t begin, std::uint64_t end, std::uint64_t at_once) {
    for (auto i = begin; i < end; ++i) {
      here.push_back(node.connect(1'000 + i));
      submit(node, here.back(), "p" + std::to_string(i % 10), 1'000 + 10 * i);
      if (here.size() < at_once) continue;
      node.settle();
      for (auto each : here) node.disconnect(each);
      here.clear();
    }
    node.settle();
  };
  arrive(0, waiting, 50);
  node.pass(1);
  arrive(waiting, waiting + 16, 1);
  counted([&] { arrive(waiting + 16, waiting + 16 + arrivals, 1); });
  return arrivals;
}

struct named_run {
  std::string_view name;
  std::uint64_t (*act)(cost_node&);
};
constexpr named_run runs[] = {{"join_many_rooms", join_many_rooms},
                              {"join_hot_room", join_hot_room},
                              {"ticket_end_to_end", ticket_end_to_end},
                              {"resume", resume},
                              {"arrival_at_100000", arrival_at_100000}};

}  // namespace
}  // namespace moim::cost

int main(int count, char** words) {
  using namespace moim::cost;
  const auto* run = count == 3 ? std::find_if(std::begin(runs), std::end(runs),
                                              [&](const named_run& each) { return each.name == words[2]; })
                               : std::end(runs);
  if (run == std::end(runs)) {
    std::fprintf(stderr, "cost_runs KINDS RUN, which is one of:");
    for (const auto& each : runs) std::fprintf(stderr, " %s", each.name.data());
    std::fprintf(stderr, "\n");
    return 2;
  }
  auto kinds = moim::read_kinds(words[1]);
  if (!kinds) {
    std::fprintf(stderr, "%s\n", kinds.error().c_str());
    return 1;
  }
  cost_node node{moim::kind_table{std::move(kinds->kinds), std::move(kinds->pools)}};
  std::printf("%lu\n", static_cast<unsigned long>(run->act(node)));
  return 0;
}
