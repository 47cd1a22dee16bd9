// --- the kinds of gathering -------------------------------------------------------------------------------------------
let kinds;

// Kinds that were added since are not known before the page is loaded again.
const kind_of = key => kinds?.find(each => each.key === key);
// What the kind's table says of a facet; undefined: rooms of that kind do not have it.
const rules_of = (key, facet) => kind_of(key)?.facets?.[facet];

async function load_kinds() {
  if (kinds) return;
  ({kinds} = await call('kind.list', {}));
  for (const each of kinds) { $('kind').append(element('option', each.key)); $('of-kind').append(element('option', each.key)); }
  offer_kinds();
  enable();
}
