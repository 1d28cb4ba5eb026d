extension HTMLScript {
  /// The plan: what the JSON holds once, unfolded into one entry a module and a name.
  static let data = #"""

    // Unfolding the data ------------------------------------------------------------------------
    // Modules and names ("slots") are numbered depth first, as named_parameters() goes, so that all
    // that lies below a module is one run of each. A row of the tree is a module's number, or the
    // number of modules plus that of a slot.

    const data = JSON.parse(document.getElementById('data').textContent);
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

    /** The decision of each parameter, from runs of equal ones. */
    function spread(runs, count) {
      const decisions = new Int32Array(count);
      let start = 0;
      for (let at = 0; at < runs.length; at += 2) {
        decisions.fill(runs[at], start, start += runs[at + 1]);
      }
      return decisions;
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
    const plan = data.plan;
    const decisionOf = spread(plan.runs, model.firstSlot.length);
    const tensorElements = data.tensors.map(([, shape]) => product(shape));

    const decisionAt = (slot) => plan.decisions[decisionOf[model.parameter[slot]]];
    const trains = (slot) => decisionAt(slot)[2] === 1;
    const elementsAt = (slot) => (model.isAlias[slot] ? 0 : tensorElements[model.slotTensor[slot]]);

    const sums = {
      elements: running(model.slots, elementsAt),
      trainable: running(model.slots, (slot) => (trains(slot) ? elementsAt(slot) : 0)),
      count: running(model.slots, (slot) => 1 - model.isAlias[slot]),
      trainableCount: running(model.slots, (slot) => (!model.isAlias[slot] && trains(slot) ? 1 : 0)),
    };
    const below = (sum, module) => sum[model.last[module]] - sum[model.first[module]];

    const isModule = (row) => row < model.modules;
    const slotOf = (row) => row - model.modules;
    const rowOf = (slot) => slot + model.modules;
    const parentOf = (row) => (isModule(row) ? model.parent[row] : model.slotModule[slotOf(row)]);
    const isAlias = (row) => !isModule(row) && model.isAlias[slotOf(row)] === 1;
    const depthOf = (row) => (isModule(row) ? model.depth[row] : model.depth[parentOf(row)] + 1);
    const classOf = (module) => data.classes[data.nodes[model.node[module]][0]];

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

    /** The totals of a row. */
    function totalsOf(row) {
      if (isModule(row)) {
        return {
          elements: below(sums.elements, row),
          trainable: below(sums.trainable, row),
          count: below(sums.count, row),
          trainableCount: below(sums.trainableCount, row),
        };
      }
      const slot = slotOf(row);
      const elements = elementsAt(slot);
      const isTrainable = trains(slot);
      return {
        elements, trainable: isTrainable ? elements : 0, count: 1,
        trainableCount: isTrainable ? 1 : 0,
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
