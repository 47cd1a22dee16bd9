// --- a room's own notices, up to where they are read, and do-not-disturb ----------------------------------------------
const notices_shown = 256;
let noticed = {all: []};        // of which room, the newest first, and the number of its newest

const room_badge = () => badge?.rooms.find(each => each.room === room?.room);
const change_mark = params => change('inbox.mark', params);
async function mark_room(of) {
  const {last} = await call('notice.list', {room: of, limit: 1});
  if (last) await change_mark({room: of, to: last});
}
async function read_notices() {
  const of = room.room, newest = Math.max(room.notices.last || 0, noticed.last || 0);
  const page = await call('notice.list', {room: of, after: Math.max(0, newest - notices_shown), limit: notices_shown});
  if (room?.room !== of) return;
  noticed = {room: of, all: page.notices.reverse(), last: page.last};
  draw_notices();
}
parts.push({
  end() { noticed = {all: []}; },
  renew() {
    if (!room.notices || !is_member()) return;
    by_itself($('notices'), read_notices);
    read_badge();
  },
  // Those for the host alone are not pushed.
  notice(fresh) {
    if (noticed.room === room.room) noticed = {...noticed, all: [...fresh].reverse().concat(noticed.all).slice(0, notices_shown), last: fresh.at(-1).number};
    read_badge();
  },
  change() { if (noticed.room === room.room && is_host() && rules_of(room.kind, 'notices')?.host.length) by_itself($('notices'), read_notices); },
  draw: () => draw_notices()});

function draw_notices() {
  const mine = room && room.notices && is_member(), {unread = 0, muted = false, read_to: to = 0} = room_badge() || {};
  $('notices').hidden = !mine;
  if (!mine) return;
  set($('notices').querySelector('.count'), unread ? '(' + unread + ' not read)' : '');
  arrange($('noticed'), noticed.room === room.room ? noticed.all : [], each => each.number, () => element('li'), (line, each) => {
    set(line, when(each.at_ms) + '  ' + topic(each.event, each.user) + (each.to === 'host' ? ' (for the host)' : ''));
    line.classList.toggle('fresh', each.number > to && each.by !== me);
  });
  set($('mute'), muted ? 'Muted: let it disturb me' : 'Mute');
  $('mute').setAttribute('aria-pressed', String(muted));
  enable();
}
button('read-room', here(() => noticed.last ? '' : 'There is nothing to read.'), async () => {
  await change_mark({room: room.room, to: noticed.last});
  await count_unread();
});
button('mute', here(() => ''), async told => {
  const muted = room_badge()?.muted;
  await change(muted ? 'room.unmute' : 'room.mute', {room: room.room});
  await count_unread();
  told(muted ? 'It may disturb you again.' : 'It leaves you alone: its notes are neither told nor counted.');
});
