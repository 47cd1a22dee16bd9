#include "metrics/process.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace moim {
namespace {

/// A field of /proc/self/stat by its number in proc(5), from 3 on: those before may hold spaces.
std::optional<std::int64_t> stat_field(int number) {
  std::ifstream file{"/proc/self/stat"};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields{text.substr(name_end + 1)};
  std::string word;
  for (int at = 3; at <= number; ++at)
    if (!(fields >> word)) return std::nullopt;
  return std::stoll(word);
}

/// When the system was started, in seconds since 1970.
std::optional<std::int64_t> system_started() {
  std::ifstream file{"/proc/stat"};
  for (std::string word; file >> word;)
    if (std::int64_t seconds = 0; word == "btime" && file >> seconds) return seconds;
  return std::nullopt;
}

std::chrono::nanoseconds cpu_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto spent = [](const timeval& t) { return std::chrono::seconds{t.tv_sec} + std::chrono::microseconds{t.tv_usec}; };
  return spent(usage.ru_utime) + spent(usage.ru_stime);
}

}  // namespace

process_metrics::process_metrics(metric_list& all)
    : cpu(all, {.name = "process_cpu_seconds_total",
                .help = "CPU time of the process, in user and kernel mode.",
                .when_high = "Requests per second first; CPU per request is what docs/benchmarks.md states."}),
      resident_bytes(all, {.name = "process_resident_memory_bytes",
                           .help = "Memory that the process holds.",
                           .when_high = "moim_connections, moim_entities_live, moim_outbox_bytes."}),
      open_descriptors(all, {.name = "process_open_fds",
                             .help = "Open file descriptors.",
                             .when_high = "Connections: at process_max_fds no new one is accepted."}),
      max_descriptors(all, {.name = "process_max_fds", .help = "The most file descriptors that may be open."}),
      threads(all, {.name = "process_threads", .help = "Threads of the process."}),
      started(all,
              {.name = "process_start_time_seconds", .help = "When the process was started, in seconds since 1970."}) {
  static constexpr int start_ticks_field = 22;
  auto ticks = stat_field(start_ticks_field);
  auto booted = system_started();
  if (ticks && booted) started().set(*booted + *ticks / sysconf(_SC_CLK_TCK));
}

void process_metrics::refresh() {
  static constexpr int threads_field = 20;
  static constexpr int resident_pages_field = 24;
  cpu().raise_to(cpu_time());
  if (auto pages = stat_field(resident_pages_field)) resident_bytes().set(*pages * sysconf(_SC_PAGESIZE));
  if (auto count = stat_field(threads_field)) threads().set(*count);
  std::error_code failed;
  std::filesystem::directory_iterator open{"/proc/self/fd", failed};
  if (!failed) open_descriptors().set(std::distance(open, std::filesystem::directory_iterator{}));
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) max_descriptors().set(static_cast<std::int64_t>(limit.rlim_cur));
}

}  // namespace moim
