import assert from 'node:assert/strict';
import {test} from 'node:test';

import {load} from './load.mjs';

const {product, spread, running} = load('sums', 'product spread running');

test('the product of no sizes is one element', () => {
  assert.equal(product([]), 1);
  assert.equal(product([3, 4, 5]), 60);
  assert.equal(product([3, 0, 5]), 0);
});

test('runs are spread over their places', () => {
  assert.deepEqual([...spread([7, 2, 9, 1], 3)], [7, 7, 9]);
  assert.deepEqual([...spread([-1, 1, 4, 2], 3)], [-1, 4, 4]);
});

test('past the end of the runs there is nothing', () => {
  assert.deepEqual([...spread([7, 1], 3)], [7, -1, -1]);
  assert.deepEqual([...spread([], 2)], [-1, -1]);
  assert.deepEqual([...spread([7, 5], 2)], [7, 7]);
});

test('the difference of two running sums is what lies between', () => {
  const sums = running(4, (at) => 10 ** at);
  assert.deepEqual([...sums], [0, 1, 11, 111, 1111]);
  assert.equal(sums[3] - sums[1], 110);
});
