// The data of the page: what the JSON holds once, unfolded into one entry a module and a name.
//
// Modules and names ("slots") are numbered depth first, as named_parameters() goes, so that all
// that lies below a module is one run of each.

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
      const others = aliases.get(parameter[slot]);
      if (others) others.push(slot);
      else aliases.set(parameter[slot], [slot]);
    }
  }
  return {parameter, firstSlot: Int32Array.from(firstSlot), isAlias, aliases};
}

const model = unfold();
Object.assign(model, numberParameters(model));
