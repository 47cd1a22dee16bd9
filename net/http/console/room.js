// --- the room that is followed ----------------------------------------------------------------------------------------
const seats_shown = 200;
const panel_said = () => $('panel').querySelector('.said');
let followed, room = null, shown_max = seats_shown;
const seat = () => room.members.get(me);
const is_host = () => room.host === me;

// What a room has beside its seats. Each part may have these: end(): the room is followed no more; renew(): it was read
// anew, or is followed again; change(what): that happened; notice(all): these were made of it; draw().
const parts = [];
function each_part(moment, what) { for (const part of parts) part[moment]?.(what); }

async function follow(id, token, quiet) {
  const other = followed !== id;
  if (followed && other) call('room.unsubscribe', {room: followed}, true).catch(() => {});
  if (other) { each_part('end'); room = null; shown_max = seats_shown; $('events').replaceChildren(); tell(panel_said(), ''); }
  followed = id;
  try {
    const answer = await call('room.subscribe', token ? {room: id, token} : {room: id}, true);
    // Another one was chosen meanwhile.
    if (followed !== id) return call('room.unsubscribe', {room: id}, true).catch(() => {});
    answer.recovered ? recover(answer) : show(answer.snapshot, answer.token);
  } catch (why) {
    // What broke with the connection is followed again with the next.
    if (why.lost || followed !== id) return;
    if (!room || why.data?.code === 'room_not_found') forget();
    throw why;
  }
  if (quiet) return;
  into_view($('panel'));
  $('name').focus({preventScroll: true});
}
// On a new connection: from the last token on, or what the address names.
async function resume() {
  if (followed) return follow(followed, room?.token, true);
  if (location.hash.startsWith('#room_')) return follow(location.hash.slice(1));
}
function recover({missed}) {
  const count = missed.reduce((sum, each) => sum + each.changes.length, 0);
  note('events', 'back, and nothing is lost: ' + (count ? count + ' missed, here they are' : 'nothing was missed'));
  missed.forEach(changed);
  each_part('renew');
  draw();
}
function show(snapshot, token) {
  room = {...snapshot, token};
  room.members = new Map((snapshot.members || []).map(each => [each.user, each.seat]));
  room.open = !!snapshot.members;
  room.moved = new Set();
  history.replaceState(null, '', '#' + room.room);
  each_part('renew');
  draw();
  if (room.open && room.members.size < room.taken) more(snapshot.members.at(-1)?.seat).catch(why => toast(words_of(why), true));
}
// Of a great hall each answer shows a part. What pushes said of somebody meanwhile is newer than a page.
async function more(after) {
  const of = room;
  do {
    const page = await call('room.members', {room: of.room, after});
    if (room !== of) return;
    for (const each of page.members) if (!of.moved.has(each.user)) of.members.set(each.user, each.seat);
    after = page.after;
    draw();
  } while (after);
}
function forget() {
  each_part('end');
  followed = undefined; room = null;
  history.replaceState(null, '', location.pathname);
  draw();
}
// As it is now, and seen as who one is now; its answer has a place among the pushes, which room.read's has not.
const look = () => followed && ready && follow(followed, undefined, true).catch(why => toast(words_of(why), true));

// --- what is pushed
pushes['room.changed'] = push => changed(push);
pushes['user.changed'] = push => push.room === followed && look();
pushes['room.reset'] = push => {
  if (push.room !== followed) return;
  note('events', 'the log is another one than it was: begun anew', 'bad');
  show(push.snapshot, push.token);
};
const is_or_are = user => who(user) + (user === me ? ' are' : ' is');
const words = {
  room_created: () => 'the room was made', room_locked: () => 'it was locked in', room_cancelled: () => 'the host cancelled it',
  room_closed: () => 'its time was over', room_ended: () => 'the gathering was over', room_forgotten: () => 'what was in it is forgotten',
  seat_left: each => who(each.user) + ' left', kicked: each => 'the host sent ' + who(each.user) + ' away',
  host_changed: each => is_or_are(each.user) + ' the host now',
  seat_taken: each => who(each.user) + (each.seat ? ' took seat ' + number.format(each.seat) : ' took a seat'),
  room_resized: each => 'it has ' + number.format(each.seats) + ' seats now', room_described: () => 'it says something else of itself',
  comment_posted: () => 'somebody commented', comment_edited: () => 'a comment was changed', comment_removed: () => 'a comment was removed',
  announced: () => 'the host announced something', announcement_edited: () => 'an announcement was changed',
  announcement_removed: () => 'an announcement was removed', liked: () => 'somebody likes it', unliked: () => 'somebody took their like back'};
const words_for = each => (words[each.event] || (() => each.event.replaceAll('_', ' ')))(each);
function changed(push) {
  if (!room || push.room !== room.room) return;
  const gap = room.version && push.from !== room.version + 1;
  for (const each of push.changes) {
    if (each.user && each.event.startsWith('seat_')) room.moved.add(each.user);
    if (each.event === 'seat_taken' && each.user) room.members.set(each.user, each.seat);
    if (each.event === 'seat_left' && each.user) room.members.delete(each.user);
    if (each.event === 'host_changed' && each.user) room.host = each.user;
    if (each.event === 'room_resized') room.seats = each.seats;
    // What was refused for want of a seat may work now.
    if (['seat_left', 'room_resized'].includes(each.event) && panel_said().classList.contains('bad')) tell(panel_said(), '');
    note('events', words_for(each));
    each_part('change', each);
  }
  if (push.notices) each_part('notice', push.notices);
  Object.assign(room, {token: push.token, phase: push.phase, taken: push.taken, version: push.to});
  draw();
  // In a matched room the next member is the host once the host has left; what a room says is read, not pushed.
  if (gap || push.changes.some(each => each.event === 'room_described' || each.event === 'seat_left' && each.user === room.host)) look();
}
