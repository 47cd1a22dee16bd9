#pragma once

#include "sim/load/load_options.hpp"
#include "sim/load/people/followers.hpp"
#include "sim/load/people/room_register.hpp"
#include "sim/load/people/ticket_book.hpp"
#include "sim/load/report/run_counts.hpp"

#include <map>
#include <utility>

namespace moim::load {

/// What the answers of a run say: which rooms there are, who sits where, what followers saw. Each answer is held
/// against the promises that can be checked from outside; what breaks one goes into the verdict.
///
/// Some answers lead to further requests (`take_consequences`), and some make the run pointless (`failure`).
class run_books {
 public:
  run_books(const load_plan& plan, sim::verdict& found, run_counts& counts, sim::random_source& random)
      : plan_{plan},
        verdict_{found},
        counts_{counts},
        random_{random},
        followers_{plan.users, found},
        tickets_{plan.users, found} {}

  /// Everybody of the run is known; there are no rooms yet.
  void begin(std::vector<user_id> people) { rooms_.emplace(std::move(people)); }
  room_register& rooms() { return *rooms_; }
  const room_register& rooms() const { return *rooms_; }
  moim::load::followers& followers() { return followers_; }
  const moim::load::followers& followers() const { return followers_; }
  ticket_book& tickets() { return tickets_; }
  const ticket_book& tickets() const { return tickets_; }
  /// Of the rooms that the run creates; known once `kind.list` is answered.
  const kind& kind_of_rooms() const { return kind_; }
  /// The rooms as they were read last.
  const std::vector<room_view>& last_views() const { return last_views_; }
  room_id room_of(const request& which) const;

  /// A request is sent for the first time.
  void asked(const intent& what, std::int64_t intended_ns);
  void kinds_told(const settlement& how);
  void created(request& which, const settlement& how);
  void changed(request& which, const settlement& how);
  /// `is_last`: the room is read for the last time, after everything has come to rest.
  void read(request& which, const settlement& how, bool is_last);
  void listed(const settlement& how);
  void ticket_submitted(const request& which, const settlement& how);
  /// `is_last`: as of rooms.
  void ticket_read(const request& which, const settlement& how, bool is_last);
  void follow_answered(const request& which, const settlement& how);
  /// Draws who follows a room.
  void draw_followers(room_number which, purpose why);

  /// Requests that follow from the answers, in order; takes them.
  std::vector<intent> take_consequences() { return std::exchange(consequences_, {}); }
  /// Why there is no point in going on, for people; empty: there is.
  const std::string& failure() const { return failure_; }

 private:
  void read_on(const request& which, const settlement& how);
  void see_last(const request& which, room_view view, bool is_part);
  void fail_with(std::string why);

  const load_plan& plan_;
  sim::verdict& verdict_;
  run_counts& counts_;
  sim::random_source& random_;
  std::optional<room_register> rooms_;
  moim::load::followers followers_;
  ticket_book tickets_;
  kind kind_;
  std::vector<room_view> last_views_;
  /// Great halls that are being read for the last time.
  std::map<room_number, room_view> halls_;
  std::vector<intent> consequences_;
  std::string failure_;
};

}  // namespace moim::load
