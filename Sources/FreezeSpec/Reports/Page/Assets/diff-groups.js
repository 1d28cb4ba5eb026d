// The changes of parameters, folded.

const allGroups = isDiff ? data.sections.flatMap((section) => section.groups) : [];

function showSections() {
  const section = byId('changes');
  section.hidden = data.sections.length === 0;
  let number = 0;
  for (const {sign, warns, title, elements, groups, left_out: leftOut} of data.sections) {
    const list = element('ul', {class: 'groups'});
    for (const group of groups) list.append(groupItem(group, sign, number++));
    if (leftOut) {
      list.append(element('li', {class: 'soft'}, `and ${grouped(leftOut)} more groups`));
    }
    section.append(
      element('h3', {class: warns ? 'warns' : ''}, title, element('span', {class: 'soft'}, ` · ${plural(elements, 'element')}`)),
      list);
  }
}

function groupItem(group, sign, number) {
  const button = element(
    'button', {type: 'button', 'aria-pressed': 'false'}, element('code', {}, group.glob));
  const causes = [cause('was', group.before, before), cause('now', group.after, plan),
    namesLine('gains the name', group.gained, group.gainedMore),
    namesLine('loses the name', group.lost, group.lostMore)];
  return element(
    'li', {'data-light': `group:${number}`},
    element('span', {class: 'sign', 'aria-hidden': 'true'}, sign),
    element('div', {class: 'group'}, button,
      element('span', {class: 'soft'}, ` ${group.look}`), ...causes),
    element('span', {class: 'numeric soft'}, plural(group.elements, 'element')));
}

/** The state of a group on one side, and the rule that decided it, or what did without one. */
function cause(word, decision, side) {
  if (!decision) return null;
  const [isTrainable, number, undecided] = decision;
  const rule = side.rules[number - 1];
  const why = rule ? [` by rule ${rule.index} `,
    element('code', {}, `${rule.action} ${rule.selector}`), ` (${placeText(rule.place, side)})`]
    : [`: no rule matches${undecided}`];
  return element('div', {class: 'cause'}, `${word} `,
    stateElement(isTrainable ? 'trainable' : 'frozen'), ...why);
}

const namesLine = (words, names, more) => (names.length
  ? element('div', {class: 'cause'}, `${words} `, element('code', {}, names.join(', ')),
    more > 0 ? ` and ${more} more` : '') : null);

function lightOfGroup(number) {
  const group = allGroups[number];
  const isIn = new Uint8Array(model.slots);
  for (let at = 0; at < group.slots.length; at += 2) {
    isIn.fill(1, group.slots[at], group.slots[at] + group.slots[at + 1]);
  }
  return {
    key: `group:${number}`, level: (slot) => (isIn[slot] ? 2 : 0), query: '', text: group.glob,
  };
}
