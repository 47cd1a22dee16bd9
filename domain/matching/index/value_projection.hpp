#pragma once

#include "domain/matching/index/signature.hpp"

namespace moim {

/// Rewrites signatures in bits of one ticket's own values. A signature has 64 bits for all values of a pool,
/// so two different values may share a bit. In a group that surely holds a ticket, only that ticket's values
/// matter, at most 64 per criterion. With one bit for each of them, intersections of signatures are exact.
class value_projection {
 public:
  /// From now on the bits are those of this ticket's values.
  void begin(const signature_layout& layout, const profile& seed);
  /// Rewrites `sign`, the signature of `of`, in those bits. It stays rough where the seed accepts anything.
  /// The seed's own signature gets all bits that are in use.
  signature project(const signature& sign, const profile& of) const;
  /// Whether `of` names one of the seed's values wherever both name some.
  bool meets(const profile& of) const;

 private:
  /// Several times as many places as values: a search for an absent value mostly ends at once.
  static constexpr unsigned place_bits = 9;
  static constexpr std::size_t places = std::size_t{1} << place_bits;
  static constexpr coded_value nothing = ~coded_value{0};
  struct set_bits {
    std::uint8_t criterion = signature_layout::none;
    bool named = false;
    std::array<coded_value, places> values;
    std::array<std::uint8_t, places> bits;
  };

  static std::size_t place_of(const set_bits& set, coded_value value);
  static std::uint64_t bits_of(const set_bits& set, std::span<const coded_value> values);

  std::array<set_bits, signature_sets> sets_;
};

/// Whether two lists have a value in common; an empty one accepts any.
bool have_common(std::span<const coded_value> a, std::span<const coded_value> b);
/// Whether the two have a value in common wherever both name some.
bool values_meet(const profile& a, const profile& b);

}  // namespace moim
