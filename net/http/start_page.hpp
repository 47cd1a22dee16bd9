#pragma once

#include <string_view>

namespace moim::http {

/// What a person sees who opens the server in a browser: where to connect, and a first conversation to watch.
inline constexpr std::string_view start_page = R"html(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>moim</title>
<style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}
pre{background:#f4f4f4;padding:1rem;overflow:auto;white-space:pre-wrap}button{font:inherit;padding:.4rem 1rem}</style>
<h1>moim</h1>
<p>A real-time engine that brings people together: they take one of a room's limited seats, and nobody is overbooked.
This server speaks JSON-RPC 2.0 over WebSocket at <code>/ws</code>, in the subprotocol <code>moim.v1.json</code> or
<code>moim.v1.msgpack</code>.</p>
<ol><li><code>POST /auth/guest</code> gives a token.
<li>Connect to <code>/ws</code>; send the token in the <code>Authorization</code> header, or first of all as
<code>session.authenticate</code>.
<li><code>rpc.discover</code> tells all methods, errors and pushes.</ol>
<p>Also here: <a href="/metrics">/metrics</a> · <a href="/healthz">/healthz</a> · <a href="/readyz">/readyz</a></p>
<p><button id="go">Create a room and watch it</button></p><pre id="log"></pre>
<script>
const log = line => document.querySelector('#log').textContent += line + '\n';
// A UUIDv7: the time, then random bits. One for each thing you want done; send it again and it is done once.
function key() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  let t = Date.now();
  for (let i = 5; i >= 0; i--) { b[i] = t % 256; t = Math.floor(t / 256); }
  b[6] = b[6] & 15 | 112; b[8] = b[8] & 63 | 128;
  const h = [...b].map(x => x.toString(16).padStart(2, '0')).join('');
  return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join('-');
}
document.querySelector('#go').onclick = async () => {
  const guest = await (await fetch('/auth/guest', {method: 'POST'})).json();
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws', 'moim.v1.json');
  let id = 0;
  const waiting = new Map();
  const call = (method, params) => new Promise(done => {
    const text = JSON.stringify({jsonrpc: '2.0', id: ++id, method, params});
    waiting.set(id, done); log('→ ' + text); socket.send(text);
  });
  socket.onmessage = event => {
    log('← ' + event.data);
    const message = JSON.parse(event.data);
    waiting.get(message.id)?.(message.result);
  };
  socket.onclose = event => log('closed ' + event.code + ' ' + event.reason);
  await new Promise(open => socket.onopen = open);
  await call('session.authenticate', {token: guest.token});
  const {kinds} = await call('kind.list', {});
  const {room} = await call('room.create', {kind: kinds[0].key, title: 'Soup at noon', key: key()});
  await call('room.subscribe', {room});
  await call('room.list', {});
  await call('room.lock', {room, key: key()});
};
</script></html>
)html";

}  // namespace moim::http
