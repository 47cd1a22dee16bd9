#pragma once

#include "domain/matching/matcher/matcher.hpp"
#include "sim/simulation/checkers/acquaintances.hpp"

#include <algorithm>
#include <set>

namespace moim::sim {

/// What a pool's log says of one ticket.
struct ticket_story {
  ticket of;
  std::uint8_t steps = 0;
  /// The proposal that holds it; 0: none.
  std::uint64_t proposal = 0;
  /// How it ended: in a match, or otherwise; neither: it lives.
  std::optional<match_id> match;
  std::optional<ticket_end> why;
  /// Where the match put it.
  room_id room;
  /// When its beginning and its end landed.
  time_ms landed_at = 0;
  time_ms over_at = 0;
  /// Where it was to be put before its room's birth had to move.
  std::set<room_id> left_rooms{};

  bool is_live() const { return !match && !why; }
};

/// What it says of a ticket while those whom it names are asked.
struct party_story {
  ticket of;
  time_ms until = 0;
  std::set<user_id> asked;
  std::set<user_id> accepted;
  bool open = true;
  /// Why it ended; nothing: it did not, or the ticket was submitted.
  std::optional<ticket_end> why;
  time_ms landed_at = 0;
  time_ms over_at = 0;

  const user_id& inviter() const { return of.users.front(); }
  /// Whether it has the person's place in the pool, as long as it is open.
  bool has_place_of(const user_id& user) const { return user == inviter() || accepted.contains(user); }
};

/// What it says of a group that was asked.
struct proposal_story {
  std::vector<ticket_id> tickets;
  std::vector<user_id> users;
  std::set<user_id> accepted;
  time_ms until = 0;
  /// By then it may be no group any more: nobody is out for having said nothing.
  bool cut_short = false;
  bool open = true;
  /// The room that was asked in their stead, and whether it is known to have taken them.
  std::optional<room_id> room;
  bool taken = false;
};

/// What it says of a match.
struct match_story {
  std::vector<user_id> users;
  /// Its oldest ticket.
  ticket_id first;
  /// Its people went to a room that was there already.
  bool fills_a_room = false;
};

/// The books of a pool, kept by a witness that knows what events mean and nothing of how groups are found:
/// each ticket ends once (P4), each match suits everybody in it, and everybody is owed their news.
class ticket_ledger {
 public:
  /// Reads one event of a commit that was decided at `at` and has landed now. What it breaks goes to `amiss`, as
  /// `P4: what`.
  void read(const matcher_event& event, time_ms at, time_ms landed_at, std::vector<std::string>& amiss);

  /// All events of the commit were read.
  void end_commit(std::vector<std::string>& amiss);

  const ticket_story* find(const ticket_id& ticket) const {
    auto found = tickets_.find(ticket);
    return found == tickets_.end() ? nullptr : &found->second;
  }
  /// Null if it never named anybody who had to be asked.
  const party_story* party(const ticket_id& ticket) const {
    auto found = parties_.find(ticket);
    return found == parties_.end() ? nullptr : &found->second;
  }
  const std::map<ticket_id, party_story>& parties() const { return parties_; }
  /// The rules as they are by now; nothing: there is no pool yet.
  const std::optional<pool_kind>& kind() const { return kind_; }
  const std::map<ticket_id, ticket_story>& tickets() const { return tickets_; }
  const std::map<match_id, match_story>& matches() const { return matches_; }
  const std::map<std::uint64_t, proposal_story>& proposals() const { return proposals_; }
  /// All that people have to be told, each once.
  const std::set<std::pair<user_id, news_id>>& owed() const { return owed_; }
  /// Whether the person was in a live ticket, or had their place in an open party, at some moment since then.
  bool waited_since(const user_id& user, time_ms since) const;
  std::size_t live() const {
    auto live = std::count_if(tickets_.begin(), tickets_.end(), [](const auto& each) { return each.second.is_live(); });
    auto open = std::count_if(parties_.begin(), parties_.end(), [](const auto& each) { return each.second.open; });
    return static_cast<std::size_t>(live + open);
  }

 private:
  struct reading;

  std::optional<pool_kind> kind_;
  std::map<ticket_id, ticket_story> tickets_;
  std::map<ticket_id, party_story> parties_;
  /// All of their people have accepted: they have to come in with the same commit.
  std::set<ticket_id> formed_;
  std::map<user_id, std::set<ticket_id>> waiting_;
  /// Came while another ticket of theirs was live: that one has to end in the same commit.
  std::set<user_id> came_again_;
  std::map<match_id, match_story> matches_;
  std::map<std::uint64_t, proposal_story> proposals_;
  /// By the number of the delivery.
  std::map<std::uint64_t, match_id> births_;
  std::set<std::pair<user_id, news_id>> owed_;
  /// Were in a proposal that is closed, and do not come back: they have to end in the same commit.
  std::set<ticket_id> leaving_;
  /// Had tickets that ended: they have to be closed in the same commit.
  std::set<std::uint64_t> shaken_;
  acquaintances known_;
};

}  // namespace moim::sim
