#pragma once

#include "app/options.hpp"

#include <cstddef>

namespace moim {

/// Raises the soft limit of open files to the hard one, which the system lets every process do, and returns it: the
/// usual 1,024 would end at a thousand connections.
std::size_t raise_descriptor_limit();

/// How many of the `wanted` connections there can be with so many descriptors. The store and the rest keep 1,200 of
/// them, or half if there are few.
std::size_t connections_within(std::size_t descriptors, std::size_t wanted);

/// How many of the `wanted` files the store can keep open beside so many connections: what these leave but 200 for the
/// rest, or half of it if that is few, and never less than 20, which RocksDB needs.
std::size_t store_files_within(std::size_t descriptors, std::size_t connections, std::size_t wanted);

/// The options with no more connections, and no more open files of the store, than there can be by the raised limit;
/// the log is told if these are fewer.
server_options within_descriptors(server_options options);

}  // namespace moim
