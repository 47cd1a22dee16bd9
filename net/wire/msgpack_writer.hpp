#pragma once

#include "domain/declare/ids.hpp"

#include <msgpack/adaptor/int.hpp>
#include <msgpack/pack.hpp>

#include <string>
#include <string_view>

namespace moim {

/// Whether ids and keys are written as text or as 16 bytes, the most significant first.
enum class id_form : std::uint8_t { text, bytes };

/// Appends MessagePack to a text.
class msgpack_writer {
 public:
  explicit msgpack_writer(std::string& out, id_form ids = id_form::text) : packer_(out), ids_(ids) {}

  void begin_object(std::size_t size) { packer_.pack_map(static_cast<std::uint32_t>(size)); }
  void end_object() {}
  void begin_list(std::size_t size) { packer_.pack_array(static_cast<std::uint32_t>(size)); }
  void end_list() {}
  void name(std::string_view name) { text(name); }
  void free_name(std::string_view name) { text(name); }
  void entry() {}

  void nothing() { packer_.pack_nil(); }
  void boolean(bool value) { value ? packer_.pack_true() : packer_.pack_false(); }
  template <class Integer>
  void integer(Integer value) {
    packer_.pack(value);
  }
  void real(double value) { packer_.pack_double(value); }
  void text(std::string_view value) {
    packer_.pack_str(static_cast<std::uint32_t>(value.size()));
    packer_.pack_str_body(value.data(), static_cast<std::uint32_t>(value.size()));
  }
  void id(std::string_view prefix, std::uint64_t high, std::uint64_t low) {
    if (ids_ == id_form::bytes) return words(high, low);
    char digits[base32_length];
    write_base32(high, low, digits);
    packer_.pack_str(static_cast<std::uint32_t>(prefix.size() + sizeof digits));
    packer_.pack_str_body(prefix.data(), static_cast<std::uint32_t>(prefix.size()));
    packer_.pack_str_body(digits, sizeof digits);
  }
  void key(const request_key& key) {
    if (ids_ == id_form::bytes) return words(key.high, key.low);
    char digits[request_key_length];
    write_uuid(key, digits);
    text({digits, sizeof digits});
  }

 private:
  void words(std::uint64_t high, std::uint64_t low) {
    char bytes[16];
    for (std::size_t i = 0; i < 16; ++i)
      bytes[i] = static_cast<char>(((i < 8 ? high : low) >> (56 - 8 * (i % 8))) & 0xff);
    packer_.pack_bin(sizeof bytes);
    packer_.pack_bin_body(bytes, sizeof bytes);
  }

  /// What msgpack's packer writes to.
  struct sink {
    std::string& out;
    void write(const char* data, std::size_t size) { out.append(data, size); }
  };
  struct owning_packer : sink, msgpack::packer<sink> {
    explicit owning_packer(std::string& out) : sink{out}, msgpack::packer<sink>(static_cast<sink&>(*this)) {}
  };

  owning_packer packer_;
  id_form ids_;
};

}  // namespace moim
