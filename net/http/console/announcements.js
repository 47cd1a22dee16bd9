// --- announcements: what the host tells the room ----------------------------------------------------------------------
let announced = [];     // of the followed room, the newest first

const announcing = composer($('announcements').querySelector('.writing'), {
  label: 'Tell the room', send: 'Announce', why: host_why(why_not_describe),
  async work(text, doing) {
    if (doing) await change('announcement.edit', {room: room.room, number: doing.number, text});
    else await change('announcement.post', {room: room.room, text});
  }});

async function read_announcements() {
  const of = room.room, page = await call('announcement.list', {room: of});
  if (room?.room !== of) return;
  announced = page.announcements;
  draw_announcements();
}
const announcement_acts = ({number}) => !is_host() ? {} : {
  Edit: {work() { announcing.begin({number}, 'Another text for it', announced.find(each => each.number === number)?.text); }},
  Remove: {why: offline, work: () => change('announcement.remove', {room: room.room, number})}};
function draw_announcements() {
  const place = $('announcements'), rules = room?.announcements && rules_of(room.kind, 'announcements');
  place.hidden = !rules || !(is_host() || announced.length);
  if (place.hidden) return;
  announcing.limit(rules.max_chars);
  place.querySelector('.writing').hidden = !is_host();
  set(place.querySelector('.count'), announced.length ? '(' + announced.length + ')' : '');
  arrange(place.querySelector('.posts'), announced, each => each.number, make_post,
    (line, each) => fill_post(line, {...each, by: each.user}, announcement_acts(each)));
  enable();
}
function renew_announcements() {
  const rules = room.announcements && rules_of(room.kind, 'announcements');
  if (rules && admits(rules)) return by_itself($('announcements'), read_announcements);
  announced = [];
  draw_announcements();
}
parts.push({
  end() { announced = []; announcing.begin(); },
  renew: renew_announcements,
  change(what) { if (what.event.startsWith('announce')) renew_announcements(); },
  draw: draw_announcements});
