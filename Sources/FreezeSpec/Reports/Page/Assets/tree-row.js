// One row of the tree.

function makeRow(row, at) {
  const totals = totalsOf(row);
  const {state, label} = rowState(row, totals);
  const made = element('div', {
    role: 'treeitem', id: `row-${row}`, class: rowClasses(row, totals),
    'aria-level': listing.levels[at] + 1, 'aria-posinset': listing.places[at * 2],
    'aria-setsize': listing.places[at * 2 + 1], 'aria-selected': row === view.selected,
    'aria-label': rowLabel(row, totals, label), tabindex: row === listing.active ? 0 : -1,
  });
  if (isOpenable(row)) made.setAttribute('aria-expanded', isOpen(row));
  made.style.top = `${at * listing.height}px`;
  made.style.setProperty('--level', Math.min(listing.levels[at], 12));
  made.dataset.row = row;
  made.append(
    rowName(row, state), rowBars(row, totals), ...rowNumbers(row, totals),
    element('span', {class: `state is-${state}`}, label));
  return made;
}

const isOpenable = (row) => isFold(row) || (isModule(row) && childrenOf(row).some(isShown));

function rowClasses(row, totals) {
  const classes = ['row', isOpenable(row) ? 'branch' : 'leaf'];
  if (totals.count === 0 && !isRemoved(row)) classes.push('no-parameters');
  if (isAlias(row)) classes.push('is-alias');
  if (view.lit !== null) {
    const level = emphasisOf(row);
    if (level > 0) classes.push(level === 2 && isLitWhole(row) ? 'is-lit' : 'is-touched');
  }
  return classes.join(' ');
}

/** What the row is, in a few words: a class, a shape, or the name that a tensor goes by. */
function rowKind(row) {
  if (isFold(row)) return `${grouped(membersOf(row).length)} × ${className(membersOf(row)[0])}`;
  if (isModule(row)) return className(row);
  const slot = slotOf(row);
  if (isAlias(row)) {
    return `= ${pathOf(rowOf(model.firstSlot[model.parameter[slot]]))}`;
  }
  return shapeText(data.tensors[model.slotTensor[slot]][1]);
}

function rowName(row, state) {
  const mark = icon(isAlias(row) ? 'tied' : state);
  mark.classList.add(`is-${state}`);
  return element(
    'span', {class: 'label'}, icon('twisty', 'icon twisty'), changeSign(row), mark,
    element('span', {class: 'name', title: pathOf(row) || nameOf(row)}, nameOf(row)),
    element('span', {class: 'class'}, rowKind(row)));
}

/** A bar of a row's share of its parent; in a diff, where it changed, the one before above. */
function rowBars(row, totals) {
  const parent = row === 0 ? 0 : parentOf(row);
  const sides = isDiff && isChanged(row) ? [before, plan] : [plan];
  const whole = Math.max(...sides.map((side) => below(side.sums.elements, parent)));
  const bars = element('span', {class: 'bars'});
  for (const side of sides) {
    const part = side === plan ? totals : totalsOf(row, side);
    bars.append(fillBar(element('span', {class: 'bar'}), part, part.elements / whole));
  }
  return bars;
}

function rowNumbers(row, totals) {
  const shown = isRemoved(row) ? totalsOf(row, before) : totals;
  const isEmpty = shown.count === 0 || isAlias(row);
  return [
    element('span', {class: 'numeric elements'}, isEmpty ? '' : grouped(shown.elements)),
    element('span', {class: 'numeric share'},
      isEmpty ? '' : percent(shown.elements, sums.elements[model.slots])),
  ];
}

function rowLabel(row, totals, label) {
  const parts = [nameOf(row), rowKind(row)];
  if (totals.count) {
    parts.push(
      plural(totals.elements, 'element'),
      `${percent(totals.elements, sums.elements[model.slots])} of the model`);
  }
  parts.push(label || stateTexts.none);
  return parts.filter(Boolean).join(', ');
}
