// --- times as people read and type them -------------------------------------------------------------------------------
const minute_ms = 60000;

function duration(seconds) {
  for (const [name, size] of [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]])
    if (seconds % size === 0 || seconds >= 2 * size) { const n = Math.round(seconds / size); return n + ' ' + name + (n === 1 ? '' : 's'); }
}
const day_and_time = ms => new Date(ms).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'});
// Of today the time alone.
function when(ms) {
  const that = new Date(ms);
  return that.toDateString() === new Date().toDateString() ? that.toLocaleTimeString([], {timeStyle: 'short'}) : day_and_time(ms);
}

// A field for a date and a time holds local time, to the minute.
const to_field = ms => ms === undefined ? '' : new Date(ms - new Date(ms).getTimezoneOffset() * minute_ms).toISOString().slice(0, 16);
const of_field = text => text ? new Date(text).getTime() : undefined;
