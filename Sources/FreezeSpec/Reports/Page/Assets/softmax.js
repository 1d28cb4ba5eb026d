// The softmax as bars from 0 to 1, at each of the plan's temperatures and at 1.

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
    `At ${softmax.title} along dim ${softmax.dim}`
    + (slices ? `, logits of shape ${shapeText(softmax.shape)}` : ', without logits')
    + (total > slices ? `; the first ${slices} of ${grouped(total)} distributions` : '')));
  if (!slices) return;
  section.append(
    element('div', {class: 'charts'}, ...softmax.slices.map((slice) => softmaxChart(slice, softmax))),
    ...[softmax.losses, softmax.legend].filter(Boolean)
      .map((text) => element('p', {class: 'softmax-note'}, text)));
}

function softmaxChart(slice, {shape, dim}) {
  const known = slice.logits.length;
  const left = shape.at(dim) - known;
  const body = element('tbody');
  const fill = (most) => body.replaceChildren(...softmaxRows(slice, most, left));
  fill(mostLogits);
  // Where there are few temperatures their bars are drawn below each other in a column of their own.
  const table = element('table', {}, shape.length > 1 ? element('caption', {}, slice.at) : null,
    softmaxHead(slice), body, softmaxFoot(slice));
  const figure = element('figure', {class: `chart${isSweep(slice) ? ' wide' : ''}`},
    element('div', {class: 'scroll'}, table));
  if (known > mostLogits) figure.append(moreButton(known, fill));
  return figure;
}

/** Whether there are more temperatures than can be told apart by two looks of bars. */
const isSweep = ({rows}) => rows.length > 2;

const temperatureTitle = ({temperature}) => `T = ${temperature}`;

/** The looks of the bars: the plan's temperature is filled, and 1 beside it is not. */
const barLook = (at) => (at === 0 ? 'tempered' : 'plain');

function softmaxHead(slice) {
  const column = (kind, ...content) => element('th', {scope: 'col', class: kind}, ...content);
  const swatch = (kind) => element('i', {class: kind, 'aria-hidden': 'true'});
  const tick = (label) => element('span', {'aria-hidden': 'true'}, label);
  return element('thead', {}, element(
    'tr', {}, column('numeric', '#'), column('numeric', 'logit'),
    slice.teacher ? column('numeric', 'teacher') : null,
    isSweep(slice) ? null : element('th', {scope: 'col', class: 'scale'},
      element('span', {class: 'visually-hidden'}, 'probability, drawn from 0 to 1'),
      tick('0'), tick('0.5'), tick('1')),
    ...slice.rows.flatMap((row, at) => [
      column('numeric', isSweep(slice) ? null : swatch(barLook(at)), temperatureTitle(row)),
      row.teacher ? column('numeric soft', 'teacher') : null])));
}

/** The most probable logits in the order of their classes, and all others as one row. */
function softmaxRows(slice, most, left) {
  const {classes, logits, teacher, rows} = slice;
  // The logits stand in the page from the largest down.
  const shown = logits.map((_, at) => at).slice(0, most).sort((a, b) => classes[a] - classes[b]);
  const made = shown.map((at) => softmaxRow(slice, [
    element('td', {class: 'numeric soft'}, grouped(classes[at])),
    element('td', {class: 'numeric'}, logitText(logits[at])),
    teacher ? element('td', {class: 'numeric'}, logitText(teacher[at])) : null,
  ], rows.map((row) => [row.student[at], row.teacher && row.teacher[at]])));
  const others = logits.length - shown.length + left;
  if (!others) return made;
  const isShown = new Set(shown);
  const rest = (numbers) => {
    if (!numbers) return null;
    const sum = (list) => list.reduce((total, number) => total + number, 0);
    // What does not stand in the page is what lacks to 1.
    return sum(numbers.filter((_, at) => !isShown.has(at)))
      + (left ? Math.max(0, 1 - sum(numbers)) : 0);
  };
  const name = `${grouped(others)} other${others === 1 ? '' : 's'}`;
  return [...made, softmaxRow(
    slice, [element('td', {class: 'numeric', colspan: teacher ? 3 : 2}, name)],
    rows.map((row) => [rest(row.student), rest(row.teacher)]))];
}

const logitText = (logit) => (logit === null ? '-inf' : String(Number(logit.toPrecision(6))));

function softmaxRow(slice, names, values) {
  const bar = (kind, value) => {
    const made = element('i', {class: kind});
    made.style.width = `${Math.min(1, value) * 100}%`;
    return made;
  };
  const cell = (value) => {
    const made = element('td', {class: 'numeric value'}, decimal(value));
    if (isSweep(slice)) made.style.setProperty('--share', Math.min(1, value));
    return made;
  };
  return element(
    'tr', {}, ...names,
    isSweep(slice) ? null : element('td', {class: 'scale'}, element('span', {class: 'pair'},
      ...values.map(([student], at) => bar(barLook(at), student)))),
    ...values.flatMap(([student, teacher], at) => [
      cell(student),
      slice.rows[at].teacher ? element('td', {class: 'numeric soft'}, decimal(teacher)) : null]));
}

/** What is told of the distribution as a whole, below the column of each temperature. */
function softmaxFoot(slice) {
  const before = 2 + (slice.teacher ? 1 : 0) + (isSweep(slice) ? 0 : 1);
  const line = (title, text) => element(
    'tr', {}, element('th', {scope: 'row', class: 'numeric', colspan: before}, title),
    ...slice.rows.flatMap((row) => [
      element('td', {class: 'numeric'}, text(row)), row.teacher ? element('td') : null]));
  return element('tfoot', {},
    line('entropy', (row) => figure(row.entropy)),
    line('classes', (row) => significant(row.effective)),
    slice.teacher ? line('T² · KL', (row) => (row.loss === null ? 'inf' : figure(row.loss))) : null);
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
