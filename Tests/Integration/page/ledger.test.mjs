import assert from 'node:assert/strict';
import {test} from 'node:test';

import {loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

/** The ledger of a diff of two lists of selectors, each row as `old>new words`. */
function rows(old, now, changes) {
  const data = diff();
  const [change] = data.changes;
  const rules = (selectors) => selectors.map((selector, at) => (
    {index: at + 1, action: 'freeze', selector, place: `net.yaml:${at + 1}`}));
  change.before.rules = rules(old);
  change.plan.rules = rules(now);
  change.rule_changes = changes;
  const {pairRules} = loadWith(data, 'diff-ledger', 'pairRules');
  return pairRules().map(({rule, old: was, words}) =>
    `${was ? was.selector : ''}>${rule ? rule.selector : ''} ${words.join()}`.trim());
}

test('rules that stay are paired in their order', () => {
  assert.deepEqual(rows(['a', 'b'], ['a', 'b'], []), ['a>a', 'b>b']);
});

test('a removed rule stands where it stood', () => {
  assert.deepEqual(rows(['a', 'b', 'c'], ['a', 'c'], [['removed', 2, 0]]), ['a>a', 'b> removed', 'c>c']);
});

test('an added rule has none before it', () => {
  assert.deepEqual(rows(['a'], ['n', 'a'], [['added', 0, 1]]), ['>n added', 'a>a']);
});

test('a moved rule is paired with the one that it was', () => {
  assert.deepEqual(rows(['a', 'b'], ['b', 'a'], [['moved', 1, 2]]), ['b>b', 'a>a moved']);
});

test('a rule may have changed in two ways', () => {
  assert.deepEqual(
    rows(['a', 'b'], ['b', 'a'], [['moved', 1, 2], ['reworded', 1, 2]]), ['b>b', 'a>a moved,reworded']);
});

test('without rules there are no rows', () => {
  assert.deepEqual(rows([], [], []), []);
});

test('each rule has the elements that it decides, by state', () => {
  const {elementsByRule, countUndecided} = loadWith(plan(), 'ledger', 'elementsByRule countUndecided');
  // The weights, once each; the biases of the layers.
  assert.deepEqual(elementsByRule(), [{elements: 12, trainable: 0}, {elements: 6, trainable: 6}]);
  assert.equal(countUndecided(), 1);
});

test('each side of a diff counts what its rules decide', () => {
  const {countDecided, plan: after, before} = loadWith(diff(), 'diff-ledger', 'countDecided plan before');
  assert.deepEqual(countDecided(before), [0, 2]);
  assert.deepEqual(countDecided(after), [2]);
});
