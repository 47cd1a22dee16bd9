#include "net/http/metrics_page.hpp"

#include "metrics/exposition.hpp"

namespace moim::http {

response metrics_page::show(time_ms now) {
  std::lock_guard held{rendering_};
  if (!read_ms_ || now - *read_ms_ >= good_for_ms) {
    text_ = exposition(metrics_);
    read_ms_ = now;
  }
  return {200, std::string{exposition_content_type}, text_};
}

void metrics_page::renew() {
  std::lock_guard held{rendering_};
  read_ms_.reset();
}

}  // namespace moim::http
