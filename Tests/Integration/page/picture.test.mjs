import assert from 'node:assert/strict';
import {test} from 'node:test';

import {load, loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const {shorterNames} = load('labels', 'shorterNames');
const page = (data) => loadWith(
  data, 'labels layout view', 'layOut boxAt neighbour areaOf piecesOf pathOf sums model view before');
const widthOf = (name) => name.length * 6;
const near = (value, other) => assert.ok(Math.abs(value - other) < 1e-6, `${value} and ${other}`);

test('a path becomes shorter from its start', () => {
  assert.deepEqual(shorterNames(['encoder', 'pooler', 'dense']), ['encoder.pooler.dense', 'pooler.dense']);
  assert.deepEqual(shorterNames(['fc']), ['fc']);
});

test('shorter paths keep every index, and the list that it counts', () => {
  assert.deepEqual(shorterNames(['encoder', 'layer', '3', 'attention', 'self', 'query']), [
    'encoder.layer.3.attention.self.query', 'layer.3.attention.self.query',
    'layer.3.attention.self.query', 'layer.3…self.query', 'layer.3…query',
  ]);
  for (const name of shorterNames(['a', 'blocks', '1', 'b', '22', 'c'])) {
    assert.ok(name.includes('blocks.1') && name.includes('22'), name);
  }
});

test('boxes cover the picture, each as large as its elements', () => {
  const {layOut, sums} = page(plan());
  const {boxes} = layOut(600, 300, widthOf);
  const areas = boxes.map(({width, height}) => width * height);
  near(areas.reduce((sum, area) => sum + area, 0), 600 * 300);
  boxes.forEach(({first, last}, at) => near(areas[at] / 180000, (sums.area[last] - sums.area[first]) / 21));
});

test('boxes do not overlap', () => {
  const {layOut} = page(plan());
  const {boxes} = layOut(600, 300, widthOf);
  for (const one of boxes) {
    for (const other of boxes) {
      const isApart = one === other || one.x + one.width <= other.x + 1e-6 || other.x + other.width <= one.x + 1e-6
        || one.y + one.height <= other.y + 1e-6 || other.y + other.height <= one.y + 1e-6;
      assert.ok(isApart);
    }
  }
});

test('a further name of a tensor has no box', () => {
  const {layOut} = page(plan());
  assert.equal(layOut(600, 300, widthOf).boxes.length, 5);
});

test('what is too small to see is one box', () => {
  const {layOut} = page(plan());
  assert.equal(layOut(3, 3, widthOf).boxes.length, 1);
});

test('a model without elements has no boxes', () => {
  const data = plan();
  data.tensors = [[0, [0, 2], 0], [1, [0], 0]];
  assert.deepEqual(page(data).layOut(600, 300, widthOf).boxes, []);
});

test('the box at a point is the one that holds it', () => {
  const {layOut, boxAt} = page(plan());
  const layout = layOut(600, 300, widthOf);
  layout.boxes.forEach((box, at) => {
    assert.equal(boxAt(layout, box.x + box.width / 2, box.y + box.height / 2), at);
  });
  assert.equal(boxAt(layout, 600, 0), -1);
  assert.equal(boxAt(layout, -1, 10), -1);
});

test('moving up and down stays in the picture', () => {
  const layout = {boxes: [
    {x: 0, y: 0, width: 10, height: 5}, {x: 0, y: 5, width: 4, height: 5}, {x: 4, y: 5, width: 6, height: 5},
  ]};
  const {neighbour} = page(plan());
  assert.equal(neighbour(layout, 0, 1), 2);
  assert.equal(neighbour(layout, 1, -1), 0);
  assert.equal(neighbour(layout, 0, -1), 0);
  assert.equal(neighbour(layout, 2, 1), 2);
});

test('the pieces of a box are its states, and what this side lacks', () => {
  const {layOut, piecesOf, view, before} = page(diff());
  const {boxes} = layOut(400, 200, widthOf);
  const states = () => boxes.map((box) => piecesOf(box).map(({state}) => state).join());
  assert.deepEqual(states(), ['trainable', 'trainable', 'absent']);
  view.side = before;
  assert.deepEqual(states(), ['frozen,absent', 'absent', 'frozen']);
  for (const box of boxes) near(piecesOf(box).reduce((sum, {width}) => sum + width, 0), box.width);
});
