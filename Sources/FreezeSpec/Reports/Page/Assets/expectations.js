// The expectations of a plan, and whether they hold.

/** Some expectations; those that fail come first, each with what breaks it. */
function expectationList(expectations) {
  const sorted = [
    ...expectations.filter(({holds}) => !holds), ...expectations.filter(({holds}) => holds)];
  return element('ul', {class: 'groups expectations'}, ...sorted.map(expectationItem));
}

function expectationItem({text, holds, result, notes}) {
  return element(
    'li', {class: holds ? '' : 'fails'},
    element('span', {class: 'sign', 'aria-hidden': 'true'}, holds ? '\u2713' : '\u2717'),
    element(
      'div', {class: 'group'},
      element('p', {},
        element('span', {class: 'visually-hidden'}, holds ? 'holds: ' : 'fails: '),
        element('code', {}, ...breakable(text)),
        result ? element('span', {class: 'soft'}, ` ${result}`) : null),
      ...notes.map((note) => element('p', {class: 'soft'}, note))));
}

function showExpectations() {
  if (!data.expectations.length) return;
  const section = byId('expectations');
  section.hidden = false;
  const failing = data.expectations.filter(({holds}) => !holds).length;
  if (failing) {
    section.append(element('p', {class: 'alarm'},
      `${grouped(failing)} of ${grouped(data.expectations.length)} ${failing === 1 ? 'fails' : 'fail'}.`));
  }
  section.append(expectationList(data.expectations));
}
