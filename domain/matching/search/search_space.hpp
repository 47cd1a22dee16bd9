#pragma once

#include "domain/matching/index/ticket_table.hpp"
#include "domain/matching/index/value_projection.hpp"
#include "domain/matching/search/work.hpp"

#include <vector>

namespace moim {

/// A ticket of a pool or of the draft on it: a slot, with the highest bit set for the draft.
using ticket_ref = std::uint32_t;
inline constexpr ticket_ref draft_bit = ticket_ref{1} << 31;
constexpr bool is_draft(ticket_ref ref) { return (ref & draft_bit) != 0; }
constexpr slot slot_of(ticket_ref ref) { return ref & ~draft_bit; }

/// Marks on slots; all are cleared at once.
class slot_marks {
 public:
  void reset(std::size_t slots) {
    if (marks_.size() < slots) marks_.resize(slots + slots / 2 + 64, 0);
    if (++current_ == 0) {
      marks_.assign(marks_.size(), 0);
      current_ = 1;
    }
  }
  bool has(slot which) const { return which < marks_.size() && marks_[which] == current_; }
  /// False if it was marked already.
  bool mark(slot which) {
    if (marks_.size() <= which) marks_.resize(which + which / 2 + 64, 0);
    bool is_new = marks_[which] != current_;
    marks_[which] = current_;
    return is_new;
  }
  void unmark(slot which) { marks_[which] = 0; }

 private:
  std::vector<std::uint32_t> marks_;
  std::uint32_t current_ = 1;
};

/// What one decision searches: the pool as it is, the draft beside it, and which tickets of both are gone by now.
class search_space {
 public:
  explicit search_space(const pool_kind& kind) : kind_(&kind), draft_(kind) {}

  /// Begins a decision on `base` at `now`.
  void begin(const pool_kind& kind, const ticket_table& base, time_ms now);

  ticket_table& draft() { return draft_; }
  const ticket_table& draft() const { return draft_; }
  const ticket_table& table(ticket_ref ref) const { return is_draft(ref) ? draft_ : *base_; }
  const profile& at(ticket_ref ref) const { return table(ref).at(slot_of(ref)); }
  const signature& signature_of(ticket_ref ref) const { return table(ref).signature_of(slot_of(ref)); }
  age_rank age(ticket_ref ref) const { return table(ref).age(slot_of(ref)); }
  bool older(ticket_ref a, ticket_ref b) const { return age(a) < age(b); }

  bool is_gone(ticket_ref ref) const { return (is_draft(ref) ? draft_gone_ : base_gone_).has(slot_of(ref)); }
  void withdraw(ticket_ref ref) { (is_draft(ref) ? draft_gone_ : base_gone_).mark(slot_of(ref)); }

  const pool_kind& kind() const { return *kind_; }
  const ticket_table& base() const { return *base_; }
  time_ms now() const { return now_; }
  const choice_terms& terms() const { return terms_; }
  match_work& work() { return work_; }
  const match_work& work() const { return work_; }

  /// Whether a group of these people may form already: it has the preferred number, or its longest-waiting ticket has
  /// waited long enough.
  bool is_ready(std::uint32_t people, time_ms oldest_submitted_at) const {
    return !kind_->prefer || people >= *kind_->prefer || now_ >= oldest_submitted_at + kind_->patience_s * second_ms;
  }
  /// Whether two tickets may suit each other by their signatures, share values, and have not blocked each other.
  bool suits(ticket_ref a, ticket_ref b);
  bool blocked(ticket_ref a, ticket_ref b) const;

  /// Gathers the tickets that suit `of`, the oldest first: at most `max`, unless looking at all is cheap.
  /// \param comparisons how many tickets may still be looked at; those looked at are subtracted
  /// \return whether these are all that suit
  bool gather(ticket_ref of, std::size_t max, std::uint32_t& comparisons, std::vector<ticket_ref>& into);

 private:
  struct walk {
    const slot* at;
    const slot* end;
    ticket_ref bit;
  };

  /// The shortest walk through one of the tables; false if no plan leads through it.
  bool plan_walk(const ticket_table& table, ticket_ref bit, const profile& of, std::size_t& total);
  bool visit(ticket_ref of, ticket_ref candidate, std::uint32_t& comparisons, std::vector<ticket_ref>& into);
  bool suits_closely(ticket_ref of, ticket_ref candidate, std::uint32_t& comparisons);
  void glance_through(const signature& asking);
  bool gather_all(ticket_ref of, std::uint32_t& comparisons, std::vector<ticket_ref>& into);
  bool gather_oldest(ticket_ref of, std::size_t max, std::uint32_t& comparisons, std::vector<ticket_ref>& into);
  bool gather_by_age(const ticket_table& table, ticket_ref bit, ticket_ref of, std::size_t max,
                     std::uint32_t& comparisons, std::vector<ticket_ref>& into);

  const pool_kind* kind_;
  const ticket_table* base_ = nullptr;
  ticket_table draft_;
  time_ms now_ = 0;
  choice_terms terms_;
  slot_marks base_gone_;
  slot_marks draft_gone_;
  slot_marks base_seen_;
  slot_marks draft_seen_;
  match_work work_;
  /// The values of the ticket that `gather` works for; filled on first use.
  value_projection projection_;
  bool projects_ = false;
  bool cut_short_ = false;

  std::vector<walk> walks_;
  std::vector<ticket_ref> found_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::span<const slot>> lists_;
  std::vector<std::span<const slot>> best_lists_;
};

}  // namespace moim
