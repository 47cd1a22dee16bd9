#include "store/packed_reader.hpp"

namespace moim::store {

/// What is nested is counted, not called: no depth of it is too deep.
void packed_reader::skip(std::uint64_t count) {
  for (; count > 0; --count) {
    if (at_ == end_) throw unreadable{"the bytes end too early"};
    auto next = tag();
    bool is_text = (next >= 0xa0 && next <= 0xbf) || (next >= 0xc4 && next <= 0xc6) || (next >= 0xd9 && next <= 0xdb);
    if (at_list())
      count += list();
    else if ((next & 0xf0) == 0x80 || next == 0xde || next == 0xdf)
      count += 2 * std::uint64_t{map()};
    else if (is_text)
      text();
    else if (next == 0xca || next == 0xcb)
      real();
    else if (next == 0xcf)
      integer<std::uint64_t>();
    else if (next == 0xc0 || next == 0xc2 || next == 0xc3)
      take();
    else
      integer<std::int64_t>();
  }
}

}  // namespace moim::store
