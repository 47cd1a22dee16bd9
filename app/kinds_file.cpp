#include "app/kinds_file.hpp"

#include "app/toml_fields.hpp"
#include "app/topics_check.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

namespace moim {
namespace {

/// Reads one kind and its pools.
class kind_reader {
 public:
  kind_reader(const toml::table& from, const std::string& file) : from_{from}, fields_{file} {}

  tl::expected<configured_kinds, std::string> read() {
    kind made;
    fields_.read(from_, made, toml_fields::missing::is_a_mistake, {"pool"}, {"max_open_rooms", "listing"});
    if (fields_.good()) fields_.check_name(*from_.get("key"), "key", made.key);
    if (fields_.good() && made.min_seats > made.max_seats)
      fields_.complain(*from_.get("min_seats"), "min_seats: " + std::to_string(made.min_seats) +
                                                    " is more than max_seats, " + std::to_string(made.max_seats));
    if (const auto* notices = from_["notices"].as_table(); fields_.good() && notices) check_topics(*notices, fields_);
    configured_kinds all{{made}, {}};
    if (const auto* pool = from_.get("pool"); fields_.good() && pool) read_pools(*pool, made, all.pools);
    if (!fields_.good()) return tl::unexpected{fields_.mistake()};
    return all;
  }

 private:
  void read_pools(const toml::node& node, const kind& room, std::vector<pool_rules>& pools) {
    const auto* table = node.as_table();
    if (table == nullptr) return fields_.complain(node, "pool: a table [pool], please");
    pool_kind matching;
    matching.ttl_s = 1'800;
    matching.min_people = std::min(room.min_seats, max_group_people);
    matching.max_people = std::min(room.max_seats, max_group_people);
    fields_.read(*table, matching, toml_fields::missing::keeps_default, {"criteria", "regions", "key"});
    if (const auto* key = table->get("key"); key && fields_.good())
      fields_.complain(*key, "key: a pool has its kind's name");
    matching.key = room.key;
    // Often enough that the grace is about as long as the file says.
    if (matching.absent_after_s > 0 && matching.presence_every_s == 0)
      matching.presence_every_s = std::max(1U, matching.absent_after_s / 4);
    if (matching.backfill && matching.accept_within_s > 0 && fields_.good())
      fields_.complain(*table->get("backfill"),
                       "backfill: not together with accept_within_s, for who fills a room up is not asked");
    if (fields_.good()) check_people(*table, matching, room);
    if (const auto* criteria = table->get("criteria"); criteria && fields_.good())
      read_criteria(*criteria, matching.criteria);
    std::vector<std::string> regions{""};
    if (const auto* listed = table->get("regions"); listed && fields_.good()) read_regions(*listed, regions);
    for (const auto& region : regions) pools.push_back({region, matching, room});
  }

  /// A group sits in a room of the kind.
  void check_people(const toml::table& table, const pool_kind& pool, const kind& room) {
    auto place = [&](const char* key) -> const toml::node& { return table.contains(key) ? *table.get(key) : table; };
    auto seats = std::to_string(room.min_seats) + " to " + std::to_string(room.max_seats) + " seats";
    if (pool.max_people < 2 || room.min_seats > max_group_people)
      fields_.complain(table, "pool: a group has 2 to 64 people, but the rooms of this kind have " + seats);
    else if (pool.max_people > room.max_seats || pool.min_people < room.min_seats)
      fields_.complain(place(pool.max_people > room.max_seats ? "max_people" : "min_people"),
                       "min_people, max_people: the rooms of this kind have " + seats);
    else if (pool.min_people > pool.max_people)
      fields_.complain(place(table.contains("min_people") ? "min_people" : "max_people"),
                       "min_people, " + std::to_string(pool.min_people) + ", is more than max_people, " +
                           std::to_string(pool.max_people));
    else if (pool.least_tickets > pool.max_people)
      fields_.complain(place("least_tickets"), "least_tickets: more than the " + std::to_string(pool.max_people) +
                                                   " people that a group may have");
    else if (pool.penalty_s > 0 && pool.accept_within_s == 0)
      fields_.complain(place("penalty_s"), "penalty_s: for whom? Without accept_within_s nobody is asked to accept");
    else if (pool.prefer && *pool.prefer > pool.max_people)
      fields_.complain(place("prefer"),
                       "prefer: more than the " + std::to_string(pool.max_people) + " people that a group may have");
  }

