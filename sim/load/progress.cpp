// Asio's coroutine headers forget it under g++ 12.
#include "sim/load/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <string_view>
#include <utility>

namespace moim::load {
namespace {

constexpr std::int64_t plain_every_ns = 5'000'000'000;

std::string_view to_text(load_run::phase at) {
  using enum load_run::phase;
  switch (at) {
    case connecting:
      return "connecting";
    case asking_kinds:
      return "asking for kinds";
    case creating:
      return "creating rooms";
    case following:
      return "following rooms";
    case measuring:
      return "measuring";
    case settling:
      return "settling";
    case reading:
      return "reading rooms";
    case catching_up:
      return "catching up";
    case over:
      return "done";
  }
  return "";
}

}  // namespace

progress_line::progress_line() : on_terminal_{isatty(STDERR_FILENO) == 1} {}

void progress_line::show(const load_run& run) {
  auto now = now_ns();
  auto done = run.counts().done();
  bool is_over = run.now_in() == load_run::phase::over;
  if (!on_terminal_ && !is_over && now - shown_ns_ < plain_every_ns) return;
  // The counts begin anew with the measuring.
  auto more = done >= shown_done_ ? done - shown_done_ : done;
  auto seconds = static_cast<double>(now - shown_ns_) / 1e9;
  const auto& lines = run.lines();
  auto line =
      fmt::format("{:<16} {:>3.0f} % · {:>6} of {} connections · {:>8.0f} done/s · {:>5} in flight · {} pushes · {}",
                  to_text(run.now_in()), run.progress() * 100, lines.open_count(), lines.size(),
                  static_cast<double>(more) / seconds, run.in_flight(), run.counts().pushes,
                  run.found().count() == 0 ? "no promise broken" : fmt::format("{} BROKEN", run.found().count()));
  if (lines.failed_openings() > 0)
    line += fmt::format(" · {} could not be opened ({})", lines.failed_openings(), lines.last_failure());
  fmt::print(stderr, "{}{}{}", on_terminal_ ? "\r\x1b[K" : "", line, on_terminal_ ? "" : "\n");
  line_is_open_ = on_terminal_;
  shown_ns_ = now;
  shown_done_ = done;
}

void progress_line::finish() {
  if (line_is_open_) fmt::print(stderr, "\n");
  line_is_open_ = false;
}

}  // namespace moim::load
