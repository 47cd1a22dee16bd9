#pragma once

#include "sim/load/people/request.hpp"
#include "sim/load/people/room_register.hpp"
#include "sim/load/people/ticket_book.hpp"
#include "sim/load/run/pacer.hpp"
#include "sim/scenarios/scenario.hpp"

namespace moim::load {

/// Says who does what next: people as the scenario has them, at the times that the pacer gives. Pure.
class turn_source {
 public:
  /// `rooms`, `tickets` and `kind` outlive this; the kind is that of the rooms that people create.
  turn_source(const load_plan& plan, const room_register& rooms, const ticket_book& tickets, const kind& kind)
      : plan_{plan}, rooms_{rooms}, tickets_{tickets}, kind_{kind}, random_{plan.seed ^ 0x71c4e7} {}

  /// Decides on the people. Says who joins the first rooms before anything is measured.
  std::vector<intent> prepare();
  void begin(std::int64_t now_ns);
  void end() { pacer_.reset(); }

  struct turn {
    /// Nothing if the person goes away without a word, to come back.
    std::optional<intent> what;
    person_number who = 0;
    std::int64_t due_ns = 0;
  };
  /// The next turn that is due; nothing: none yet.
  std::optional<turn> next(std::int64_t now_ns);
  /// A turn's request was settled, or came to nothing.
  void finished(person_number who) { pacer_->finished(who); }
  /// When the next arrival is due; nothing if turns come of answers only.
  std::optional<std::int64_t> next_due_ns() const { return pacer_ ? pacer_->next_due_ns() : std::nullopt; }
  /// Whether nobody has anything left to do.
  bool is_dry() const { return pacer_->is_dry(); }

  intent create_by(person_number who, std::uint32_t seats);

 private:
  intent intent_of(person_number who, const sim::intention& wish);
  std::optional<intent> about_ticket(person_number who);

  const load_plan& plan_;
  const room_register& rooms_;
  const ticket_book& tickets_;
  const kind& kind_;
  sim::random_source random_;
  std::unique_ptr<sim::scenario> scenario_;
  std::optional<pacer> pacer_;
  std::uint64_t created_ = 0;
};

}  // namespace moim::load
