#include "domain/matching/search/search_space.hpp"

#include <algorithm>

namespace moim {
namespace {

/// If a plan leads to this few candidates, no other plan is tried.
constexpr std::size_t few_candidates = 48;
/// Lists with at most this many times the square of the wanted candidates are read as they lie. For each
/// ticket that is several times as fast as finding the oldest first.
constexpr std::size_t read_whole = 4;
/// So many values, or blocks met with people, are read as fast as another ticket is looked at.
constexpr std::size_t read_in_a_step = 16;

}  // namespace

void search_space::begin(const pool_kind& kind, const ticket_table& base, time_ms now) {
  kind_ = &kind;
  base_ = &base;
  now_ = now;
  auto ttl_ms = kind.ttl_s * second_ms;
  terms_ = {now, ttl_ms, base.arrivals_in(ttl_ms)};
  draft_.clear(&base.names());
  base_gone_.reset(base.slots());
  draft_gone_.reset(0);
  work_ = {};
}

bool search_space::blocked(ticket_ref a, ticket_ref b) const {
  return (signature_of(a).has_blocks || signature_of(b).has_blocks) && are_blocked(at(a), at(b), now_);
}

bool search_space::suits(ticket_ref a, ticket_ref b) {
  if (!may_suit(signature_of(a), signature_of(b))) return false;
  if (signature_of(a).rough_values || signature_of(b).rough_values) {
    work_.nodes += at(a).values().size() * at(b).values().size() / (read_in_a_step * read_in_a_step);
    if (!values_meet(at(a), at(b))) return false;
  }
  if (signature_of(a).has_blocks || signature_of(b).has_blocks)
    work_.nodes += (at(a).blocks().size() + at(b).blocks().size()) / read_in_a_step;
  return !blocked(a, b);
}

/// Checks what signatures leave open: values and blocks. It costs as many comparisons as there is to read, so
/// tickets that name a lot do not make a search longer. Past the bound nobody suits.
bool search_space::suits_closely(ticket_ref of, ticket_ref candidate, std::uint32_t& comparisons) {
  bool rough = signature_of(of).rough_values || signature_of(candidate).rough_values;
  bool blocks = signature_of(of).has_blocks || signature_of(candidate).has_blocks;
  if (!rough && !blocks) return true;
  if (comparisons == 0) return !(cut_short_ = true);
  const auto& asking = at(of);
  const auto& other = at(candidate);
  std::size_t read = rough ? other.values().size() : 0;
  if (blocks) read += asking.blocks().size() * other.users().size() + other.blocks().size() * asking.users().size();
  work_.comparisons += read / read_in_a_step;
  comparisons -= static_cast<std::uint32_t>(std::min<std::size_t>(comparisons, read / read_in_a_step));
  if (rough) {
    if (!projects_) projection_.begin(base_->layout(), asking);
    projects_ = true;
    if (!projection_.meets(other)) return false;
  }
  return !blocks || !are_blocked(asking, other, now_);
}

bool search_space::plan_walk(const ticket_table& table, ticket_ref bit, const profile& of, std::size_t& total) {
  bool found = false;
  total = 0;
  for (std::size_t plan = 0; plan < table.plans(); ++plan) {
    std::size_t count = 0;
    bool leads = table.probe(plan, of, keys_, lists_, count);
    work_.probes += keys_.size();
    if (!leads || (found && count >= total)) continue;
    found = true;
    total = count;
    std::swap(lists_, best_lists_);
    if (total <= few_candidates) break;
  }
  if (!found) return false;
  for (auto list : best_lists_) walks_.push_back({list.data(), list.data() + list.size(), bit});
  return true;
}

bool search_space::visit(ticket_ref of, ticket_ref candidate, std::uint32_t& comparisons,
                         std::vector<ticket_ref>& into) {
  ++work_.comparisons;
  --comparisons;
  if (candidate == of || is_gone(candidate)) return false;
  auto& seen = is_draft(candidate) ? draft_seen_ : base_seen_;
  if (!seen.mark(slot_of(candidate)) || !may_suit(signature_of(of), signature_of(candidate))) return false;
  if (!suits_closely(of, candidate, comparisons)) return false;
  into.push_back(candidate);
  return true;
}

/// Keeps the tickets of `found_` whose first cache line may suit, and prefetches their second one.
void search_space::glance_through(const signature& asking) {
  constexpr std::size_t ahead = 16;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found_.size(); ++i) {
    if (i + ahead < found_.size()) __builtin_prefetch(&signature_of(found_[i + ahead]));
    const auto& candidate = signature_of(found_[i]);
    if (!may_suit_at_a_glance(asking, candidate)) continue;
    __builtin_prefetch(&candidate.sizes);
    found_[kept++] = found_[i];
  }
  found_.resize(kept);
}

