// --- the list of open rooms: its first page is followed, what comes after it is read page by page ---------------------
const page_rooms = 12, empty_pages_max = 8;
let listing, cards = [], later = [], cursor, at_end = false, as_of, warming = false, list_round = 0, list_queue = Promise.resolve();

// One after the other, and of those that wait only the last.
function load_list() {
  const round = ++list_round;
  return list_queue = list_queue.catch(() => {}).then(() => round === list_round && follow_list(wanted()));
}
async function follow_list(asked) {
  const before = listing, answer = await call('list.subscribe', {...asked, limit: page_rooms}, true);
  listing = {number: answer.listing, version: answer.version, asked, socket};
  if (before && before.socket === socket && before.number !== listing.number)
    call('list.unsubscribe', {listing: before.number}, true).catch(() => {});
  warming = answer.warming;
  later = []; cursor = undefined;
  at_end = answer.rooms.length < page_rooms;
  list_is(answer.rooms);
}
function list_is(rooms) {
  cards = rooms; as_of = new Date();
  draw_list();
}
// By itself: what is wrong shows above the list, without a toast each time.
let list_wrong = '';
function refresh() {
  if (!ready) return draw_list();
  return load_list().then(() => { list_wrong = ''; }, why => { list_wrong = why.lost ? '' : words_of(why); }).then(draw_list);
}

pushes['list.changed'] = push => in_turn(push) && list_is(with_changes(push));
pushes['list.reset'] = push => in_turn(push) && list_is(push.rooms);
// Of the list that is followed now, and the next one; otherwise it is followed anew.
function in_turn({listing: of, version}) {
  if (of !== listing?.number || listing.socket !== socket) return false;
  if (version !== listing.version + 1) { refresh(); return false; }
  listing.version = version;
  return true;
}
function with_changes({removed, placed}) {
  const gone = new Set(removed), now = cards.filter(card => !gone.has(card.room));
  for (const {card, after} of placed) {
    const was = now.findIndex(each => each.room === card.room);
    if (was >= 0) now.splice(was, 1);
    now.splice(after ? now.findIndex(each => each.room === after) + 1 : 0, 0, card);
  }
  if (now.length >= page_rooms && !later.length) at_end = false;
  return now;
}

async function more_rooms() {
  const of = listing, limit = page_rooms;
  if (!cursor) ({cursor} = await call('room.list', {...of.asked, limit: cards.length || limit}));
  // A page may be empty and still not be the last.
  for (let found = 0, pages = 0; cursor && !found && pages < empty_pages_max && listing === of; ++pages) {
    const page = await call('room.list', {...of.asked, limit, cursor});
    if (listing !== of) return;
    found = page.rooms.length; cursor = page.cursor;
    later.push(...page.rooms);
  }
  at_end = !cursor;
  draw_list();
}

// --- drawing
function list_words(count) {
  if (!as_of) return 'Not read yet.';
  const fresh = ready && listing?.socket === socket ? 'Live' : 'As of ' + as_of.toLocaleTimeString();
  const rest = later.length ? '; those after the first ' + cards.length + ' as they were when you read them' : '';
  return fresh + rest + (warming ? '; the server has just started and may not know all rooms yet.' : '.') + (count ? '' : ' There is none.');
}
function card_words(card) {
  const from = listing?.asked.near, point = card.place?.point, parts = [card.kind];
  parts.push(number.format(card.taken) + ' of ' + number.format(card.seats) + (card.taken >= card.seats ? ', full' : ''));
  if (card.starts_at_ms !== undefined) parts.push(when(card.starts_at_ms));
  if (card.place) parts.push(card.place.name + (from && point ? ' (' + distance_words(distance_m(from, point)) + ')' : ''));
  if (card.needs_code) parts.push('with a code');
  if (card.host === me) parts.push('yours');
  return [parts.join(', '), ...(card.tags || []).map(tag => '#' + tag)].join(' ');
}
function make_card(card) {
  const made = element('li', undefined, 'place'), title = element('span', undefined, 'title'), open = element('button'), said = element('p', '', 'said');
  said.tabIndex = -1;
  title.append(element('span'), element('small'));
  open.dataset.label = 'Follow';
  made.append(title, open, said);
  button(open, offline, () => follow(card.room));
  return made;
}
function fill_card(line, card) {
  const followed_now = card.room === followed, open = line.querySelector('button');
  set(line.querySelector('.title span'), card.title);
  set(line.querySelector('small'), card_words(card));
  set(open, followed_now ? 'Show' : 'Follow');
  open.setAttribute('aria-label', open.textContent + ' ' + card.title);
  followed_now ? line.setAttribute('aria-current', 'true') : line.removeAttribute('aria-current');
}
// Of the room that is followed more is known than the list says.
function draw_list() {
  const first = new Set(cards.map(card => card.room));
  const now = [...cards, ...later.filter(card => !first.has(card.room))]
    .map(card => card.room === room?.room ? {...card, taken: room.taken, seats: room.seats, phase: room.phase, title: room.title} : card)
    .filter(card => card.phase === 'open');
  arrange($('rooms'), now, card => card.room, make_card, fill_card);
  $('more').hidden = at_end || !as_of;
  set($('as-of'), [list_words(now.length), list_wrong].filter(Boolean).join(' '));
  enable();
}

button('refresh', offline, async () => { list_wrong = ''; await load_list(); });
button('more', offline, more_rooms);
