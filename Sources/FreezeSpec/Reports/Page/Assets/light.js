// Lighting up what a rule or a change speaks of.

/** What is to be lit by a key: `after:2` is rule 2, of a diff's new side, and 0 none. */
function lightOf(key) {
  const [what, at] = key.split(':');
  if (what === 'group') return lightOfGroup(Number(at));
  const side = what === 'before' ? before : plan;
  const number = Number(at);
  const rule = side.rules[number - 1];
  const levels = side.decisions.map(([decidedBy, matched]) =>
    (decidedBy === number ? 2 : matched.includes(number) ? 1 : 0));
  levels[levels.length - 1] = 0;
  return {
    key, level: (slot) => levels[side.decisionOf[slot]],
    query: number && side === plan ? `rule:${number}` : '',
    text: lightText(rule, side),
  };
}

function lightText(rule, side) {
  if (!rule) return 'parameters that no rule matches';
  if (isDiff) return `what rule ${rule.index} ${side === plan ? 'decides' : 'decided before'}`;
  return `rule ${rule.index}, which matches ${plural(rule.matched, 'parameter')} `
    + `and decides ${grouped(rule.decided)}`;
}

/** Lights parameters up in tree and picture, or puts them out. */
function light(key) {
  view.lit = view.lit && view.lit.key === key ? null : lightOf(key);
  markLit();
  updateEmphasis();
  showStatus();
  if (view.lit) openLit();
  repaintTree();
  redrawPicture();
}

/** Opens the way to the first of what is lit, and brings it into sight. */
function openLit() {
  const sums = litSums();
  const first = sums.indexOf(1) - 1;
  if (first < 0) return;
  const open = openModules();
  let row = 0;
  let hasOpened = false;
  while (isModule(row) && !isLitWhole(row)) {
    hasOpened ||= !open[row];
    open[row] = 1;
    row = childrenOf(row).find((child) => first < endSlot(child));
    const fold = foldHolding(row);
    if (fold < 0) continue;
    // Equal layers that are lit as a whole stay one row.
    if (isLitWhole(fold) && !foldAt(fold).isOpen) {
      row = fold;
      break;
    }
    hasOpened ||= !foldAt(fold).isOpen;
    foldAt(fold).isOpen = true;
  }
  if (hasOpened) refreshTree();
  const top = listing.index.get(row) * listing.height;
  const isInSight = top >= tree.scrollTop
    && top + listing.height <= tree.scrollTop + tree.clientHeight;
  // Two rows above it say where it is.
  if (!isInSight) tree.scrollTop = top - 2 * listing.height;
}

function markLit() {
  for (const made of document.querySelectorAll('[data-light]')) {
    const isLit = view.lit !== null && made.dataset.light === view.lit.key;
    made.classList.toggle('is-lit', isLit);
    made.querySelector('button').setAttribute('aria-pressed', isLit);
  }
}

function startLights() {
  document.querySelector('main').addEventListener('click', (event) => {
    const made = event.target.closest('[data-light]');
    if (made) light(made.dataset.light);
  });
}
