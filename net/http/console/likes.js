// --- likes ------------------------------------------------------------------------------------------------------------
let liking = {};        // of which room, and whether one likes it

async function read_likes() {
  const of = room.room;
  likes_are(of, await call('room.likes', {room: of}));
}
function likes_are(of, {likes, mine}) {
  if (room?.room !== of) return;
  liking = {room: of, mine};
  if (room.likes) room.likes.likes = likes;
  draw_likes();
}
function draw_likes() {
  const shown = $('like'), mine = room && liking.room === room.room && liking.mine;
  shown.hidden = !room?.likes;
  if (shown.hidden) return;
  set(shown, (mine ? 'You like it' : 'Like') + (room.likes.likes ? ' · ' + number.format(room.likes.likes) : ''));
  shown.setAttribute('aria-pressed', String(!!mine));
}
parts.push({
  end() { liking = {}; },
  renew() { if (room.likes) by_itself($('panel'), read_likes); },
  change({event}) { if (room.likes) room.likes.likes += {liked: 1, unliked: -1}[event] || 0; },
  draw: draw_likes});
// To take it back is possible even when all is over.
button('like', here(() => !(liking.room === room.room && liking.mine) && is_over() ? ended[room.phase] : ''), async () => {
  const of = room.room;
  await change(liking.mine ? 'room.unlike' : 'room.like', {room: of});
  await read_likes();
});
