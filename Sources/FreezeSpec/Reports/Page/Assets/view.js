// What the reader has chosen: which modules are open, what is searched for, what is lit.

/** What the reader has chosen. */
const view = {
  selected: -1, lit: null, state: 'all', query: '', open: null, found: null, side: plan,
};

const openModules = () => (view.found ? view.found.open : view.open);

function isShown(row) {
  const {found} = view;
  if (!found) return true;
  if (!isModule(row)) return found.slots[slotOf(row)] === 1;
  return below(found.slotSums, row) > 0
    || found.moduleSums[model.end[row]] > found.moduleSums[row];
}

/** Opens what a reviewer looks for first: modules that hold both states, while room lasts. */
function openAtFirst(room) {
  const open = new Uint8Array(model.modules);
  open[0] = 1;
  let rows = childrenOf(0);
  let shown = rows.length;
  while (rows.length) {
    const next = [];
    for (const row of rows) {
      if (!isModule(row)) continue;
      const isMixed = stateOf(totalsOf(row)) === 'mixed';
      const children = isMixed || rows.length === 1 ? childrenOf(row) : [];
      if (!children.length || shown + children.length > room) continue;
      open[row] = 1;
      shown += children.length;
      next.push(...children);
    }
    rows = next;
  }
  return open;
}
