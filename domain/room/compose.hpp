#pragma once

#include "domain/room/facet.hpp"
#include "domain/room/parts.hpp"

#include <array>
#include <iterator>
#include <variant>
#include <vector>

/// How the facets of a list act as one. Whatever has `facets` (`states_of_room`) can be composed of them.
namespace moim {

/// The most events of one commit; what would follow beyond that is due at once (`next_due`).
inline constexpr std::size_t max_events_in_commit = 4'096;

/// A request mostly leads to one more event: what the room owes for it. Space for it is reserved at once.
inline constexpr std::size_t usual_consequences = 1;

template <class List>
struct composition;

template <class... Facets>
struct composition<type_list<Facets...>> {
  /// Gives a new room the facets that it has.
  template <class Room, class Created>
  static void begin(Room& room, const Created& event, const commit_stamp& stamp) {
    (begin_one<Facets>(room, event, stamp), ...);
  }

  /// Tells every facet that looks at this event, in the list's order.
  template <class Room, class Event>
  static void apply(Room& room, const Event& event, const commit_stamp& stamp) {
    (apply_one<Facets>(room, event, stamp), ...);
  }

  /// What the facet that has the method makes of it; `not_offered` if the room has not the facet.
  /// The method's declaration says who may call it; `is`: what the caller is to the room.
  template <class Decision, class Room, class Method>
  static result<Decision> decide(const Room& room, const Method& asked, const caller& who, role is, const moment& at) {
    result<Decision> decided = fail(errc::not_offered);
    auto ask = [&]<class Facet>() {
      if constexpr (is_in<Method, methods_of<Facet>>) {
        if (!has<Facet>(room)) return;
        auto why = why_may_not(caller_of<Method>(), is);
        decided = why ? tl::unexpected{std::move(*why)} : Facet::decide(room, asked, who, at);
      }
    };
    (ask.template operator()<Facets>(), ...);
    return decided;
  }

