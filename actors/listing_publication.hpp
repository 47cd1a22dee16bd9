#pragma once

#include "domain/directory/live_listings.hpp"

namespace moim {

/// A change of a list on its way to its followers, the same for all of them.
struct listing_publication {
  listing_push push;
  listing_number listing() const {
    return std::visit([](const auto& each) { return each.listing; }, push);
  }
};

}  // namespace moim
