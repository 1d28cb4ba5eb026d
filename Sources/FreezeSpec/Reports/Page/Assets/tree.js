// The tree on the page: only the rows in sight have elements.

const tree = byId('tree');
const space = element('div', {class: 'tree-space', role: 'presentation'});
const listing = {rows: [], places: [], levels: [], index: new Map(), active: 0, made: new Map(), height: 30};

/** Lists the rows anew, after a change of what is open or shown. */
function refreshTree() {
  Object.assign(listing, listRows());
  listing.index = new Map(listing.rows.map((row, index) => [row, index]));
  if (!listing.index.has(listing.active)) listing.active = listing.rows[0];
  byId('empty').hidden = listing.rows.length > 0;
  tree.hidden = listing.rows.length === 0;
  repaintTree();
}

/** Makes all rows in sight anew. */
function repaintTree() {
  const hadFocus = tree.contains(document.activeElement);
  space.replaceChildren();
  listing.made.clear();
  listing.height = parseFloat(getComputedStyle(tree).getPropertyValue('--row'));
  space.style.height = `${listing.rows.length * listing.height}px`;
  fillTree();
  if (hadFocus) focusActive();
}

/** Makes the rows that have come into sight, and drops those that have left it. */
function fillTree() {
  const {rows, made, height, index} = listing;
  const top = Math.max(0, Math.floor(tree.scrollTop / height) - 6);
  const bottom = Math.min(rows.length, Math.ceil((tree.scrollTop + tree.clientHeight) / height) + 6);
  for (const [row, shown] of made) {
    const at = index.get(row);
    if ((at < top || at >= bottom) && row !== listing.active) {
      shown.remove();
      made.delete(row);
    }
  }
  for (let at = top; at < bottom; at++) showRow(at);
  // The row that holds the focus stays, in sight or not.
  if (rows.length) showRow(index.get(listing.active));
}

function showRow(at) {
  const row = listing.rows[at];
  if (listing.made.has(row)) return;
  const made = makeRow(row, at);
  listing.made.set(row, made);
  space.append(made);
}

function startTree() {
  document.querySelector('.tree-head').append(
    element('span', {}, 'name'), element('span', {}, 'of parent'),
    element('span', {class: 'numeric'}, 'elements'),
    element('span', {class: 'numeric share'}, 'of model'), element('span', {}, 'state'));
  tree.append(space);
  tree.addEventListener('scroll', once(fillTree), {passive: true});
  tree.addEventListener('keydown', treeKey);
  tree.addEventListener('click', treeClick);
  byId('expand').addEventListener('click', () => setAllOpen(true));
  byId('collapse').addEventListener('click', () => setAllOpen(false));
  document.body.classList.toggle('is-diff', isDiff);
  view.open = openAtFirst(48);
  refreshTree();
  new ResizeObserver(once(repaintTree)).observe(tree);
}
