#pragma once

#include "domain/directory/live_listings.hpp"

#include <random>

namespace moim::sim {

/// Plays with the directory's index: cards come, change and go; all that is asked of it is held to a scan over the
/// cards
/// (`naive_list.hpp`), pages that are read while cards change as well, and lists that are followed to what they say
/// when they are read anew. The same seed plays the same.
class directory_play {
 public:
  explicit directory_play(std::uint64_t seed);
  /// Plays so many rounds. What was wrong first; nothing: all was right.
  std::optional<std::string> play(std::size_t rounds);

 private:
  struct followed {
    card_query query;
    std::uint32_t limit = 0;
    std::uint64_t version = 0;
    std::vector<room_card> page;
  };

  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>{0, bound - 1}(chance_); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  double anywhere(double from, double to) { return std::uniform_real_distribution<double>{from, to}(chance_); }

  geo_point any_point();
  directory_card any_card(const room_id& room);
  room_filter any_filter();
  void change_one();
  void put(directory_card card);
  void erase(const room_id& room);
  void complain(const std::string& what);

  void read_all(const room_filter& asked, bool while_changing);
  bool take_page(const card_query& query, std::optional<list_place>& at, std::vector<room_card>& read);
  void check_read(const room_filter& asked, const std::vector<room_card>& read,
                  const std::map<room_id, directory_card>& before);
  void follow(const room_filter& asked);
  void look_again();
  void check_codes();

  std::mt19937_64 chance_;
  card_index index_;
  live_listings live_;
  std::map<room_id, directory_card> cards_;  // as they should be
  std::set<room_id> touched_;                // since a list began to be read
  std::map<listing_number, followed> followed_;
  std::uint64_t made_ = 0;
  std::optional<std::string> wrong_;
};

}  // namespace moim::sim
