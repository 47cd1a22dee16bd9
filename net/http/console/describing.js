// --- a form for what a room says of itself: before it is made, and by its host later ----------------------------------
const tags_max = 16;
const tags_of = text => [...new Set(text.split(',').map(each => each.trim().toLowerCase()).filter(Boolean))].slice(0, tags_max);

// The field for one value of a kind's own.
function value_field(rule) {
  const made = element(rule.type === 'boolean' || rule.type === 'choice' ? 'select' : 'input'), label = element('label', rule.key);
  if (rule.type === 'choice') for (const each of ['', ...rule.options]) made.append(element('option', each));
  if (rule.type === 'boolean') for (const each of ['', 'yes', 'no']) made.append(element('option', each));
  if (rule.type === 'integer') Object.assign(made, {type: 'number', min: rule.min ?? '', max: rule.max ?? ''});
  if (rule.type === 'text') { made.minLength = Math.max(0, rule.min ?? 0); made.maxLength = rule.max ?? 4096; }
  made.name = 'value-' + rule.key; made.required = rule.required;
  label.append(made);
  return label;
}
const value_of = {
  text: text => ({text}), choice: text => ({text}), integer: text => ({integer: +text}), boolean: text => ({boolean: text === 'yes'})};
const shown_value = value => value.text ?? (value.boolean === undefined ? value.integer : value.boolean ? 'yes' : 'no');

// `place` is the fieldset that it fills.
function describing(place) {
  place.append($('describing').content.cloneNode(true));
  const field = name => place.querySelector('[name="' + name + '"]');
  locates(place.querySelector('.locate'), field('lat'), field('lon'));
  let rules;
  return {
    // The fields of another kind; what was typed into those that all have stays.
    of_kind(these) {
      if (rules === these) return;
      rules = these;
      field('text').maxLength = rules?.max_text ?? 0;
      place.querySelector('.values').replaceChildren(...(rules?.fields || []).map(value_field));
    },
    fill(content = {}) {
      const {place: where, values = []} = content;
      const texts = {text: content.text ?? '', starts: to_field(content.starts_at_ms), ends: to_field(content.ends_at_ms), place: where?.name ?? '',
        lat: where?.point?.lat ?? '', lon: where?.point?.lon ?? '', tags: (content.tags || []).join(', '), picture: content.picture ?? ''};
      for (const [name, text] of Object.entries(texts)) field(name).value = text;
      for (const rule of rules?.fields || []) {
        const value = values.find(each => each.key === rule.key);
        field('value-' + rule.key).value = value ? shown_value(value) : '';
      }
    },
    read() {
      const content = {text: field('text').value, tags: tags_of(field('tags').value), values: []};
      const starts = of_field(field('starts').value), ends = of_field(field('ends').value), point = point_of(field('lat'), field('lon'));
      if (starts !== undefined) content.starts_at_ms = starts;
      if (ends !== undefined) content.ends_at_ms = ends;
      if (field('picture').value) content.picture = field('picture').value;
      if (point && !field('place').value) throw new Error('A place with a point needs a name, too.');
      if (field('place').value) content.place = point ? {name: field('place').value, point} : {name: field('place').value};
      for (const {key, type} of rules?.fields || []) {
        const text = field('value-' + key).value;
        if (text !== '') content.values.push({key, ...value_of[type](text)});
      }
      return content;
    }};
}
