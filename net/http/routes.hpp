#pragma once

#include "metrics/catalogue.hpp"
#include "net/http/clock.hpp"
#include "net/http/guests.hpp"
#include "net/http/metrics_page.hpp"
#include "net/http/request_reader.hpp"

#include <functional>

namespace moim::http {

/// Whether this server may take traffic, and if not, why: "draining".
struct readiness {
  bool ready = true;
  std::string why{};
  /// Rooms answer, but lists may be incomplete: the directory is still being read (rule 18). No reason to wait.
  bool warming = false;
};

/// Whom a listener serves: everybody, or those who operate the server.
enum class listener : std::uint8_t { everybody, operators };

/// Answers what is asked over plain HTTP; all but the upgrade. Safe from any thread.
class routes {
 public:
  /// All of these outlive the routes. `ready` is called from any thread. `clock` is for operators; it may be empty.
  routes(catalogue& metrics, guests& guests, std::function<readiness()> ready, listener serves, clock_control clock)
      : metrics_{metrics},
        page_{metrics},
        guests_{guests},
        ready_{std::move(ready)},
        serves_{serves},
        clock_{std::move(clock)} {}

  /// `from` is who asks, by a name and, if it is a page, of an origin that may.
  response answer(const request& asked, const client_address& from, const instant& now);
  /// Counts an answer that was given elsewhere.
  void count(http_path path, unsigned status) { metrics_.edge.http_requests(path, status_group(status)).add(); }

 private:
  bool is_here(std::string_view path) const;
  response answer_operators_clock(const request& asked);
  response answer_guest(const request& asked, const client_address& from, const instant& now);
  response answer_readiness() const;

  catalogue& metrics_;
  metrics_page page_;
  guests& guests_;
  std::function<readiness()> ready_;
  listener serves_;
  clock_control clock_;
};

}  // namespace moim::http
