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
  let rows = rowsBelow(0);
  let shown = rows.length;
  while (rows.length) {
    const next = [];
    for (const row of rows) {
      if (!isModule(row) && !isFold(row)) continue;
      const isMixed = stateOf(totalsOf(row)) === 'mixed';
      const children = !isMixed && rows.length > 1 ? []
        : isFold(row) ? membersOf(row) : rowsBelow(row);
      if (!children.length || shown + children.length > room) continue;
      shown += children.length;
      if (isFold(row)) {
        // One of equal layers tells what is in all of them.
        foldAt(row).isOpen = true;
        next.push(children[0]);
      } else {
        open[row] = 1;
        next.push(...children);
      }
    }
    rows = next;
  }
  return open;
}

// Browsers draw nothing past some 33 million pixels.
const mostRows = 700000;

/** The rows of the tree from top to bottom, each with its level and its place among its siblings. */
function listRows() {
  const rows = [];
  const places = [];
  const levels = [];
  const visit = (row, level, place, count) => {
    rows.push(row);
    levels.push(level);
    places.push(place, count);
    if (!(isModule(row) || isFold(row)) || !isOpen(row) || rows.length > mostRows) return;
    const children = isFold(row) ? membersOf(row) : rowsBelow(row);
    children.forEach((child, index) => visit(child, level + 1, index + 1, children.length));
  };
  if (isShown(0)) visit(0, 0, 1, 1);
  return {rows, places, levels};
}
