#include "sim/load/server/process_cpu.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace moim::load {

std::optional<std::int64_t> cpu_ns_of(pid_t process) {
  std::ifstream file{"/proc/" + std::to_string(process) + "/stat"};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  auto name_end = text.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  // proc(5): the state, field 3, follows the name; utime and stime are 14 and 15.
  std::istringstream fields{text.substr(name_end + 1)};
  std::string passed_over;
  for (int field = 3; field < 14; ++field) fields >> passed_over;
  std::int64_t user = 0, system = 0;
  if (!(fields >> user >> system)) return std::nullopt;
  return (user + system) * (1'000'000'000 / sysconf(_SC_CLK_TCK));
}

std::int64_t own_cpu_ns() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto spent = [](const timeval& time) { return time.tv_sec * 1'000'000'000 + time.tv_usec * 1'000; };
  return spent(usage.ru_utime) + spent(usage.ru_stime);
}

}  // namespace moim::load
