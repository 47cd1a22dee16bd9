#pragma once

#include "metrics/build_info.hpp"
#include "metrics/edge_metrics.hpp"
#include "metrics/entities.hpp"
#include "metrics/pools.hpp"
#include "metrics/process.hpp"
#include "metrics/storage.hpp"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace moim {

/// The view of all rooms that can be listed (rule 18).
struct directory_metrics {
  explicit directory_metrics(metric_list& all);

  family<gauge> cards;
  /// 1 until the view is whole.
  family<gauge> warming;
  family<counter> changes;
  /// Lists that are followed: those of the same filter and order are one.
  family<gauge> lists;
  family<counter> list_pushes;
  /// From a change until all lists have been looked at that it can have changed.
  family<duration_histogram> list_delay;
};

/// What people say in rooms. How many chats are in memory the entities' metrics tell.
struct chat_metrics {
  explicit chat_metrics(metric_list& all);

  family<gauge> text_bytes;
};

/// The server's own TLS.
struct tls_metrics {
  explicit tls_metrics(metric_list& all);

  /// Seconds since 1970; 0 without TLS.
  family<gauge> certificate_expires;
};

/// Every metric of one node, declared once. Handed around by reference; all of it is safe from any thread:
///
///     metrics.entities.appends(append_outcome::conflict).add();
///     metrics.edge.request_duration(method_of(call)).observe(elapsed);
class catalogue {
 public:
  /// \param version what `moim_build_info` tells
  /// \param served the pools that metrics name
  explicit catalogue(std::string version, const std::vector<pool_rules>& served = {});

  /// Calls `refresh` before each reading, for gauges that cost something to know. Ends when the result is destroyed;
  /// after that `refresh` runs no more. It must not block for long, nor read the catalogue.
  [[nodiscard]] std::shared_ptr<void> before_reading(std::function<void()> refresh);

  /// All metrics in the order of their declaration.
  const metric_list& all() const { return all_; }
  /// Brings up to date what is only known on demand.
  void refresh();

 private:
  metric_list all_;
  std::mutex refreshing_;
  std::list<std::function<void()>> refreshers_;

  build_info build_;

 public:
  edge_metrics edge{all_};
  entity_metrics entities{all_};
  pool_metrics pools;
  directory_metrics directory{all_};
  chat_metrics chats{all_};
  storage_metrics storage{all_};
  process_metrics process{all_};
  tls_metrics tls{all_};
};

}  // namespace moim
