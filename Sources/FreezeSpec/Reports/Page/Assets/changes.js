// What becomes of parameters in a diff, in words.

// The kinds of changes by their bits, each with its sign.
const kinds = [
  ['frozen → trainable', '+'], ['trainable → frozen', '-'], ['added', '+'], ['removed', '-'],
  ['reshaped', '~'], ['tied otherwise', '~'], ['other dtype', '~'],
  ['other class', '~'],
];
const kindsOf = (mark) => kinds.filter((kind, bit) => mark >> bit & 1);

const changedIn = (row) => membersOf(row).reduce((count, member) =>
  count + sums.changed[endSlot(member)] - sums.changed[firstSlot(member)], 0);
const isChanged = (row) => changedIn(row) > 0;
const isRemoved = (row) => isDiff && totalsOf(row).count === 0
  && totalsOf(row, before).count > 0;

/** What becomes of a row. */
function changeText(row, totals) {
  if (isModule(row) || isFold(row)) {
    if (isRemoved(row)) return 'removed';
    const changed = changedIn(row);
    const parts = [stateText(totals), changed ? `${grouped(changed)} changed` : ''];
    return parts.filter(Boolean).join(', ');
  }
  const mark = marks[slotOf(row)];
  if (!plan.has(slotOf(row))) return 'removed';
  if (isAlias(row)) return 'tied';
  const words = kindsOf(mark).map(([word]) => word);
  // The first two kinds name the state themselves.
  if (!(mark & 3)) words.push(stateText(totals));
  return words.join(', ');
}

/** The sign of a parameter that changes. */
function changeSign(row) {
  if (!isDiff || isModule(row) || isFold(row) || !marks[slotOf(row)]) return '';
  const [, sign] = kindsOf(marks[slotOf(row)])[0];
  return element('span', {class: 'sign', 'aria-hidden': 'true'}, sign);
}
