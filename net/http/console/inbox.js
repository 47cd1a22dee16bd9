// --- the bell: one number for all that was not read, and the notes of the inbox ---------------------------------------
const badge_pause_ms = 300, badge_every_ms = 30000, badge_most = 99, titles_max = 256;
let badge, notes = [], read_to = 0;
const titles = new Map();       // of rooms that notes name; '' while it is asked for

// Several pieces of news at once are counted once.
let badge_soon;
function read_badge() {
  clearTimeout(badge_soon);
  badge_soon = setTimeout(() => ready && by_itself($('inbox'), count_unread), badge_pause_ms);
}
async function count_unread() {
  badge = await call('inbox.badge', {}, true);
  if (!$('inbox').hidden) await read_notes();
  draw_inbox();
  draw_notices();
}
async function read_notes() {
  const page = await call('inbox.read', {after: 0, limit: 256}, true);
  notes = page.notes.reverse();
  read_to = page.read_to;
}
pushes['inbox.noted'] = ({note}) => {
  toast(note_words(note) + (note.room ? ': ' + title_of(note.room) : ''));
  read_badge();
};
// Notices of rooms that are not followed are not pushed.
setInterval(() => document.hidden || read_badge(), badge_every_ms);

function title_of(id) {
  if (room?.room === id) return room.title;
  if (!titles.has(id) && ready) {
    if (titles.size >= titles_max) titles.clear();
    titles.set(id, '');
    call('room.read', {room: id}, true).then(({title}) => { titles.set(id, title); draw_inbox(); }, () => titles.delete(id));
  }
  return titles.get(id) || cards.find(card => card.room === id)?.title || 'a room (' + short(id) + ')';
}
const topic_words = {
  applied: user => who(user) + ' asked for a seat', applicant_accepted: user => is_or_are(user) + ' accepted',
  applicant_rejected: user => is_or_are(user) + ' not accepted', application_ended: user => 'what ' + who(user) + ' asked for is over',
  seat_kept: user => 'a seat is kept for ' + who(user), seat_freed: user => 'no seat is kept for ' + who(user) + ' any more',
  banned: user => is_or_are(user) + ' kept away', unbanned: user => who(user) + ' may come again',
  waiting_began: user => who(user) + (user === me ? ' wait' : ' waits') + ' for a seat', waiting_ended: user => who(user) + (user === me ? ' wait' : ' waits') + ' no more'};
const topic = (event, user) => topic_words[event]?.(user) ?? words_for({event, user});
const note_words = note => ({
  matched: () => 'you were matched', proposed: () => 'a group is proposed to you', proposal_closed: () => 'a proposed group did not come to be',
  ticket_ended: () => 'your ticket has ended', noticed: () => topic(note.event, note.person)})[note.what]?.() ?? note.what;

// --- drawing
function make_note_line({room: of}) {
  const made = element('li', undefined, 'place'), open = element('button', 'Show', 'small');
  const title = element('span', undefined, 'title'), said = element('p', '', 'said');
  title.append(element('span'), element('small'));
  said.tabIndex = -1;
  made.append(title, open, said);
  open.hidden = !of;
  button(open, offline, () => follow(of));
  return made;
}
function fill_note_line(line, main, small, fresh) {
  set(line.querySelector('.title span'), main);
  set(line.querySelector('small'), small);
  line.classList.toggle('fresh', fresh);
}
function draw_inbox() {
  const count = badge?.count || 0;
  $('badge').hidden = !count;
  set($('badge'), count > badge_most ? badge_most + '+' : String(count));
  $('bell').setAttribute('aria-label', 'Notices, ' + count + ' not read');
  if ($('inbox').hidden) return enable();
  arrange($('unread'), (badge?.rooms || []).filter(each => each.unread), each => each.room, make_note_line,
    (line, each) => fill_note_line(line, title_of(each.room), each.unread + ' of its notices not read', true));
  arrange($('notes'), notes, each => each.number, make_note_line, (line, each) => fill_note_line(line, note_words(each),
    [each.room && title_of(each.room), when(each.at_ms), each.quiet && 'muted'].filter(Boolean).join(' · '), each.number > read_to && !each.quiet));
  $('no-notes').hidden = notes.length > 0;
  enable();
}
function show_inbox(shown) {
  $('inbox').hidden = !shown;
  $('bell').setAttribute('aria-expanded', String(shown));
  if (!shown) return $('bell').focus();
  draw_inbox();
  into_view($('inbox'));
  $('h-inbox').focus({preventScroll: true});
  if (ready) by_itself($('inbox'), count_unread);
}
$('bell').onclick = () => show_inbox($('inbox').hidden);
$('close-inbox').onclick = () => show_inbox(false);
$('inbox').onkeydown = event => { if (event.key === 'Escape') show_inbox(false); };
button('read-all', () => offline() || (badge?.count || notes.some(each => each.number > read_to) ? '' : 'You have read all of it.'), async () => {
  if (notes.length) await change_mark({to: notes[0].number});
  for (const each of (badge?.rooms || []).filter(each => each.unread)) await mark_room(each.room);
  await count_unread();
});
