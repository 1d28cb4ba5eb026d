import assert from 'node:assert/strict';
import {test} from 'node:test';

import {loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const page = (data) => loadWith(
  data, 'glob query search view tree-rows emphasis',
  'view openAtFirst isShown listRows pathOf rowOf parseQuery find updateEmphasis emphasis isLitWhole model');

/** The paths of the modules that are open. */
const opened = ({pathOf}, open) => [...open.keys()].filter((row) => open[row]).map(pathOf);

test('modules that hold both states are open at first', () => {
  const made = page(plan());
  assert.deepEqual(opened(made, made.openAtFirst(48)), ['', 'layers', 'layers.0', 'layers.1']);
});

test('only as much is open as there is room for', () => {
  const made = page(plan());
  assert.deepEqual(opened(made, made.openAtFirst(5)), ['', 'layers']);
  assert.deepEqual(opened(made, made.openAtFirst(0)), ['']);
});

test('the rows from top to bottom are what is open, each with its place among its siblings', () => {
  const {view, listRows, openAtFirst, pathOf} = page(plan());
  view.open = openAtFirst(5);
  const {rows, places} = listRows();
  assert.deepEqual(rows.map(pathOf), ['', 'layers', 'layers.0', 'layers.1', 'head']);
  assert.deepEqual(places, [1, 1, 1, 2, 1, 2, 2, 2, 2, 2]);
});

test('while a search lasts the rows are those that it leaves', () => {
  const {view, listRows, parseQuery, find, pathOf} = page(plan());
  view.open = new Uint8Array(5);
  view.found = find(parseQuery('1.bias'));
  const {rows, places} = listRows();
  assert.deepEqual(rows.map(pathOf), ['', 'layers', 'layers.1', 'layers.1.bias']);
  assert.deepEqual(places, [1, 1, 1, 1, 1, 1, 1, 1]);
  view.found = find(parseQuery('nothing'));
  assert.deepEqual(listRows().rows, []);
});

test('without a search every row is shown, and with one what it leaves and the way there', () => {
  const {view, isShown, rowOf, parseQuery, find} = page(plan());
  assert.ok(isShown(rowOf(5)));
  view.found = find(parseQuery('layers.1.bias'));
  assert.deepEqual([0, 1, 2, 3, 4].map(isShown), [true, true, false, true, false]);
  assert.deepEqual([2, 3].map((slot) => isShown(rowOf(slot))), [false, true]);
});

test('where nothing is lit or searched for all stands out', () => {
  const {emphasis, updateEmphasis, model} = page(plan());
  updateEmphasis();
  assert.equal(emphasis(0, model.slots), 2);
});

test('what a later rule overrides stands out less', () => {
  const {view, emphasis, updateEmphasis, isLitWhole} = page(plan());
  view.lit = {level: (slot) => [2, 1, 2, 1, 0, 0][slot]};
  updateEmphasis();
  assert.deepEqual([0, 1, 4].map((slot) => emphasis(slot, slot + 1)), [2, 1, 0]);
  assert.equal(emphasis(0, 2), 2);
  assert.deepEqual([2, 4].map(isLitWhole), [false, false]);
});

test('where later rules override all of what is lit, that is what is lit', () => {
  const {view, updateEmphasis, isLitWhole} = page(plan());
  view.lit = {level: (slot) => (slot < 2 ? 1 : 0)};
  updateEmphasis();
  assert.deepEqual([1, 2, 3].map(isLitWhole), [false, true, false]);
});

test('what a search leaves out does not stand out though it is lit', () => {
  const {view, emphasis, updateEmphasis, parseQuery, find} = page(diff());
  view.lit = {level: () => 2};
  view.found = find(parseQuery('a.weight'));
  updateEmphasis();
  assert.deepEqual([0, 1].map((slot) => emphasis(slot, slot + 1)), [2, 0]);
});
