// --- the connection: a guest's token, a socket that comes back, requests ----------------------------------------------
const pushes = {};              // what to do with each method that the server sends
const waiting = new Map();      // unanswered requests by id; sent again, with their keys, after a reconnect
let socket, me, ready = false, last_id = 0, tries = 0, next_try, next_token;

const offline = () => ready ? '' : me ? 'Not connected to the server.' : 'Not signed in yet.';
const short = id => id ? '…' + id.slice(-5) : 'somebody';
const who = id => id === me ? 'you' : short(id);

// A UUIDv7: the time, then random bits. One for each thing wanted: sent again, it is still done only once.
function request_key() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, t = Date.now(); i >= 0; i--) { b[i] = t % 256; t = Math.floor(t / 256); }
  b[6] = b[6] & 15 | 112; b[8] = b[8] & 63 | 128;
  const h = [...b].map(x => x.toString(16).padStart(2, '0')).join('');
  return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join('-');
}

// With a token that still counts: the next one, for the same person. After its end one is somebody new.
async function ask_token(last) {
  const answer = await fetch('/auth/guest', {method: 'POST', headers: last ? {Authorization: 'Bearer ' + last} : {}});
  if (last && (answer.status === 401 || answer.status === 403)) return ask_token();
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()).trim());
  const guest = await answer.json();
  sessionStorage.setItem('guest', JSON.stringify(guest));
  return guest.token;
}
const short_ms = 60000;
function token() {
  const kept = JSON.parse(sessionStorage.getItem('guest') || 'null');
  return kept && kept.expires_at_ms > Date.now() + short_ms ? kept.token : ask_token(kept?.token);
}
// Long before the token's end the session says once more, with the next one, who it is.
function plan_renewal(session) {
  const day_ms = 86400000;
  clearTimeout(next_token);
  next_token = setTimeout(async () => {
    try {
      const bearer = await ask_token(JSON.parse(sessionStorage.getItem('guest') || 'null')?.token);
      if (ready) plan_renewal(await call('session.authenticate', {token: bearer}, true));
    } catch { plan_renewal({now_ms: 0, expires_at_ms: short_ms}); }
  }, Math.min(day_ms, (session.expires_at_ms - session.now_ms) * 3 / 4));
}

function state(text, on) {
  set($('state'), text);
  $('dot').className = on ? 'on' : '';
  $('now').hidden = on || !next_try;
  enable();
}

async function connect() {
  clearTimeout(next_try); next_try = undefined;
  state('connecting');
  let bearer;
  try { bearer = await token(); } catch (why) { return again('no token: ' + why.message); }
  socket = new WebSocket(location.origin.replace(/^http/, 'ws') + '/ws', 'moim.v1.json');
  socket.onmessage = event => receive(JSON.parse(event.data));
  socket.onopen = () => call('session.authenticate', {token: bearer}, true).then(welcome, why => {
    // The server may have lost its secret with its data.
    if (why.data) { sessionStorage.removeItem('guest'); toast(words_of(why), true); }
    socket.close();
  });
  socket.onclose = broken;
}
function broken(event) {
  ready = false;
  for (const [id, each] of [...waiting]) if (each.once) { waiting.delete(id); each.reject({message: 'The connection broke.', lost: true}); }
  const why = event.code === 1005 || event.code === 1006 ? 'the connection broke' : ('closed: ' + event.code + ' ' + event.reason).trim();
  if (event.code === 4003) sessionStorage.removeItem('guest');
  // docs/protocol.md says of each code whether to come back: not by oneself, or later.
  if ([1000, 1002, 1007, 1009, 4007].includes(event.code)) { next_try = -1; return state(why); }
  if ([1011, 4005, 4006, 4008].includes(event.code)) tries = Math.max(tries, 3);
  again(why);
}
// Each wait is longer and partly chance, so that not everybody comes back at once.
function again(why) {
  const wait = Math.min(10000, 250 * 2 ** tries++) * (.5 + Math.random() / 2);
  next_try = setTimeout(connect, wait);
  state(why + '; again in ' + (wait / 1000).toFixed(1) + ' s');
}
$('now').onclick = connect;
window.addEventListener('online', () => next_try > 0 && connect());

async function welcome(session) {
  if (me && me !== session.user) toast('Your token was over: you are somebody new.', true);
  me = session.user; ready = true; tries = 0;
  $('me').textContent = short(me); $('me').title = me;
  state('connected', true);
  plan_renewal(session);
  for (const [id, each] of [...waiting]) send(id, each);
  try {
    await load_kinds();
    await resume();
  } catch (why) { if (!why.lost) toast(words_of(why), true); }
  refresh();
  read_badge();
}

function send(id, {method, params}) {
  const message = {jsonrpc: '2.0', id, method, params};
  note('wire', '→ ' + JSON.stringify(method === 'session.authenticate' ? {...message, params: {token: '…'}} : message));
  socket.send(JSON.stringify(message));
}
// `once`: of this connection only; what breaks with it is not sent again.
function call(method, params, once = false) {
  return new Promise((resolve, reject) => {
    const each = {method, params, once, resolve, reject};
    waiting.set(++last_id, each);
    if (ready || method === 'session.authenticate') send(last_id, each);
  });
}
function receive(message) {
  note('wire', '← ' + JSON.stringify(message), message.error ? 'bad' : '');
  if (message.method) return pushes[message.method]?.(message.params);
  const each = waiting.get(message.id);
  if (!each) return;
  const advice = message.error?.data;
  // The server did not do it or does not know: the same key makes asking again harmless.
  if (advice?.retry === 'same_key' && (each.tries = (each.tries || 0) + 1) < 6)
    return setTimeout(() => ready && waiting.has(message.id) && send(message.id, each), advice.retry_after_ms || 300);
  waiting.delete(message.id);
  message.error ? each.reject(message.error) : each.resolve(message.result);
}

// A change that somebody wants: with a key, and after an unknown outcome with the same one.
const unknown_keys = new Map();
async function change(method, params) {
  const wish = JSON.stringify([method, params]), key = unknown_keys.get(wish) || request_key();
  unknown_keys.set(wish, key);
  try {
    const answer = await call(method, {...params, key});
    unknown_keys.delete(wish);
    return answer;
  } catch (why) {
    if (why.data?.retry !== 'same_key') unknown_keys.delete(wish);
    throw why;
  }
}
