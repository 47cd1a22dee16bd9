#pragma once

#include "domain/declare/ids.hpp"
#include "store/stored_shape.hpp"

#include <msgpack.hpp>
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
  explicit storage_writer(std::string& out) : sink_{out}, pack_{sink_} {}

  template <class T>
  void write(const T& value) {
    if constexpr (declared<T>) {
      write_fields(value);
    } else if constexpr (is_variant<T>::value) {
      std::visit([&](const auto& each) { write_coded(each); }, value);
    } else if constexpr (is_optional<T>::value) {
      value ? write(*value) : void(pack_.pack_nil());
    } else if constexpr (is_vector<T>::value) {
      write_list(value);
    } else if constexpr (stored_map<T>) {
      pack_.pack_array(static_cast<std::uint32_t>(value.size()));
      for (const auto& [key, each] : value) write(each);
    } else if constexpr (std::is_enum_v<T>) {
      pack_.pack(static_cast<std::uint32_t>(value));
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      pack_.pack(value);
    } else {
      write_words(value.high, value.low);
    }
  }

  template <class T>
  void write_list(const T& values) {
    pack_.pack_array(static_cast<std::uint32_t>(values.size()));
    for (const auto& each : values) write(each);
  }

  template <class Event>
  void write_commit(time_ms at, std::span<const Event> events) {
    pack_.pack_array(2);
    write(at);
    write_list(events);
  }

 private:
  struct sink {
    std::string& out;
    void write(const char* bytes, std::size_t count) { out.append(bytes, count); }
  };

  template <class T>
  void write_coded(const T& value) {
    pack_.pack_array(2);
    write(T::code);
    write(value);
  }

  template <class T>
  void write_fields(const T& value) {
    if constexpr (by_name<T>) return write_named(value);
    pack_.pack_array(static_cast<std::uint32_t>(std::tuple_size_v<decltype(T::fields())>));
    for_each_field(value, [&](const auto&, const auto& member) { write(member); });
  }

  template <class T>
  void write_named(const T& value) {
    auto is_there = []<class Member>(const Member& member) {
      if constexpr (is_optional<Member>::value) return member.has_value();
      return true;
    };
    std::uint32_t count = 0;
    for_each_field(value, [&](const auto&, const auto& member) { count += is_there(member); });
    pack_.pack_map(count);
    for_each_field(value, [&](const auto& field, const auto& member) {
      if (!is_there(member)) return;
      pack_.pack(field.name);
      write(member);
    });
  }

  void write_words(std::uint64_t high, std::uint64_t low) {
    char bytes[16];
    for (int i = 0; i < 8; ++i) bytes[i] = static_cast<char>(high >> (56 - 8 * i));
    for (int i = 0; i < 8; ++i) bytes[8 + i] = static_cast<char>(low >> (56 - 8 * i));
    pack_.pack_bin(16);
    pack_.pack_bin_body(bytes, 16);
  }

  sink sink_;
  msgpack::packer<sink> pack_;
};

/// Throws `unreadable` inside; the functions below turn it into a value.
class storage_reader {
 public:
  template <class T>
  static void read(const msgpack::object& from, T& value) {
    if constexpr (declared<T>) {
      read_fields(from, value);
    } else if constexpr (is_variant<T>::value) {
      read_variant(from, value);
    } else if constexpr (is_optional<T>::value) {
      if (from.is_nil()) return value.reset();
      read(from, value.emplace());
    } else if constexpr (is_vector<T>::value) {
      auto list = array_of(from);
      value.resize(list.size());
      for (std::size_t i = 0; i < list.size(); ++i) read(list[i], value[i]);
    } else if constexpr (stored_map<T>) {
      for (const auto& each : array_of(from)) {
        typename T::mapped_type made{};
        read(each, made);
        auto key = key_of(made);
        value.insert_or_assign(key, std::move(made));
      }
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(from.as<std::uint32_t>());
      if constexpr (named_enum<T>)
        if (static_cast<std::size_t>(value) >= enum_names(value).size()) throw unreadable{"an unknown enumerator"};
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
      from.convert(value);
    } else {
      read_words(from, value.high, value.low);
    }
  }

  static std::span<const msgpack::object> array_of(const msgpack::object& from) {
    if (from.type != msgpack::type::ARRAY) throw unreadable{"a list was expected"};
    return {from.via.array.ptr, from.via.array.size};
  }

 private:
  template <class T>
  static void read_fields(const msgpack::object& from, T& value) {
    if constexpr (by_name<T>) return read_named(from, value);
    auto stored = array_of(from);
    std::size_t next = 0;
    for_each_field(value, [&](const auto&, auto& member) {
      if (next < stored.size()) read(stored[next++], member);
    });
    if constexpr (requires { value.after_reading(); }) value.after_reading();
  }

  template <class T>
  static void read_named(const msgpack::object& from, T& value) {
    if constexpr (requires { typename T::stored_before; }) {
      typename T::stored_before before;
      if (from.type == msgpack::type::ARRAY) return read(from, before), void(value = T::from_before(std::move(before)));
    }
    if (from.type != msgpack::type::MAP) throw unreadable{"names and values were expected"};
    for (const msgpack::object_kv& stored : std::span{from.via.map.ptr, from.via.map.size}) {
      auto wanted = stored.key.as<std::string>();
      bool known = false;
      for_each_field(value, [&](const auto& field, auto& member) {
        if (field.name == wanted) read(stored.val, member), known = true;
      });
      if (!known) throw unreadable{"`" + wanted + "` is of a newer version"};
    }
    if constexpr (requires { value.after_reading(); }) value.after_reading();
  }

  template <class... Ts>
  static void read_variant(const msgpack::object& from, std::variant<Ts...>& value) {
    auto coded = array_of(from);
    if (coded.size() < 2) throw unreadable{"a code and its fields were expected"};
    auto code = coded[0].as<std::uint16_t>();
    bool known = ((Ts::code == code && (read(coded[1], value.template emplace<Ts>()), true)) || ...);
    if (!known) throw unreadable{"code " + std::to_string(code) + " is of a newer version"};
  }

  static void read_words(const msgpack::object& from, std::uint64_t& high, std::uint64_t& low) {
    if (from.type != msgpack::type::BIN || from.via.bin.size != 16) throw unreadable{"16 bytes were expected"};
    high = low = 0;
    for (int i = 0; i < 8; ++i) high = (high << 8) | static_cast<unsigned char>(from.via.bin.ptr[i]);
    for (int i = 8; i < 16; ++i) low = (low << 8) | static_cast<unsigned char>(from.via.bin.ptr[i]);
  }
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
    auto handle = msgpack::unpack(bytes.data(), bytes.size());
    T value;
    storage_reader::read(handle.get(), value);
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
  out.reserve(16 + 96 * events.size());
  storage_writer{out}.write_commit(at, events);
  return out;
}

template <class Event>
tl::expected<commit<Event>, unreadable> decode_commit(std::string_view bytes) {
  try {
    auto handle = msgpack::unpack(bytes.data(), bytes.size());
    auto parts = storage_reader::array_of(handle.get());
    if (parts.size() < 2) return tl::unexpected{unreadable{"a time and events were expected"}};
    commit<Event> read;
    storage_reader::read(parts[0], read.at);
    storage_reader::read(parts[1], read.events);
    return read;
  } catch (const unreadable& failure) {
    return tl::unexpected{failure};
  } catch (const std::exception& failure) {
    return tl::unexpected{unreadable{failure.what()}};
  }
}

}  // namespace moim::store
