#include "domain/directory/page_search.hpp"

#include <algorithm>

namespace moim {
namespace {

/// Entries of an order between two keys, both included.
class key_range final : public card_source {
 public:
  key_range(const ordered_slots& in, const slot_key& first, const slot_key& last)
      : in_{in}, from_{in.lower_bound(first)}, to_{last < first ? from_ : in.upper_bound(last)} {}
  std::size_t count() const override { return in_.between(from_, to_); }
  void each(const std::function<bool(slot)>& visit) const override {
    for (auto at = from_; at != to_; at = in_.next(at))
      if (!visit(in_.at(at))) return;
  }

 private:
  const ordered_slots& in_;
  ordered_slots::position from_;
  ordered_slots::position to_;
};

/// What begins within a time.
class time_range final : public card_source {
 public:
  time_range(const card_index& index, const card_query& query, const card_filter& filter) {
    slot_key first{static_cast<std::uint64_t>(query.starts_from_ms.value_or(0)), 0};
    slot_key last{static_cast<std::uint64_t>(query.starts_to_ms.value_or(card_facts::no_start - 1)), ~std::uint64_t{0}};
    for (auto stratum : filter.strata()) {
      parts_.emplace_back(index.in_order(stratum, list_order::soonest), first, last);
      count_ += parts_.back().count();
    }
  }
  std::size_t count() const override { return count_; }
  void each(const std::function<bool(slot)>& visit) const override {
    bool goes_on = true;
    for (const auto& part : parts_)
      if (goes_on) part.each([&](slot which) { return goes_on = visit(which); });
  }

 private:
  std::vector<key_range> parts_;
  std::size_t count_ = 0;
};

/// What lies around a point. Of a wide area some rows are counted, and the others are taken to be alike.
class neighbourhood final : public card_source {
 public:
  neighbourhood(const ordered_slots& points, const surroundings_of& around)
      : points_{points}, ring_{around.centre(), 0, around.radius_m} {
    auto rows = ring_.last_row() - ring_.first_row() + 1;
    auto step = rows / max_rows_counted + 1;
    for (auto row = ring_.first_row() + step / 2; row <= ring_.last_row(); row += step) count_ += count_of(row) * step;
  }
  std::size_t count() const override { return count_; }
  void each(const std::function<bool(slot)>& visit) const override {
    each_in_ring(points_, ring_, {}, [&](const slot_key&, slot which) { return visit(which); });
  }

 private:
  static constexpr std::uint32_t max_rows_counted = 64;
  std::size_t count_of(std::uint32_t row) const {
    std::size_t count = 0;
    auto part = ring_.in_row(row);
    for (std::size_t i = 0; i < part.count; ++i)
      count += points_.between(points_.lower_bound({part.ranges[i].first, 0}),
                               points_.upper_bound({part.ranges[i].last, ~std::uint64_t{0}}));
    return count;
  }

  const ordered_slots& points_;
  ring_cover ring_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<std::unique_ptr<card_source>> sources_of(const card_index& index, const card_query& query,
                                                     const card_filter& filter) {
  std::vector<std::unique_ptr<card_source>> all;
  for (const auto& tag : query.tags)
    all.push_back(std::make_unique<key_range>(index.by_term(), tag_key(tag), tag_key(tag)));
  if (!query.text.empty())
    all.push_back(std::make_unique<key_range>(index.by_term(), term_key(query.text), term_key(query.text, 0xff)));
  if (query.asks_for_start()) all.push_back(std::make_unique<time_range>(index, query, filter));
  if (query.near) all.push_back(std::make_unique<neighbourhood>(index.by_point(), *query.near));
  return all;
}

}  // namespace moim
