// The ledger of a diff: the rules of both sides, and what became of each.

/** The rules in the new order, each with what became of it; removed ones at their old place. */
function pairRules() {
  const entries = plan.rules.map((rule) => ({rule, old: null, words: [], place: rule.index}));
  const isTaken = new Set();
  for (const [what, old, now] of data.rule_changes) {
    if (old) isTaken.add(old);
    if (what === 'removed') {
      entries.push({rule: null, old: before.rules[old - 1], words: [what], place: old - 0.5});
    } else {
      entries[now - 1].words.push(what);
      entries[now - 1].old = before.rules[old - 1] || null;
    }
  }
  // What is left on both sides is the same, in the same order.
  const rest = before.rules.filter((rule) => !isTaken.has(rule.index));
  for (const entry of entries) {
    if (entry.rule && !entry.words.length) entry.old = rest.shift() || null;
  }
  return entries.sort((a, b) => a.place - b.place);
}

/** How many parameters each rule decides; at 0 those that none does. */
function countDecided(side) {
  const counts = new Array(side.rules.length + 1).fill(0);
  for (let slot = 0; slot < model.slots; slot++) {
    if (side.counts(slot)) counts[side.at(slot)[0]]++;
  }
  return counts;
}

function showDiffRules() {
  const counts = {before: countDecided(before), after: countDecided(plan)};
  const entries = pairRules();
  const hasUnmatched = before.unmatched !== plan.unmatched;
  byId('rules').hidden = entries.length === 0 && !hasUnmatched;
  const head = [[''], ['#'], ['rule'], ['because'], ['decided before', 'numeric'],
    ['decides now', 'numeric'], ['place']];
  const body = element('tbody');
  for (const entry of entries) body.append(diffRuleRow(entry, counts));
  if (hasUnmatched) body.append(unmatchedRow(counts));
  byId('ledger').append(element(
    'table', {class: 'ledger'},
    element('thead', {}, element('tr', {}, ...head.map(([label, kind]) =>
      element('th', {scope: 'col', class: kind || ''}, label)))), body));
}

/** What becomes of the parameters that no rule matches, where that changes. */
function unmatchedRow(counts) {
  const said = (side) => element('code', {}, side.unmatched ? `unmatched: ${side.unmatched}` : 'not said');
  const button = element('button', {type: 'button', 'aria-pressed': 'false'}, 'no rule');
  return element(
    'tr', {'data-light': 'after:0'},
    element('td', {class: 'sign'}, '~'), element('td', {class: 'number'}, '–'),
    element('td', {class: 'what'}, button, ' matches: ', said(before), ' → ', said(plan)),
    element('td', {class: 'because'}),
    element('td', {class: 'numeric'}, grouped(counts.before[0])),
    element('td', {class: 'numeric'}, grouped(counts.after[0])),
    element('td', {class: 'place'}));
}

const ruleSigns = {added: '+', removed: '-', moved: '~', reversed: '~', reworded: '~'};

function diffRuleRow({rule, old, words}, counts) {
  const shown = rule || old;
  const side = rule ? plan : before;
  const number = old && rule && old.index !== rule.index
    ? `${old.index} → ${rule.index}` : String(shown.index);
  const notes = words.map((word) => (word === 'reversed' ? `said ${old.action} before` : word));
  return element(
    'tr', {'data-light': `${rule ? 'after' : 'before'}:${shown.index}`},
    element('td', {class: 'sign'}, words.length ? ruleSigns[words[0]] : ''),
    element('td', {class: 'number'}, number),
    element('td', {class: 'what'}, ruleButton(shown), ' ', element('code', {}, shown.selector),
      notes.length ? element('div', {class: 'note'}, notes.join(', ')) : null),
    becauseCell(rule, old),
    element('td', {class: 'numeric'}, old ? grouped(counts.before[old.index]) : ''),
    element('td', {class: 'numeric decided'}, rule ? grouped(counts.after[rule.index]) : ''),
    element('td', {class: 'place'}, placeText(shown.place, side)));
}

/** The reason, and the one before where that was another. */
function becauseCell(rule, old) {
  const now = rule ? rule.because : null;
  const was = old ? old.because : null;
  const cell = element('td', {class: 'because'});
  if (was && was !== now) cell.append(element('del', {}, was), ' ');
  if (now) cell.append(now);
  return cell;
}
