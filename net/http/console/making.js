// --- a room is made ---------------------------------------------------------------------------------------------------
const draft = describing($('draft'));

function offer_kinds() {
  // One that leaves a choice shows more than others; then one that asks for no code, and says what it is.
  const shows = ({host_takes_seat, min_seats, max_seats, facets}) =>
    4 * (host_takes_seat && min_seats < max_seats) + 2 * !facets?.entry_code + !!facets?.description;
  $('kind').value = [...kinds].sort((a, b) => shows(b) - shows(a))[0]?.key;
  $('kind').disabled = $('count').disabled = !kinds.length;
  $('count').value = 4;
  show_kind();
}
function show_kind() {
  const kind = kind_of($('kind').value);
  if (!kind) return;
  bound_seats($('count'), kind);
  const {min_seats: least, max_seats: most} = kind, says = rules_of(kind.key, 'description');
  set($('bounds'), least === most ? '(always ' + least + ')' : number.format(least) + ' to ' + number.format(most));
  $('say-more').hidden = !says;
  draft.of_kind(says);
  set_draft();
  set($('about'), about_kind(kind));
}
function bound_seats(count, {min_seats: least, max_seats: most}) {
  count.min = least; count.max = most; count.readOnly = least === most;
  count.value = Math.min(most, Math.max(least, Math.round(+count.value) || least));
}
function about_kind(kind) {
  return 'The host ' + (kind.host_takes_seat ? 'sits in the first seat' : 'takes no seat')
    + '; ' + (kind.who_sees_members === 'everyone' ? 'everyone sees' : 'only members see') + ' who sits there'
    + (kind.facets?.entry_code ? '; who comes needs its code' : '') + (kind.listing === 'unlisted' ? '; it is in no list' : '')
    + (kind.open_for_s ? '; it closes by itself after ' + duration(kind.open_for_s) + '.' : '.');
}
// What is folded away is not asked for, even if the kind wants it of every description.
const describes = () => $('say-more').open && !$('say-more').hidden;
const set_draft = () => { $('draft').disabled = !describes(); };
$('say-more').ontoggle = set_draft;
$('kind').onchange = show_kind;

button('create', () => offline() || (kinds && !kinds.length ? 'The server has no kinds of gathering.' : kinds ? '' : 'The kinds are not there yet.'));
$('make').onsubmit = event => {
  event.preventDefault();
  attempt($('create'), async told => {
    const asked = {kind: $('kind').value, title: $('title').value, seats: +$('count').value};
    if (describes()) asked.description = draft.read();
    const made = await change('room.create', asked);
    told('The room is there, and you follow it.');
    $('say-more').open = false;
    draft.fill();
    await follow(made.room);
  });
};
