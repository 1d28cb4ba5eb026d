extension HTMLScript {
  /// The tree on the page: only the rows in sight have elements.
  static let treeView = #"""
    // The tree ----------------------------------------------------------------------------------

    const tree = byId('tree');
    const space = element('div', {class: 'tree-space', role: 'presentation'});
    const listing = {rows: [], places: [], index: new Map(), active: 0, made: new Map(), height: 30};

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

    function makeRow(row, at) {
      const totals = totalsOf(row);
      const {state, label} = rowState(row, totals);
      const made = element('div', {
        role: 'treeitem', id: `row-${row}`, class: rowClasses(row, totals),
        'aria-level': depthOf(row) + 1, 'aria-posinset': listing.places[at * 2],
        'aria-setsize': listing.places[at * 2 + 1], 'aria-selected': row === view.selected,
        'aria-label': rowLabel(row, totals, label), tabindex: row === listing.active ? 0 : -1,
      });
      if (isOpenable(row)) made.setAttribute('aria-expanded', openModules()[row] === 1);
      made.style.top = `${at * listing.height}px`;
      made.style.setProperty('--level', Math.min(depthOf(row), 12));
      made.dataset.row = row;
      made.append(
        rowName(row, state), rowBars(row, totals), ...rowNumbers(row, totals),
        element('span', {class: `state is-${state}`}, label));
      return made;
    }

    const isOpenable = (row) => isModule(row) && childrenOf(row).some(isShown);

    function rowClasses(row, totals) {
      const classes = ['row', isOpenable(row) ? 'branch' : 'leaf'];
      if (totals.count === 0 && !isRemoved(row)) classes.push('no-parameters');
      if (isAlias(row)) classes.push('is-alias');
      if (view.lit !== null) {
        const level = emphasis(firstSlot(row), endSlot(row));
        if (level > 0) classes.push(level === 2 && isLitWhole(row) ? 'is-lit' : 'is-touched');
      }
      return classes.join(' ');
    }

    /** What the row is, in a few words: a class, a shape, or the name that a tensor goes by. */
    function rowKind(row) {
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

    const isChanged = (row) => sums.changed[endSlot(row)] > sums.changed[firstSlot(row)];
    const isRemoved = (row) => isDiff && totalsOf(row).count === 0
      && totalsOf(row, before).count > 0;

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

    // Moving and choosing -----------------------------------------------------------------------

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
      for (let at = parentOf(row); at >= 0; at = model.parent[at]) openModules()[at] = 1;
      refreshTree();
      scrollToRow(row);
      select(row);
      tree.scrollIntoView({block: 'nearest'});
    }

    function setOpen(row, isOpen) {
      openModules()[row] = isOpen ? 1 : 0;
      refreshTree();
    }

    function setAllOpen(isOpen) {
      openModules().fill(isOpen ? 1 : 0);
      openModules()[0] = 1;
      tree.scrollTop = 0;
      refreshTree();
    }

    function openSiblings(row) {
      if (row === 0) return setOpen(0, true);
      for (const sibling of childrenOf(parentOf(row))) {
        if (isModule(sibling)) openModules()[sibling] = 1;
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
      const isOpen = isOpenable(active) && openModules()[active] === 1;
      const keys = {
        ArrowDown: () => go(at + 1),
        ArrowUp: () => go(at - 1),
        PageDown: () => go(at + page),
        PageUp: () => go(at - page),
        Home: () => go(0),
        End: () => go(rows.length - 1),
        ArrowRight: () => (isOpen ? go(at + 1) : isOpenable(active) && setOpen(active, true)),
        ArrowLeft: () => (isOpen ? setOpen(active, false) : active > 0 && select(parentOf(active))),
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
        setOpen(row, openModules()[row] === 0);
      }
      select(row);
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

    """#
}
