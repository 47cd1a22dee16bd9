// --- the page: elements, what is told and where, and why a button cannot work now -------------------------------------
const $ = id => document.getElementById(id);
const number = new Intl.NumberFormat('en');

function element(tag, text, css) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (css) made.className = css;
  return made;
}
// Only what differs is written: what is the same stays selected, and is not read aloud again.
function set(each, text) { if (each.textContent !== text) each.textContent = text; }

// Draws things in their order, each in an element that stays its own: what is clicked right now stays where it is.
const arranged = new WeakMap();
function arrange(list, things, key_of, make, fill) {
  const before = arranged.get(list) || new Map(), now = new Map();
  for (const thing of things) {
    const key = key_of(thing), each = before.get(key) || make(thing);
    fill(each, thing);
    now.set(key, each);
  }
  for (const [key, each] of before) if (!now.has(key)) each.remove();
  [...now.values()].forEach((each, at) => { if (list.children[at] !== each) list.insertBefore(each, list.children[at] || null); });
  arranged.set(list, now);
}

const log_max = 200, log_line_max = 2000;
function note(list, text, css) {
  const line = text.length > log_line_max ? text.slice(0, log_line_max) + '… (' + number.format(text.length) + ' characters)' : text;
  $(list).prepend(element('li', new Date().toLocaleTimeString() + '  ' + line, css));
  while ($(list).children.length > log_max) $(list).lastChild.remove();
}

// A toast stays in view wherever the page is scrolled to. The newest word of success ends the last error's.
const toast_ms = {told: 5000, wrong: 12000}, toast_ends = {};
function toast(text, bad) {
  const shown = bad ? 'wrong' : 'told';
  $('told').textContent = $('wrong').textContent = '';
  $(shown).textContent = text;
  clearTimeout(toast_ends[shown]);
  toast_ends[shown] = setTimeout(() => { $(shown).textContent = ''; }, toast_ms[shown]);
}

// What was said of something that nobody clicked.
const said_by_itself = new WeakSet();
function say(said, text, bad) {
  said_by_itself.delete(said);
  set(said, text);
  said.classList.toggle('bad', !!bad);
}
// Beside what was clicked, and as a toast.
function tell(said, text, bad) {
  say(said, text, bad);
  if (text) toast(text, bad);
}
// What nobody clicked: what is wrong with it shows in its place alone, until it is well again. What broke with the
// connection is done again with the next.
async function by_itself(place, work) {
  const said = place.querySelector('.said');
  try {
    await work();
    if (said_by_itself.has(said)) say(said, '');
  } catch (why) {
    if (why.lost) return;
    say(said, words_of(why), true);
    said_by_itself.add(said);
  }
}
const hints = {
  never: 'Asking again will not change that.', same_key: 'It was tried several times; it may be tried again.',
  after_change: 'It may work once something else has changed.', reauthenticate: 'A new token is needed.'};
function words_of(error) {
  if (!error.data) return error.message || String(error);
  return error.message + ' (' + error.data.code + ') ' + (hints[error.data.retry] || '');
}

// Every button has a reason why it cannot work now, or ''. It is disabled then, and its section says why.
const reasons = new Map(), busy = new Set();
function enable() {
  const by_place = new Map();
  for (const [button, why] of reasons) {
    if (!button.isConnected) { reasons.delete(button); continue; }
    const reason = why();
    button.disabled = !!reason || busy.has(button);
    button.title = reason;
    const place = button.closest('.place');
    if (!place || button.closest('[hidden], details:not([open])')) continue;
    if (!by_place.has(place)) by_place.set(place, []);
    by_place.get(place).push({label: button.dataset.label || button.textContent, reason});
  }
  for (const [place, buttons] of by_place) if (place.querySelector('.why')) set(place.querySelector('.why'), all_reasons(buttons));
}
// What is unfolded has its say, too.
document.addEventListener('toggle', enable, true);
// `Join, Leave: not connected.`; without names if none of them can work.
function all_reasons(buttons) {
  const labels = new Map();
  for (const {label, reason} of buttons) if (reason) labels.set(reason, [...(labels.get(reason) || []), label]);
  if (labels.size === 1 && buttons.every(each => each.reason)) return [...labels.keys()][0];
  return [...labels].map(([reason, names]) => [...new Set(names)].join(', ') + ': ' + reason).join(' ');
}
function button(id_or_button, why, work) {
  const made = typeof id_or_button === 'string' ? $(id_or_button) : id_or_button;
  reasons.set(made, why);
  if (work) made.onclick = () => attempt(made, work);
}

// Does one thing that was clicked: the button is busy meanwhile, and what comes of it is told beside it.
async function attempt(clicked, work) {
  if (clicked.disabled) return;
  const said = clicked.closest('.place').querySelector('.said'), had_focus = document.activeElement === clicked;
  busy.add(clicked); tell(said, ''); enable();
  try { await work(text => tell(said, text)); } catch (why) {
    tell(said, words_of(why), true);
    said.scrollIntoView({block: 'nearest'});
  }
  busy.delete(clicked); enable();
  // Whoever goes by the keyboard stays where they were.
  if (had_focus && document.activeElement === document.body) (clicked.disabled ? said : clicked).focus({preventScroll: true});
}

// Whose head can be seen is left where it is.
function into_view(each) {
  const {top} = each.getBoundingClientRect();
  if (top >= 0 && top <= innerHeight / 4) return;
  each.scrollIntoView({block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});
}
