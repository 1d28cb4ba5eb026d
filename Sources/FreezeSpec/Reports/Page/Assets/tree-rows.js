// The rows of the tree: which modules are open, and which rows follow from that.

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

// Browsers draw nothing past some 33 million pixels.
const mostRows = 700000;

/** The rows of the tree from top to bottom, each with its place among its siblings. */
function listRows() {
  const rows = [];
  const places = [];
  const open = openModules();
  const visit = (row, place, count) => {
    rows.push(row);
    places.push(place, count);
    if (!isModule(row) || !open[row] || rows.length > mostRows) return;
    const children = childrenOf(row).filter(isShown);
    children.forEach((child, index) => visit(child, index + 1, children.length));
  };
  if (isShown(0)) visit(0, 1, 1);
  return {rows, places};
}
