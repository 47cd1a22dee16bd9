#pragma once

#include "domain/declare/fields.hpp"
#include "domain/declare/time.hpp"

#include <string>
#include <vector>

namespace moim::store {

/// The events of one commit and the time at which they were decided.
template <class Event>
struct commit {
  time_ms at = 0;
  std::vector<Event> events;
};

/// Why stored bytes cannot be read, for the log and the operator.
struct unreadable {
  std::string why;
};

template <class T>
concept by_name = declared<T> && requires {
  requires T::stored_by_name;
};

/// A map is stored as the list of its values, which tell their keys (`key_of`, found by ADL).
template <class T>
concept stored_map = requires {
  typename T::mapped_type;
};

}  // namespace moim::store
