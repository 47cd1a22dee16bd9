#include "sim/simulation/report/trace.hpp"

#include <cctype>

namespace moim::sim {

std::vector<std::string> ids_in(const std::string& text) {
  std::vector<std::string> found;
  for (std::string_view prefix : {"room_", "user_"})
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at + 1)) {
      auto end = at + prefix.size();
      while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end]))) ++end;
      found.push_back(text.substr(at, end - at));
    }
  return found;
}

}  // namespace moim::sim
