#pragma once

#include "app/toml_fields.hpp"

namespace moim {

/// Complains of the first event in a table `[notices]`, read without a mistake, that there is not, that nobody can be
/// told of because it is about nobody, or that is in both lists of the room.
void check_topics(const toml::table& notices, toml_fields& fields);

}  // namespace moim
