// --- what people write: a place to write in, and how it is shown ------------------------------------------------------
const is_member = () => !!seat() || is_host();
// Whether a part of the room is open to one, by its kind's table.
const admits = rules => rules.who === 'everyone' || is_member();

// A form for something new; `begin` makes it one for an answer to something, or for another text of what is there.
// `what` has: label, send (the button's word), most (characters), why (one cannot write), work(text, doing).
function composer(place, what) {
  place.append($('composer').content.cloneNode(true));
  const form = place.querySelector('form'), field = form.querySelector('textarea'), about = form.querySelector('p'), send = form.querySelector('.send');
  let doing;
  const made = {
    begin(next, words = '', text = '') {
      doing = next; about.hidden = !next;
      set(about.firstElementChild, words);
      field.value = text;
      if (next) field.focus();
    },
    limit(most) { field.maxLength = most; }};
  set(form.querySelector('label span'), what.label);
  set(send, what.send);
  button(send, what.why);
  form.querySelector('.stop').onclick = () => { made.begin(); field.focus(); };
  form.onsubmit = event => {
    event.preventDefault();
    attempt(send, async told => {
      const text = field.value;
      told(await what.work(text, doing) || '');
      if (field.value === text) made.begin();
    });
  };
  field.oninput = () => what.typing?.();
  // While an input method composes, Enter is its own.
  field.onkeydown = event => {
    if (event.key === 'Escape' && doing) { event.preventDefault(); made.begin(); }
    if (event.key !== 'Enter' || event.isComposing || (what.enter_sends ? event.shiftKey : !event.ctrlKey)) return;
    event.preventDefault();
    form.requestSubmit();
  };
  return made;
}

// What was posted: who and when, the text, and what can be done with it, by name.
function make_post() {
  const made = element('li', undefined, 'post');
  made.append(element('small'), element('p', undefined, 'text'), element('p', undefined, 'acts'));
  return made;
}
function fill_post(line, {by, at_ms, edited_at_ms, text, gone}, acts) {
  set(line.querySelector('small'), [by && who(by), when(at_ms), edited_at_ms && 'edited'].filter(Boolean).join(' · '));
  set(line.querySelector('.text'), text ?? gone);
  line.classList.toggle('gone', text === undefined);
  line.classList.toggle('mine', by === me);
  const row = line.querySelector('.acts'), names = Object.keys(acts).join();
  if (row.dataset.names === names) return;
  row.dataset.names = names;
  row.replaceChildren(...Object.entries(acts).map(([name, {work, why = () => ''}]) => {
    const made = element('button', name, 'small');
    button(made, why, work);
    return made;
  }));
}
