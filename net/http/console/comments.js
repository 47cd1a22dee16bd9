// --- comments: threads on the room ------------------------------------------------------------------------------------
let thread;             // the followed room's comments by number, as far as they were read; undefined: they are not for one
const comment_rules = () => room?.comments && rules_of(room.kind, 'comments');

function why_not_comment() {
  const rules = comment_rules();
  if (!rules) return 'This room has no comments.';
  return !admits(rules) ? 'Only members comment on it.' : is_over() ? ended[room.phase] : '';
}
const commenting = composer($('comments').querySelector('.writing'), {
  label: 'Comment', send: 'Post', why: here(why_not_comment),
  async work(text, doing) {
    if (doing?.edit) await change('comment.edit', {room: room.room, number: doing.edit, text});
    else await change('comment.post', {room: room.room, text, ...doing});
  }});

async function read_comments() {
  const of = thread, page = await call('comment.list', {room: of.room, ...(of.after && {after: of.after})});
  if (thread !== of) return;
  for (const each of page.comments) of.known.set(each.number, each);
  of.after = page.after;
  of.read = true;
  draw_comments();
}
// One of them, as it is now: what is gone leaves an empty place only while something replies to it.
async function read_comment(number) {
  const of = thread, before = of.known.get(number), {comments: [now]} = await call('comment.list', {room: of.room, after: number - 1, limit: 1});
  if (thread !== of) return;
  if (now?.number === number) of.known.set(number, now);
  else of.known.delete(number);
  draw_comments();
  const above = of.known.get(before?.reply_to);
  if (before && !of.known.has(number) && above && !above.user) await read_comment(above.number);
}
parts.push({
  end() { thread = undefined; commenting.begin(); },
  renew() {
    const rules = comment_rules();
    if (!rules || !admits(rules)) { thread = undefined; return draw_comments(); }
    if (thread?.room === room.room && thread.read) return;
    thread = {room: room.room, known: new Map()};
    by_itself($('comments'), read_comments);
  },
  change({event, number}) {
    if (!event.startsWith('comment_')) return;
    if (room.comments) room.comments.comments += {comment_posted: 1, comment_removed: -1}[event] || 0;
    // Pages that were not read yet will have it.
    if (thread?.read && !(thread.after && number > thread.after)) by_itself($('comments'), () => read_comment(number));
  },
  draw: () => draw_comments()});

// --- drawing
function comment_acts({number, user, depth}) {
  const acts = {};
  if (!user) return acts;
  if (depth < comment_rules().max_depth) acts.Reply = {work() { commenting.begin({reply_to: number}, 'A reply to ' + who(user)); }};
  if (user === me) acts.Edit = {work() { commenting.begin({edit: number}, 'Another text for your comment', thread.known.get(number)?.text); }};
  if (user === me || is_host()) acts.Remove = {why: offline, work: () => change('comment.remove', {room: room.room, number})};
  return acts;
}
// Each below what it replies to; what comes later further down.
function in_threads() {
  const below = new Map();
  for (const each of [...thread.known.values()].sort((a, b) => a.number - b.number)) {
    const above = each.reply_to || 0;
    below.set(above, [...(below.get(above) || []), each]);
  }
  const walk = number => (below.get(number) || []).flatMap(each => [each, ...walk(each.number)]);
  return walk(0);
}
function draw_comments() {
  const place = $('comments'), rules = comment_rules(), count = room?.comments?.comments;
  place.hidden = !rules;
  if (!rules) return;
  commenting.limit(rules.max_chars);
  set(place.querySelector('.count'), count ? '(' + number.format(count) + ')' : '');
  $('more-comments').hidden = !thread?.after;
  arrange(place.querySelector('.posts'), thread ? in_threads() : [], each => each.number, make_post, (line, each) => {
    line.style.setProperty('--depth', each.depth - 1);
    fill_post(line, {...each, by: each.user, gone: 'removed'}, comment_acts(each));
  });
  enable();
}
button('more-comments', offline, read_comments);
