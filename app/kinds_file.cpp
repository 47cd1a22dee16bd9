#include "app/kinds_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace moim {
namespace {

/// Reads the fields of one kind and remembers the first mistake.
class kind_reader {
 public:
  kind_reader(const toml::table& from, const std::string& file) : from_{from}, file_{file} {}

  tl::expected<kind, std::string> read() {
    refuse_unknown();
    kind made;
    for_each_field(made, [this](const auto& field, auto& value) {
      if (mistake_.empty()) read_field(field, value);
    });
    if (mistake_.empty()) check_key(made.key);
    if (mistake_.empty() && made.seats_least > made.seats_most)
      complain(*from_.get("seats_least"), "seats_least: " + std::to_string(made.seats_least) +
                                              " is more than seats_most, " + std::to_string(made.seats_most));
    if (!mistake_.empty()) return tl::unexpected{mistake_};
    return made;
  }

 private:
  void complain(const toml::node& where, const std::string& what) {
    auto at = where.source().begin;
    if (mistake_.empty())
      mistake_ = file_ + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " + what;
  }

  /// The first in the file, for `from_` is ordered by name.
  void refuse_unknown() {
    const toml::key* first = nullptr;
    for (const auto& [key, value] : from_) {
      bool known = false;
      for_each_field(std::as_const(sample_), [&](const auto& field, const auto&) { known |= field.name == key.str(); });
      if (known || (first != nullptr && first->source().begin < key.source().begin)) continue;
      first = &key;
    }
    if (first == nullptr) return;
    auto at = first->source().begin;
    mistake_ = file_ + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " +
               std::string{first->str()} + ": there is no such key; the keys are " + all_keys();
  }

  std::string all_keys() const {
    std::string all;
    for_each_field(sample_,
                   [&](const auto& field, const auto&) { all += (all.empty() ? "" : ", ") + std::string{field.name}; });
    return all;
  }

  template <class Field, class T>
  void read_field(const Field& field, T& into) {
    const auto* node = from_.get(field.name);
    std::string name{field.name};
    if (node == nullptr) {
      mistake_ = file_ + ":1:1: " + name + " is missing: " + std::string{field.about};
      return;
    }
    if constexpr (std::is_same_v<T, bool>)
      read_as<bool>(*node, name + ": true or false, please", [&](bool value) { into = value; });
    else if constexpr (std::is_integral_v<T>)
      read_as<std::int64_t>(*node, name + ": a number, please", [&](std::int64_t value) {
        if (value < field.limits.least || value > field.limits.most)
          complain(*node, name + ": " + std::to_string(value) + " is not within " + std::to_string(field.limits.least) +
                              " and " + std::to_string(field.limits.most));
        into = static_cast<T>(value);
      });
    else
      read_as<std::string>(*node, name + ": a text, please",
                           [&](std::string value) { read_text(*node, field, value, into); });
  }

  template <class T, class Use>
  void read_as(const toml::node& node, const std::string& otherwise, Use&& use) {
    if (const auto* value = node.as<T>())
      use(value->get());
    else
      complain(node, otherwise);
  }

  template <class Field, class T>
  void read_text(const toml::node& node, const Field& field, const std::string& text, T& into) {
    std::string name{field.name};
    if constexpr (std::is_enum_v<T>) {
      auto value = enum_from<T>(text);
      std::string choices;
      for (auto each : enum_names(T{})) choices += (choices.empty() ? "\"" : ", \"") + std::string{each} + '"';
      if (!value) return complain(node, name + ": one of " + choices + ", please, not \"" + text + '"');
      into = *value;
    } else {
      auto count = static_cast<std::int64_t>(characters(text));
      if (count < field.limits.least || count > field.limits.most)
        return complain(node, name + ": a text of " + std::to_string(field.limits.least) + " to " +
                                  std::to_string(field.limits.most) + " characters, please");
      into = text;
    }
  }

  void check_key(const std::string& key) {
    bool plain = std::all_of(key.begin(), key.end(),
                             [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (!plain) complain(*from_.get("key"), "key: only a-z, 0-9 and dashes, please, not \"" + key + '"');
  }

  const toml::table& from_;
  const std::string& file_;
  const kind sample_{};
  std::string mistake_;
};

}  // namespace

tl::expected<kind, std::string> read_kind(std::string_view toml, const std::string& file) {
  try {
    auto table = toml::parse(toml, file);
    return kind_reader{table, file}.read();
  } catch (const toml::parse_error& wrong) {
    auto at = wrong.source().begin;
    return tl::unexpected{file + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ": " +
                          std::string{wrong.description()}};
  }
}

tl::expected<std::vector<kind>, std::string> read_kinds(const std::filesystem::path& directory) {
  std::error_code failed;
  std::vector<std::filesystem::path> files;
  for (const auto& each : std::filesystem::directory_iterator{directory, failed})
    if (each.path().extension() == ".toml") files.push_back(each.path());
  if (failed) return tl::unexpected{directory.string() + ": " + failed.message()};
  if (files.empty()) return tl::unexpected{directory.string() + ": there is no .toml file, so no room could be made"};
  std::sort(files.begin(), files.end());
  std::vector<kind> kinds;
  for (const auto& file : files) {
    std::ifstream stream{file};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return tl::unexpected{file.string() + ": cannot be read"};
    auto made = read_kind(text.str(), file.string());
    if (!made) return tl::unexpected{made.error()};
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (kinds[i].key == made->key)
        return tl::unexpected{file.string() + ":1:1: key: \"" + made->key + "\" is taken by " + files[i].string()};
    kinds.push_back(std::move(*made));
  }
  return kinds;
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
