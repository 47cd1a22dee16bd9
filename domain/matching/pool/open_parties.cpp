#include "domain/matching/pool/open_parties.hpp"

#include "domain/memory/heap_bytes.hpp"

#include <algorithm>

namespace moim {
namespace {

void insert(const ticket_id& id, std::vector<ticket_id>& into) {
  into.insert(std::lower_bound(into.begin(), into.end(), id), id);
}

}  // namespace

const open_party* open_parties::find(const ticket_id& id) const {
  auto found = parties_.find(id);
  if (found != parties_.end()) return found->second ? &*found->second : nullptr;
  return under_ ? under_->find(id) : nullptr;
}

const open_parties::person& open_parties::look_at(const user_id& user) const {
  static const person nobody;
  auto found = people_.find(user);
  if (found != people_.end()) return found->second;
  return under_ ? under_->look_at(user) : nobody;
}

std::optional<ticket_id> open_parties::place_of(const user_id& user) const {
  const auto& places = look_at(user).places;
  return places.empty() ? std::nullopt : std::optional{places.back()};
}

const std::vector<ticket_id>& open_parties::asking(const user_id& user) const { return look_at(user).asking; }

std::optional<time_ms> open_parties::next_after(time_ms now) const {
  auto later = [&](const open_parties& in) {
    auto each = in.due_.upper_bound({now, ticket_id{~std::uint64_t{0}, ~std::uint64_t{0}}});
    while (each != in.due_.end() && !find(each->second)) ++each;
    return each == in.due_.end() ? std::nullopt : std::optional{each->first};
  };
  auto own = later(*this);
  auto below = under_ ? later(*under_) : std::nullopt;
  return own && below ? std::min(own, below) : (own ? own : below);
}

/// A draft keeps also those of whom nothing is left, for they hide what is under it.
template <class Change>
void open_parties::change(const user_id& user, Change&& how) {
  auto [found, is_new] = people_.try_emplace(user);
  if (is_new && under_) found->second = under_->look_at(user);
  how(found->second);
  if (!under_ && found->second.places.empty() && found->second.asking.empty()) people_.erase(found);
}

void open_parties::add(open_party made) {
  auto id = made.ticket.id;
  due_.insert({made.until, id});
  change(made.inviter(), [&](person& of) { insert(id, of.places); });
  for (const auto& user : made.accepted) change(user, [&](person& of) { insert(id, of.places); });
  for (const auto& user : made.asked)
    if (std::find(made.accepted.begin(), made.accepted.end(), user) == made.accepted.end())
      change(user, [&](person& of) { insert(id, of.asking); });
  parties_.insert_or_assign(id, std::move(made));
}

void open_parties::accept(const ticket_id& id, const user_id& user) {
  const auto* known = find(id);
  if (!known) return;
  auto [found, is_new] = parties_.try_emplace(id, *known);
  found->second->accepted.push_back(user);
  change(user, [&](person& of) {
    insert(id, of.places);
    std::erase(of.asking, id);
  });
}

void open_parties::remove(ticket_id id) {
  const auto* known = find(id);
  if (!known) return;
  auto forget = [&](person& of) {
    std::erase(of.places, id);
    std::erase(of.asking, id);
  };
  change(known->inviter(), forget);
  for (const auto& user : known->asked) change(user, forget);
  due_.erase({known->until, id});
  if (under_)
    parties_[id].reset();
  else
    parties_.erase(id);
}

std::size_t open_parties::bytes() const {
  constexpr std::size_t links = 32;
  auto total = bytes_outside(people_) + due_.size() * allocated_bytes(links + sizeof(std::pair<time_ms, ticket_id>)) +
               parties_.size() * allocated_bytes(links + sizeof(std::pair<const ticket_id, std::optional<open_party>>));
  for (const auto& [id, party] : parties_) total += bytes_outside(*party);
  return total;
}

}  // namespace moim
