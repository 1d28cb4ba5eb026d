// What a state is called, and how it looks.

const stateTexts = {
  frozen: 'frozen', trainable: 'trainable', none: 'no parameters', mixed: 'mixed',
};

/** What a state is called; a mixed one with how much of it trains. */
function stateText(totals) {
  const state = stateOf(totals);
  if (state === 'mixed') return `${percent(totals.trainable, totals.elements)} trains`;
  return state === 'none' ? '' : state;
}

/** The state of a row and what to call it; in a diff, what becomes of it. */
function rowState(row, totals) {
  return {
    state: stateOf(totals),
    label: isDiff ? changeText(row, totals) : isAlias(row) ? 'tied' : stateText(totals),
  };
}

const stateElement = (state, label) =>
  element('span', {class: `state is-${state}`}, icon(state), label || stateTexts[state]);