  void read_criteria(const toml::node& node, std::vector<criterion_rule>& criteria) {
    const auto* list = node.as_array();
    if (list == nullptr || list->size() > max_criteria)
      return fields_.complain(node, "criteria: at most 8 tables [[pool.criteria]], please");
    for (const auto& each : *list) {
      const auto* table = each.as_table();
      if (table == nullptr) return fields_.complain(each, "criteria: tables [[pool.criteria]], please");
      auto& made = criteria.emplace_back();
      fields_.read(*table, made, toml_fields::missing::keeps_default);
      if (!fields_.good()) return;
      for (auto needed : {"key", "type"})
        if (!table->contains(needed)) return fields_.complain(each, std::string{"criteria: "} + needed + " is missing");
      fields_.check_name(*table->get("key"), "key", made.key);
      auto same = [&](const criterion_rule& other) { return other.key == made.key; };
      if (std::count_if(criteria.begin(), criteria.end(), same) > 1)
        fields_.complain(each, "criteria: \"" + made.key + "\" is there twice");
    }
  }

  void read_regions(const toml::node& node, std::vector<std::string>& regions) {
    const auto* list = node.as_array();
    if (list == nullptr || list->empty() || list->size() > 256)
      return fields_.complain(node, "regions: a list of 1 to 256 names, please");
    regions.clear();
    for (const auto& each : *list) {
      const auto* text = each.as_string();
      if (text == nullptr || text->get().empty() || text->get().size() > 32)
        return fields_.complain(each, "regions: names of 1 to 32 characters, please");
      fields_.check_name(each, "regions", text->get());
      if (std::find(regions.begin(), regions.end(), text->get()) != regions.end())
        fields_.complain(each, "regions: \"" + text->get() + "\" is there twice");
      regions.push_back(text->get());
    }
  }

  const toml::table& from_;
  toml_fields fields_;
};

/// Files of before the keys were renamed are read as well.
void rename_keys(toml::table& in) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> renamed{{{"seats_least", "min_seats"},
                                                                                  {"seats_most", "max_seats"},
                                                                                  {"people_least", "min_people"},
                                                                                  {"people_most", "max_people"}}};
  for (const auto& [before, now] : renamed) {
    auto found = in.find(before);
    if (found == in.end() || in.contains(now)) continue;
    in.insert(now, std::move(found->second));
    in.erase(before);
  }
}

/// Two pools whose tickets' ids would look alike; hardly ever.
std::optional<std::string> why_not(const std::vector<pool_rules>& pools) {
  std::set<std::uint32_t> numbers;
  for (const auto& each : pools)
    if (!numbers.insert(pool_number(id_of(each))).second)
      return "the pool \"" + each.room.key + "\" for region \"" + each.region +
             "\" gets the number of another by chance: call the region something else";
  return std::nullopt;
}

}  // namespace

tl::expected<configured_kinds, std::string> read_kind(std::string_view toml, const std::string& file) {
  try {
    auto table = toml::parse(toml, file);
    rename_keys(table);
    if (auto* pool = table["pool"].as_table()) rename_keys(*pool);
    return kind_reader{table, file}.read();
  } catch (const toml::parse_error& wrong) {
    auto at = wrong.source().begin;
    return tl::unexpected{file + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " +
                          std::string{wrong.description()}};
  }
}

tl::expected<configured_kinds, std::string> read_kinds(const std::filesystem::path& directory) {
  std::error_code failed;
  std::vector<std::filesystem::path> files;
  for (const auto& each : std::filesystem::directory_iterator{directory, failed})
    if (each.path().extension() == ".toml") files.push_back(each.path());
  if (failed) return tl::unexpected{directory.string() + ": " + failed.message()};
  if (files.empty()) return tl::unexpected{directory.string() + ": there is no .toml file, so no room could be made"};
  std::sort(files.begin(), files.end());
  configured_kinds all;
  auto& kinds = all.kinds;
  for (const auto& file : files) {
    std::ifstream stream{file};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return tl::unexpected{file.string() + ": cannot be read"};
    auto made = read_kind(text.str(), file.string());
    if (!made) return tl::unexpected{made.error()};
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (kinds[i].key == made->kinds.front().key)
        return tl::unexpected{file.string() + ":1:1: key: \"" + made->kinds.front().key + "\" is taken by " +
                              files[i].string()};
    kinds.push_back(std::move(made->kinds.front()));
    all.pools.insert(all.pools.end(), made->pools.begin(), made->pools.end());
  }
  if (auto why = why_not(all.pools)) return tl::unexpected{directory.string() + ": " + *why};
  return all;
}

std::optional<std::filesystem::path> find_kinds(const std::filesystem::path& program) {
  std::error_code failed;
  auto beside = std::filesystem::weakly_canonical(program, failed).parent_path();
  std::vector<std::filesystem::path> places{"kinds", beside / "../share/moim/kinds", beside / "kinds",
                                            beside / "../../kinds"};
  for (const auto& place : places)
    if (std::filesystem::is_directory(place, failed)) return place.lexically_normal();
  return std::nullopt;
}

}  // namespace moim
