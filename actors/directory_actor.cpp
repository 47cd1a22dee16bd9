#include "actors/directory_actor.hpp"

#include "actors/fatal.hpp"
#include "domain/directory/page_search.hpp"
#include "store/storage_codec.hpp"

namespace moim {
namespace {

constexpr std::uint32_t page_usual = 20;
/// Before a store that could not be reached is asked again.
constexpr std::chrono::milliseconds retry_after{200};

/// After the room that a client saw last, or as the cursor says.
result<std::optional<list_place>> place_after(const list_rooms& asked, const card_query& query) {
  if (asked.before) {
    if (asked.cursor || query.order != list_order::newest)
      return fail(errc::invalid_params, "before: of the newest first, and without a cursor");
    return list_place{0, {~asked.before->high, ~asked.before->low}};
  }
  if (!asked.cursor) return std::nullopt;
  return place_of(query, *asked.cursor).map([](const list_place& at) { return std::optional{at}; });
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
    auto card = store::decode_stored<directory_card>(stored.bytes);
    // A room that has changed since the start has told so itself, and knows better.
    if (card && !gone_.contains(card->room) && !index_.cards().find(card->room)) put(*card);
  }
  if (page.cards->empty()) {
    warming_ = false;
    gone_.clear();
    around_->metrics().directory.warming().set(0);
    return;
  }
  read_to_ = page.cards->back().entity;
  read_on();
}

void directory_state::change(const card_changed& message) {
  if (message.card) return put(*message.card);
  if (warming_) gone_.insert(message.room);
  if (index_.erase(message.room)) changed(message.room);
  count();
}

void directory_state::put(const directory_card& card) {
  if (!index_.put(card)) return;
  changed(card.room);
  if (index_.cards().size() > around_->limits().max_cards) {
    auto oldest = index_.oldest();
    index_.erase(oldest);
    changed(oldest);
  }
  count();
}

void directory_state::count() const {
  auto& counted = around_->metrics().directory;
  counted.cards().set(static_cast<std::int64_t>(index_.cards().size()));
  counted.lists().set(static_cast<std::int64_t>(listings_.size()));
}

/// All that changes until the followers are told reaches them as one.
void directory_state::changed(const room_id& room) {
  around_->metrics().directory.changes().add();
  listings_.changed(room);
  if (!followers_wait_ && listings_.has_changes()) let_followers_wait();
}

void directory_state::let_followers_wait() {
  followers_wait_ = true;
  they_wait_since_ = std::chrono::steady_clock::now();
  self_->delayed_anon_send(caf::actor_cast<directory_handle>(self_),
                           std::chrono::milliseconds{around_->limits().lists_every}, lists_due{});
}

void directory_state::tell_followers() {
  outlet_turn turn;
  listings_.look_again(index_, around_->limits().lists_at_once, [this](const listing_push& push) { publish(push); });
  followers_wait_ = listings_.is_looking();
  if (followers_wait_) return caf::anon_send(caf::actor_cast<directory_handle>(self_), lists_due{});
  around_->metrics().directory.list_delay().observe(std::chrono::steady_clock::now() - they_wait_since_);
  if (listings_.has_changes()) let_followers_wait();
}

void directory_state::publish(const listing_push& push) const {
  around_->metrics().directory.list_pushes().add();
  auto publication = std::make_shared<const listing_publication>(listing_publication{push});
  followers_.each_outlet(publication->listing(), [&](outlet& to) { to.publish_list(publication); });
}

void directory_state::answer(const call_directory& call) {
  const auto& reply = call.reply;
  auto answer = std::visit(
      [&]<class Query>(const Query& asked) {
        if constexpr (std::is_same_v<Query, subscribe_listing>)
          return follow(asked, reply.to);
        else
          return decide(asked);
      },
      call.query);
  reply.to->answer(reply.session, reply.request, std::move(answer));
}

result<method_answer> directory_state::decide(const list_rooms& asked) const {
  auto query = query_of(asked);
  if (!query) return tl::unexpected{std::move(query.error())};
  auto after = place_after(asked, *query);
  if (!after) return tl::unexpected{std::move(after.error())};
  auto found = search_page(index_, *query, *after, asked.limit.value_or(page_usual));
  room_list page;
  page.warming = warming_;
  for (auto which : found.cards) page.rooms.push_back(index_.cards().card(which));
  if (found.next) page.cursor = cursor_of(*query, *found.next);
  if (found.next && query->order == list_order::newest)
    page.before = room_id{~found.next->key.major, ~found.next->key.minor};
  return method_answer{std::move(page)};
}

result<method_answer> directory_state::decide(const find_room& asked) const {
  auto which = index_.cards().with_code(plain_code(asked.code));
  if (!which) return fail(errc::room_not_found);
  return method_answer{room_found{index_.cards().card(*which)}};
}

result<method_answer> directory_state::follow(const subscribe_listing& asked, outlet* from) {
  auto query = query_of(asked);
  if (!query) return tl::unexpected{std::move(query.error())};
  auto begun =
      listings_.find_or_begin(index_, *query, asked.limit.value_or(page_usual), around_->limits().max_live_listings);
  if (!begun) return fail(errc::overloaded, "too many different lists are followed");
  begun->warming = warming_;
  followers_.add(begun->listing, from);
  count();
  return method_answer{std::move(*begun)};
}

void directory_state::unfollow(const unfollow_listing& message) {
  if (!followers_.remove(message.listing, message.from)) listings_.end(message.listing);
  count();
}

directory_handle::behavior_type directory_actor(directory_state::self_pointer self, surroundings* around) {
  self->set_exception_handler(end_process);
  self->state.start(*around);
  return {
      [=](const call_directory& call) { self->state.answer(call); },
      [=](const unfollow_listing& message) { self->state.unfollow(message); },
      [=](const card_changed& message) { self->state.change(message); },
      [=](const cards_read& page) { self->state.receive(page); },
      [=](tick) { self->state.read_on(); },
      [=](lists_due) { self->state.tell_followers(); },
  };
}

}  // namespace moim
