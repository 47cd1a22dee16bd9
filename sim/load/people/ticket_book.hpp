#pragma once

#include "domain/matching/matcher/ticket_messages.hpp"
#include "domain/matching/owed/note.hpp"
#include "sim/checks/violation.hpp"
#include "sim/load/operation.hpp"

#include <unordered_map>

namespace moim::load {

/// People's tickets, one at a time, as far as the harness knows. What it is told of them is held against two promises:
/// a ticket that was acknowledged is there (P2), and each ends once, of which its person is told once (P4).
class ticket_book {
 public:
  /// `found` outlives the book.
  ticket_book(std::uint32_t people, sim::verdict& found) : found_{found}, people_(people) {}

  /// Whether the person has none, and there is a pool to hand one in.
  bool may_submit(person_number who) const;
  /// The ticket by which the person waits.
  std::optional<ticket_id> waiting(person_number who) const;
  std::uint64_t count() const { return count_; }
  std::uint64_t ended_count() const { return ended_count_; }

  void asked(person_number who, std::int64_t intended_ns);
  void acknowledged(person_number who, const ticket_id& ticket);
  void refused(person_number who) { people_[who].asking = false; }
  /// Whether there is a ticket is not known, and never will be.
  void given_up(person_number who);
  /// The kind has no pool: nobody need ask again.
  void no_pool() { has_pool_ = false; }

  /// A note came, perhaps over one of several connections. If it is the first word of a ticket's end: when the ticket
  /// was to be handed in.
  std::optional<std::int64_t> noted(person_number who, const note& told);
  /// A connection broke: a note may have been missed.
  void disconnected(person_number who) { people_[who].may_have_missed = true; }

  /// For the last reading: whose ticket to read, and which.
  std::vector<std::pair<person_number, ticket_id>> last_tickets() const;
  void see(person_number who, const ticket_view& view);
  void not_found(person_number who, const ticket_id& ticket);
  /// Whether everybody was told of all that was seen to have ended.
  bool has_caught_up() const;
  void see_last();

 private:
  /// The number of the note of its end, and whether it was acknowledged.
  struct story {
    std::uint64_t note = 0;
    note_kind end{};
    bool acknowledged = false;
    bool was_seen_over = false;
  };
  struct person {
    bool asking = false;
    bool has_unknown = false;
    bool may_have_missed = false;
    std::int64_t intended_ns = 0;
    std::optional<ticket_id> last;
    std::unordered_map<ticket_id, story> tickets;
  };

  /// It was seen to be over and its person should have been told.
  static bool is_untold(const person& whose, const story& of) {
    return of.was_seen_over && of.note == 0 && !whose.may_have_missed;
  }

  sim::verdict& found_;
  std::vector<person> people_;
  bool has_pool_ = true;
  std::uint64_t count_ = 0;
  std::uint64_t ended_count_ = 0;
};

}  // namespace moim::load
