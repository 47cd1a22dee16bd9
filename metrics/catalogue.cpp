#include "metrics/catalogue.hpp"

namespace moim {

directory_metrics::directory_metrics(metric_list& all)
    : cards(all, {.name = "moim_directory_cards", .help = "Rooms in the directory of this node."}),
      warming(all,
              {.name = "moim_directory_warming",
               .help = "1 until the directory has read all cards after a start.",
               .when_high = "For longer than some seconds: the store reads slowly. Lists are incomplete so long."}),
      changes(all, {.name = "moim_directory_changes_total",
                    .help = "Cards of rooms that have come, changed or gone in the directory."}),
      lists(all, {.name = "moim_directory_lists",
                  .help = "Different lists that are followed; who follows the same filter and order shares one.",
                  .when_high = "At the bound new ones are told `overloaded`: clients that ask for a point or a time of "
                               "their own should round it."}),
      list_pushes(all, {.name = "moim_directory_list_pushes_total",
                        .help = "Changes of followed lists, each counted once however many follow."}),
      list_delay(all, {.name = "moim_directory_list_delay_seconds",
                       .help = "From a change of a room until the lists that it changes were pushed.",
                       .when_high = "Many lists are followed, or rooms change faster than lists are looked at: "
                                    "moim_directory_lists, moim_directory_changes_total.",
                       .bounds = lateness_bounds}) {}

chat_metrics::chat_metrics(metric_list& all)
    : text_bytes(all, {.name = "moim_chat_text_bytes",
                       .help = "Bytes of all messages that the chats in memory keep.",
                       .when_high = "Many chats are busy at once, or their kinds keep long ones: a chat keeps at most "
                                    "1 MiB, and leaves memory a minute after its last follower."}) {}

tls_metrics::tls_metrics(metric_list& all)
    : certificate_expires(all, {.name = "moim_tls_certificate_expires_seconds",
                                .help = "When the certificate that new connections get is over, in seconds since "
                                        "1970; 0 without TLS."}) {}

catalogue::catalogue(std::string version, const std::vector<pool_rules>& served)
    : build_(all_, std::move(version)), pools(all_, served) {}

std::shared_ptr<void> catalogue::before_reading(std::function<void()> refresh) {
  std::lock_guard held{refreshing_};
  auto place = refreshers_.insert(refreshers_.end(), std::move(refresh));
  return std::shared_ptr<void>{this, [this, place](void*) {
                                 std::lock_guard held_again{refreshing_};
                                 refreshers_.erase(place);
                               }};
}

void catalogue::refresh() {
  std::lock_guard held{refreshing_};
  process.refresh();
  for (const auto& refresher : refreshers_) refresher();
}

}  // namespace moim
