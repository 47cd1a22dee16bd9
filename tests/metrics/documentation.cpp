#include "metrics/catalogue.hpp"
#include "tests/support/kept_file.hpp"

#include <catch2/catch.hpp>

#include <utility>

namespace moim {
namespace {

constexpr std::string_view introduction = R"(# Metrics

`GET /metrics` answers all of these in Prometheus' text format. Every series is there from the start, with zero, and every label has a closed set
of values: a `method` is one of docs/protocol.md or `unknown`, a `code` is an error's code or `ok`, a `pool` is one of the first 32 that the kinds' files name (`meal`, or `meal/seoul` for a region) or `other`. Durations are in seconds, sizes in bytes. `grafana/` holds a dashboard, alert rules and their playbooks.

This page is derived from the declarations in `metrics/`; a test keeps it in step.
)";

/// The sections of the page: each begins at the first metric whose name begins so.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> sections{
    {{"moim_build", "The build"},
     {"moim_connections", "The edge: connections, requests, pushes"},
     {"moim_entities_live", "Entities: load, decide, append, replay"},
     {"moim_directory", "The directory"},
     {"moim_store", "The store"},
     {"process", "The process"},
     {"moim_tls", "TLS"}}};

std::string labels_text(const metric_family& family) {
  std::string text;
  for (const auto& [name, values] : family.labels()) {
    text += text.empty() ? "" : ", ";
    text += "`" + std::string{name} + "`";
    if (name == "method" || name == "code" || name == "pool") continue;
    std::string among;
    for (auto value : values) among += (among.empty() ? "" : ", ") + std::string{value};
    text += " (" + among + ")";
  }
  return text;
}

std::string row_of(const metric_family& family) {
  const auto& declaration = family.declaration();
  return "| `" + std::string{declaration.name} + "` | " + std::string{family.type()} + " | " + labels_text(family) +
         " | " + std::string{declaration.help} + " | " + std::string{declaration.when_high} + " |\n";
}

std::string page(const catalogue& metrics) {
  std::string text{introduction};
  const auto* next = sections.begin();
  for (const auto* family : metrics.all()) {
    if (next != sections.end() && family->declaration().name.starts_with(next->first)) {
      text += "\n## " + std::string{next->second} +
              "\n\n| name | type | labels | meaning | when it is high, look at |\n| --- | --- | --- | --- | --- |\n";
      ++next;
    }
    text += row_of(*family);
  }
  return text;
}

TEST_CASE("docs/metrics.md tells of every metric what it means") {
  catalogue metrics{"x.y.z"};
  CHECK(test::differs_from_kept("docs/metrics.md", page(metrics)) == "");
}

TEST_CASE("every metric has a sentence that ends") {
  catalogue metrics{"test"};
  for (const auto* family : metrics.all()) {
    INFO(family->declaration().name);
    CHECK(family->declaration().help.ends_with('.'));
    auto when_high = family->declaration().when_high;
    CHECK((when_high.empty() || when_high.ends_with('.')));
  }
}

}  // namespace
}  // namespace moim
