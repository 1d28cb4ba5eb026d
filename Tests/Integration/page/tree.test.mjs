import assert from 'node:assert/strict';
import {test} from 'node:test';

import {loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const page = (data) => loadWith(
  data, 'glob query search changes view folds tree-rows tree-row emphasis',
  'view openAtFirst isShown listRows totalsOf rowKind openFold folds pathOf rowOf parseQuery find updateEmphasis emphasis isLitWhole model');

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

/** A list of equal layers of two parameters each, and a head; `runs` are their decisions. */
function layers(count, runs, list = 'ModuleList') {
  const data = plan();
  data.strings = ['weight', 'bias', 'layers', 'head', ...Array.from({length: count}, (_, at) => `${at}`)];
  data.classes = [['Linear'], [list], ['Net']];
  data.nodes = [
    [0, -1, [0, 1], [], []], [1, -1, [], [], Array.from({length: count}, (_, at) => [at + 4, 0]).flat()],
    [2, -1, [], [], [2, 1, 3, 0]],
  ];
  data.root = 2;
  data.aliases = [];
  data.plan.runs = runs;
  return data;
}

test('equal layers that are decided alike are one row, with what they hold together', () => {
  const {view, listRows, pathOf, totalsOf, rowKind} = page(layers(6, [0, 8, 1, 4, 2, 2]));
  view.open = new Uint8Array(9).fill(1);
  const {rows, levels} = listRows();
  assert.deepEqual(rows.map(pathOf).slice(0, 4), ['', 'layers', 'layers.{0..3}', 'layers.{4,5}']);
  assert.deepEqual(levels.slice(0, 4), [0, 1, 2, 2]);
  assert.deepEqual(totalsOf(rows[2]), {elements: 36, trainable: 0, count: 8, trainableCount: 0});
  assert.equal(rowKind(rows[3]), '2 × Linear');
});

test('layers that take turns are two rows in a list, and each its own where they run in order', () => {
  const runs = [0, 2, 1, 2, 0, 2, 1, 2, 2, 2];
  for (const [list, paths] of [
    ['ModuleList', ['layers.{0,2}', 'layers.{1,3}']],
    ['Sequential', ['layers.0', 'layers.0.weight', 'layers.0.bias']],
  ]) {
    const {view, listRows, pathOf} = page(layers(4, runs, list));
    view.open = new Uint8Array(7).fill(1);
    assert.deepEqual(listRows().rows.map(pathOf).slice(2, 2 + paths.length), paths);
  }
});

test('an open row of equal layers has them below it', () => {
  const {view, listRows, pathOf, openFold, folds} = page(layers(3, [0, 6, 2, 2]));
  view.open = new Uint8Array([1, 1, 0, 0, 0, 0]);
  assert.deepEqual(listRows().rows.map(pathOf), ['', 'layers', 'layers.{0..2}', 'head']);
  openFold(3);
  assert.equal(folds[0].isOpen, true);
  assert.deepEqual(
    listRows().rows.map(pathOf), ['', 'layers', 'layers.{0..2}', 'layers.0', 'layers.1', 'layers.2', 'head']);
});

test('what is searched for by name has rows of its own', () => {
  const {view, listRows, pathOf, parseQuery, find} = page(layers(3, [0, 6, 2, 2]));
  view.open = new Uint8Array(6);
  view.query = '1.bias';
  view.found = find(parseQuery('1.bias'));
  assert.deepEqual(listRows().rows.map(pathOf), ['', 'layers', 'layers.1', 'layers.1.bias']);
});

test('layers of both states are open in one of them where there is room', () => {
  const runs = [0, 1, 1, 1, 0, 1, 1, 1, 2, 2];
  const {openAtFirst, view, listRows, pathOf} = page(layers(2, runs));
  view.open = openAtFirst(48);
  assert.deepEqual(listRows().rows.map(pathOf), [
    '', 'layers', 'layers.{0,1}', 'layers.0', 'layers.0.weight', 'layers.0.bias', 'layers.1', 'head']);
  const small = page(layers(2, runs));
  small.view.open = small.openAtFirst(3);
  assert.deepEqual(small.listRows().rows.map(small.pathOf), ['', 'layers', 'layers.{0,1}', 'head']);
});
