// What is known of the chosen row.

const details = byId('details');

function showDetails(row) {
  const title = element('div', {class: 'title'},
    element('h2', {id: 'details-title', class: 'name'}, ...breakable(pathOf(row) || nameOf(row))),
    closeButton());
  details.classList.remove('is-empty');
  details.replaceChildren(
    title, ...(isFold(row) ? foldDetails(row)
      : isModule(row) ? moduleDetails(row) : parameterDetails(slotOf(row))));
  details.scrollTop = 0;
}

function closeButton() {
  const button = element('button', {type: 'button', class: 'close', 'aria-label': 'Close'},
    icon('close'));
  button.addEventListener('click', () => details.classList.add('is-empty'));
  return button;
}

/** A list of terms; those without a description are left out. */
function facts(pairs) {
  const list = element('dl', {class: 'facts'});
  for (const [term, description] of pairs) {
    if (description === null || description === undefined || description === '') continue;
    list.append(element('dt', {}, term), element('dd', {}, description));
  }
  return list;
}

const ofModel = (elements) =>
  `${grouped(elements)} (${percent(elements, sums.elements[model.slots])} of the model)`;

function parameterDetails(slot) {
  const tensor = data.tensors[model.slotTensor[slot]];
  const [, shape, dtype, oldShape = shape, oldDtype = dtype] = tensor;
  const {state, label} = rowState(rowOf(slot), totalsOf(rowOf(slot)));
  const shown = isAlias(rowOf(slot)) ? stateTexts[state] : label;
  return [
    facts([
      ['state', stateElement(state, shown)],
      ['shape', element('code', {}, arrow(shapeText(oldShape), shapeText(shape)))],
      ['elements', ofModel(product(shape))],
      ['dtype', arrow(dtypeText(oldShape, oldDtype), dtypeText(shape, dtype))],
      ['layer', moduleRepr(model.slotModule[slot])],
      ['also named', tiedNames(slot)],
    ]),
    ...(isDiff ? [...sideDetails('Before', before, slot), ...sideDetails('After', plan, slot)]
      : sideDetails('Rules', plan, slot)),
  ];
}

const arrow = (old, now) => (old === now ? now : `${old} → ${now}`);

function dtypeText(shape, dtype) {
  const [name, size] = data.dtypes[dtype];
  return `${name}, ${bytes(product(shape) * size)}`;
}

/** Why a parameter is in its state, on one side. */
function sideDetails(title, side, slot) {
  const decision = side.at(slot);
  return [
    element('h3', {}, title),
    element('p', {class: 'verdict'}, side.has(slot) ? verdict(decision, side.unmatched) : 'Not there.'),
    matchList(decision, side),
  ];
}

/** The other names of a parameter, each a way to its row. */
function tiedNames(slot) {
  const parameter = model.parameter[slot];
  const slots = [model.firstSlot[parameter], ...(model.aliases.get(parameter) || [])];
  const others = slots.filter((other) => other !== slot).slice(0, 50);
  if (!others.length) return null;
  const list = element('span', {});
  for (const other of others) {
    const link = element('button', {type: 'button', class: 'link mono'}, pathOf(rowOf(other)));
    link.addEventListener('click', () => reveal(rowOf(other)));
    list.append(link, element('br'));
  }
  return list;
}

/** @param unmatched What the config says of parameters that no rule matches; null for nothing. */
function verdict([decidedBy, matched, isTrainable, isTrainableByItself], unmatched = null) {
  const state = isTrainable ? 'trainable' : 'frozen';
  if (!decidedBy) {
    if (unmatched && isTrainableByItself) {
      return `No rule matches, and unmatched: ${unmatched} makes it ${state}.`;
    }
    return isTrainableByItself ? 'No rule matches, so it trains.'
      : 'No rule matches; its module declares requires_grad: false.';
  }
  const own = isTrainableByItself ? '' : ', over the requires_grad: false of its module';
  const of = matched.length > 1 ? `, the last of ${matched.length} that match,` : '';
  return `Rule ${decidedBy}${of} makes it ${state}${own}.`;
}

/** Every rule that matches, in order, the deciding one marked. */
function matchList([decidedBy, matched], side) {
  const list = element('ol', {class: 'matches'});
  for (const index of matched) {
    const rule = side.rules[index - 1];
    const isLast = index === decidedBy;
    const head = element('div', {class: 'head'},
      element('span', {}, `Rule ${index} `, stateElement(actionState[rule.action], rule.action)),
      element('span', {class: 'soft'}, isLast ? 'decides' : `overridden by rule ${decidedBy}`));
    list.append(element(
      'li', {class: isLast ? 'decides' : 'overridden'}, head,
      element('code', {}, rule.selector),
      rule.because ? element('p', {class: 'because'}, rule.because) : null,
      element('p', {class: 'soft'}, placeText(rule.place, side))));
  }
  return list;
}

