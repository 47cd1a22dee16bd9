#pragma once

#include "domain/declare/ids.hpp"
#include "store/packed_reader.hpp"
#include "store/packed_writer.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>

/// How commits and snapshots lie in a store: MessagePack, declared structs as arrays in the order of their fields,
/// variants as [code, fields]. A reader takes a longer array (fields of a newer version are passed over) and a shorter
/// one (fields that are new to it keep their defaults); an unknown code is an error, never skipped (rule 10). A struct
/// that is `stored_by_name` lies as a map of what is there; an unknown name is an error. If it was an array once,
/// `from_before` makes it of a `stored_before`.
namespace moim::store {

class storage_writer {
 public:
  explicit storage_writer(std::string& out) : to_(out) {}

  template <class T>
  void write(const T& value) {
    if constexpr (declared<T>) {
      write_fields(value);
    } else if constexpr (is_variant<T>::value) {
      std::visit([&](const auto& each) { write_coded(each); }, value);
    } else if constexpr (is_optional<T>::value) {
      value ? write(*value) : to_.nil();
    } else if constexpr (is_vector<T>::value) {
      write_list(value);
    } else if constexpr (held_once<T>) {
      write(value.get());
    } else if constexpr (stored_map<T>) {
      to_.list(value.size());
      for (const auto& [key, each] : value) write(each);
    } else if constexpr (std::is_enum_v<T>) {
      to_.integer(static_cast<std::uint32_t>(value));
    } else if constexpr (std::is_arithmetic_v<T>) {
      write_number(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      to_.text(value);
    } else {
      to_.words(value.high, value.low);
    }
  }

  template <class T>
  void write_list(const T& values) {
    to_.list(values.size());
    for (const auto& each : values) write(each);
  }

  template <class Event>
  void write_commit(time_ms at, std::span<const Event> events) {
    to_.list(2);
    write(at);
    write_list(events);
  }

 private:
  template <class T>
  void write_number(T value) {
    if constexpr (std::is_same_v<T, bool>)
      to_.boolean(value);
    else if constexpr (std::is_floating_point_v<T>)
      to_.real(value);
    else
      to_.integer(value);
  }

  template <class T>
  void write_coded(const T& value) {
    to_.list(2);
    write(T::code);
    write(value);
  }

  template <class T>
  void write_fields(const T& value) {
    if constexpr (by_name<T>) return write_named(value);
    to_.list(std::tuple_size_v<decltype(T::fields())>);
    for_each_field(value, [&](const auto&, const auto& member) { write(member); });
  }

  template <class T>
  void write_named(const T& value) {
    auto is_there = []<class Member>(const Member& member) {
      if constexpr (is_optional<Member>::value) return member.has_value();
      return true;
    };
    std::size_t count = 0;
    for_each_field(value, [&](const auto&, const auto& member) { count += is_there(member); });
    to_.map(count);
    for_each_field(value, [&](const auto& field, const auto& member) {
      if (!is_there(member)) return;
      to_.text(field.name);
      write(member);
    });
  }

  packed_writer to_;
};

/// Throws `unreadable` inside; the functions below turn it into a value.
class storage_reader {
 public:
  explicit storage_reader(std::string_view bytes) : from_(bytes) {}

  template <class T>
  void read(T& value) {
    if constexpr (declared<T>) {
      read_fields(value);
    } else if constexpr (is_variant<T>::value) {
      read_variant(value);
    } else if constexpr (is_optional<T>::value) {
      if (from_.at_nil()) return value.reset(), from_.nil();
      read(value.emplace());
    } else if constexpr (is_vector<T>::value) {
      value.resize(from_.list());
      for (auto& each : value) read(each);
    } else if constexpr (held_once<T>) {
      read(value.own());
    } else if constexpr (stored_map<T>) {
      read_map(value);
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(from_.integer<std::uint32_t>());
      if constexpr (named_enum<T>)
        if (static_cast<std::size_t>(value) >= enum_names(value).size()) throw unreadable{"an unknown enumerator"};
    } else if constexpr (std::is_arithmetic_v<T>) {
      read_number(value);
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = from_.text();
    } else {
      std::tie(value.high, value.low) = from_.words();
    }
  }

  template <class Event>
  void read_commit(commit<Event>& value) {
    auto parts = from_.list();
    if (parts < 2) throw unreadable{"a time and events were expected"};
    read(value.at);
    read(value.events);
  }

 private:
  template <class T>
  void read_number(T& value) {
    if constexpr (std::is_same_v<T, bool>)
      value = from_.boolean();
    else if constexpr (std::is_floating_point_v<T>)
      value = from_.real();
    else
      value = from_.integer<T>();
  }

  template <class T>
  void read_map(T& value) {
    for (auto left = from_.list(); left > 0; --left) {
      typename T::mapped_type made{};
      read(made);
      auto key = key_of(made);
      value.insert_or_assign(key, std::move(made));
    }
  }

  template <class T>
  void read_fields(T& value) {
    if constexpr (by_name<T>) return read_named(value);
    auto left = from_.list();
    for_each_field(value, [&](const auto&, auto& member) {
      if (left > 0) --left, read(member);
    });
    from_.skip(left);
    if constexpr (requires { value.after_reading(); }) value.after_reading();
  }

  template <class T>
  void read_named(T& value) {
    if constexpr (requires { typename T::stored_before; }) {
      typename T::stored_before before;
      if (from_.at_list()) return read(before), void(value = T::from_before(std::move(before)));
    }
    for (auto left = from_.map(); left > 0; --left) {
      auto wanted = from_.text();
      bool known = false;
      for_each_field(value, [&](const auto& field, auto& member) {
        if (!known && field.name == wanted) known = true, read(member);
      });
      if (!known) throw unreadable{"`" + std::string{wanted} + "` is of a newer version"};
    }
    if constexpr (requires { value.after_reading(); }) value.after_reading();
  }

  template <class... Ts>
  void read_variant(std::variant<Ts...>& value) {
    auto parts = from_.list();
    if (parts < 2) throw unreadable{"a code and its fields were expected"};
    auto code = from_.integer<std::uint16_t>();
    bool known = ((Ts::code == code && (read(value.template emplace<Ts>()), true)) || ...);
    if (!known) throw unreadable{"code " + std::to_string(code) + " is of a newer version"};
    from_.skip(parts - 2);
  }

  packed_reader from_;
};

template <class T>
std::string encode_stored(const T& value) {
  std::string out;
  storage_writer{out}.write(value);
  return out;
}

template <class T>
tl::expected<T, unreadable> decode_stored(std::string_view bytes) {
  try {
    T value;
    storage_reader{bytes}.read(value);
    return value;
  } catch (const unreadable& failure) {
    return tl::unexpected{failure};
  } catch (const std::exception& failure) {
    return tl::unexpected{unreadable{failure.what()}};
  }
}

template <class Event>
std::string encode_commit(time_ms at, std::span<const Event> events) {
  std::string out;
  storage_writer{out}.write_commit(at, events);
  return out;
}

template <class Event>
tl::expected<commit<Event>, unreadable> decode_commit(std::string_view bytes) {
  try {
    commit<Event> read;
    storage_reader{bytes}.read_commit(read);
    return read;
  } catch (const unreadable& failure) {
    return tl::unexpected{failure};
  } catch (const std::exception& failure) {
    return tl::unexpected{unreadable{failure.what()}};
  }
}

}  // namespace moim::store
