#pragma once

#include "domain/declare/log.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace moim {

/// `17-9f3a0c5512e4b7d1`: how far a client has seen a log. Version and commit id, so that a log that was forked or
/// restored is recognised (rule 1).
std::string to_text(const head& seen);
std::optional<head> parse_resume_token(std::string_view text);

}  // namespace moim
