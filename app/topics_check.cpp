#include "app/topics_check.hpp"

#include "domain/room/notices/notice_topics.hpp"

#include <algorithm>

namespace moim {
namespace {

std::string names_of(std::span<const topic> topics) {
  std::string all;
  for (const auto& each : topics) all += (all.empty() ? "" : ", ") + std::string{each.event};
  return all;
}

void check_list(const toml::table& table, std::string_view key, bool is_about_somebody, toml_fields& fields) {
  const auto* list = table[key].as_array();
  if (list == nullptr) return;
  for (const auto& each : *list) {
    const auto& event = each.as_string()->get();
    auto topics = all_topics();
    auto known = std::find_if(topics.begin(), topics.end(), [&](const topic& of) { return of.event == event; });
    if (known == topics.end())
      return fields.complain(
          each, std::string{key} + ": there is no event \"" + event + "\"; the events are " + names_of(topics));
    if (is_about_somebody && !known->is_about_somebody)
      return fields.complain(each, std::string{key} + ": \"" + event + "\" is about nobody");
  }
}

/// Members read what the host does not hear of alone.
void check_once(const toml::table& notices, toml_fields& fields) {
  const auto* members = notices["members"].as_array();
  const auto* host = notices["host"].as_array();
  if (members == nullptr || host == nullptr) return;
  for (const auto& each : *host)
    for (const auto& other : *members)
      if (each.as_string()->get() == other.as_string()->get())
        return fields.complain(each, "host: \"" + each.as_string()->get() + "\" is for all members already");
}

}  // namespace

void check_topics(const toml::table& notices, toml_fields& fields) {
  check_list(notices, "members", false, fields);
  check_list(notices, "host", false, fields);
  check_once(notices, fields);
  const auto* inbox = notices["inbox"].as_table();
  if (inbox == nullptr) return;
  check_list(*inbox, "members", false, fields);
  check_list(*inbox, "host", false, fields);
  check_list(*inbox, "about", true, fields);
}

}  // namespace moim
