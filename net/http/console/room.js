// --- the room that is followed ----------------------------------------------------------------------------------------
const seats_shown = 200;
const panel_said = () => $('panel').querySelector('.said');
let followed, room = null, shown_max = seats_shown;

async function follow(id, token, quiet) {
  const other = followed !== id;
  if (followed && other) call('room.unsubscribe', {room: followed}, true).catch(() => {});
  if (other) { room = null; shown_max = seats_shown; $('events').replaceChildren(); tell(panel_said(), ''); }
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
}
function show(snapshot, token) {
  room = {...snapshot, token};
  room.members = new Map((snapshot.members || []).map(each => [each.user, each.seat]));
  room.open = !!snapshot.members;
  room.moved = new Set();
  history.replaceState(null, '', '#' + room.room);
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
  followed = undefined; room = null;
  history.replaceState(null, '', location.pathname);
  draw();
}
// As it is now, and seen as who one is now; its answer has a place among the pushes, which room.read's has not.
const look = () => followed && ready && follow(followed, undefined, true).catch(why => toast(words_of(why), true));

// --- what is pushed
function pushed(method, params) {
  if (method === 'room.changed') return changed(params);
  if (method === 'user.changed' && params.room === followed) return look();
  if (method !== 'room.reset' || params.room !== followed) return;
  note('events', 'the log is another one than it was: begun anew', 'bad');
  show(params.snapshot, params.token);
}
const words = {
  room_created: () => 'the room was made', room_locked: () => 'the host locked it in', room_cancelled: () => 'the host cancelled it',
  room_closed: () => 'its time was over', seat_left: each => who(each.user) + ' left', kicked: each => 'the host sent ' + who(each.user) + ' away',
  host_changed: each => who(each.user) + (each.user === me ? ' are' : ' is') + ' the host now',
  seat_taken: each => who(each.user) + (each.seat ? ' took seat ' + number.format(each.seat) : ' took a seat')};
function changed(push) {
  if (!room || push.room !== room.room) return;
  const gap = room.version && push.from !== room.version + 1;
  for (const each of push.changes) {
    if (each.user && each.event.startsWith('seat_')) room.moved.add(each.user);
    if (each.event === 'seat_taken' && each.user) room.members.set(each.user, each.seat);
    if (each.event === 'seat_left' && each.user) room.members.delete(each.user);
    if (each.event === 'host_changed' && each.user) room.host = each.user;
    // What was refused for want of a seat may work now.
    if (each.event === 'seat_left' && panel_said().classList.contains('bad')) tell(panel_said(), '');
    note('events', (words[each.event] || (() => each.event))(each));
  }
  Object.assign(room, {token: push.token, phase: push.phase, taken: push.taken, version: push.to});
  draw();
  // In a matched room the next member is the host once the host has left.
  if (gap || push.changes.some(each => each.event === 'seat_left' && each.user === room.host)) look();
}

// --- what can be done now, and what not
const seat = () => room.members.get(me);
const ended = {locked: 'It is locked in: nobody comes or goes any more.', cancelled: 'It was cancelled.', closed: 'Its time is over.'};
const here = why => () => offline() || (room ? why() : 'You follow no room.');
const why_not_join = () => ended[room.phase] || (seat() ? 'You sit here already.'
  : room.approval ? 'Its host accepts people one by one, by room.apply.' : room.taken >= room.seats ? 'All seats are taken.' : '');
const why_not_leave = () => ended[room.phase] || (!seat() ? 'You have no seat here.'
  : room.host === me && !room.agreed ? 'Its host cannot leave, only cancel.' : '');
const host_only = () => room.host === me ? '' : 'Only its host can.';

function act(id, why, method, done) {
  button(id, here(why), async told => {
    try { told(done(await change(method, {room: followed}))); } finally { look(); refresh(); }
  });
}
act('join', why_not_join, 'room.join', ({seat}) => 'Seat ' + number.format(seat) + ' is yours.');
act('leave', why_not_leave, 'room.leave', () => 'You have left.');
act('lock', () => host_only() || ended[room.phase] || '', 'room.lock', () => 'It is locked in.');
act('cancel', () => host_only() || (room.phase === 'locked' ? '' : ended[room.phase] || ''), 'room.cancel', () => 'It is cancelled.');
button('unfollow', () => '', async () => {
  const left = followed;
  forget();
  draw_list();
  into_view($('open-rooms'));
  $('h-rooms').focus({preventScroll: true});
  if (ready) await call('room.unsubscribe', {room: left}, true).catch(() => {});
});
button('cut', offline, () => { note('events', 'the connection is broken'); tries = 3; socket.close(); });
$('show-more').onclick = () => { shown_max += 2 * seats_shown; draw(); };
$('to-list').onclick = event => { event.preventDefault(); into_view($('open-rooms')); $('h-rooms').focus({preventScroll: true}); };
window.onhashchange = () => location.hash.startsWith('#room_') && follow(location.hash.slice(1)).catch(why => toast(words_of(why), true));

// --- drawing
function draw() {
  $('none').hidden = !!room; $('room').hidden = !room;
  set($('name'), room ? room.title : 'The room you follow');
  if (room) { draw_facts(); draw_seats(); }
  draw_list();
}
function draw_facts() {
  set($('phase'), room.phase); $('phase').className = room.phase;
  const closes = room.closes_at_ms && room.phase === 'open' ? ', closes ' + new Date(room.closes_at_ms).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'}) : '';
  set($('facts'), room.kind + closes);
  $('taken').max = room.seats; $('taken').value = room.taken;
  set($('filled'), number.format(room.taken) + ' of ' + number.format(room.seats) + ' seats taken');
  set($('mine'), (room.host === me ? 'You are its host' : 'Its host is ' + short(room.host)) + (seat() ? ', you sit in seat ' + number.format(seat()) : ''));
  set($('id'), room.room); $('here').href = '#' + room.room; set($('token'), room.token);
}
function draw_seats() {
  const shown = Math.min(room.seats, shown_max), list = $('seats'), by_seat = new Map([...room.members].map(([user, seat]) => [seat, user]));
  while (list.children.length > shown) list.lastChild.remove();
  while (list.children.length < shown) list.append(element('li'));
  [...list.children].forEach((each, at) => {
    const user = by_seat.get(at + 1), taken = user || (!room.open && at < room.taken);
    set(each, user ? who(user) : String(at + 1));
    each.className = (taken ? 'taken' : '') + (user === me ? ' you' : '');
    each.title = 'Seat ' + (at + 1) + (user ? ': ' + user : taken ? ': taken' : ': free');
  });
  const part = shown < room.seats ? number.format(shown) + ' of ' + number.format(room.seats) + ' seats shown. ' : '';
  set($('shown'), part + (room.open ? '' : 'Only members see who sits where.'));
  $('show-more').hidden = !part; $('roster').hidden = !$('shown').textContent;
}
