// How a query is read: names, globs, classes, rules and states.

/** A rule's words, for searching. */
const ruleText = (rule) =>
  `${rule.action} ${rule.selector} ${rule.because || ''}`.toLowerCase();

/** The rules that a word names: by number, or by a part of their text. */
function rulesNamed(word) {
  const number = word.replace(/^#/, '');
  const isNumber = /^\d+$/.test(number);
  const matching = plan.rules.filter((rule) => (isNumber ? rule.index === Number(number)
    : ruleText(rule).includes(word)));
  return new Set(matching.map((rule) => rule.index));
}

/** A test of a rule's parameters: by its number, a part of its text, or `none`. */
function ruleTest(word) {
  if (word === 'none' || word === '0') {
    return (decision) => isPresent(decision) && decision[1].length === 0;
  }
  const rules = rulesNamed(word);
  return ([, matched]) => matched.some((rule) => rules.has(rule));
}

/** What is absent on this side has no state and no rule. */
const isPresent = (decision) => decision !== plan.decisions.at(-1);
const stateTest = (state) => (decision) =>
  isPresent(decision) && (decision[2] ? 'trainable' : 'frozen') === state;

const isChangedSlot = (slot) => marks[slot] > 0;
const isTiedSlot = (slot) => model.isAlias[slot] || model.aliases.has(model.parameter[slot]);

/** What `is:` takes. */
const traits = {
  frozen: (wanted) => wanted.tests.push(stateTest('frozen')),
  trainable: (wanted) => wanted.tests.push(stateTest('trainable')),
  mixed: (wanted) => { wanted.isMixed = true; },
  tied: (wanted) => wanted.slotTests.push(isTiedSlot),
  ...(isDiff ? {changed: (wanted) => wanted.slotTests.push(isChangedSlot)} : {}),
};

/**
 * Reads a query: words that a path or class must contain, or globs of whole names; tests of a
 * decision and of a slot; whether modules of both states are asked for.
 */
function parseQuery(query) {
  const wanted = {words: [], tests: [], slotTests: [], isMixed: false, notes: []};
  const spaced = /(^|\s)rule\s+(?=(#?\d+|none)(\s|$))/g;
  const parts = query.toLowerCase().replace(spaced, '$1rule:').split(/\s+/).filter(Boolean);
  for (const part of parts.slice(0, 16)) {
    const [, key, value] = /^(rule|class|is):(.*)$/.exec(part) || [null, null, part];
    if (key === 'rule' || /^#\d+$/.test(part)) {
      const word = value.replace(/^#/, '');
      const isMissing = /^[1-9]\d*$/.test(word) && !rulesNamed(word).size;
      if (isMissing) wanted.notes.push(`no rule ${word}`);
      wanted.tests.push(ruleTest(word));
    } else if (key === 'is' && value) {
      const names = Object.keys(traits);
      // While it is typed, the first that it can become.
      const name = names.find((trait) => trait.startsWith(value));
      if (name) {
        traits[name](wanted);
      } else {
        wanted.tests.push(() => false);
        wanted.notes.push(`is: takes ${names.join(', ')}`);
      }
    } else if (key !== 'is' && value) {
      const glob = globOf(value);
      wanted.words.push({
        isClass: key === 'class', isGlob: glob !== null,
        matches: glob ? (name) => glob.test(name) : (name) => name.includes(value),
      });
    }
  }
  return wanted;
}
