#pragma once

#include "metrics/family.hpp"

#include <string>

namespace moim {

/// `moim_build_info{version="…"} 1`: what runs, to join with any other metric of the instance.
class build_info final : public metric_family {
 public:
  build_info(metric_list& all, std::string version)
      : metric_family({.name = "moim_build_info", .help = "Always 1; the label tells which version runs."}, gauge::type,
                      gauge::unit, {{"version", values_}}),
        version_(std::move(version)),
        values_{version_} {
    all.push_back(this);
  }
  build_info(const build_info&) = delete;
  build_info& operator=(const build_info&) = delete;

  std::size_t size() const override { return values_.size(); }
  double value(std::size_t) const override { return 1; }
  const histogram* as_histogram(std::size_t) const override { return nullptr; }

 private:
  std::string version_;
  std::array<std::string_view, 1> values_;
};

}  // namespace moim
