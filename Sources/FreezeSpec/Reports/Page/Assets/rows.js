// Rows of the tree. A row is a module's number, or the number of modules plus that of a slot, or of both
// plus that of a fold.

const isFold = (row) => row >= model.modules + model.slots;
const isModule = (row) => row < model.modules;
const slotOf = (row) => row - model.modules;
const rowOf = (slot) => slot + model.modules;
const parentOf = (row) => (isModule(row) ? model.parent[row]
  : isFold(row) ? foldAt(row).parent : model.slotModule[slotOf(row)]);
const isAlias = (row) => !isModule(row) && !isFold(row) && model.isAlias[slotOf(row)] === 1;
const classOf = (module) => data.classes[data.nodes[model.node[module]][0]];
const className = (module) => classOf(module)[0] || '';

/** A row's own name, the last part of its path. */
function nameOf(row) {
  if (isFold(row)) return foldName(row);
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
  if (isFold(row)) return foldTotals(row, side);
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
