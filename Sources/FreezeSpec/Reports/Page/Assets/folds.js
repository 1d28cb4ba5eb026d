// Equal layers of a list as one row of the tree: of equal modules, and decided alike. A fold is numbered
// behind modules and slots, in the order in which folds are made.

const folds = [];
const foldAt = (row) => folds[row - model.modules - model.slots];
/** The modules that a row stands for. */
const membersOf = (row) => (isFold(row) ? foldAt(row).members : [row]);

/** For each module whose rows were listed, these, and the fold that each of its children is in. */
const listed = new Map();

/** The rows below a module as the tree lists them; what is searched for by name has rows of its own. */
function rowsBelow(module) {
  if (view.query.trim()) return childrenOf(module).filter(isShown);
  return listedBelow(module).rows;
}

function listedBelow(module) {
  const known = listed.get(module);
  if (known && known.found === view.found) return known;
  const below = {found: view.found, rows: [], foldOf: new Map()};
  for (const members of alikeBelow(module)) {
    if (members.length === 1) {
      below.rows.push(members[0]);
      continue;
    }
    const row = model.modules + model.slots + folds.length;
    folds.push({parent: module, members, isOpen: view.opensFolds, totals: new Map()});
    below.rows.push(row);
    for (const member of members) below.foldOf.set(member, row);
  }
  listed.set(module, below);
  return below;
}

/** The children of a module that are shown, those that are alike together, in order of the first. */
function alikeBelow(module) {
  // In what runs one layer after another the order tells more: there only neighbours fold.
  const isList = classOf(module).includes('ModuleList');
  const groups = [];
  const byKey = new Map();
  for (const row of childrenOf(module)) {
    if (!isShown(row)) continue;
    const isNumbered = isModule(row) && /^\d+$/.test(nameOf(row));
    const key = isNumbered ? keyOf(row) : '';
    const last = isList ? byKey.get(key) : groups[groups.length - 1];
    if (isNumbered && last && last.key === key && isAlike(last.members[0], row)) {
      last.members.push(row);
    } else {
      groups.push({key, members: [row]});
      if (isNumbered) byKey.set(key, groups[groups.length - 1]);
    }
  }
  return groups.map(({members}) => members);
}

/** What is said of a slot, as numbers: equal layers say the same of each of theirs. */
function traitsOf(slot) {
  return [
    plan.decisionOf[slot], isDiff ? before.decisionOf[slot] : 0, marks[slot],
    isTiedSlot(slot) ? 1 : 0, view.found ? view.found.slots[slot] : 1,
  ];
}

/** A number that equal layers share, and others seldom. */
function keyOf(module) {
  let key = model.node[module];
  for (let slot = model.first[module]; slot < model.last[module]; slot++) {
    for (const trait of traitsOf(slot)) key = Math.imul(key, 1000003) + trait | 0;
  }
  return `${model.node[module]}:${key}`;
}

function isAlike(one, other) {
  if (model.node[one] !== model.node[other]) return false;
  for (let at = model.last[one] - model.first[one] - 1; at >= 0; at--) {
    const traits = traitsOf(model.first[other] + at);
    if (traitsOf(model.first[one] + at).some((trait, index) => trait !== traits[index])) return false;
  }
  return true;
}

/** The numbers of a fold as a glob: `{0..29}`, `{0,2,4}`. */
function foldName(row) {
  const numbers = membersOf(row).map((member) => Number(nameOf(member))).sort((a, b) => a - b);
  const parts = [];
  for (let from = 0, to = 0; from < numbers.length; from = to) {
    to = from + 1;
    while (to < numbers.length && numbers[to] === numbers[to - 1] + 1) to++;
    const joint = to - from > 2 ? '..' : ',';
    parts.push(to - from > 1 ? `${numbers[from]}${joint}${numbers[to - 1]}` : `${numbers[from]}`);
  }
  return `{${parts.join(',')}}`;
}

function foldTotals(row, side) {
  const {members, totals} = foldAt(row);
  if (!totals.has(side)) {
    const sum = {elements: 0, trainable: 0, count: 0, trainableCount: 0};
    for (const member of members) {
      const part = totalsOf(member, side);
      for (const key of Object.keys(sum)) sum[key] += part[key];
    }
    totals.set(side, sum);
  }
  return totals.get(side);
}

/** The fold that a module is in, in the tree as it is; or -1. */
function foldHolding(row) {
  if (row === 0 || !isModule(row) || view.query.trim()) return -1;
  const fold = listedBelow(parentOf(row)).foldOf.get(row);
  return fold === undefined ? -1 : fold;
}

/** Opens the fold that a module is in. */
function openFold(row) {
  const fold = foldHolding(row);
  if (fold >= 0) foldAt(fold).isOpen = true;
}

/** The row above another in the tree. */
const listedParent = (row) => (foldHolding(row) >= 0 ? foldHolding(row) : parentOf(row));
