// --- the room as it is drawn ------------------------------------------------------------------------------------------
function draw() {
  $('none').hidden = !!room; $('room').hidden = !room;
  set($('name'), room ? room.title : 'The room you follow');
  if (room) { draw_facts(); draw_description(); draw_seats(); }
  each_part('draw');
  draw_list();
}
// What time will bring.
function clock_words() {
  const {locks_at_ms: locks, ends_at_ms: ends} = room.schedule || {}, open = room.phase === 'open';
  return [open && room.closes_at_ms && 'closes ' + when(room.closes_at_ms), open && locks && 'locks in ' + when(locks),
    (open || room.phase === 'locked') && ends && 'ends ' + when(ends)].filter(Boolean);
}
function draw_facts() {
  set($('phase'), room.phase); $('phase').className = room.phase;
  set($('facts'), [room.kind, ...clock_words()].join(', '));
  $('code-asked').hidden = !needs_code();
  $('taken').max = room.seats; $('taken').value = room.taken;
  set($('filled'), number.format(room.taken) + ' of ' + number.format(room.seats) + ' seats taken');
  set($('mine'), (is_host() ? 'You are its host' : 'Its host is ' + short(room.host)) + (seat() ? ', you sit in seat ' + number.format(seat()) : ''));
  set($('id'), room.room); $('here').href = '#' + room.room; set($('token'), room.token);
}
// People's words are text and nothing else; an address is a link if it is one of the web.
function picture_link(address) {
  const made = element('a', address);
  if (/^https?$/.test(address.split('://')[0])) made.href = address;
  made.target = '_blank'; made.rel = 'noopener noreferrer';
  return made;
}
function draw_description() {
  const said = room.description?.content;
  $('description').hidden = !said;
  if (!said) return;
  set($('says'), said.text);
  const place = said.place && said.place.name + (said.place.point ? ' (' + point_words(said.place.point) + ')' : '');
  const facts = [['Begins', said.starts_at_ms && day_and_time(said.starts_at_ms)], ['Ends', said.ends_at_ms && day_and_time(said.ends_at_ms)],
    ['Where', place], ...said.values.map(each => [each.key, String(shown_value(each))])].filter(([, text]) => text);
  $('details').replaceChildren(...facts.flatMap(([name, text]) => [element('dt', name), element('dd', text)]));
  if (said.picture) {
    const shown = element('dd');
    shown.append(picture_link(said.picture));
    $('details').append(element('dt', 'Picture'), shown);
  }
  $('tagged').replaceChildren(...said.tags.map(tag => element('span', tag, 'tag')));
}
function draw_seats() {
  // Seats that a smaller room has no more are still somebody's.
  const seats = [...room.members.values()].reduce((most, seat) => Math.max(most, seat), room.seats), shown = Math.min(seats, shown_max);
  const list = $('seats'), by_seat = new Map([...room.members].map(([user, seat]) => [seat, user]));
  while (list.children.length > shown) list.lastChild.remove();
  while (list.children.length < shown) list.append(element('li'));
  [...list.children].forEach((each, at) => {
    const user = by_seat.get(at + 1), taken = user || (!room.open && at < room.taken);
    set(each, user ? who(user) : String(at + 1));
    each.className = (taken ? 'taken' : '') + (user === me ? ' you' : '');
    each.title = 'Seat ' + (at + 1) + (user ? ': ' + user : taken ? ': taken' : ': free');
  });
  const part = shown < seats ? number.format(shown) + ' of ' + number.format(seats) + ' seats shown. ' : '';
  set($('shown'), part + (room.open ? '' : 'Only members see who sits where.'));
  $('show-more').hidden = !part; $('roster').hidden = !$('shown').textContent;
}
