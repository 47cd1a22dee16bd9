#pragma once

#include "store/rocks_database.hpp"
#include "store/store_sizes.hpp"

namespace moim::store::rocks {

/// Fills in what RocksDB knows; what it does not tell stays 0. Lists a directory: for a scrape, not for every append.
void measure(const database& from, store_sizes& into);

}  // namespace moim::store::rocks
