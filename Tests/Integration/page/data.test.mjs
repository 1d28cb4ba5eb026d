import assert from 'node:assert/strict';
import {test} from 'node:test';

import {loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const names = 'model plan before marks sums file pathOf nameOf rowOf childrenOf totalsOf stateOf below '
  + 'isModule isAlias parentOf className firstSlot endSlot';
const page = (data) => loadWith(data, '', names);

test('equal modules are unfolded into one entry each', () => {
  const {model, pathOf, className} = page(plan());
  const modules = Array.from({length: model.modules}, (_, row) => row);
  assert.deepEqual(modules.map(pathOf), ['', 'layers', 'layers.0', 'layers.1', 'head']);
  assert.deepEqual(modules.map(className), ['Net', 'ModuleList', 'Linear', 'Linear', 'Linear']);
  assert.equal(model.slots, 6);
});

test('names are numbered as named_parameters() goes', () => {
  const {model, pathOf, rowOf} = page(plan());
  assert.deepEqual(Array.from({length: model.slots}, (_, slot) => pathOf(rowOf(slot))), [
    'layers.0.weight', 'layers.0.bias', 'layers.1.weight', 'layers.1.bias', 'head.weight', 'head.bias',
  ]);
});

test('what lies below a module is one run of names', () => {
  const {firstSlot, endSlot} = page(plan());
  assert.deepEqual([0, 1, 2, 3, 4].map((row) => [firstSlot(row), endSlot(row)]),
    [[0, 6], [0, 4], [0, 2], [2, 4], [4, 6]]);
});

test('the rows below a module are its own parameters and then its modules', () => {
  const {childrenOf, nameOf, parentOf, rowOf} = page(plan());
  assert.deepEqual(childrenOf(0).map(nameOf), ['layers', 'head']);
  assert.deepEqual(childrenOf(3).map(nameOf), ['weight', 'bias']);
  assert.equal(parentOf(rowOf(2)), 3);
});

test('a tensor may have very many names', () => {
  const data = plan();
  const count = 200_000;
  data.nodes = [
    [0, -1, [0], [], []], [2, -1, [], [], Array.from({length: count}, () => [2, 0]).flat()],
  ];
  data.root = 1;
  data.aliases = Array.from({length: count - 1}, (_, at) => [at + 1, 0]).flat();
  data.plan.runs = [0, 1];
  // Each list of them made anew would take minutes.
  const {model} = page(data);
  assert.equal(model.aliases.get(0).length, count - 1);
  assert.equal(model.firstSlot.length, 1);
});

test('a further name of a tensor adds nothing to the totals', () => {
  const {totalsOf, isAlias, rowOf} = page(plan());
  assert.ok(isAlias(rowOf(4)));
  assert.ok(!isAlias(rowOf(0)));
  assert.deepEqual(totalsOf(4), {elements: 3, trainable: 3, count: 1, trainableCount: 1});
  assert.deepEqual(totalsOf(0), {elements: 21, trainable: 9, count: 5, trainableCount: 3});
  assert.deepEqual(totalsOf(rowOf(4)), {elements: 0, trainable: 0, count: 1, trainableCount: 0});
});

test('a further name of a tensor has the decision of the first', () => {
  const {plan: side} = page(plan());
  assert.deepEqual([0, 1, 4, 5].map((slot) => side.at(slot)[0]), [1, 2, 1, 0]);
});

test('a module is mixed where some of it trains', () => {
  const {totalsOf, stateOf, rowOf} = page(plan());
  assert.equal(stateOf(totalsOf(0)), 'mixed');
  assert.equal(stateOf(totalsOf(4)), 'trainable');
  assert.equal(stateOf(totalsOf(rowOf(0))), 'frozen');
  assert.equal(stateOf({count: 0, trainableCount: 0}), 'none');
});

test('a model without parameters is empty', () => {
  const data = {...plan(), nodes: [[0, -1, [], [], []]], root: 0, aliases: []};
  data.plan = {decisions: [], runs: [], rules: []};
  const {model, totalsOf, childrenOf, pathOf} = page(data);
  assert.equal(model.slots, 0);
  assert.deepEqual(totalsOf(0), {elements: 0, trainable: 0, count: 0, trainableCount: 0});
  assert.deepEqual(childrenOf(0), []);
  assert.equal(pathOf(0), '');
});

test('names are data whatever they say', () => {
  for (const name of ['__proto__', 'constructor', 'toString', '</script><b>', '0', '']) {
    const data = plan();
    data.strings[5] = name;
    const {pathOf, rowOf} = page(data);
    assert.equal(pathOf(rowOf(5)), `${name}.bias`);
  }
});

test('elements past 32 bits are counted', () => {
  const data = plan();
  data.tensors[0] = [0, [100000, 100000], 0];
  assert.equal(page(data).totalsOf(2).elements, 10 ** 10 + 3);
});

test('each side of a diff has its own totals', () => {
  const {totalsOf, before} = page(diff());
  assert.deepEqual(totalsOf(0), {elements: 9, trainable: 9, count: 2, trainableCount: 2});
  // With the shape of then.
  assert.deepEqual(totalsOf(0, before), {elements: 7, trainable: 0, count: 2, trainableCount: 0});
});

test('what a side of a diff does not have is absent, and counts as nothing', () => {
  const {plan: after, before} = page(diff());
  assert.deepEqual([0, 1, 2].map(after.has), [true, true, false]);
  assert.deepEqual([0, 1, 2].map(before.has), [true, false, true]);
  assert.equal(after.elements(2), 0);
  assert.deepEqual(before.at(1), [0, [], 0, 0]);
});

test('a removed parameter keeps its place in the picture', () => {
  const {sums, below} = page(diff());
  assert.equal(below(sums.area, 0), 4 + 5 + 5);
  assert.equal(below(sums.changed, 0), 3);
});

test('the address says which config of a diff is shown', () => {
  const data = diff();
  data.changes.push({...diff().changes[0], name: 'other'});
  const shown = (hash) => loadWith(data, '', 'data', {location: {hash}}).data.name;
  assert.equal(shown(''), 'net');
  assert.equal(shown('#1'), 'other');
  assert.equal(shown('#99'), 'other');
  assert.equal(shown('#-1'), 'other');
  assert.equal(shown('#tree'), 'net');
});
