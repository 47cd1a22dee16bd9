// --- what its host changes of the room: its description, how many seats it has, its code ------------------------------
const edit = describing($('edit-draft'));
let editing = {};       // of which room, from which revision on, and whether something was typed since
let told_code = {};     // of which room, and what it is

const is_over = () => room.phase !== 'open' && room.phase !== 'locked';
const host_why = why => () => offline() || (room && is_host() ? why() : 'Only its host can.');
const why_not_describe = () => is_over() ? ended[room.phase] : '';

function begin_edit() {
  editing = {room: room.room, revision: room.description.revision, typed: false};
  edit.of_kind(rules_of(room.kind, 'description'));
  edit.fill(room.description.content);
  $('edit-title').value = room.title;
  draw_stale();
}
// Whoever edits what was changed meanwhile is told before they are refused.
function draw_stale() {
  $('stale').hidden = !(editing.typed && room?.description?.revision > editing.revision);
  set($('stale'), $('stale').hidden ? '' : 'It was changed meanwhile: it cannot be saved over that. Begin anew from what it says now.');
}
async function read_code() {
  const of = room.room;
  if (told_code.room === of) return;
  told_code = {room: of, letters: (await call('room.code', {room: of})).code};
  draw_hosting();
}
function draw_hosting() {
  $('hosting').hidden = !(room && is_host() && !is_over());
  if ($('hosting').hidden) return;
  const kind = kind_of(room.kind);
  $('edit').hidden = !room.description;
  $('resize').hidden = !kind || kind.min_seats === kind.max_seats;
  $('code-shown').hidden = !room.entry_code;
  set($('code-told'), told_code.room === room.room ? told_code.letters : '…');
  draw_stale();
}
parts.push({
  end() { editing = {}; $('hosting').open = false; },
  renew() {
    if (!is_host()) return;
    if (room.description && (editing.room !== room.room || !editing.typed)) begin_edit();
    if (kind_of(room.kind) && document.activeElement !== $('resize-to')) { $('resize-to').value = room.seats; bound_seats($('resize-to'), kind_of(room.kind)); }
    if (room.entry_code) by_itself($('hosting'), read_code);
  },
  draw: draw_hosting});

$('edit').oninput = () => { editing.typed = true; };
button('describe', host_why(why_not_describe));
$('edit').onsubmit = event => {
  event.preventDefault();
  attempt($('describe'), async told => {
    const asked = {room: room.room, revision: editing.revision, description: edit.read()};
    if ($('edit-title').value !== room.title) asked.title = $('edit-title').value;
    try {
      const {revision} = await change('room.describe', asked);
      Object.assign(editing, {revision, typed: false});
      told('It says so now: revision ' + revision + '.');
    } finally { look(); }
  });
};
button('anew', host_why(() => ''), async told => { await look(); begin_edit(); told('This is what it says now.'); });

button('resize-now', host_why(() => room.phase === 'open' ? '' : ended[room.phase]));
$('resize').onsubmit = event => {
  event.preventDefault();
  attempt($('resize-now'), async told => {
    await change('room.resize', {room: room.room, seats: +$('resize-to').value});
    told('It has ' + number.format(+$('resize-to').value) + ' seats now.');
  });
};
button('renew', host_why(why_not_describe), async told => {
  told_code = {room: room.room, letters: (await change('room.renew_code', {room: room.room})).code};
  draw_hosting();
  told('It has another code; the one before lets nobody in.');
});
