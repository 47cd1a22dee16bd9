// --- what can be done in the room now, and what not ------------------------------------------------------------------
const ended = {locked: 'It is locked in: nobody comes or goes any more.', cancelled: 'It was cancelled.', closed: 'Its time is over.', ended: 'It is over.'};
const here = why => () => offline() || (room ? why() : 'You follow no room.');
const why_not_join = () => ended[room.phase] || (seat() ? 'You sit here already.'
  : room.assignment ? 'Operators give its seats.' : room.approval ? 'Its host accepts people one by one, by room.apply.' : room.taken >= room.seats ? 'All seats are taken.' : '');
const why_not_leave = () => ended[room.phase] || (!seat() ? 'You have no seat here.'
  : room.host === me && !room.agreed ? 'Its host cannot leave, only cancel.' : '');
const host_only = () => is_host() ? '' : 'Only its host can.';
const why_not_end = () => host_only() || (room.phase === 'open' ? 'It is not locked in yet.' : room.phase === 'locked' ? '' : ended[room.phase]);
const needs_code = () => room.entry_code && !seat() && !is_host();

function act(id, why, method, done, more_params) {
  button(id, here(why), async told => {
    try { told(done(await change(method, {room: followed, ...more_params?.()}))); } finally { look(); }
  });
}
const code_given = () => needs_code() && $('code').value.trim() ? {code: $('code').value} : {};
act('join', why_not_join, 'room.join', ({seat}) => 'Seat ' + number.format(seat) + ' is yours.', code_given);
act('leave', why_not_leave, 'room.leave', () => 'You have left.');
act('lock', () => host_only() || ended[room.phase] || '', 'room.lock', () => 'It is locked in.');
act('end', why_not_end, 'room.end', () => 'It is over.');
act('cancel', () => host_only() || (room.phase === 'locked' ? '' : ended[room.phase] || ''), 'room.cancel', () => 'It is cancelled.');
$('acts').onsubmit = event => event.preventDefault();
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
