#include "sim/simulation/people/person.hpp"

namespace moim::sim {
namespace {

constexpr std::size_t requests_at_once = 3;
/// How long a client waits for an answer before it asks again.
constexpr time_ms patience_ms = 4'000;
constexpr std::uint32_t timeout_ms = 3'000;
constexpr std::size_t follows_most = 3;

/// The room that a call is about, if it is about one.
room_id room_of(const method_call& call) {
  return std::visit(
      [](const auto& each) {
        if constexpr (requires { each.room; })
          return each.room;
        else
          return room_id{};
      },
      call);
}

}  // namespace

person::person(cluster& shared, town& town, verdict& verdict, user_id user)
    : shared_(shared),
      town_(town),
      verdict_(verdict),
      user_(user),
      encoding_(static_cast<encoding>(shared.world.random() % 2)),
      decoder_(encoding_),
      follows_(shared.checker, verdict, shared.seen, user),
      seeks_(shared, verdict, user) {
  if (user.low % 3 == 0) ahead_ms_ = shared.drawn.clocks_ahead_s * second_ms;
}

person::~person() = default;

void person::start() {
  shared_.world.after(shared_.world.between(0, shared_.drawn.think_ms), [this] { think(); });
}

void person::think() {
  if (at_home_) return;
  shared_.world.after(shared_.world.between(1, 2 * shared_.drawn.think_ms), [this] { think(); });
  if (line_ == 0) return connect();
  if (town_.is_open() && requests_.size() < requests_at_once) begin_something();
}

void person::connect() {
  auto* node = town_.any_node();
  if (!node) return;
  node_ = node;
  bool says_who = shared_.world.chance(0.8);
  line_ = node->connect(encoding_, says_who ? std::optional{user_} : std::nullopt, this);
  if (line_ == 0) return;
  ++line_count_;
  to_server_at_ = to_client_at_ = shared_.world.now();
  frames_ = std::make_unique<websocket::frame_reader>(websocket::end::client, server_message_bytes_most);
  if (shared_.faults.happens(shared_.drawn.reader_slow, "reader slow")) {
    reads_from_ = shared_.world.now() + shared_.world.between(500, 20'000);
    shared_.world.after(reads_from_ - shared_.world.now(), [node, number = line_] { node->read_on(number); });
  }
  shared_.world.tell().line(shared_.world.now(), "{} connects to node {}", moim::to_text(user_), node->index());
  if (!says_who) introduce();
  if (line_ == 0) return;
  // Some resume at once, some one room at a time.
  auto rooms = follows_.rooms();
  if (!rooms.empty() && shared_.world.chance(0.5)) {
    resume_session all;
    for (const auto& room : rooms) all.rooms.push_back({room, follows_.token(room)});
    begin(std::move(all), {});
  } else {
    for (const auto& room : rooms) begin(subscribe_room{room, follows_.token(room)}, room);
  }
  if (shared_.drawn.ticket_share > 0) begin(seeks_.catch_up(), {});
  std::vector<std::int64_t> open;
  for (const auto& [id, each] : requests_) open.push_back(id);
  for (auto id : open) send(id);
}

void person::on_cut() {
  shared_.world.tell().line(shared_.world.now(), "{} is cut off", moim::to_text(user_));
  node_ = nullptr;
  line_ = 0;
  garbage_ = 0;
  follows_.disconnected();
  // Follows are asked for anew, with the tokens as they are by then.
  std::erase_if(requests_, [](const auto& each) { return !each.second.options.key; });
}

std::int64_t person::begin(method_call call, const room_id& room, std::optional<request_key> key) {
  auto id = ++last_id_;
  auto* story = shared_.checker.find(room);
  request asked{
      std::move(call), {key, timeout_ms}, room, 0, shared_.world.now(), 0, story ? story->forks : 0, false, {}};
  // What is sent again long after its answer is no new operation.
  if (!key || !outcomes_.contains(*key)) asked.told = {shared_.told, asked.call, user_, shared_.world.now()};
  requests_.emplace(id, std::move(asked));
  send(id);
  return id;
}

void person::join_now(const room_id& room) { begin(join_room{room}, room, new_key()); }

void person::begin_something() {
  auto& world = shared_.world;
  const auto& rooms = town_.known_rooms();
  if (shared_.faults.happens(shared_.drawn.blunder, "blunder")) return blunder();
  if (is_restless()) go_round();
  if (shared_.drawn.ticket_share > 0 && world.chance(shared_.drawn.ticket_share)) return seek();
  if (rooms.size() < static_cast<std::size_t>(shared_.drawn.rooms) && world.chance(0.3)) {
    auto seats = static_cast<std::uint32_t>(world.between(1, shared_.drawn.seats));
    begin(create_room{world.chance(0.5) ? "meal" : "study", "Soup at noon", seats}, {}, new_key());
    return;
  }
  if (rooms.empty()) return;
  auto wish = town_.next_intention(user_);
  if (!wish) return;
  auto room = wish->where ? rooms[*wish->where] : room_id{};
  switch (wish->what) {
    case act::create:
      return;  // rooms are created before anything else, and then there are enough
    case act::join:
      return void(begin(join_room{room}, room, new_key()));
    case act::leave:
      return void(begin(leave_room{room}, room, new_key()));
    case act::lock:
      return void(begin(lock_room{room}, room, new_key()));
    case act::cancel:
      return void(begin(cancel_room{room}, room, new_key()));
    case act::read:
      return void(begin(read_room{room}, room));
    case act::list:
      return void(begin(list_rooms{}, {}));
    case act::own_rooms:
      return void(begin(read_user{}, {}));
    case act::again:
      return send_something_again();
    case act::follow:
      if (follows_.rooms().size() < follows_most && !follows_.follows(room))
        begin(subscribe_room{room, std::nullopt}, room);
      return;
    case act::go_away:
      return leave_line();
  }
}

/// Something about tickets, or in a room that was born of a match.
void person::seek() {
  if (shared_.world.chance(0.05)) return send_something_again();
  auto wish = seeks_.next();
  if (!wish) return;
  auto room = room_of(wish->call);
  begin(std::move(wish->call), room, wish->keyed ? std::optional{new_key()} : std::nullopt);
}

/// A request whose answer was heard long ago, sent once more: it must be what it was (P3).
void person::send_something_again() {
  if (past_.empty()) return;
  auto& [call, options] = past_[shared_.world.random() % past_.size()];
  begin(call, room_of(call), options.key);
}

void person::go_home() {
  at_home_ = true;
  if (line_ != 0) leave_line();
}

/// Goes away without a word, as phones do.
void person::leave_line() {
  auto* node = node_;
  auto number = line_;
  on_cut();
  node->hang_up(number);
}

/// `user_… asks 7 room.join room_…`
void person::tell(std::string_view verb, std::int64_t id, const request& of, std::string_view what) {
  auto name = std::visit([](const auto& call) { return call.name; }, of.call);
  shared_.world.tell().line(shared_.world.now(), "{} {} {} {}{}{}", moim::to_text(user_), verb, id, name,
                            of.room ? " " + moim::to_text(of.room) : "", what);
}

void person::send(std::int64_t id) {
  auto found = requests_.find(id);
  if (found == requests_.end() || line_ == 0) return;
  auto& asked = found->second;
  asked.sent_at = shared_.world.now();
  auto tries = ++asked.tries;
  tell("asks", id, asked, tries == 1 ? "" : ", again");
  std::string message;
  encode_call(encoding_, rpc_id{id}, asked.call, asked.options, message);
  send_message(message);
  if (asked.options.key && shared_.faults.happens(shared_.drawn.request_doubled, "request doubled")) {
    asked.doubled = true;
    send_message(message);
  }
  shared_.world.after(patience_ms + shared_.world.between(0, 500), [this, id, tries] { look_at(id, tries); });
}

/// No answer for too long: the client asks again, sometimes elsewhere.
void person::look_at(std::int64_t id, unsigned tries) {
  auto found = requests_.find(id);
  if (found == requests_.end() || found->second.tries != tries || line_ == 0) return;
  if (shared_.world.chance(0.3)) return leave_line();
  send(id);
}

bool person::is_content() const { return why_not_content().empty(); }

std::string person::why_not_content() const {
  if (line_ == 0) return moim::to_text(user_) + " has no connection";
  for (const auto& [id, asked] : requests_)
    return fmt::format("{} waits for {} of {} (asked {} times since {})", moim::to_text(user_),
                       std::visit([](const auto& call) { return call.name; }, asked.call), moim::to_text(asked.room),
                       asked.tries, asked.first_sent_at % 1'000'000'000);
  for (const auto& room : follows_.behind()) return moim::to_text(user_) + " is behind on " + moim::to_text(room);
  return seeks_.why_not_content();
}

}  // namespace moim::sim
