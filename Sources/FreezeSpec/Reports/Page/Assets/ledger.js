// The ledger of rules.

const actionState = {freeze: 'frozen', train: 'trainable'};

/** The elements that each rule decides, by state. */
function elementsByRule() {
  const totals = plan.rules.map(() => ({elements: 0, trainable: 0}));
  for (const slot of model.firstSlot) {
    const [decidedBy, , isTrainable] = plan.at(slot);
    if (!decidedBy) continue;
    totals[decidedBy - 1].elements += plan.elements(slot);
    if (isTrainable) totals[decidedBy - 1].trainable += plan.elements(slot);
  }
  return totals;
}

function showRules() {
  const undecided = countUndecided();
  const ledger = byId('ledger');
  if (!plan.rules.length && !plan.unmatched) {
    ledger.append(element('p', {class: 'notice'},
      'No rules: every parameter keeps the state that its module gives it.'));
    return;
  }
  const totals = elementsByRule();
  const head = [['#'], ['rule'], ['because'], ['matched', 'numeric'], ['decided', 'numeric'],
    ['changed', 'numeric'], ['elements decided', 'numeric'], ['place']];
  const body = element('tbody');
  plan.rules.forEach((rule, at) => body.append(ruleRow(rule, totals[at])));
  if (undecided || plan.unmatched) body.append(undecidedRow(undecided));
  ledger.append(element(
    'table', {class: 'ledger'},
    element('thead', {}, element('tr', {}, ...head.map(([label, kind]) =>
      element('th', {scope: 'col', class: kind || ''}, label)))),
    body));
}

function countUndecided() {
  let count = 0;
  for (const slot of model.firstSlot) if (plan.has(slot) && !plan.at(slot)[0]) count++;
  return count;
}

function ruleRow(rule, totals) {
  const whole = sums.elements[model.slots];
  const meter = fillBar(element('span', {class: 'meter'}), totals, totals.elements / whole);
  return element(
    'tr', {'data-light': `after:${rule.index}`},
    element('td', {}, String(rule.index)),
    element('td', {class: 'what'}, ruleButton(rule), ' ', element('code', {}, rule.selector),
      ...ruleNotes(rule)),
    element('td', {class: 'because'}, rule.because || ''),
    element('td', {class: 'numeric matched'}, grouped(rule.matched)),
    element('td', {class: 'numeric decided'}, grouped(rule.decided)),
    element('td', {class: 'numeric changed'}, grouped(rule.changed)),
    element('td', {class: 'numeric'}, percent(totals.elements, whole), meter),
    element('td', {class: 'place'}, placeText(rule.place)));
}

function ruleButton(rule) {
  const button = element('button', {type: 'button', 'aria-pressed': 'false'},
    stateElement(actionState[rule.action], rule.action));
  button.setAttribute('aria-label',
    `Rule ${rule.index}: ${rule.action} ${rule.selector}. Light its parameters up`);
  return button;
}

/** What a reviewer should know of a rule: that it changes nothing, is overridden, or covers most of a list. */
function ruleNotes(rule) {
  const notes = [];
  if (rule.matched === 0) notes.push('matches nothing');
  else if (rule.changed === 0) notes.push('changes no parameter’s state');
  const made = notes.map((note) => element('div', {class: 'note'}, note));
  const others = [];
  for (let at = 0; at < rule.overridden.length; at += 2) {
    others.push(`${grouped(rule.overridden[at + 1])} by rule ${rule.overridden[at]}`);
  }
  if (others.length) {
    made.push(element('div', {class: 'note'}, `overridden: ${others.join(', ')}`));
  }
  made.push(...rule.notes.map((note) => element('div', {class: 'note'}, note)));
  return made;
}

function undecidedRow(count) {
  const button = element('button', {type: 'button', 'aria-pressed': 'false'}, 'no rule');
  return element(
    'tr', {'data-light': 'after:0'}, element('td', {}, '–'),
    element('td', {class: 'what'}, button, ' matches: ', ...(plan.unmatched
      ? [element('code', {}, `unmatched: ${plan.unmatched}`)] : ['the module’s own state holds'])),
    element('td', {class: 'because'}), element('td', {class: 'numeric'}),
    element('td', {class: 'numeric decided'}, grouped(count)),
    element('td', {class: 'numeric'}), element('td', {class: 'numeric'}),
    element('td', {class: 'place'}, plan.unmatched_place ? placeText(plan.unmatched_place) : ''));
}

function markFoundRules(query) {
  const rules = query ? rulesNamed(query.replace(/^rule:/, '')) : new Set();
  for (const row of document.querySelectorAll('.ledger tbody tr')) {
    const [side, number] = row.dataset.light.split(':');
    row.classList.toggle('is-found', side === 'after' && rules.has(Number(number)));
  }
}
