/// The page's style.
enum HTMLStyle {
  /// The whole style sheet; ``hash`` is of exactly these bytes.
  static let text = base + parts + tree + diff + print

  /// The source that the page's content security policy lets in; a test holds it to ``text``.
  static let hash = "sha256-7/L40egzJvGOpQPZu6WiuzsJ8/goiW+i6PIWS3kWaJU="

  private static let base = #"""
    :root {
      color-scheme: light dark;
      --paper: light-dark(#ffffff, #15181c);
      --sheet: light-dark(#f6f7f9, #1c2025);
      --line: light-dark(#dfe3e8, #2f353d);
      --edge: light-dark(#848e9c, #788391);
      --ink: light-dark(#1a1f26, #e7eaee);
      --soft: light-dark(#57616e, #a2acb8);
      --focus: light-dark(#1f5fbf, #7db1ff);
      --select: light-dark(#e5eefb, #22334d);
      --lit: light-dark(#fff3c9, #3d3414);
      --lit-mark: light-dark(#a37400, #e0b23c);
      --frozen: light-dark(#5d85ad, #6f9ac6);
      --frozen-fill: light-dark(#c3d5e7, #34506c);
      --frozen-text: light-dark(#2d577f, #a5c8ea);
      --trainable: light-dark(#d9731a, #ec8f3c);
      --trainable-text: light-dark(#9a4600, #ffb46b);
      --warning: light-dark(#8a5a00, #e8bd5c);
      --error: light-dark(#b3261e, #ff9b92);
      --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "Liberation Mono",
        "DejaVu Sans Mono", monospace;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
    }
    :root[data-theme="light"] { color-scheme: light; }
    :root[data-theme="dark"] { color-scheme: dark; }

    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 1.75rem 1.5rem 3rem;
      background: var(--paper); color: var(--ink);
      font: 0.9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums;
      overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
    }
    h1, h2, h3, p, ul, figure, dl, dd { margin: 0; }
    h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; font-weight: 650; }
    h2 { font-size: 1.0625rem; font-weight: 650; }
    h3 { font-size: 0.8125rem; font-weight: 600; color: var(--soft); }
    section { margin-top: 2.25rem; }
    code, .mono, .path { font-family: var(--mono); font-size: 0.8125rem; }
    .name, code { unicode-bidi: isolate; }
    .prose { white-space: pre-line; max-width: 46rem; }
    .soft, .hint, .path, .brand, footer, figcaption { color: var(--soft); }
    .hint, figcaption, footer, .brand { font-size: 0.8125rem; }
    .numeric { text-align: right; white-space: nowrap; }
    .defs { position: absolute; }
    .visually-hidden {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .skip { position: absolute; left: -99rem; }
    .skip:focus { left: 1rem; top: 0.5rem; padding: 0.25rem 0.5rem; background: var(--paper); }
    [hidden] { display: none !important; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }

    .icon {
      width: 1em; height: 1em; flex: none; vertical-align: -0.125em;
      fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round;
      stroke-linejoin: round;
    }
    .solid { fill: currentColor; }
    .state { white-space: nowrap; }
    .state .icon { margin-right: 0.375em; }
    .is-frozen { color: var(--frozen-text); }
    .is-trainable, .is-mixed { color: var(--trainable-text); }
    .is-none { color: var(--soft); }

    button, input { font: inherit; color: inherit; }
    .button, .segments button {
      display: inline-flex; align-items: center; gap: 0.4em; padding: 0.25rem 0.7rem;
      min-height: 2rem; background: var(--paper); border: 1px solid var(--edge);
      border-radius: 6px; font-size: 0.8125rem; cursor: pointer; white-space: nowrap;
    }
    .button[aria-pressed="true"] { background: var(--select); }
    .button:hover, .segments button:hover { background: var(--sheet); }
    .link {
      padding: 0; border: 0; background: none; color: var(--focus); cursor: pointer;
      font-size: 0.8125rem; text-decoration: underline; text-underline-offset: 0.15em;
    }
    kbd {
      padding: 0 0.35em; border: 1px solid var(--line); border-bottom-width: 2px;
      border-radius: 4px; font: 0.75rem/1.4 var(--mono); background: var(--sheet);
    }
    .notice {
      padding: 0.75rem 1rem; background: var(--sheet); border: 1px solid var(--line);
      border-radius: 6px; color: var(--soft);
    }
    .print-only { display: none; }

    """#
}