/** A module as PyTorch prints it, without what lies below. */
function moduleRepr(module) {
  const repr = data.nodes[model.node[module]][1];
  const name = className(module);
  if (!name) return null;
  return element('code', {}, repr < 0 ? name : `${name}(${text(repr)})`);
}

function moduleDetails(module) {
  const totals = totalsOf(module);
  const old = isDiff ? totalsOf(module, before) : totals;
  const [, , , buffers] = data.nodes[model.node[module]];
  const {state, label} = rowState(module, totals);
  const change = (value) => arrow(value(old), value(totals));
  const isMixed = stateOf(old) === 'mixed' || state === 'mixed' || stateOf(old) !== state;
  const hasAny = totals.count > 0 || old.count > 0;
  return [
    facts([
      ['state', stateElement(state, label)],
      ['module', moduleRepr(module)],
      ['inherits', classOf(module).slice(1).join(', ')],
      ['parameters', hasAny ? change(countsText) : null],
      ['elements', hasAny ? change(({elements}) => grouped(elements)) : null],
      ['of model', hasAny ? percent(totals.elements, sums.elements[model.slots]) : null],
      ['trainable', isMixed ? change(({trainable}) => grouped(trainable)) : null],
      ['frozen', isMixed ? change(({elements, trainable}) => grouped(elements - trainable)) : null],
      ['buffers', bufferList(buffers)],
    ]),
    ...(isDiff && old.count && isChanged(module)
      ? [element('h3', {}, 'Decided before by'), deciders(module, before)] : []),
    ...(totals.count ? [element('h3', {}, 'Decided by'), deciders(module, plan)] : []),
  ];
}

/** What is known of equal layers: of all of them, and of each. */
function foldDetails(row) {
  const [first] = membersOf(row);
  const totals = totalsOf(row);
  const {state, label} = rowState(row, totals);
  return [
    facts([
      ['state', stateElement(state, label)],
      ['layers', `${grouped(membersOf(row).length)}, equal and decided alike`],
      ['module', moduleRepr(first)],
      ['parameters', countsText(totals)],
      ['elements', `${grouped(totals.elements)}, ${grouped(totalsOf(first).elements)} in each`],
      ['of model', percent(totals.elements, sums.elements[model.slots])],
    ]),
    ...(isDiff && isChanged(row)
      ? [element('h3', {}, 'Decided before by'), deciders(row, before)] : []),
    ...(totals.count ? [element('h3', {}, 'Decided by'), deciders(row, plan)] : []),
  ];
}

function countsText({count, trainableCount}) {
  const state = stateOf({count, trainableCount});
  return state === 'mixed'
    ? `${grouped(count)}, of which ${grouped(trainableCount)} train` : grouped(count);
}

function bufferList(buffers) {
  if (!buffers.length) return null;
  return element('span', {}, ...buffers.slice(0, 50).flatMap((tensor) => {
    const [name, shape] = data.tensors[tensor];
    return [element('code', {}, `${text(name)} ${shapeText(shape)}`), element('br')];
  }));
}

/** The rules that decide what lies below a module, or below equal ones, with how much each does. */
function deciders(row, side) {
  const counts = new Map();
  for (const module of membersOf(row)) {
    for (let slot = model.first[module]; slot < model.last[module]; slot++) {
      if (!side.counts(slot)) continue;
      const [decidedBy, , isTrainable] = side.at(slot);
      if (!counts.has(decidedBy)) counts.set(decidedBy, {frozen: 0, trainable: 0});
      counts.get(decidedBy)[isTrainable ? 'trainable' : 'frozen'] += 1;
    }
  }
  const list = element('ul', {class: 'matches'});
  for (const [decidedBy, byState] of [...counts].sort(([a], [b]) => a - b)) {
    const rule = side.rules[decidedBy - 1];
    for (const state of ['frozen', 'trainable']) {
      if (!byState[state]) continue;
      list.append(element(
        'li', {},
        element('div', {class: 'head'},
          element('span', {}, rule ? `Rule ${rule.index} ` : 'No rule ', stateElement(state)),
          element('span', {class: 'soft'}, plural(byState[state], 'parameter'))),
        rule ? element('code', {}, rule.selector) : null,
        rule && rule.because ? element('p', {class: 'because'}, rule.because) : null));
    }
  }
  return list;
}

function startDetails() {
  showDetails(0);
  // On a phone they lie over the page, and so come when they are asked for.
  details.classList.add('is-empty');
}
