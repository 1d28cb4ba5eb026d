// A plan, or the two sides of a diff: the decision of every name, and the sums of all.

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
