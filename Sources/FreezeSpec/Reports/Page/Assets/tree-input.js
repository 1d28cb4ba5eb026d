// Moving in the tree, opening and choosing.

function focusActive() {
  const made = listing.made.get(listing.active);
  if (made) made.focus({preventScroll: true});
}

/** Scrolls so that a row is in sight. */
function scrollToRow(row) {
  const top = listing.index.get(row) * listing.height;
  if (top < tree.scrollTop) tree.scrollTop = top;
  const bottom = top + listing.height - tree.clientHeight;
  if (bottom > tree.scrollTop) tree.scrollTop = bottom;
}

/** Makes a row the chosen one. */
function select(row, {focus = true} = {}) {
  listing.active = row;
  view.selected = row;
  scrollToRow(row);
  repaintTree();
  if (focus) focusActive();
  showDetails(row);
  drawMarks();
}

/** Shows a row wherever it is: opens what holds it, and drops a search that hides it. */
function reveal(row) {
  if (!isShown(row)) clearSearch();
  openFold(row);
  for (let at = parentOf(row); at >= 0; at = model.parent[at]) {
    openModules()[at] = 1;
    openFold(at);
  }
  refreshTree();
  scrollToRow(row);
  select(row);
  tree.scrollIntoView({block: 'nearest'});
}

function setOpen(row, isNowOpen) {
  if (isFold(row)) foldAt(row).isOpen = isNowOpen;
  else openModules()[row] = isNowOpen ? 1 : 0;
  refreshTree();
}

function setAllOpen(areOpen) {
  openModules().fill(areOpen ? 1 : 0);
  view.opensFolds = areOpen;
  for (const fold of folds) fold.isOpen = areOpen;
  openModules()[0] = 1;
  tree.scrollTop = 0;
  refreshTree();
}

function openSiblings(row) {
  if (row === 0) return setOpen(0, true);
  for (const sibling of childrenOf(parentOf(row))) {
    if (isModule(sibling)) openModules()[sibling] = 1;
  }
  for (const sibling of rowsBelow(parentOf(row))) {
    if (isFold(sibling)) foldAt(sibling).isOpen = true;
  }
  refreshTree();
  scrollToRow(row);
}

function treeKey(event) {
  const {rows, index, active} = listing;
  if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  const at = index.get(active);
  const go = (to) => select(rows[Math.max(0, Math.min(rows.length - 1, to))]);
  const page = Math.max(1, Math.floor(tree.clientHeight / listing.height) - 1);
  const isActiveOpen = isOpenable(active) && isOpen(active);
  const keys = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    PageDown: () => go(at + page),
    PageUp: () => go(at - page),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => (isActiveOpen ? go(at + 1) : isOpenable(active) && setOpen(active, true)),
    ArrowLeft: () => (isActiveOpen ? setOpen(active, false)
      : active > 0 && select(listedParent(active))),
    Enter: () => select(active),
    ' ': () => select(active),
    '*': () => openSiblings(active),
  };
  if (!keys[event.key]) return typeAhead(event.key, at);
  event.preventDefault();
  keys[event.key]();
}

/** A letter goes to the next row whose name starts with it. */
function typeAhead(key, at) {
  if (key.length !== 1 || key === '/') return;
  const {rows} = listing;
  const wanted = key.toLowerCase();
  for (let step = 1; step <= Math.min(rows.length, 5000); step++) {
    const row = rows[(at + step) % rows.length];
    if (nameOf(row).toLowerCase().startsWith(wanted)) return select(row);
  }
}

function treeClick(event) {
  const made = event.target.closest('.row');
  if (!made) return;
  const row = Number(made.dataset.row);
  const isTwisty = event.target.closest('.twisty');
  if (isOpenable(row) && (isTwisty || row === view.selected)) {
    listing.active = row;
    setOpen(row, !isOpen(row));
  }
  select(row);
}