bool search_space::gather_all(ticket_ref of, std::uint32_t& comparisons, std::vector<ticket_ref>& into) {
  found_.clear();
  for (const auto& each : walks_) {
    auto& seen = each.bit != 0 ? draft_seen_ : base_seen_;
    for (const auto* at = each.at; at != each.end; ++at)
      if (seen.mark(*at)) found_.push_back(*at | each.bit);
  }
  work_.comparisons += found_.size();
  comparisons -= static_cast<std::uint32_t>(std::min<std::size_t>(comparisons, found_.size()));
  const auto& asking = signature_of(of);
  glance_through(asking);
  const running alone{asking};
  for (auto each : found_)
    if (alone.accepts(signature_of(each)) && each != of && !is_gone(each) && suits_closely(of, each, comparisons))
      into.push_back(each);
  std::sort(into.begin(), into.end(), [this](ticket_ref a, ticket_ref b) { return older(a, b); });
  return !cut_short_;
}

// The lists are each in order of age; merging them finds the oldest of all without reading them to their ends.
bool search_space::gather_oldest(ticket_ref of, std::size_t max, std::uint32_t& comparisons,
                                 std::vector<ticket_ref>& into) {
  auto later = [this](const walk& a, const walk& b) { return older(*b.at | b.bit, *a.at | a.bit); };
  std::make_heap(walks_.begin(), walks_.end(), later);
  while (!walks_.empty() && into.size() < max && comparisons > 0) {
    std::pop_heap(walks_.begin(), walks_.end(), later);
    auto& next = walks_.back();
    visit(of, *next.at | next.bit, comparisons, into);
    if (++next.at == next.end)
      walks_.pop_back();
    else
      std::push_heap(walks_.begin(), walks_.end(), later);
  }
  return walks_.empty();
}

bool search_space::gather_by_age(const ticket_table& table, ticket_ref bit, ticket_ref of, std::size_t max,
                                 std::uint32_t& comparisons, std::vector<ticket_ref>& into) {
  for (auto each = table.oldest(); each != ticket_table::nowhere; each = table.newer(each)) {
    if (into.size() >= max || comparisons == 0) return false;
    if (!table.is_filed(each)) continue;
    visit(of, each | bit, comparisons, into);
  }
  return true;
}

bool search_space::gather(ticket_ref of, std::size_t max, std::uint32_t& comparisons, std::vector<ticket_ref>& into) {
  into.clear();
  walks_.clear();
  projects_ = cut_short_ = false;
  base_seen_.reset(base_->slots());
  draft_seen_.reset(draft_.slots());
  const auto& asking = at(of);
  std::size_t in_base = 0;
  std::size_t in_draft = 0;
  bool base_walked = plan_walk(*base_, 0, asking, in_base);
  bool draft_walked = draft_.filed() == 0 || plan_walk(draft_, draft_bit, asking, in_draft);
  auto total = in_base + in_draft;
  bool all = total <= std::min<std::size_t>(comparisons, read_whole * max * max)
                 ? gather_all(of, comparisons, into)
                 : gather_oldest(of, max, comparisons, into);
  // If no plan leads to the tickets that may suit, as for somebody who accepts anything: walk all, by age.
  auto more = into.size() + max;
  if (!base_walked) all &= gather_by_age(*base_, 0, of, more, comparisons, into);
  if (!draft_walked) all &= gather_by_age(draft_, draft_bit, of, more, comparisons, into);
  return all;
}

}  // namespace moim
