#pragma once

#include "domain/declare/fields.hpp"
#include "domain/matching/tickets/ticket.hpp"

#include <map>
#include <optional>
#include <set>

/// Tickets whose people are still asked whether they want to be in them. No search sees such a ticket, and it keeps
/// nobody from a ticket of their own but those who have said yes: whoever submitted it, and whoever has accepted.
namespace moim {

/// The most people that one ticket invites, and the most open invitations that one person is shown in a pool.
inline constexpr std::size_t max_invitations = 8;

struct open_party {
  /// Its times are those of the invitation: submitted when its people were asked, and as long as it may wait later.
  moim::ticket ticket;
  time_ms until = 0;
  std::vector<user_id> asked;
  std::vector<user_id> accepted;
  const user_id& inviter() const { return ticket.users.front(); }
  static constexpr auto fields() {
    return std::tuple{field{"ticket", &open_party::ticket}, field{"until", &open_party::until},
                      field{"asked", &open_party::asked}, field{"accepted", &open_party::accepted}};
  }
};

/// The open parties of a pool, or of a draft on it.
class open_parties {
 public:
  open_parties() = default;
  /// A draft: it shows what `under` shows, but for what is changed in it.
  explicit open_parties(const open_parties* under) : under_(under) {}

  /// Null if nobody is asked by that ticket, or not any more.
  const open_party* find(const ticket_id& id) const;
  /// The party that has the person's one place in the pool: they have submitted it, or have accepted.
  std::optional<ticket_id> place_of(const user_id& user) const;
  /// The parties that ask the person and have no answer from them, by their tickets.
  const std::vector<ticket_id>& asking(const user_id& user) const;
  /// The first time after `now` at which one is over.
  std::optional<time_ms> next_after(time_ms now) const;

  void add(open_party made);
  void accept(const ticket_id& id, const user_id& user);
  void remove(ticket_id id);

  /// Of a pool, not of a draft: how many there are, all of them by their tickets, and when each is over.
  std::size_t size() const { return parties_.size(); }
  const std::map<ticket_id, std::optional<open_party>>& all() const { return parties_; }
  const std::set<std::pair<time_ms, ticket_id>>& due() const { return due_; }
  std::size_t bytes() const;

 private:
  struct person {
    /// One at the most, but while a pool is restored from slices of several times: then what is over by one may still
    /// be there by another.
    std::vector<ticket_id> places;
    std::vector<ticket_id> asking;
    static constexpr auto fields() {
      return std::tuple{field{"places", &person::places}, field{"asking", &person::asking}};
    }
  };
  const person& look_at(const user_id& user) const;
  template <class Change>
  void change(const user_id& user, Change&& how);

  const open_parties* under_ = nullptr;
  /// Nothing, in a draft: it is over.
  std::map<ticket_id, std::optional<open_party>> parties_;
  std::map<user_id, person> people_;
  std::set<std::pair<time_ms, ticket_id>> due_;
};

}  // namespace moim
