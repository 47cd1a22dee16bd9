// --- which rooms are looked for ---------------------------------------------------------------------------------------
const typing_pause_ms = 300;

// As `room.list` and `list.subscribe` ask for it.
function wanted() {
  const asked = {}, tags = tags_of($('tags').value), point = point_of($('lat'), $('lon'));
  if ($('text').value.trim()) asked.text = $('text').value.trim();
  if ($('of-kind').value) asked.kind = $('of-kind').value;
  if (+$('free').value) asked.free_seats = +$('free').value;
  if (tags.length) asked.tags = tags;
  if (point) asked.near = {...point, radius_m: +$('radius').value * 1000};
  if ($('order').value === 'nearest' && !point) { $('narrow').open = true; throw new Error('The nearest to what? Say where you are.'); }
  asked.order = $('order').value;
  return asked;
}
function search() {
  if (!$('search').checkValidity()) {
    // A field that is folded away cannot show what is wrong with it.
    $('narrow').open = true;
    return $('search').reportValidity();
  }
  refresh();
}
let pause;
$('search').onsubmit = event => { event.preventDefault(); search(); };
$('search').onchange = search;
$('text').oninput = () => { clearTimeout(pause); pause = setTimeout(search, typing_pause_ms); };
locates($('locate'), $('lat'), $('lon'), search);

// Also one that is in no list; the code is the one that lets people in, too.
button('find-room', offline);
$('find').onsubmit = event => {
  event.preventDefault();
  attempt($('find-room'), async told => {
    const {card} = await call('room.find', {code: $('sought').value});
    told('Found: ' + card.title);
    await follow(card.room);
    $('code').value = $('sought').value;
    $('sought').value = '';
  });
};
