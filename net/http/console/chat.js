// --- the chat of the followed room: followed itself, read back page by page -------------------------------------------
const messages_shown_max = 1000, typing_shown_ms = 6000;
let chat;               // undefined: the room's kind has none

const chat_rules = () => room && rules_of(room.kind, 'chat');
function begin_chat() {
  chat = {room: room.room, messages: new Map(), earlier: false, typing: new Map()};
}
// With the token of what is known already, from there on. `socket`: on which connection it is followed.
async function follow_chat() {
  const of = chat;
  of.socket = socket;
  try {
    const asked = of.token ? {room: of.room, token: of.token} : {room: of.room}, answer = await call('chat.subscribe', asked, true);
    if (chat !== of) return call('chat.unsubscribe', {room: of.room}, true).catch(() => {});
    if (answer.recovered) answer.missed.forEach(chat_changed);
    else chat_is(answer.snapshot);
    of.token = answer.token;
  } catch (why) {
    of.socket = undefined;
    // Why one cannot write says so already.
    if (why.data?.code !== 'not_member') throw why;
  } finally { draw_chat(); }
}
function chat_is({messages, more}) {
  chat.messages = new Map(messages.map(each => [each.message, each]));
  chat.earlier = more;
}
async function read_earlier() {
  const of = chat, page = await call('chat.read', {room: of.room, before: Math.min(...of.messages.keys())});
  if (chat !== of) return;
  of.messages = new Map([...page.messages.map(each => [each.message, each]), ...of.messages]);
  of.earlier = page.more;
  draw_chat();
}

parts.push({
  end() {
    if (chat?.socket === socket && ready) call('chat.unsubscribe', {room: chat.room}, true).catch(() => {});
    chat = undefined;
    writing.begin();
  },
  renew() {
    if (!chat_rules()) chat = undefined;
    else if (chat?.room !== room.room) begin_chat();
    if (chat && chat.socket !== socket && admits(chat_rules())) by_itself($('chat'), follow_chat);
  },
  draw: () => draw_chat()});

// --- what is pushed
pushes['chat.changed'] = push => { if (push.room === chat?.room) { chat_changed(push); draw_chat(); } };
pushes['chat.reset'] = push => { if (push.room === chat?.room) { chat.token = push.token; chat_is(push.snapshot); draw_chat(); } };
// To follow it again tells why it is not for one any more.
pushes['chat.ended'] = push => {
  if (push.room !== chat?.room) return;
  begin_chat();
  by_itself($('chat'), follow_chat);
};
pushes['chat.typed'] = push => {
  if (push.room !== chat?.room || push.user === me) return;
  const {typing} = chat;
  clearTimeout(typing.get(push.user));
  typing.set(push.user, setTimeout(() => { typing.delete(push.user); draw_typing(); }, typing_shown_ms));
  draw_typing();
};
const chat_events = {
  message_sent(each) {
    chat.messages.set(each.message, {message: each.message, by: each.by, at_ms: each.at_ms, text: each.text});
    clearTimeout(chat.typing.get(each.by));
    chat.typing.delete(each.by);
    // What is left out at the beginning can be read again.
    while (chat.messages.size > messages_shown_max) { chat.messages.delete(chat.messages.keys().next().value); chat.earlier = true; }
  },
  message_edited(each, known) { if (known) Object.assign(known, {text: each.text, edited_at_ms: each.at_ms}); },
  message_deleted(each, known) { if (known) Object.assign(known, {text: undefined, removed_by: each.by}); },
  message_redacted(each, known) { if (known) Object.assign(known, {text: undefined, removed_by: each.by}); }};
function chat_changed({token, changes}) {
  chat.token = token;
  for (const each of changes) chat_events[each.event]?.(each, chat.messages.get(each.message));
}
