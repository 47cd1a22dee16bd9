#pragma once

#include "domain/chat/chat.hpp"
#include "domain/chat/chat_follow.hpp"

/// What the followers of a chat see of it.
namespace moim {

/// Nothing for events that nobody sees (request keys, fences, what was forgotten). What happened long ago is told as
/// `state` has it by now: without texts that were taken away since, as far as `state` still knows (`keeps_all`).
std::optional<chat_change> project(const chat_event& event, const chat& state);

/// Whether the messages that these events are about are all still kept. Of others nobody knows whether their text was
/// taken away since.
bool keeps_all(const std::vector<chat_event>& events, const chat& state);

}  // namespace moim
