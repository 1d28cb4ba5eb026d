// What a query leaves of the model.

/** For each module the words (as bits) that it or one above it satisfies. */
function matchModules(words) {
  const bits = new Int32Array(model.modules);
  const paths = new Array(model.modules);
  const ofClass = data.classes.map((names) => {
    const lower = names.map((name) => name.toLowerCase());
    return words.reduce((mask, {isClass, isGlob, matches}, bit) =>
      ((isClass || !isGlob) && lower.some(matches) ? mask | 1 << bit : mask), 0);
  });
  for (let module = 0; module < model.modules; module++) {
    const parent = model.parent[module];
    const name = module === 0 ? '' : nameOf(module).toLowerCase();
    paths[module] = parent > 0 ? `${paths[parent]}.${name}` : name;
    let mask = ofClass[data.nodes[model.node[module]][0]] | (parent >= 0 ? bits[parent] : 0);
    words.forEach(({isClass, isGlob, matches}, bit) => {
      if (!isClass && !isGlob && matches(paths[module])) mask |= 1 << bit;
    });
    bits[module] = mask;
  }
  return {bits, paths, all: (1 << words.length) - 1};
}

/** What a query and a state leave of the model; null where that is all of it. */
function find({words, tests, slotTests, isMixed}) {
  const hasTests = tests.length > 0 || slotTests.length > 0;
  if (!words.length && !hasTests && !isMixed) return null;
  const modules = matchModules(words);
  const allowed = plan.decisions.map((decision) => tests.every((test) => test(decision)));
  const slots = new Uint8Array(model.slots);
  const tensorNames = data.tensors.map(([name]) => text(name).toLowerCase());
  for (let slot = 0; slot < model.slots; slot++) {
    if (!allowed[plan.decisionOf[slot]] || !slotTests.every((test) => test(slot))) continue;
    slots[slot] = hasAllWords(slot, words, modules, tensorNames) ? 1 : 0;
  }
  const isWhole = (module) => modules.bits[module] === modules.all;
  const found = {slots, slotSums: running(model.slots, (slot) => slots[slot])};
  let asModule = hasTests ? () => 0 : (module) => (isWhole(module) ? 1 : 0);
  if (isMixed) {
    const {slotSums} = found;
    asModule = (module) => (isWhole(module) && below(slotSums, module) > 0
      && stateOf(totalsOf(module)) === 'mixed' ? 1 : 0);
    found.slotSums = running(model.slots, () => 0);
  }
  found.isMixed = isMixed;
  found.moduleSums = running(model.modules, asModule);
  found.open = openFound(found, isWhole);
  return found;
}

function hasAllWords(slot, words, {bits, paths, all}, tensorNames) {
  const module = model.slotModule[slot];
  if (bits[module] === all) return true;
  const name = tensorNames[model.slotTensor[slot]];
  const path = module === 0 ? name : `${paths[module]}.${name}`;
  return words.every((word, bit) =>
    (bits[module] >> bit & 1) || (!word.isClass && word.matches(path)));
}

/** Opens the way to what was found, and not what was found as a whole. */
function openFound(found, isWhole) {
  const open = new Uint8Array(model.modules);
  for (let module = 0; module < model.modules; module++) {
    const count = below(found.slotSums, module);
    const isAll = count === model.last[module] - model.first[module];
    open[module] = isWhole(module) && isAll ? 0 : 1;
  }
  open[0] = 1;
  return open;
}
