import assert from 'node:assert/strict';
import {test} from 'node:test';

import {load, loadWith} from './load.mjs';
import {diff, plan} from './plans.mjs';

const {shorterNames, labelFor} = load('labels', 'shorterNames labelFor');
const page = (data) => loadWith(
  data, 'labels layout view', 'layOut linesOf labelArea boxAt neighbour areaOf piecesOf pathOf sums model view before');
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

/** A model of some layers of two weights each, and a head. */
function layers(count, size = 4) {
  const data = plan();
  data.strings = ['weight', 'layers', 'head', 'up', 'down', ...Array.from({length: count}, (_, at) => `${at}`)];
  data.tensors = [[0, [size, size], 0]];
  data.nodes = [
    [1, -1, [0], [], []], [2, -1, [], [], [3, 0, 4, 0]],
    [3, -1, [], [], Array.from({length: count}, (_, at) => [at + 5, 1]).flat()],
    [0, -1, [], [], [1, 2, 2, 0]],
  ];
  data.classes = [['Net'], ['Linear'], ['Block'], ['ModuleList']];
  data.root = 3;
  data.aliases = [];
  data.plan.runs = [0, count * 2 + 1];
  return data;
}

test('the picture is read line by line, in the order of the model', () => {
  const {layOut, model} = page(layers(32));
  const {boxes, groups} = layOut(1000, 360, widthOf);
  assert.deepEqual(boxes.map(({first}) => first), Array.from({length: model.slots}, (_, at) => at));
  const tiles = groups.filter(({row}) => model.parent[row] === 1);
  assert.equal(tiles.length, 32);
  tiles.slice(1).forEach((tile, at) => {
    const last = tiles[at];
    const isBeside = Math.abs(tile.y - last.y) < 1e-6 && tile.x > last.x;
    assert.ok(isBeside || (tile.y > last.y && Math.abs(tile.x - tiles[0].x) < 1e-6));
  });
});

test('lines are as many as make the boxes near to squares', () => {
  const {linesOf} = page(plan());
  assert.deepEqual(linesOf([1, 1, 1, 1, 1, 1, 1, 1], 400, 200), [4, 8]);
  assert.deepEqual(linesOf([1, 1, 1], 300, 100), [3]);
  assert.deepEqual(linesOf([1, 1, 1], 10, 300), [1, 2, 3]);
  assert.deepEqual(linesOf([5], 10, 300), [1]);
});

test('very many cells have lines too, and end where the cells end', () => {
  const {linesOf} = page(plan());
  const ends = linesOf(new Array(10000).fill(1), 1000, 400);
  assert.equal(ends[ends.length - 1], 10000);
  assert.ok(ends.every((end, at) => at === 0 || end > ends[at - 1]));
  assert.ok(ends.length > 50 && ends.length < 75);
  assert.deepEqual(linesOf([1000, ...new Array(200).fill(0.001)], 100, 100).at(-1), 201);
});

test('every tile that has room is labelled, those of a layer behind its number', () => {
  const {layOut} = page(layers(4));
  const names = layOut(1000, 360, widthOf).labels.map(({name}) => name);
  assert.deepEqual(names.slice(0, 4), ['layers.0', 'layers.1', 'layers.2', 'layers.3']);
  assert.deepEqual(names.slice(4), [...new Array(4).fill(['up', 'down']).flat(), 'head']);
});

test('a name that just fits into its tile stands there', () => {
  const layout = {labels: [], widthOf: () => 60};
  const label = (width, height) => labelFor(layout, {x: 0, y: 0, width, height}, ['down_proj']);
  assert.deepEqual(label(66, 17), {name: 'down_proj', width: 60, isTurned: false, x: 0, y: 0});
  assert.ok(label(17, 66).isTurned);
  assert.equal(label(65, 17), null);
  layout.labels.push({x: 0, y: 0, width: 60, isTurned: false});
  assert.equal(label(66, 34).y, 17);
  assert.equal(label(66, 33), null);
});

test('labels do not cover each other, and stay in their tiles', () => {
  const {layOut, labelArea, areaOf} = page(layers(24));
  const layout = layOut(700, 300, widthOf);
  const areas = layout.labels.map(labelArea);
  assert.ok(areas.length > 24);
  areas.forEach((one, at) => {
    areas.slice(at + 1).forEach((other) => assert.ok(
      one.x >= other.x + other.width || other.x >= one.x + one.width
      || one.y >= other.y + other.height || other.y >= one.y + one.height));
    const tile = areaOf(layout, layout.labels[at].row);
    assert.ok(one.x >= tile.x && one.x + one.width <= tile.x + tile.width + 1e-6);
    assert.ok(one.y >= tile.y && one.y + one.height <= tile.y + tile.height + 1e-6);
  });
});

test('a name that is too long for its tile stands upright in a tall one', () => {
  const {layOut} = page(layers(1));
  const {labels} = layOut(60, 300, (name) => name.length * 16);
  assert.ok(labels.some(({name, isTurned}) => name === 'head' && isTurned));
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
