#include "domain/guestbook/guestbook.hpp"

namespace moim {
namespace {

constexpr std::size_t max_lines = 100;

}  // namespace

result<plain_decision<guestbook>> guestbook::decide(const state& book, const write_line& asked, const caller& who,
                                                    time_ms) {
  if (book.lines.size() >= max_lines) return fail(errc::not_allowed, "the book is full");
  return plain_decision<guestbook>{{line_written{who.user, asked.text}}, done{}};
}

result<plain_decision<guestbook>> guestbook::decide(const state& book, const read_guestbook&, const caller&, time_ms) {
  return plain_decision<guestbook>{{}, guestbook_page{book.lines}};
}

void guestbook::apply(state& to, const line_written& event, const commit_stamp&) { to.lines.push_back(event.text); }

}  // namespace moim
