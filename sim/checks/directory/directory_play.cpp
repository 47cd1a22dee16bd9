#include "sim/checks/directory/directory_play.hpp"

#include "domain/directory/page_search.hpp"
#include "sim/checks/directory/naive_list.hpp"

#include <algorithm>

namespace moim::sim {
namespace {

constexpr std::size_t most_cards = 300;
constexpr std::size_t listings_followed = 6;
constexpr std::int64_t begin_ms = 1'790'000'000'000;

const std::vector<std::string> kinds{"meal", "study", "football"};
const std::vector<std::string> words{"Soup",     "soup",         "noon",   "a",  "lunch",
                                     "together", "Togetherness", "떡볶이", "떡", "run"};
const std::vector<std::string> tags{"spicy", "quiet", "a", "dogs", "a-tag-longer-than-what-is-kept"};
/// Where the Earth has edges, and where people are.
const std::vector<geo_point> centres{{37.5665, 126.978}, {37.57, 126.98}, {90, 0},       {-90, 45},    {0, 180},
                                     {0.01, -179.99},    {65, 179.999},   {-16.5, -180}, {89.99, 100}, {51.5, 0}};
const std::vector<double> radii{0, 1, 400, 10'000, 150'000, 3'000'000, 20'015'087};

}  // namespace

directory_play::directory_play(std::uint64_t seed) : chance_{seed} {}

void directory_play::complain(const std::string& what) {
  if (!wrong_) wrong_ = what;
}

geo_point directory_play::any_point() {
  auto point = centres[below(centres.size())];
  if (one_in(2)) return point;
  auto near = one_in(2) ? 0.1 : 5.0;
  point.lat = std::clamp(point.lat + anywhere(-near, near), -90.0, 90.0);
  point.lon = std::remainder(point.lon + anywhere(-near, near), 360);
  return point;
}

directory_card directory_play::any_card(const room_id& room) {
  directory_card card;
  card.room = room;
  card.kind = kinds[below(kinds.size())];
  card.title = words[below(words.size())];
  for (auto more = below(4); more > 0; --more) card.title += " " + words[below(words.size())];
  card.seats = static_cast<std::uint32_t>(1 + below(5));
  card.taken = static_cast<std::uint32_t>(below(card.seats + 1));
  card.phase = one_in(5) ? room_phase::locked : room_phase::open;
  card.created_at_ms = created_at_ms(room);
  if (!one_in(3)) card.starts_at_ms = begin_ms + static_cast<std::int64_t>(below(20)) * minute_ms;
  if (!one_in(4)) card.place.emplace().called = "here";
  if (card.place && !one_in(5)) card.place->point = any_point();
  for (const auto& tag : tags)
    if (one_in(3)) card.tags.push_back(tag);
  card.listed = !one_in(6);
  if (one_in(3)) card.code = "CODE" + std::to_string(below(40));
  return card;
}

room_filter directory_play::any_filter() {
  room_filter asked;
  if (one_in(2)) asked.kind = kinds[below(kinds.size())];
  if (one_in(4)) asked.with_free_seat = true;
  if (one_in(4)) asked.phase = one_in(2) ? room_phase::locked : room_phase::open;
  if (one_in(4)) asked.text = words[below(words.size())].substr(0, one_in(2) ? 3 : 100);
  if (one_in(4)) asked.tags = {tags[below(tags.size())]};
  if (one_in(8)) asked.tags = {tags[0], tags[2]};
  if (one_in(4)) asked.free_seats = static_cast<std::uint32_t>(below(4));
  if (one_in(4)) asked.starts_from_ms = begin_ms + static_cast<std::int64_t>(below(20)) * minute_ms;
  if (one_in(4)) asked.starts_to_ms = begin_ms + static_cast<std::int64_t>(below(20)) * minute_ms;
  asked.order = static_cast<list_order>(below(enum_names(list_order{}).size()));
  if (asked.order == list_order::nearest || one_in(3)) {
    auto centre = any_point();
    asked.near = surroundings_of{centre.lat, centre.lon, radii[below(radii.size())]};
  }
  return asked;
}

void directory_play::put(directory_card card) {
  touched_.insert(card.room);
  index_.put(card);
  live_.changed(card.room);
  cards_.insert_or_assign(card.room, std::move(card));
}

void directory_play::erase(const room_id& room) {
  touched_.insert(room);
  index_.erase(room);
  live_.changed(room);
  cards_.erase(room);
}

void directory_play::change_one() {
  bool grows = cards_.size() < most_cards / 2 || (cards_.size() < most_cards && one_in(3));
  if (grows) {
    auto made_at = static_cast<std::uint64_t>(begin_ms) + below(1'000'000'000);
    return put(any_card({made_at << 16 | below(65'536), ++made_}));
  }
  auto chosen = std::next(cards_.begin(), static_cast<std::ptrdiff_t>(below(cards_.size())));
  auto card = chosen->second;
  if (one_in(4)) return erase(card.room);
  if (one_in(3)) return put(any_card(card.room));
  card.taken = static_cast<std::uint32_t>(below(card.seats + 1));
  put(std::move(card));
}

bool directory_play::take_page(const card_query& query, std::optional<list_place>& at, std::vector<room_card>& read) {
  auto page = search_page(index_, query, at, 1 + below(7));
  for (auto which : page.cards) read.push_back(index_.cards().card(which));
  if (!page.next) return false;
  // As a client has it.
  auto next = place_of(query, cursor_of(query, *page.next));
  if (!next || *next != *page.next) return complain("a cursor is not what it was made of"), false;
  at = *next;
  return true;
}

void directory_play::read_all(const room_filter& asked, bool while_changing) {
  auto query = query_of(asked);
  if (!query) return complain("a good query is refused");
  touched_.clear();
  auto before = cards_;
  std::vector<room_card> read;
  std::optional<list_place> at;
  std::size_t pages = 0;
  while (take_page(*query, at, read)) {
    if (++pages > 2 * most_cards) return complain("a list has no end");
    if (while_changing) change_one();
  }
  check_read(asked, read, before);
}

void directory_play::check_read(const room_filter& asked, const std::vector<room_card>& read,
                                const std::map<room_id, directory_card>& before) {
  std::set<room_id> seen;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const auto& card = read[i];
    if (touched_.contains(card.room)) continue;
    if (!seen.insert(card.room).second) return complain("a room is listed twice");
    auto is = before.find(card.room);
    if (is == before.end()) return complain("a room is listed that is gone");
    if (static_cast<const room_card&>(is->second) != card) return complain("a card is not as it was put");
    if (!is->second.listed) return complain("a room is listed that is not to be");
    if (belongs_to(asked, card) == belongs::no) return complain("a room is listed that was not asked for");
    if (i == 0 || touched_.contains(read[i - 1].room)) continue;
    if (auto why = why_not_before(asked, read[i - 1], card)) return complain(*why);
  }
  for (const auto& [room, card] : before)
    if (card.listed && !touched_.contains(room) && !seen.contains(room) && belongs_to(asked, card) == belongs::yes)
      return complain("a room is missing from a list");
}

void directory_play::follow(const room_filter& asked) {
  auto query = query_of(asked);
  if (!query) return complain("a good query is refused");
  auto limit = static_cast<std::uint32_t>(1 + below(max_rooms_followed));
  auto begun = live_.find_or_begin(index_, *query, limit, listings_followed + 1);
  if (!begun) return complain("a list cannot be followed");
  auto& follower = followed_[begun->listing];
  if (!follower.page.empty() && follower.page != begun->rooms) complain("two who follow a list see another one");
  follower = {*query, limit, begun->version, begun->rooms};
  if (followed_.size() <= listings_followed) return;
  auto ended = followed_.begin()->first;
  live_.end(ended);
  followed_.erase(ended);
}

/// Once all is told, who has followed a list knows the same as who reads it now.
void directory_play::look_again() {
  while (live_.has_changes())
    live_.look_again(index_, 2, [&](const listing_push& push) {
      auto [number, version] = std::visit([](auto& each) { return std::pair{each.listing, each.version}; }, push);
      auto& follower = followed_.at(number);
      if (version != ++follower.version) complain("a push of a list is missing");
      take_push(follower.page, push);
    });
  for (const auto& [number, follower] : followed_) {
    auto fresh = search_page(index_, follower.query, std::nullopt, follower.limit);
    bool same = fresh.cards.size() == follower.page.size();
    for (std::size_t i = 0; same && i < fresh.cards.size(); ++i)
      same = static_cast<const room_card&>(index_.cards().card(fresh.cards[i])) == follower.page[i];
    if (!same) complain("a list that is followed is not what it says when it is read");
  }
}

void directory_play::check_codes() {
  for (std::size_t number = 0; number < 40; ++number) {
    auto code = "CODE" + std::to_string(number);
    std::optional<room_id> newest;
    for (const auto& [room, card] : cards_)
      if (card.code == code) newest = room;
    auto found = index_.cards().with_code(code);
    auto room = found ? std::optional{index_.cards().facts(*found).room} : std::nullopt;
    if (room != newest) complain("a code finds another room");
  }
}

std::optional<std::string> directory_play::play(std::size_t rounds) {
  for (std::size_t round = 0; round < rounds && !wrong_; ++round) {
    for (auto changes = below(20); changes > 0; --changes) change_one();
    if (one_in(3)) follow(any_filter());
    read_all(any_filter(), false);
    read_all(any_filter(), true);
    look_again();
    if (one_in(10)) check_codes();
    if (!cards_.empty() && index_.oldest() != cards_.begin()->first) complain("the oldest room is another one");
    if (index_.cards().size() != cards_.size()) complain("there are more cards or fewer than were put");
  }
  return wrong_;
}

}  // namespace moim::sim
