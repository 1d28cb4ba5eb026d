// The softmax as bars from 0 to 1, at the plan's temperature and at 1.

/** The logits that a chart shows before it is asked for all. */
const mostLogits = 12;

/** Adds the charts of one side, under a title where there are two sides. */
function showSoftmax(softmax, title) {
  if (!softmax) return;
  const section = element('div', {class: 'softmax-side'});
  byId('softmax').hidden = false;
  byId('softmax').append(section);
  const slices = softmax.slices.length;
  const total = softmax.shape.length
    ? product(softmax.shape) / (softmax.shape.at(softmax.dim) || 1) : 0;
  if (title) section.append(element('h3', {}, title));
  section.append(element('p', {class: 'hint'},
    `softmax(logits / ${softmax.temperature}) along dim ${softmax.dim}`
    + (slices ? `, logits of shape ${shapeText(softmax.shape)}` : ', without logits')
    + (total > slices ? `; the first ${slices} of ${grouped(total)} distributions` : '')));
  if (!slices) return;
  section.append(element('div', {class: 'charts'},
    ...softmax.slices.map((slice) => softmaxChart(slice, softmax))));
}

function softmaxChart(slice, {temperature, shape, dim}) {
  const known = slice.logits.length;
  const left = shape.at(dim) - known;
  const body = element('tbody');
  const fill = (most) => body.replaceChildren(...softmaxRows(slice, most, left));
  fill(mostLogits);
  const figure = element('figure', {class: 'chart'}, element(
    'table', {},
    shape.length > 1 ? element('caption', {}, slice.at) : null,
    softmaxHead(temperature), body));
  if (known > mostLogits) figure.append(moreButton(known, fill));
  return figure;
}

function softmaxHead(temperature) {
  const column = (kind, label, ...content) =>
    element('th', {scope: 'col', class: kind}, ...content, label);
  const swatch = (kind) => element('i', {class: kind, 'aria-hidden': 'true'});
  const tick = (label) => element('span', {'aria-hidden': 'true'}, label);
  return element('thead', {}, element(
    'tr', {}, column('numeric', '#'), column('numeric', 'logit'),
    element('th', {scope: 'col', class: 'scale'},
      element('span', {class: 'visually-hidden'}, 'probability, drawn from 0 to 1'),
      tick('0'), tick('0.5'), tick('1')),
    column('numeric', `T = ${temperature}`, swatch('tempered')),
    column('numeric', 'T = 1', swatch('plain'))));
}

/** The most probable logits in their order, and all others as one row. */
function softmaxRows({logits, tempered, plain}, most, left) {
  const weight = (at) => Math.max(tempered[at], plain[at]);
  const order = logits.map((_, at) => at);
  const isCut = logits.length > most;
  const shown = isCut
    ? order.sort((a, b) => weight(b) - weight(a)).slice(0, most).sort((a, b) => a - b) : order;
  const rows = shown.map((at) => softmaxRow(
    String(at), String(Number(logits[at].toPrecision(6))), tempered[at], plain[at]));
  const others = logits.length - shown.length + left;
  if (!others) return rows;
  const isShown = new Set(shown);
  const rest = (numbers) => {
    const sum = (list) => list.reduce((total, number) => total + number, 0);
    // What does not stand in the page is what lacks to 1.
    return sum(numbers.filter((_, at) => !isShown.has(at)))
      + (left ? Math.max(0, 1 - sum(numbers)) : 0);
  };
  const name = `${grouped(others)} other${others === 1 ? '' : 's'}`;
  return [...rows, softmaxRow(null, name, rest(tempered), rest(plain))];
}

function softmaxRow(number, logit, tempered, plain) {
  const bar = (kind, value) => {
    const made = element('i', {class: kind});
    made.style.width = `${Math.min(1, value) * 100}%`;
    return made;
  };
  const names = number === null ? [element('td', {class: 'numeric', colspan: 2}, logit)]
    : [element('td', {class: 'numeric soft'}, number), element('td', {class: 'numeric'}, logit)];
  return element(
    'tr', {}, ...names,
    element('td', {class: 'scale'}, element('span', {class: 'pair'},
      bar('tempered', tempered), bar('plain', plain))),
    element('td', {class: 'numeric value'}, decimal(tempered)),
    element('td', {class: 'numeric value'}, decimal(plain)));
}

function moreButton(count, fill) {
  const button = element('button', {type: 'button', class: 'link screen-only'});
  const show = (isAll) => {
    button.setAttribute('aria-expanded', isAll);
    button.textContent = isAll ? 'Show the most probable' : `Show all ${grouped(count)}`;
  };
  show(false);
  button.addEventListener('click', () => {
    const isAll = button.getAttribute('aria-expanded') === 'false';
    show(isAll);
    fill(isAll ? count : mostLogits);
  });
  return button;
}
