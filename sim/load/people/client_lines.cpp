#include "sim/load/people/client_lines.hpp"

#include "net/close_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace moim::load {
namespace {

// A server's backlog is not what is to be tested.
constexpr std::size_t max_opening = 64;
constexpr double min_wait_ns = 20e6;
constexpr double max_wait_ns = 1e9;

const close_declaration* declared(std::uint16_t status) {
  auto found = std::find_if(all_close_codes.begin(), all_close_codes.end(),
                            [&](const auto& row) { return static_cast<std::uint16_t>(row.code) == status; });
  return found == all_close_codes.end() ? nullptr : &*found;
}

encoding wire_for(wire_choice choice, connection_number which) {
  if (choice == wire_choice::both) return which % 2 == 0 ? encoding::msgpack : encoding::json;
  return choice == wire_choice::json ? encoding::json : encoding::msgpack;
}

}  // namespace

client_lines::client_lines(event_loop& loop, boost::asio::ip::tcp::endpoint server, const load_plan& plan, owner& owner)
    : server_{std::move(server)},
      owner_{owner},
      random_{plan.seed ^ 0xc0ffee},
      people_(plan.users),
      lines_(plan.connections),
      max_away_ns_{static_cast<std::int64_t>(plan.away_s * 1e9)},
      last_open_ns_{now_ns()},
      most_since_ns_{last_open_ns_} {
  for (connection_number each = 0; each < plan.connections; ++each)
    connections_.push_back(std::make_unique<connection>(loop, static_cast<connection::owner&>(*this), each,
                                                        wire_for(plan.wire, each), random_.next()));
}

bool client_lines::may_open(connection_number which) const {
  // A person's further connections wait until the first has made the person.
  return connections_[which]->is_idle() && (which < people() || !people_[person_on(which)].token.empty());
}

std::optional<std::string> client_lines::why_give_up(std::int64_t now) {
  constexpr std::int64_t second_ns = 1'000'000'000;
  if (open_ > 0) last_open_ns_ = now;
  if (open_ > most_open_) {
    most_open_ = open_;
    most_since_ns_ = now;
  }
  if (now - last_open_ns_ > max_away_ns_)
    return fmt::format("no connection to {} could be held for {} s", server_.address().to_string(),
                       max_away_ns_ / second_ns);
  // Until all have been open once, the run waits for the others.
  if (most_open_ < size() && now - most_since_ns_ > max_away_ns_)
    return fmt::format("{} of {} connections to {} are open, and no more could be opened for {} s; {} tries failed{}",
                       open_, size(), server_.address().to_string(), max_away_ns_ / second_ns, failed_openings_,
                       last_failure_.empty() ? "" : ", the last one: " + last_failure_);
  return std::nullopt;
}

void client_lines::tick(std::int64_t now) {
  if (closing_) return;
  if (auto why = why_give_up(now)) return owner_.failed(*why);
  if (open_ + opening_ == size()) return;
  for (connection_number each = 0; each < size() && opening_ < max_opening; ++each) {
    if (lines_[each].due_ns > now || !may_open(each)) continue;
    ++opening_;
    connections_[each]->open(server_, people_[person_on(each)].token);
  }
}

std::optional<connection_number> client_lines::open_connection_of(person_number who,
                                                                  std::optional<connection_number> but) {
  auto lanes = (static_cast<std::uint32_t>(size()) - who + people() - 1) / people();
  auto turn = people_[who].turn++;
  std::optional<connection_number> found;
  for (std::uint32_t i = 0; i < lanes; ++i) {
    auto each = who + (turn + i) % lanes * people();
    if (!is_open(each)) continue;
    if (each != but) return each;
    found = each;
  }
  return found;
}

void client_lines::send(connection_number on, const rpc_id& id, const method_call& call,
                        const request_options& options) {
  message_.clear();
  encode_call(wire_of(on), id, call, options, message_);
  connections_[on]->send(message_);
}

void client_lines::drop(connection_number which, bool politely) { connections_[which]->close(politely); }

void client_lines::close_all() {
  closing_ = true;
  for (auto& each : connections_) each->close(true);
}

void client_lines::became_guest(connection& which, guest who) {
  auto user = parse_id<user_id>(who.user);
  if (!user) return owner_.failed("the server made a guest with the id " + who.user);
  people_[person_on(which.number())] = {*user, std::move(who.token), 0};
}

void client_lines::opened(connection& which) {
  --opening_;
  ++open_;
  lines_[which.number()] = {0, 0, true};
  owner_.came_up(which.number());
}

void client_lines::received(connection& which, std::string_view message) {
  auto& decoder = which.wire() == encoding::json ? json_ : msgpack_;
  auto read = decoder.decode(message);
  if (!read) return owner_.failed("the server sent what is no message: " + read.error().detail);
  owner_.arrived(which.number(), *read, decoder);
}

void client_lines::ended(connection& which, const ending& how) {
  auto number = which.number();
  const auto* code = declared(how.close_status);
  if (!closing_) ++endings_[code ? std::string{code->name} : how.why];
  auto& line = lines_[number];
  --(line.open ? open_ : opening_);
  auto was_open = std::exchange(line.open, false);
  if (!was_open && !closing_) {
    ++failed_openings_;
    last_failure_ = code ? code->name : how.why;
  }
  auto wait = std::min(min_wait_ns * static_cast<double>(1u << std::min(line.failures, 10u)), max_wait_ns);
  ++line.failures;
  line.due_ns = now_ns() + static_cast<std::int64_t>(wait * (0.5 + random_.share()));
  if (how.http_status == 401 || how.http_status == 403) owner_.failed("the server refused a token it made: " + how.why);
  if (code && code->next == reconnect::no && code->code != close_code::normal)
    owner_.failed(fmt::format("the server closed a connection as {}: {}", code->name, code->meaning));
  if (was_open) owner_.went_down(number);
}

}  // namespace moim::load
