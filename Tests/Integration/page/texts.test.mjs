import assert from 'node:assert/strict';
import {test} from 'node:test';

import {load} from './load.mjs';

const {grouped, plural, percent, bytes, figure, decimal, significant, shapeText, placeText} =
  load('texts', 'grouped plural percent bytes figure decimal significant shapeText placeText');

test('a number is grouped by thousands', () => {
  assert.equal(grouped(0), '0');
  assert.equal(grouped(999), '999');
  assert.equal(grouped(1240), '1,240');
  assert.equal(grouped(Number.MAX_SAFE_INTEGER), '9,007,199,254,740,991');
});

test('a number that a browser no longer has exactly says so', () => {
  assert.equal(grouped(2 ** 53), '≈ 9,007,199,254,740,992');
  assert.match(grouped(2 ** 63), /^≈ 9,223,372,036,854,7/);
});

test('only one is singular', () => {
  assert.equal(plural(0, 'element'), '0 elements');
  assert.equal(plural(1, 'element'), '1 element');
  assert.equal(plural(1000, 'element'), '1,000 elements');
});

test('a share is never rounded to all or to nothing', () => {
  assert.equal(percent(1, 3), '33.33 %');
  assert.equal(percent(3, 3), '100 %');
  assert.equal(percent(0, 3), '0 %');
  assert.equal(percent(1, 10 ** 9), '< 0.01 %');
  assert.equal(percent(10 ** 9 - 1, 10 ** 9), '> 99.99 %');
  assert.equal(percent(1, 10000), '0.01 %');
  assert.equal(percent(9999, 10000), '99.99 %');
});

test('a share of nothing is none', () => {
  assert.equal(percent(0, 0), '–');
  assert.equal(percent(1, 0), '–');
  assert.equal(percent(1, NaN), '–');
});

test('bytes stand in the largest unit of which they are one', () => {
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(1023), '1023 B');
  assert.equal(bytes(1024), '1.0 KiB');
  assert.equal(bytes(1536), '1.5 KiB');
  assert.equal(bytes(5 * 2 ** 30), '5.0 GiB');
});

test('bytes that would round to 1024 of a unit are 1 of the next', () => {
  assert.equal(bytes(1024 * 1024 - 1), '1.0 MiB');
  assert.equal(bytes(1023.9 * 1024), '1.0 MiB');
  assert.equal(bytes(1001.3 * 1024), '1001 KiB');
  assert.equal(bytes(999.9 * 1024), '999.9 KiB');
});

test('bytes past what the command counts are more than that', () => {
  assert.equal(bytes(2 ** 62), '4.0 EiB');
  assert.equal(bytes(2 ** 63), '> 8 EiB');
  assert.equal(bytes(Infinity), '> 8 EiB');
});

test('a probability is never rounded to 0 or to 1', () => {
  assert.equal(decimal(0), '0');
  assert.equal(decimal(1), '1.000');
  assert.equal(decimal(0.5), '0.5000');
  assert.equal(decimal(1e-3), '0.0010');
  assert.equal(decimal(4.54e-5), '4.5e-05');
  assert.equal(decimal(5e-324), '4.9e-324');
  assert.equal(figure(null), '-inf');
  assert.equal(figure(-2e10), '-2.000e+10');
  assert.equal(significant(1.74499), '1.745');
  assert.equal(significant(999.96), '1,000');
  assert.equal(significant(12.345), '12.35');
  assert.equal(decimal(0.99999), '> 0.9999');
  assert.equal(decimal(0.9999), '0.9999');
});

test('a shape without dimensions is a scalar', () => {
  assert.equal(shapeText([]), 'scalar');
  assert.equal(shapeText([3]), '[3]');
  assert.equal(shapeText([64, 3, 7, 7]), '[64, 3, 7, 7]');
});

test('a place in the config itself is its line alone', () => {
  const side = {config: 'a.yaml'};
  assert.equal(placeText('a.yaml:12', side), 'line 12');
  assert.equal(placeText('base.yaml:12', side), 'base.yaml:12');
  // A path that only begins alike is another file.
  assert.equal(placeText('a.yaml.bak:12', side), 'a.yaml.bak:12');
});
