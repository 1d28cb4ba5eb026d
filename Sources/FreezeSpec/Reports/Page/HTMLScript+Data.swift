extension HTMLScript {
  /// The plan: what the JSON holds once, unfolded into one entry a module and a name.
  static let data = #"""

    // Unfolding the data ------------------------------------------------------------------------
    // Modules and names ("slots") are numbered depth first, as named_parameters() goes, so that all
    // that lies below a module is one run of each. A row of the tree is a module's number, or the
    // number of modules plus that of a slot.

    const file = JSON.parse(document.getElementById('data').textContent);
    const isDiff = file.kind === 'diff';
    // A diff of several configs shows one at a time, that which the address names.
    const chosen = isDiff
      ? Math.min(file.changes.length - 1, Math.abs(parseInt(location.hash.slice(1), 10)) || 0) : 0;
    const data = isDiff ? file.changes[chosen] : file;
    const text = (index) => data.strings[index];

    /** How many modules and slots stand at and below each node; children come first. */
    function measure(nodes) {
      const modules = new Float64Array(nodes.length);
      const slots = new Float64Array(nodes.length);
      nodes.forEach(([, , own, , children], index) => {
        modules[index] = 1;
        slots[index] = own.length;
        for (let at = 1; at < children.length; at += 2) {
          modules[index] += modules[children[at]];
          slots[index] += slots[children[at]];
        }
      });
      return {modules: modules[data.root], slots: slots[data.root]};
    }

    function unfold() {
      const count = measure(data.nodes);
      const model = {
        modules: count.modules,
        slots: count.slots,
        node: new Int32Array(count.modules),
        name: new Int32Array(count.modules),
        parent: new Int32Array(count.modules),
        depth: new Int32Array(count.modules),
        end: new Int32Array(count.modules),
        first: new Int32Array(count.modules),
        last: new Int32Array(count.modules),
        slotModule: new Int32Array(count.slots),
        slotTensor: new Int32Array(count.slots),
      };
      let module = 0;
      let slot = 0;
      const visit = (node, name, parent, depth) => {
        const [, , own, , children] = data.nodes[node];
        const self = module++;
        model.node[self] = node;
        model.name[self] = name;
        model.parent[self] = parent;
        model.depth[self] = depth;
        model.first[self] = slot;
        for (const tensor of own) {
          model.slotModule[slot] = self;
          model.slotTensor[slot++] = tensor;
        }
        for (let at = 0; at < children.length; at += 2) {
          visit(children[at + 1], children[at], self, depth + 1);
        }
        model.end[self] = module;
        model.last[self] = slot;
      };
      visit(data.root, -1, -1, 0);
      return model;
    }

    /** Which parameter each slot is a name of; parameters count from 0 by their first names. */
    function numberParameters(model) {
      const parameter = new Int32Array(model.slots).fill(-1);
      for (let at = 0; at < data.aliases.length; at += 2) {
        parameter[data.aliases[at]] = data.aliases[at + 1];
      }
      const firstSlot = [];
      const isAlias = new Uint8Array(model.slots);
      const aliases = new Map();
      for (let slot = 0; slot < model.slots; slot++) {
        if (parameter[slot] < 0) {
          parameter[slot] = firstSlot.length;
          firstSlot.push(slot);
        } else {
          isAlias[slot] = 1;
          const others = aliases.get(parameter[slot]) || [];
          aliases.set(parameter[slot], others.concat(slot));
        }
      }
      return {parameter, firstSlot: Int32Array.from(firstSlot), isAlias, aliases};
    }

    /** The values that runs of equal ones stand for; -1 past their end. */
    function spread(runs, count) {
      const values = new Int32Array(count).fill(-1);
      let start = 0;
      for (let at = 0; at < runs.length; at += 2) {
        values.fill(runs[at], start, start += runs[at + 1]);
      }
      return values;
    }

    /** Running sums over the slots: what lies below a module is one difference. */
    function running(slots, weight) {
      const sums = new Float64Array(slots + 1);
      for (let slot = 0; slot < slots; slot++) sums[slot + 1] = sums[slot] + weight(slot);
      return sums;
    }

    const product = (sizes) => sizes.reduce((total, size) => total * size, 1);
    const model = unfold();
    Object.assign(model, numberParameters(model));

    /** A plan, or one side of a diff, with the decision of every slot and the sums of all. */
    function readSide(source, shapeOf, isRepeated) {
      const side = {config: data.config, decisions: [], runs: [], rules: [], ...source};
      const absent = side.decisions.length;
      const values = spread(side.runs, isDiff ? model.slots : model.firstSlot.length);
      const decisionOf = new Int32Array(model.slots);
      for (let slot = 0; slot < model.slots; slot++) {
        const value = values[isDiff ? slot : model.parameter[slot]];
        decisionOf[slot] = value < 0 ? absent : value;
      }
      // What a side does not have counts as nothing.
      side.decisions = side.decisions.concat([[0, [], 0, 0]]);
      const sizes = data.tensors.map((tensor) => product(shapeOf(tensor)));
      side.has = (slot) => decisionOf[slot] !== absent;
      side.decisionOf = decisionOf;
      side.at = (slot) => side.decisions[decisionOf[slot]];
      side.counts = (slot) => (side.has(slot) && !isRepeated(slot) ? 1 : 0);
      side.elements = (slot) => (side.counts(slot) ? sizes[model.slotTensor[slot]] : 0);
      side.sums = {
        elements: running(model.slots, side.elements),
        trainable: running(model.slots, (slot) => (side.at(slot)[2] ? side.elements(slot) : 0)),
        count: running(model.slots, side.counts),
        trainableCount: running(model.slots, (slot) => (side.at(slot)[2] ? side.counts(slot) : 0)),
      };
      return side;
    }

    const plan = readSide(data.plan, ([, shape]) => shape, (slot) => model.isAlias[slot] === 1);
    const repeatedBefore = new Set(data.repeated_before);
    const before = isDiff ? readSide(
      data.before, ([, shape, , old]) => old || shape, (slot) => repeatedBefore.has(slot)) : null;
    /** For each slot the kinds of its changes, a bit each. */
    const marks = spread(isDiff ? data.marks : [0, model.slots], model.slots);

    const sums = plan.sums;
    // A removed parameter keeps its place in the picture.
    sums.area = isDiff ? running(model.slots, (slot) => (model.isAlias[slot] ? 0
      : plan.elements(slot) || before.elements(slot))) : sums.elements;
    sums.changed = running(model.slots, (slot) => (marks[slot] > 0 ? 1 : 0));
    const below = (sum, module) => sum[model.last[module]] - sum[model.first[module]];

    const isModule = (row) => row < model.modules;
    const slotOf = (row) => row - model.modules;
    const rowOf = (slot) => slot + model.modules;
    const parentOf = (row) => (isModule(row) ? model.parent[row] : model.slotModule[slotOf(row)]);
    const isAlias = (row) => !isModule(row) && model.isAlias[slotOf(row)] === 1;
    const depthOf = (row) => (isModule(row) ? model.depth[row] : model.depth[parentOf(row)] + 1);
    const classOf = (module) => data.classes[data.nodes[model.node[module]][0]];
    const className = (module) => classOf(module)[0] || '';

    /** A row's own name, the last part of its path. */
    function nameOf(row) {
      if (!isModule(row)) return text(data.tensors[model.slotTensor[slotOf(row)]][0]);
      return row === 0 ? data.name : text(model.name[row]);
    }

    /** A row's whole path; empty for the model itself. */
    function pathOf(row) {
      const parts = [];
      for (let at = row; at !== 0; at = parentOf(at)) parts.push(nameOf(at));
      return parts.reverse().join('.');
    }

    const firstSlot = (row) => (isModule(row) ? model.first[row] : slotOf(row));
    const endSlot = (row) => (isModule(row) ? model.last[row] : slotOf(row) + 1);

    /** The totals of a row, on one side of a diff. */
    function totalsOf(row, side = plan) {
      const [first, last] = [firstSlot(row), endSlot(row)];
      const slot = isModule(row) ? -1 : slotOf(row);
      // Another name of a tensor has its state, and adds no elements.
      if (slot >= 0 && isAlias(row)) {
        const trainable = side.at(slot)[2];
        return {elements: 0, trainable: 0, count: side.has(slot) ? 1 : 0, trainableCount: trainable};
      }
      const of = (sum) => sum[last] - sum[first];
      return {
        elements: of(side.sums.elements), trainable: of(side.sums.trainable),
        count: of(side.sums.count), trainableCount: of(side.sums.trainableCount),
      };
    }

    /** frozen, trainable, mixed or none. */
    function stateOf({count, trainableCount}) {
      if (count === 0) return 'none';
      if (trainableCount === 0) return 'frozen';
      return trainableCount === count ? 'trainable' : 'mixed';
    }

    /** The rows directly below a module, its own parameters first. */
    function childrenOf(module) {
      const rows = [];
      const own = data.nodes[model.node[module]][2].length;
      for (let slot = model.first[module]; slot < model.first[module] + own; slot++) {
        rows.push(rowOf(slot));
      }
      for (let child = module + 1; child < model.end[module]; child = model.end[child]) {
        rows.push(child);
      }
      return rows;
    }

    """#
}
