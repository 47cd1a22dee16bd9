// --- the directory: the kinds, the form, the list of open rooms -------------------------------------------------------
let kinds;

function duration(seconds) {
  for (const [name, size] of [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]])
    if (seconds % size === 0 || seconds >= 2 * size) { const n = Math.round(seconds / size); return n + ' ' + name + (n === 1 ? '' : 's'); }
}
async function load_kinds() {
  if (kinds) return;
  ({kinds} = await call('kind.list', {}));
  for (const each of kinds) $('kind').append(element('option', each.key));
  // One that leaves a choice shows more than one that does not.
  $('kind').value = (kinds.find(each => each.host_takes_seat && each.min_seats < each.max_seats) || kinds[0] || {}).key;
  $('kind').disabled = $('count').disabled = !kinds.length;
  $('count').value = 4;
  bound_seats();
  enable();
}
function bound_seats() {
  const kind = kinds.find(each => each.key === $('kind').value);
  if (!kind) return;
  const {min_seats: least, max_seats: most} = kind, count = $('count');
  count.min = least; count.max = most; count.readOnly = least === most;
  count.value = Math.min(most, Math.max(least, Math.round(+count.value) || least));
  set($('bounds'), least === most ? '(always ' + least + ')' : number.format(least) + ' to ' + number.format(most));
  set($('about'), 'The host ' + (kind.host_takes_seat ? 'sits in the first seat' : 'takes no seat')
    + '; ' + (kind.who_sees_members === 'everyone' ? 'everyone sees' : 'only members see') + ' who sits there'
    + (kind.open_for_s ? '; it closes by itself after ' + duration(kind.open_for_s) + '.' : '.'));
}
$('kind').onchange = bound_seats;

button('create', () => offline() || (kinds && !kinds.length ? 'The server has no kinds of gathering.' : kinds ? '' : 'The kinds are not there yet.'));
$('make').onsubmit = event => {
  event.preventDefault();
  attempt($('create'), async told => {
    const made = await change('room.create', {kind: $('kind').value, title: $('title').value, seats: +$('count').value});
    told('The room is there, and you follow it.');
    // The list grows before the room comes into view, which lies below it on a phone.
    await refresh();
    await follow(made.room);
  });
};

// --- the list
const page_rooms = 12, page_max = 100, list_every_ms = 5000;
let cards = [], wanted_rooms = page_rooms, as_of, warming = false, list_round = 0;
const lines = new Map();        // the list's elements by room: what is clicked right now stays where it is

// The first `wanted_rooms` anew, whatever pages they were read in.
async function load_list() {
  const round = ++list_round, found = [];
  let page, before;
  do {
    const params = {limit: Math.min(page_max, wanted_rooms - found.length)};
    if ($('free').checked) params.with_free_seat = true;
    if (before) params.before = before;
    page = await call('room.list', params);
    found.push(...page.rooms);
    before = page.before;
  } while (before && found.length < wanted_rooms);
  if (round !== list_round) return;
  cards = found; as_of = new Date(); warming = page.warming;
  $('more').hidden = !before;
  draw_list();
}
// By itself: what is wrong shows above the list, without a toast every few seconds.
function refresh() {
  if (!ready) return draw_list();
  return load_list().then(() => set($('as-of'), as_of_words()), why => set($('as-of'), as_of_words() + ' ' + words_of(why)));
}
function as_of_words() {
  if (!as_of) return 'Not read yet.';
  return 'As of ' + as_of.toLocaleTimeString() + (warming ? '; the server has just started and may not know all rooms yet.' : '.');
}
function line_of(card) {
  if (lines.has(card.room)) return lines.get(card.room);
  const made = element('li', undefined, 'place'), title = element('span', undefined, 'title');
  const open = element('button'), said = element('p', '', 'said');
  said.tabIndex = -1;
  title.append(element('span', card.title), element('small'));
  open.dataset.label = 'Follow';
  made.append(title, open, said);
  lines.set(card.room, made);
  $('rooms').append(made);
  button(open, offline, () => follow(card.room));
  return made;
}
// Of the room that is followed more is known than the list says.
function draw_list() {
  const now = cards.map(card => card.room === room?.room ? {...card, taken: room.taken, phase: room.phase} : card)
    .filter(card => (card.phase || 'open') === 'open' && !($('free').checked && card.taken >= card.seats));
  const here = new Set(now.map(card => card.room));
  for (const [id, line] of lines) if (!here.has(id)) { line.remove(); lines.delete(id); }
  now.forEach((card, at) => {
    const line = line_of(card), followed_now = card.room === followed, open = line.querySelector('button');
    set(line.querySelector('small'), card.kind + ', ' + number.format(card.taken) + ' of ' + number.format(card.seats)
      + (card.taken >= card.seats ? ', full' : '') + (card.host === me ? ', yours' : ''));
    set(open, followed_now ? 'Show' : 'Follow');
    open.setAttribute('aria-label', open.textContent + ' ' + card.title);
    followed_now ? line.setAttribute('aria-current', 'true') : line.removeAttribute('aria-current');
    if ($('rooms').children[at] !== line) $('rooms').insertBefore(line, $('rooms').children[at]);
  });
  set($('as-of'), as_of_words() + (as_of && !now.length ? ' There is none.' : ''));
  enable();
}

button('refresh', offline, load_list);
button('more', offline, () => { wanted_rooms += page_rooms; return load_list(); });
$('free').onchange = refresh;
setInterval(() => document.hidden || refresh(), list_every_ms);
document.addEventListener('visibilitychange', () => document.hidden || refresh());
