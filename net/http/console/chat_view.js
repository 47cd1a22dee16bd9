// --- the chat as it is drawn, and written in --------------------------------------------------------------------------
const typing_every_ms = 3000, at_end_px = 40;
let typed_at = 0;

function why_not_write() {
  const rules = chat_rules();
  if (!rules) return 'This room has no chat.';
  if (!admits(rules)) return 'Only members talk here.';
  if (is_over()) return ended[room.phase];
  return rules.opens === 'when_locked' && room.phase === 'open' ? 'People talk here once it is locked in.' : '';
}
const writing = composer($('chat').querySelector('.writing'), {
  label: 'Message', send: 'Send', enter_sends: true, why: here(why_not_write),
  async work(text, doing) {
    if (doing) await change('chat.edit', {room: chat.room, message: doing.message, text});
    else { $('messages').scrollTop = $('messages').scrollHeight; await change('chat.send', {room: chat.room, text}); }
  },
  // Others hear of it as long as somebody goes on.
  typing() {
    if (!ready || !chat || why_not_write() || Date.now() < typed_at + typing_every_ms) return;
    typed_at = Date.now();
    call('chat.typing', {room: chat.room}, true).catch(() => {});
  }});

function message_acts({message, by, text}) {
  const acts = {};
  if (text === undefined) return acts;
  const ask = method => ({why: offline, work: () => change(method, {room: chat.room, message})});
  if (by === me) {
    acts.Edit = {work() { writing.begin({message}, 'Another text for your message', chat.messages.get(message)?.text); }};
    acts.Delete = ask('chat.delete');
  } else if (is_host()) acts['Take away'] = ask('chat.redact');
  return acts;
}
const gone_words = each => each.removed_by === each.by ? 'taken back' : 'taken away by the host';
function draw_typing() {
  const people = chat ? [...chat.typing.keys()].map(short) : [];
  set($('typing'), people.length ? people.join(', ') + (people.length > 1 ? ' are' : ' is') + ' typing' : '');
}
function draw_chat() {
  const rules = chat && chat_rules(), list = $('messages');
  $('chat').hidden = !rules;
  if (!rules) return;
  // Who reads what is newest sees it come; who reads what is older stays there.
  const was_high = list.scrollHeight, from_end = was_high - list.scrollTop - list.clientHeight, top = list.firstElementChild;
  writing.limit(rules.max_chars);
  list.hidden = !chat.messages.size;
  arrange(list, [...chat.messages.values()], each => each.message, make_post,
    (line, each) => fill_post(line, {...each, gone: gone_words(each)}, message_acts(each)));
  if (from_end < at_end_px) list.scrollTop = list.scrollHeight;
  else if (top !== list.firstElementChild) list.scrollTop += list.scrollHeight - was_high;
  $('earlier').hidden = !chat.earlier;
  draw_typing();
  enable();
}
button('earlier', offline, read_earlier);
$('chat').ontoggle = () => { $('messages').scrollTop = $('messages').scrollHeight; };
