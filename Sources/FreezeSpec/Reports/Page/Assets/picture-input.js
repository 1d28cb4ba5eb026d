// The picture under the pointer and the keyboard.

/** The lines of the tip: path, what it is, how much, in which state. */
function describeBox({row}) {
  const totals = totalsOf(row);
  const share = percent(totals.elements, sums.elements[model.slots]);
  const what = isModule(row)
    ? [className(row), plural(totals.count, 'parameter')].filter(Boolean).join(', ')
    : shapeText(data.tensors[model.slotTensor[slotOf(row)]][1]);
  return {
    name: pathOf(row) || nameOf(row), what,
    size: `${plural(totals.elements, 'element')} · ${share}`, ...rowState(row, totals),
  };
}

/** Which rules decide what is in a box, on the side that is shown: the first three of them. */
function rulesOfBox(box) {
  const {side} = view;
  if (box.rules && box.rulesOf === side) return box.rules;
  const found = new Set();
  for (let slot = box.first; slot < box.last && found.size < 4; slot++) {
    if (side.has(slot)) found.add(side.at(slot)[0]);
  }
  box.rulesOf = side;
  box.rules = [...found].slice(0, 3).map((index) => {
    const rule = side.rules[index - 1];
    return rule ? {name: `rule ${index}`, text: `${rule.action} ${rule.selector}`}
      : {name: 'no rule', text: ''};
  });
  if (found.size > 3) box.rules.push({name: 'and other rules', text: ''});
  return box.rules;
}

/** A selector for a line or two; the ledger has the whole. */
const clipped = (words) => (words.length > 120 ? `${words.slice(0, 119)}…` : words);

function showTip(index, x, y) {
  const box = picture.layout.boxes[index];
  const lines = describeBox(box);
  tip.replaceChildren(
    element('span', {class: 'name'}, lines.name), element('span', {}, lines.what),
    element('br'), element('span', {}, lines.size), element('br'),
    stateElement(lines.state, lines.label),
    ...rulesOfBox(box).flatMap(({name, text: words}) => [
      element('br'), element('span', {class: 'rule'}, `${name} `), element('code', {}, clipped(words))]));
  tip.hidden = false;
  const left = Math.min(x + 14, map.clientWidth - tip.offsetWidth - 4);
  const top = y + 18 + tip.offsetHeight > map.clientHeight ? y - tip.offsetHeight - 10 : y + 18;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${top}px`;
  return lines;
}

function pointAt(index, x, y) {
  if (picture.current !== index) {
    picture.current = index;
    drawMarks();
  }
  if (index < 0) tip.hidden = true;
  else return showTip(index, x, y);
}

function moveInPicture(index) {
  const {boxes} = picture.layout;
  if (!boxes.length) return;
  const box = boxes[Math.max(0, Math.min(boxes.length - 1, index))];
  const lines = pointAt(boxes.indexOf(box), box.x + box.width / 2, box.y + box.height / 2);
  byId('map-status').textContent =
    [lines.name, lines.what, lines.size, lines.label,
      ...rulesOfBox(box).map(({name, text: words}) => `${name} ${clipped(words)}`)]
      .filter(Boolean).join(', ');
}

function pictureKey(event) {
  const {current, layout} = picture;
  const moves = {
    ArrowRight: () => current + 1,
    ArrowLeft: () => current - 1,
    ArrowDown: () => (current < 0 ? 0 : neighbour(layout, current, 1)),
    ArrowUp: () => (current < 0 ? 0 : neighbour(layout, current, -1)),
    Home: () => 0,
    End: () => layout.boxes.length - 1,
  };
  if (moves[event.key]) {
    moveInPicture(moves[event.key]());
  } else if ((event.key === 'Enter' || event.key === ' ') && current >= 0) {
    reveal(layout.boxes[current].row);
  } else {
    return;
  }
  event.preventDefault();
}

function startPicture() {
  const base = map.querySelector('.base');
  const at = (event) => {
    const frame = map.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  base.addEventListener('pointermove', (event) => {
    const [x, y] = at(event);
    pointAt(boxAt(picture.layout, x, y), x, y);
  });
  base.addEventListener('pointerleave', () => pointAt(-1));
  base.addEventListener('click', (event) => {
    const index = boxAt(picture.layout, ...at(event));
    if (index >= 0) reveal(picture.layout.boxes[index].row);
  });
  map.addEventListener('keydown', pictureKey);
  map.addEventListener('blur', () => pointAt(-1));
  byId('map-summary').append(
    element('span', {}, 'Area is elements, in the model’s order.'),
    legend('trainable', 'trainable'), legend('frozen', 'frozen, hatched'),
    isDiff ? legend('none', 'not on this side') : '');
  new ResizeObserver(redrawPicture).observe(map);
}

const legend = (state, label) =>
  element('span', {class: 'key'}, element('i', {class: `fill-${state}`}), label);
