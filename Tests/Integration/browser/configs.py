"""Configs that several pages are made of."""

OVERRIDES = """
name: overrides
model:
  - Linear(10, 20)
  - LayerNorm(20)
  - Linear(20, 40)
rules:
  - freeze: "*"
    because: start from nothing
  - train: {type: Linear}
    because: the layers learn
  - freeze: {name: 0.bias}
  - freeze: {name: none}
    optional: true
"""

HOSTILE = r"""
name: "</script><img src=x onerror=alert(1)>"
description: "<b>bold</b>\n</title><script>alert(2)</script> & \u202Etxt.exe"
model:
  class: "<svg onload=alert`3`>"
  children:
    "</script><img src=x onerror=alert(4)>": Linear(2, 3)
    "javascript:alert(5)": Linear(2, 3)
    "__proto__": Linear(2, 3)
    "constructor": Linear(2, 3)
    "a\u202Eb\u2028c": Linear(2, 3)
    "'\" onclick=alert(6) x='": Linear(2, 3)
rules:
  - freeze: "*<img*"
    because: "<script>alert(7)</script>"
"""

HUNDRED_THOUSAND = """
name: hundred_thousand
classes:
  Block:
    args: [n]
    children:
      q: Linear(n, 64)
      k: Linear(n, 64)
      v: Linear(n, 64)
      o: Linear(n, 64)
      norm: LayerNorm(n)
      act: ReLU()
model:
  class: Big
  children:
    layers: {repeat: 10000, as: i, module: Block(64 + i)}
rules:
  - freeze: "*"
  - train: "*.bias"
  - train: {module: "layers[5000:5010]"}
"""