  /// The first reason that a facet has.
  template <class Kind>
  static std::optional<error> why_no_room(const Kind& kind, std::uint32_t seats) {
    std::optional<error> why;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::why_no_room(kind, seats); })
        if (!why) why = Facet::why_no_room(kind, seats);
    };
    (ask.template operator()<Facets>(), ...);
    return why;
  }

  /// The first reason against a draft; `not_offered` for one of what the kind has not.
  template <class Kind, class Drafts>
  static std::optional<error> why_no_draft(const Kind& kind, const Drafts& drafts) {
    std::optional<error> why;
    auto ask = [&]<class Facet>() {
      if constexpr (facet_with_draft<Facet>) {
        const auto& draft = drafts.template part<Facet>();
        if (why || !draft) return;
        why = kind.template rules<Facet>() ? Facet::why_no_draft(kind, *draft)
                                           : error{errc::not_offered, std::string{Facet::name}};
      }
    };
    (ask.template operator()<Facets>(), ...);
    return why;
  }

  /// What follows from the words of a creation, in the facets' order; or the first reason why it may not be.
  template <class Out, class Creation>
  static result<Out> begin_with(const Creation& asked, const moment& at) {
    result<Out> out{Out{}};
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::begin_with(asked, at); }) {
        if (!out || !asked.kind.template rules<Facet>()) return;
        result<Out> more = Facet::begin_with(asked, at);
        if (!more)
          out = std::move(more);
        else
          std::move(more->events.begin(), more->events.end(), std::back_inserter(out->events));
      }
    };
    (ask.template operator()<Facets>(), ...);
    return out;
  }

  /// Why the room answers nothing any more; nothing: it does.
  template <class Room>
  static std::optional<error> why_silent(const Room& room) {
    std::optional<error> why;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::why_silent(room); })
        if (!why && has<Facet>(room)) why = Facet::why_silent(room);
    };
    (ask.template operator()<Facets>(), ...);
    return why;
  }

  /// What a refused request leaves behind.
  template <class Out, class Room, class Method>
  static Out left_by(const Room& room, const Method& asked, const caller& who, const error& why, const moment& at) {
    Out out;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::left_by(room, asked, who, why, at, out); })
        if (has<Facet>(room)) Facet::left_by(room, asked, who, why, at, out);
    };
    (ask.template operator()<Facets>(), ...);
    return out;
  }

  /// Forgets the states of all facets but of those that outlive it. That the room has facets without a state stays: of
  /// them there is nothing to forget, and they may owe others the word.
  template <class States>
  static void forget(States& states) {
    auto ask = [&]<class Facet>() {
      constexpr bool stays = requires { Facet::outlives_history; };
      if constexpr (!stays && !std::is_same_v<state_of<Facet>, no_state>) states.template part<Facet>().reset();
    };
    (ask.template operator()<Facets>(), ...);
  }

  template <class Room>
  static std::optional<error> why_no_seat(const Room& room, const seat_wanted& wanted, const moment& at) {
    std::optional<error> why;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::why_no_seat(room, wanted, at); })
        if (!why && has<Facet>(room)) why = Facet::why_no_seat(room, wanted, at);
    };
    (ask.template operator()<Facets>(), ...);
    return why;
  }

  /// The latest of what the facets say.
  template <class Room>
  static std::optional<time_ms> keeps_until(const Room& room, const seat_wanted& wanted, const moment& at) {
    std::optional<time_ms> until;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::keeps_until(room, wanted, at); })
        if (has<Facet>(room)) until = std::max(until, Facet::keeps_until(room, wanted, at));
    };
    (ask.template operator()<Facets>(), ...);
    return until;
  }

  template <class Room>
  static std::string when_full(const Room& room) {
    std::string text;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::when_full(room); })
        if (has<Facet>(room)) text += Facet::when_full(room);
    };
    (ask.template operator()<Facets>(), ...);
    return text;
  }

  /// What becomes of somebody who may have a seat when there is none: what the first facet that knows says.
  template <class Out, class Room>
  static Out instead_of_seat(const Room& room, const seat_wanted& wanted) {
    Out out;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::instead_of_seat(room, wanted); })
        if (out.events.empty() && has<Facet>(room)) out = Facet::instead_of_seat(room, wanted);
    };
    (ask.template operator()<Facets>(), ...);
    return out;
  }

  /// The earliest of what is due in the facets; of those at the same time the first in the list.
  template <class Due, class Room>
  static std::optional<Due> next_due(const Room& room) {
    std::optional<Due> next;
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::next_due(room); }) {
        if (!has<Facet>(room)) return;
        auto due = Facet::next_due(room);
        if (due && (!next || due->at < next->at)) next = std::move(due);
      }
    };
    (ask.template operator()<Facets>(), ...);
    return next;
  }

  /// What an event makes the room owe others.
  template <class Out, class Room, class Event>
  static void owe(const Room& room, const Event& event, const moment& at, Out& out) {
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::owe(room, event, at, out); })
        if (has<Facet>(room)) Facet::owe(room, event, at, out);
    };
    (ask.template operator()<Facets>(), ...);
  }

  template <class Room, class View>
  static void project(const Room& room, audience who, View& to) {
    auto ask = [&]<class Facet>() {
      if constexpr (requires { Facet::project(room, who, to); })
        if (has<Facet>(room)) Facet::project(room, who, to);
    };
    (ask.template operator()<Facets>(), ...);
  }

  /// How the facet whose event it is shows it.
  template <class Event>
  static std::optional<room_change> show(const Event& event, bool sees_who) {
    std::optional<room_change> seen;
    auto ask = [&]<class Facet>() {
      if constexpr (is_in<Event, events_of<Facet>>)
        if constexpr (requires { Facet::show(event, sees_who); }) seen = Facet::show(event, sees_who);
    };
    (ask.template operator()<Facets>(), ...);
    return seen;
  }

  /// Applies `events` to the draft, then all that follows from them. What a facet adds is applied before the
  /// next facet is asked. It ends when nothing more follows, or when the commit has as many events as it may;
  /// `before` of them were there already. `apply_event(event)` applies one.
  template <class Out, class Room, class Events, class Apply>
  static void settle(const Room& draft, Events& events, const moment& at, std::size_t before, Apply&& apply_event) {
    for (const auto& event : events) apply_event(event);
    events.reserve(events.size() + usual_consequences);
    using event = typename Events::value_type;
    for (std::size_t cause = 0; cause < events.size(); ++cause) {
      auto ask = [&]<class Facet>() {
        if (!reactions<Facet, Room, Out, event>::to[events[cause].index()] || !has<Facet>(draft)) return;
        constexpr bool always = requires { Facet::reacts_to_all; };
        if (!always && before + events.size() >= max_events_in_commit) return;
        Out fresh;
        std::visit([&](const auto& event) { react_one<Facet>(draft, event, at, fresh); }, events[cause]);
        for (auto& event : fresh.events) {
          apply_event(event);
          events.push_back(std::move(event));
        }
      };
      (ask.template operator()<Facets>(), ...);
    }
  }

 private:
  /// Whether the facet reacts to each of the events, by their places in the variant: most facets do to few.
  template <class Facet, class Room, class Out, class Event>
  struct reactions;
  template <class Facet, class Room, class Out, class... Events>
  struct reactions<Facet, Room, Out, std::variant<Events...>> {
    template <class Event>
    static constexpr bool reacts_to = requires(const Room& room, const Event& event, const moment& at, Out& out) {
      Facet::react(room, event, at, out);
    }
    || requires(const Room& room, const moment& at, Out& out) { Facet::react(room, at, out); };
    static constexpr std::array to{reacts_to<Events>...};
  };

  template <class Facet, class Room>
  static bool has(const Room& room) {
    return room.facets.template part<Facet>().has_value();
  }

  template <class Facet, class Room, class Created>
  static void begin_one(Room& room, const Created& event, const commit_stamp& stamp) {
    auto& state = room.facets.template part<Facet>();
    if constexpr (requires { Facet::begin(event, stamp); }) {
      state = Facet::begin(event, stamp);
    } else if constexpr (facet_with_rules<Facet>) {
      if (event.kind.template rules<Facet>()) state.emplace();
    } else {
      state.emplace();
    }
  }

  template <class Facet, class Room, class Event>
  static void apply_one(Room& room, const Event& event, const commit_stamp& stamp) {
    auto& state = room.facets.template part<Facet>();
    if constexpr (requires { Facet::apply(*state, event, stamp, std::as_const(room)); }) {
      if (state) Facet::apply(*state, event, stamp, std::as_const(room));
    } else if constexpr (requires { Facet::apply(*state, event, stamp); }) {
      if (state) Facet::apply(*state, event, stamp);
    }
  }

  template <class Facet, class Room, class Event, class Out>
  static void react_one(const Room& room, const Event& event, const moment& at, Out& out) {
    if constexpr (requires { Facet::react(room, event, at, out); }) Facet::react(room, event, at, out);
    if constexpr (requires { Facet::react(room, at, out); }) Facet::react(room, at, out);
  }
};

}  // namespace moim
