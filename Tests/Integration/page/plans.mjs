// The data of small pages, as the command writes it.

const linear = [0, -1, [0, 1], [], []];

/**
 * Two equal layers in a list, and a head whose weight is the first layer's: the names are
 * layers.0.weight, .bias, layers.1.weight, .bias, head.weight, .bias. Rule 1 freezes all of the
 * layers, rule 2 trains their biases, and none matches the head's.
 */
export const plan = () => ({
  format: 1,
  kind: 'plan',
  config: 'configs/net.yaml',
  name: 'net',
  classes: [['Linear', 'Module'], ['ModuleList', 'Module'], ['Net', 'Module']],
  dtypes: [['float32', 4]],
  tensors: [[0, [3, 2], 0], [1, [3], 0]],
  nodes: [linear, [1, -1, [], [], [2, 0, 3, 0]], [2, -1, [], [], [4, 1, 5, 0]]],
  strings: ['weight', 'bias', '0', '1', 'layers', 'head'],
  root: 2,
  aliases: [4, 0],
  plan: {
    decisions: [[1, [1], 0, 1], [2, [1, 2], 1, 1], [0, [], 1, 1]],
    runs: [0, 1, 1, 1, 0, 1, 1, 1, 2, 1],
    rules: [
      {index: 1, action: 'freeze', selector: 'layers.*', because: 'Pretrained', place: 'configs/net.yaml:3'},
      {index: 2, action: 'train', selector: '*.bias', because: null, place: 'configs/net.yaml:5'},
    ],
  },
});

/** One layer `a` that was frozen and trains now, and a layer `b` that is new; `c` is gone. */
export const diff = () => ({
  format: 1,
  kind: 'diff',
  overview: '1 config changes',
  changes: [{
    config: 'net.yaml',
    name: 'net',
    classes: [['Linear'], ['Net']],
    dtypes: [['float32', 4]],
    // The one of `a` had another shape before.
    tensors: [[0, [4], 0, [2], 0], [0, [5], 0]],
    nodes: [[0, -1, [0], [], []], [0, -1, [1], [], []], [1, -1, [], [], [1, 0, 2, 1, 3, 1]]],
    strings: ['weight', 'a', 'b', 'c'],
    root: 2,
    aliases: [],
    repeated_before: [],
    marks: [1, 1, 4, 1, 8, 1],
    before: {
      config: 'net.yaml', decisions: [[1, [1], 0, 1]], runs: [0, 1, -1, 1, 0, 1],
      rules: [{index: 1, action: 'freeze', selector: '*', place: 'net.yaml:2'}],
    },
    plan: {
      config: 'net.yaml', decisions: [[0, [], 1, 1]], runs: [0, 2, -1, 1], rules: [],
    },
    rule_changes: [['removed', 1, 0]],
  }],
});
