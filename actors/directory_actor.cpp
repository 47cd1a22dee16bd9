#include "actors/directory_actor.hpp"

#include "actors/fatal.hpp"
#include "store/storage_codec.hpp"

namespace moim {
namespace {

constexpr std::uint32_t page_usual = 20;
/// The most cards that one query looks at; a rare filter goes on with the next page.
constexpr std::size_t max_looked_at = 5'000;
/// Before a store that could not be reached is asked again.
constexpr std::chrono::milliseconds retry_after{200};

/// A room that left the list while the list was being read.
bool is_gone(const room_card& card) { return card.seats == 0; }

bool suits(const list_rooms& query, const room_card& card) {
  if (query.kind && *query.kind != card.kind) return false;
  return !query.with_free_seat.value_or(false) || card.taken < card.seats;
}

}  // namespace

void directory_state::start(surroundings& around) {
  around_ = &around;
  around.metrics().directory.warming().set(1);
  read_on();
}

void directory_state::read_on() {
  auto me = caf::actor_cast<directory_handle>(self_);
  around_->store().cards(
      read_to_, around_->limits().cards_at_once,
      [me](std::optional<std::vector<store::stored_card>> cards) { caf::anon_send(me, cards_read{std::move(cards)}); });
}

void directory_state::receive(const cards_read& page) {
  if (!page.cards) {
    self_->delayed_anon_send(caf::actor_cast<directory_handle>(self_), retry_after, tick{});
    return;
  }
  for (const auto& stored : *page.cards) {
    auto card = store::decode_stored<room_card>(stored.bytes);
    // A room that has changed since the start has told so itself, and knows better.
    if (card && !cards_.contains(card->room)) put(std::move(*card));
  }
  if (page.cards->empty()) {
    warming_ = false;
    std::erase_if(cards_, [](const auto& each) { return is_gone(each.second); });
    around_->metrics().directory.cards().set(static_cast<std::int64_t>(cards_.size()));
    around_->metrics().directory.warming().set(0);
    return;
  }
  read_to_ = page.cards->back().entity;
  read_on();
}

void directory_state::change(const card_changed& message) {
  if (message.card) return put(*message.card);
  // While cards are being read, the stored one may be older than this: an empty card keeps it out.
  if (warming_) return put({message.room, {}, {}, {}, 0, 0});
  cards_.erase(message.room);
  around_->metrics().directory.cards().set(static_cast<std::int64_t>(cards_.size()));
}

void directory_state::put(room_card card) {
  cards_.insert_or_assign(card.room, std::move(card));
  if (cards_.size() > around_->limits().max_cards) cards_.erase(cards_.begin());
  around_->metrics().directory.cards().set(static_cast<std::int64_t>(cards_.size()));
}

void directory_state::answer(const call_directory& call) {
  room_list page{warming_, {}, std::nullopt};
  auto limit = call.query.limit.value_or(page_usual);
  auto next = call.query.before ? cards_.lower_bound(*call.query.before) : cards_.end();
  for (std::size_t looked = 0; next != cards_.begin(); ++looked) {
    if (page.rooms.size() == limit || looked == max_looked_at) {
      page.before = next->first;
      break;
    }
    --next;
    if (!is_gone(next->second) && suits(call.query, next->second)) page.rooms.push_back(next->second);
  }
  call.reply.to->answer(call.reply.session, call.reply.request, method_answer{std::move(page)});
}

directory_handle::behavior_type directory_actor(directory_state::self_pointer self, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(*around);
  return {
      [=](const call_directory& call) { self->state.answer(call); },
      [=](const card_changed& message) { self->state.change(message); },
      [=](const cards_read& page) { self->state.receive(page); },
      [=](tick) { self->state.read_on(); },
  };
}

}  // namespace moim
