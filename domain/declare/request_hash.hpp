#pragma once

#include "domain/declare/digest.hpp"

#include <array>

namespace moim {

/// A hash of a method's parameters that tells a request that is sent again from another one under the same key (rule
/// 5). It covers the parameters that are present, each with its name: it is the same in every encoding and process,
/// whatever the order, and stays the same when a version adds optional parameters. Never 0.
class request_hash {
 public:
  constexpr explicit request_hash(std::string_view method) : method_(text(method)) {}

  template <declared Parameters>
  std::uint64_t of(const Parameters& parameters) const {
    auto hash = join(method_, value(parameters));
    return hash == 0 ? 1 : hash;
  }

 private:
  static constexpr std::uint64_t join(std::uint64_t left, std::uint64_t right) {
    return mix64(left + 0x9e3779b97f4a7c15ULL * mix64(right + 1));
  }
  static constexpr std::uint64_t text(std::string_view from) { return digest{}.add(from).value(); }

  /// The hashes of a struct's names, at compile time.
  template <declared T>
  struct names {
    static constexpr auto hashes = std::apply(
        [](const auto&... each) {
          return std::array<std::uint64_t, sizeof...(each)>{digest{}.add(each.name).value()...};
        },
        T::fields());
  };

  /// Whether `T` is an object's member that brings its own name (a criterion). Such members have no order,
  /// and one of them may be null.
  template <class T>
  static constexpr bool is_named = requires(const T& value) {
    value.is_nothing();
  };

  template <class T>
  static std::uint64_t value(const T& from) {
    if constexpr (declared<T>) {
      return fields(from);
    } else if constexpr (is_optional<T>::value) {
      return from ? value(*from) : 0;
    } else if constexpr (is_vector<T>::value) {
      return list(from);
    } else if constexpr (held_once<T>) {
      return value(from.get());
    } else if constexpr (named_enum<T>) {
      return text(enum_name(from));
    } else if constexpr (requires { from.high; }) {
      return join(from.high, from.low);
    } else {
      return digest{}.add(from).value();
    }
  }

  template <declared T>
  static std::uint64_t fields(const T& from) {
    std::uint64_t sum = 1;
    std::size_t next = 0;
    for_each_field(from, [&](const auto&, const auto& member) {
      auto name = names<T>::hashes[next++];
      using type = std::remove_cvref_t<decltype(member)>;
      if constexpr (is_optional<type>::value || is_named<T>) {
        if (member == type{}) return;
      }
      sum += join(name, value(member));
    });
    return mix64(sum);
  }

  template <class T>
  static std::uint64_t list(const std::vector<T>& from) {
    std::uint64_t hash = 2;
    for (const auto& each : from) {
      if constexpr (is_named<T>) {
        if (!each.is_nothing()) hash += value(each);
      } else {
        hash = join(hash, value(each));
      }
    }
    return hash;
  }

  std::uint64_t method_;
};

}  // namespace moim
