// --- points of the Earth: typed, or the browser's own -----------------------------------------------------------------
// Two fields: both filled are a point, none is none.
function point_of(lat, lon) {
  if (!lat.value && !lon.value) return undefined;
  if (!lat.value || !lon.value) throw new Error('A point needs both degrees, north and east.');
  return {lat: +lat.value, lon: +lon.value};
}

const no_position = {1: 'The browser may not tell where you are; type the degrees.', 3: 'The browser did not find out in time where you are.'};
const position_ms = 10000;
const browser_position = () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(
  ({coords}) => resolve(coords),
  why => reject(new Error(no_position[why.code] || 'The browser does not know where you are; type the degrees.')),
  {timeout: position_ms, maximumAge: position_ms}));

// Fills two fields with where the browser is, to some ten metres.
function locates(clicked, lat, lon, done) {
  button(clicked, () => navigator.geolocation ? '' : 'This browser does not tell where it is.', async () => {
    const {latitude, longitude} = await browser_position();
    lat.value = latitude.toFixed(4); lon.value = longitude.toFixed(4);
    if (done) await done();
  });
}

// By the haversine formula, on a sphere.
const earth_m = 6371009;
function distance_m(a, b) {
  const rad = Math.PI / 180, half = (x, y) => Math.sin((x - y) * rad / 2) ** 2;
  return 2 * earth_m * Math.asin(Math.sqrt(half(a.lat, b.lat) + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * half(a.lon, b.lon)));
}
const distance_words = m => m < 1000 ? Math.round(m) + ' m' : number.format(+(m / 1000).toFixed(m < 10000 ? 1 : 0)) + ' km';
const point_words = ({lat, lon}) => Math.abs(lat) + '° ' + (lat < 0 ? 'S' : 'N') + ', ' + Math.abs(lon) + '° ' + (lon < 0 ? 'W' : 'E');
