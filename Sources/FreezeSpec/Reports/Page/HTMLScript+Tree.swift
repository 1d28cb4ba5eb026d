extension HTMLScript {
  /// What the tree shows: which modules are open, which rows follow from that.
  static let tree = #"""
    // The tree's rows ---------------------------------------------------------------------------

    /** What the reader has chosen. */
    const view = {
      selected: -1, lit: null, state: 'all', query: '', open: null, found: null, side: plan,
    };

    /** How strongly slots stand out: 0 not, 1 overridden by a later rule, 2 fully. */
    let emphasisSums = null;
    function emphasis(first, last) {
      if (!emphasisSums) return 2;
      if (emphasisSums.strong[last] > emphasisSums.strong[first]) return 2;
      return emphasisSums.weak[last] > emphasisSums.weak[first] ? 1 : 0;
    }

    function updateEmphasis() {
      const {lit, found} = view;
      if (lit === null && !found) {
        emphasisSums = null;
        return;
      }
      const level = (slot) => (found && !found.slots[slot] ? 0 : lit === null ? 2 : lit.level(slot));
      emphasisSums = {
        strong: running(model.slots, (slot) => (level(slot) === 2 ? 1 : 0)),
        weak: running(model.slots, (slot) => (level(slot) === 1 ? 1 : 0)),
      };
    }

    /** What counts as lit: where a later rule overrides all of it, that. */
    function litSums() {
      const {strong, weak} = emphasisSums;
      return strong[model.slots] > 0 ? strong : weak;
    }

    /** Whether all of a row is lit. */
    function isLitWhole(row) {
      const sums = litSums();
      const size = endSlot(row) - firstSlot(row);
      return size > 0 && sums[endSlot(row)] - sums[firstSlot(row)] === size;
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

    const openModules = () => (view.found ? view.found.open : view.open);

    function isShown(row) {
      const {found} = view;
      if (!found) return true;
      if (!isModule(row)) return found.slots[slotOf(row)] === 1;
      return below(found.slotSums, row) > 0
        || found.moduleSums[model.end[row]] > found.moduleSums[row];
    }

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

    // Browsers draw nothing past some 33 million pixels.
    const mostRows = 700000;

    """#
}
