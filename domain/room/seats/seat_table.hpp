#pragma once

#include "domain/declare/time.hpp"
#include "domain/room/facet.hpp"
#include "domain/room/seats/seat_index.hpp"

#include <vector>

namespace moim {

/// A seat that is kept for somebody who does not sit in it yet.
struct kept_seat {
  user_id user;
  std::uint32_t seat = 0;
  /// From then on it is free again.
  time_ms until = 0;
  seat_way way{};
  static constexpr auto fields() {
    return std::tuple{field{"user", &kept_seat::user}, field{"seat", &kept_seat::seat},
                      field{"until", &kept_seat::until}, field{"way", &kept_seat::way}};
  }
  bool operator==(const kept_seat&) const = default;
};

/// The seats of a room: the people in them, and those a seat is kept for. Finding a person and the lowest free seat
/// cost the same in a hall as at a table.
class seat_table {
 public:
  seat_table() = default;
  explicit seat_table(std::uint32_t capacity) : capacity_(capacity) {}

  std::uint32_t capacity() const { return capacity_; }
  std::uint32_t taken() const { return static_cast<std::uint32_t>(index_.size() - kept_.size()); }
  /// How many are taken or kept.
  std::uint32_t occupied() const { return static_cast<std::uint32_t>(index_.size()); }
  /// The person's seat, from 1; 0 if they do not sit here.
  std::uint32_t seat_of(const user_id& user) const;
  /// The lowest seat that is neither taken nor kept, from 1; 0 if there is none.
  std::uint32_t first_free() const;
  /// The seats that are kept, in the order of their numbers.
  const std::vector<kept_seat>& kept() const { return kept_; }
  /// Null if no seat is kept for the person.
  const kept_seat* kept_for(const user_id& user) const;
  /// Calls `visit(user, seat)` for each member, in the order of the seats.
  template <class Visitor>
  void for_each_member(Visitor&& visit) const {
    visit_members(0, by_seat_.size(), visit);
  }
  /// The same for at most `max` members in the seats after `after`. True if there are more.
  template <class Visitor>
  bool visit_members(std::uint32_t after, std::size_t max, Visitor&& visit) const {
    auto kept = kept_at(after + 1);
    for (auto i = after; i < by_seat_.size(); ++i) {
      bool is_kept = kept != kept_.end() && kept->seat == i + 1;
      if (is_kept) ++kept;
      if (!by_seat_[i] || is_kept) continue;
      if (max-- == 0) return true;
      visit(by_seat_[i], i + 1);
    }
    return false;
  }

  /// The person sits down.
  void put(const user_id& user, std::uint32_t seat);
  void keep(const kept_seat& kept);
  /// The person's seat is free again, whether they sat in it or it was kept for them.
  void remove(const user_id& user);
  void remove_all_kept();
  /// Whoever has a seat keeps it, with its number.
  void resize(std::uint32_t capacity) { capacity_ = capacity; }

  static constexpr auto fields() {
    return std::tuple{field{"capacity", &seat_table::capacity_}, field{"by_seat", &seat_table::by_seat_},
                      field{"kept", &seat_table::kept_}};
  }
  /// Restores the derived members, which are not stored (storage_codec.hpp).
  void after_reading();
  bool operator==(const seat_table& other) const {
    return capacity_ == other.capacity_ && by_seat_ == other.by_seat_ && kept_ == other.kept_;
  }

 private:
  void occupy(const user_id& user, std::uint32_t seat);
  std::vector<kept_seat>::const_iterator kept_at(std::uint32_t seat) const;
  bool is_kept(std::uint32_t seat) const;
  void forget_kept(std::uint32_t seat);

  std::uint32_t capacity_ = 0;
  /// The people in seat 1, 2, 3…, up to the highest that anybody ever had; an empty id: nobody.
  std::vector<user_id> by_seat_;
  /// Which of these seats are only kept.
  std::vector<kept_seat> kept_;

  // Derived.
  seat_index index_;
  /// Free seats among `by_seat_`, the lowest last.
  std::vector<std::uint32_t> gaps_;
};

}  // namespace moim
