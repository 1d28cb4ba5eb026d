// Made by Scripts/generate.py from the files in Assets: change those, and run it.

/// What is the same on every page.
enum PageAssets {
  /// The hash of ``script``, by which the page's content security policy lets it in.
  static let scriptHash: StaticString = "sha256-xctmc8v+LU7kfubUvImxn6O6tuUDWioHYcMKvERbJ70="

  /// The hash of ``style``.
  static let styleHash: StaticString = "sha256-8KuedtPjocTM22597oIvr4HcaSNRk8qnQ4EbAbXoub0="

  /// The icons, and what stands before the heading.
  static let top: StaticString = #"""
    <body>
    <svg width="0" height="0" class="defs" aria-hidden="true">
      <symbol id="i-frozen" viewBox="0 0 16 16">
        <path d="M8 1.5v13M2.4 4.75l11.2 6.5M13.6 4.75l-11.2 6.5M6 2.6l2 1.9 2-1.9M6 13.4l2-1.9 2 1.9"/>
      </symbol>
      <symbol id="i-trainable" viewBox="0 0 16 16"><path class="solid" d="M2 3h12L8 14z"/></symbol>
      <symbol id="i-mixed" viewBox="0 0 16 16">
        <path d="M2 3h12L8 14z"/><path class="solid" d="M8 3h6L8 14z"/>
      </symbol>
      <symbol id="i-none" viewBox="0 0 16 16"><path d="M5 8h6"/></symbol>
      <symbol id="i-tied" viewBox="0 0 16 16">
        <path d="M6.5 9.5l3-3M7.5 5l1.6-1.6a2.5 2.5 0 0 1 3.5 3.5L11 8.5M8.5 11l-1.6 1.6a2.5 2.5 0 0 1-3.5-3.5L5 7.5"/>
      </symbol>
      <symbol id="i-twisty" viewBox="0 0 16 16"><path d="M6 4l4 4-4 4"/></symbol>
      <symbol id="i-theme" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6"/><path class="solid" d="M8 2a6 6 0 0 1 0 12z"/>
      </symbol>
      <symbol id="i-close" viewBox="0 0 16 16"><path d="M4 4l8 8M12 4l-8 8"/></symbol>
    </svg>
    <a class="skip" href="#tree">Skip to the module tree</a>
    <header class="top">
      <div class="heading">
    """#

  /// What stands between the heading and the totals that are there without scripts.
  static let middle: StaticString = #"""
    </div>
      <button type="button" id="theme" class="button" aria-pressed="false" hidden>
        <svg class="icon" aria-hidden="true"><use href="#i-theme"/></svg><span>Dark</span>
      </button>
    </header>
    <noscript>
    """#

  /// The landmarks, which the script fills.
  static let main: StaticString = #"""
    <p class="notice">The rules, the picture and the tree are shown by a script that
    stands in this page (it loads nothing from the network). Where scripts are off,
    <code>freezespec apply</code> and <code>freezespec diff</code> print the same as text.</p></noscript>
    <main hidden>
      <nav id="configs" aria-label="Configs" hidden></nav>
      <section id="summary" aria-labelledby="summary-title">
        <h2 id="summary-title" class="visually-hidden">Summary</h2>
      </section>
      <section id="expectations" aria-labelledby="expectations-title" hidden>
        <h2 id="expectations-title">Expectations</h2>
      </section>
      <section id="findings" aria-labelledby="findings-title" hidden>
        <h2 id="findings-title">Findings</h2>
        <ul class="findings"></ul>
      </section>
      <section id="changes" aria-labelledby="changes-title" hidden>
        <h2 id="changes-title">Changes</h2>
        <p class="hint screen-only">Select one to light it up in the tree and the picture.</p>
      </section>
      <section id="rules" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules</h2>
        <p class="hint">In order; the last that matches a parameter decides.
          <span class="screen-only">Select one to light its parameters up below.</span></p>
        <div class="scroll" id="ledger"></div>
      </section>
      <section id="eval" aria-labelledby="eval-title" hidden>
        <h2 id="eval-title">Eval mode</h2>
      </section>
      <section id="wrap" aria-labelledby="wrap-title" hidden>
        <h2 id="wrap-title">FSDP units</h2>
      </section>
      <section id="model" aria-labelledby="model-title">
        <h2 id="model-title">Model</h2>
        <div class="toolbar" role="search">
          <label class="search">
            <span class="visually-hidden">Search names, classes and rules</span>
            <input id="search" type="search" autocomplete="off" spellcheck="false"
              placeholder="Search names, classes, rules" aria-describedby="syntax status"
              aria-keyshortcuts="/">
            <kbd aria-hidden="true">/</kbd>
          </label>
          <div class="segments" role="group" aria-label="State" id="states"></div>
          <div class="segments" role="group" aria-label="Side of the picture" id="sides" hidden></div>
          <div class="buttons">
            <button type="button" class="button" id="expand">Expand all</button>
            <button type="button" class="button" id="collapse">Collapse</button>
          </div>
        </div>
        <div class="status-line"><p id="status" role="status"></p>
          <button type="button" class="link" id="only" hidden>Show only these</button>
          <button type="button" class="link" id="clear" hidden>Clear</button>
          <p id="syntax">Try <code>*.bias</code>, <code>class:Linear</code>, <code>rule:1</code>,
            <code>rule:none</code>, <code>is:mixed</code><span hidden>,
            <code>is:changed</code></span></p></div>
        <figure id="picture">
          <div class="map" tabindex="0" role="application" aria-roledescription="treemap"
            aria-label="Picture of the model: area is elements. Arrow keys move, Enter selects."
            aria-describedby="map-summary">
            <canvas class="base"></canvas><canvas class="marks"></canvas>
            <div class="tip" hidden></div>
          </div>
          <div id="print-picture" class="print-only"></div>
          <figcaption id="map-summary"></figcaption>
          <p class="visually-hidden" id="map-status" aria-live="polite"></p>
        </figure>
        <div class="columns">
          <div class="tree-pane">
            <div class="row tree-head" aria-hidden="true"></div>
            <div id="tree" class="tree" role="tree" aria-label="Modules and parameters"></div>
            <p id="empty" class="notice" hidden>Nothing matches. A word is a part of a name or class;
              a glob such as <code>*.bias</code> is a whole parameter name.</p>
          </div>
          <div id="details" role="region" aria-labelledby="details-title" tabindex="0"></div>
        </div>
        <div id="print-tree" class="print-only"></div>
      </section>
      <section id="softmax" aria-labelledby="softmax-title" hidden>
        <h2 id="softmax-title">Softmax</h2>
      </section>
    </main>
    <footer hidden><p>Keys: <kbd>/</kbd> search, <kbd>Esc</kbd> clear, arrows move in tree and picture,
      <kbd>Enter</kbd> selects, <kbd>*</kbd> opens all at one level.</p></footer>

    """#

  /// The style sheet.
  static let style: StaticString = #"""
    /* Colours and fonts, light and dark. */

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

    /* What texts, icons and states look like everywhere. */

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
    section, noscript { margin-top: 2.25rem; }
    noscript { display: grid; gap: 1rem; }
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
    footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }

    /* Buttons, links, keys and notices. */

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

    /* Heading and totals. */

    .top { display: flex; justify-content: space-between; align-items: flex-start; gap: 1rem; }
    .heading { min-width: 0; display: grid; gap: 0.35rem; }
    .brand { font-weight: 600; }

    .split { display: flex; height: 1.125rem; gap: 2px; border-radius: 4px; overflow: hidden; }
    .split i { display: block; min-width: 3px; }
    .fill-trainable { background: var(--trainable); }
    .fill-frozen {
      background: repeating-linear-gradient(135deg, var(--frozen) 0 1.5px,
        var(--frozen-fill) 1.5px 5px);
    }
    .fill-none { background: var(--line); }
    .tiles {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
      gap: 1.25rem 2rem; margin-top: 1.25rem;
    }
    .tile dt { font-size: 0.8125rem; font-weight: 600; }
    .tile .big { font-size: 1.375rem; line-height: 1.3; font-weight: 600; }
    .tile .small { font-size: 0.8125rem; color: var(--soft); }

    /* The findings. */

    .findings { list-style: none; padding: 0; margin-top: 0.5rem; display: grid; gap: 0.5rem; }
    .findings li { padding: 0.5rem 0.875rem; border-left: 3px solid var(--warning);
      background: var(--sheet); }
    .findings li.error { border-color: var(--error); }
    .findings .severity { font-weight: 600; color: var(--warning); }
    .findings .error .severity { color: var(--error); }
    .findings p { white-space: pre-line; }

    /* Tables, and the ledger of rules. */

    .scroll { overflow: auto; max-height: 26rem; margin-top: 0.75rem; position: relative; }
    /* The last rule decides, and so all rules are in sight. */
    .scroll:has(> .ledger) { max-height: none; }
    table { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
    th { font-size: 0.75rem; font-weight: 600; color: var(--soft); text-align: left;
      white-space: nowrap; }
    th.numeric { text-align: right; }
    th, td { padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line);
      vertical-align: baseline; }
    thead th { position: sticky; top: 0; background: var(--paper); z-index: 1; }
    .ledger th:first-child, .ledger td:first-child { padding-left: 0.5rem; width: 1%; }
    .ledger tbody tr { cursor: pointer; }
    .ledger tbody tr:hover { background: var(--sheet); }
    .ledger tbody tr.is-lit { background: var(--lit); box-shadow: inset 3px 0 var(--lit-mark); }
    .ledger tbody tr.is-found td:first-child { box-shadow: inset 3px 0 var(--focus); }
    .ledger button {
      padding: 0; border: 0; background: none; text-align: left; cursor: pointer;
      font: inherit; font-weight: 600;
    }
    .ledger .what { min-width: 14rem; }
    .ledger .because { min-width: 12rem; color: var(--soft); white-space: pre-line; }
    .ledger .place { color: var(--soft); min-width: 5.5rem; }
    .ledger .note { color: var(--warning); font-size: 0.8125rem; }
    .ledger .meter { display: flex; width: 5rem; height: 0.5rem; margin-left: auto;
      background: var(--line); border-radius: 2px; overflow: hidden; }
    .ledger .meter i { min-width: 1px; }

    /* Lists of modules. */

    .modules { list-style: none; padding: 0; margin-top: 0.4rem; display: flex; flex-wrap: wrap;
      gap: 0.25rem 1.25rem; font-size: 0.8125rem; }
    .more { margin-top: 0.4rem; font-size: 0.8125rem; }
    .more summary { width: fit-content; color: var(--focus); cursor: pointer; }

    /* The search field and what is beside it. */

    .toolbar { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.75rem; }
    .search { flex: 1 1 15rem; position: relative; display: flex; }
    .search input { width: 100%; min-height: 2rem; padding: 0.25rem 2.25rem 0.25rem 0.7rem;
      background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; }
    .search input::placeholder { color: var(--soft); opacity: 1; }
    .search kbd { position: absolute; right: 0.5rem; top: 0.4rem; color: var(--soft); }
    .search input:not(:placeholder-shown) + kbd { display: none; }
    .segments { display: flex; }
    .segments button { border-radius: 0; margin-left: -1px; }
    .segments button:first-child { border-radius: 6px 0 0 6px; margin-left: 0; }
    .segments button:last-child { border-radius: 0 6px 6px 0; }
    .segments button[aria-pressed="true"] { background: var(--select); font-weight: 600;
      border-color: var(--focus); z-index: 1; }
    .buttons { display: flex; gap: 0.5rem; }
    .status-line { display: flex; flex-wrap: wrap; gap: 0.25rem 0.875rem; min-height: 1.5rem;
      margin: 0.5rem 0; font-size: 0.8125rem; color: var(--soft); align-items: baseline; }
    @media (min-width: 46rem) { #syntax { margin-left: auto; } }
    #syntax code { font-size: 0.75rem; }

    /* The picture of the model. */

    .map { position: relative; height: clamp(14rem, 34vw, 24rem); border-radius: 4px; }
    .map canvas { position: absolute; inset: 0; width: 100%; height: 100%; border-radius: 4px; }
    .map .base { cursor: pointer; }
    .map .marks { pointer-events: none; }
    .tip {
      position: absolute; z-index: 3; max-width: min(24rem, 92%); padding: 0.4rem 0.6rem;
      background: var(--paper); border: 1px solid var(--edge); border-radius: 6px;
      box-shadow: 0 2px 10px rgb(0 0 0 / 0.18); font-size: 0.8125rem; pointer-events: none;
    }
    .tip .name { font-family: var(--mono); font-weight: 600; display: block; }
    figcaption { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin-top: 0.5rem; }
    .key { display: inline-flex; align-items: center; gap: 0.4em; }
    .key i { width: 1.5rem; height: 0.75rem; border-radius: 2px; }

    /* The charts of a softmax. */

    .charts { display: grid; gap: 1.5rem 2.5rem; margin-top: 0.75rem;
      grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); }
    .chart { min-width: 0; max-width: 34rem; }
    .chart table { font-size: 0.8125rem; border-collapse: separate; border-spacing: 0; }
    .chart caption { text-align: left; font: 0.8125rem var(--mono); color: var(--soft); }
    .chart th, .chart td { padding: 0.2rem 0 0.2rem 0.75rem; vertical-align: middle; border: 0;
      white-space: nowrap; }
    .chart thead th { position: static; border-bottom: 1px solid var(--edge); }
    .chart th:first-child, .chart td:first-child { padding-left: 0; width: 1%; }
    .chart .scale { width: 60%; min-width: 4rem; position: relative; }
    .chart .value { min-width: 5.25rem; }
    .chart th.scale { height: 1.75rem; }
    .chart th.scale span { position: absolute; bottom: 0.2rem; transform: translateX(-50%);
      left: calc(0.75rem + (100% - 0.75rem) / 2); }
    .chart th.scale span:nth-of-type(2) { left: 0.75rem; transform: none; }
    .chart th.scale span:nth-of-type(4) { left: auto; right: 0; transform: none; }
    .pair { display: grid; gap: 1px; padding: 1px 0; border: solid var(--line); border-width: 0 1px;
      background: linear-gradient(var(--line) 0 0) 50% / 1px 100% no-repeat; }
    .pair i { height: 0.5rem; min-width: 1px; border-radius: 0 2px 2px 0; }
    .chart .tempered { background: var(--focus); }
    .chart .plain { background: var(--paper); box-shadow: inset 0 0 0 1.5px var(--edge); }
    .chart th i { display: inline-block; width: 0.75rem; height: 0.625rem; border-radius: 2px;
      margin-right: 0.4em; }
    .chart.wide { grid-column: 1 / -1; max-width: none; }
    .chart.wide table { width: auto; }
    .chart.wide th:first-child, .chart.wide td:first-child { width: auto; }
    /* One length for all, so that the bars of two temperatures compare. */
    .chart.wide .value { min-width: 6.5rem;
      background: linear-gradient(var(--line) 0 0) right center / calc(var(--share) * 6rem) 75% no-repeat; }
    .softmax-note { margin: 0.5rem 0 0; font-size: 0.8125rem; color: var(--soft); }
    .chart tfoot th { font-weight: normal; color: var(--soft); }
    .chart tfoot tr:first-child > * { border-top: 1px solid var(--edge); }
    .chart .link { margin-top: 0.35rem; }

    /* The tree. */

    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 18rem; gap: 1.25rem;
      margin-top: 1.25rem; align-items: start; }
    .tree-pane { min-width: 0; border: 1px solid var(--line); border-radius: 6px;
      overflow: hidden; }
    .tree { --row: 30px; position: relative; overflow: auto; max-height: min(70vh, 44rem);
      overscroll-behavior: contain; }
    .tree-space { position: relative; }
    .row {
      display: grid; align-items: center; column-gap: 0.75rem; padding-right: 0.75rem;
      grid-template-columns: minmax(0, 1fr) 3rem 6.75rem 4.25rem 6.75rem;
      font-size: 0.8125rem;
    }
    .tree .row { position: absolute; left: 0; right: 0; height: var(--row); cursor: default; }
    .tree .row:hover { background: var(--sheet); }
    .tree .row.is-lit { box-shadow: inset 3px 0 var(--lit-mark); background: var(--lit); }
    .tree .row.is-touched { box-shadow: inset 3px 0 var(--lit-mark); }
    .tree .row[aria-selected="true"] { background: var(--select); }
    .tree .row:focus-visible { outline-offset: -2px; }
    .tree-head { height: 2rem; border-bottom: 1px solid var(--line); background: var(--sheet);
      color: var(--soft); font-size: 0.75rem; font-weight: 600; padding-left: 1.9rem;
      white-space: nowrap; }
    .label { display: flex; align-items: center; gap: 0.375rem; min-width: 0;
      padding-left: calc(0.5rem + var(--level) * 0.875rem); }
    .twisty { width: 1rem; height: 1rem; color: var(--soft); transition: transform 0.1s; }
    [aria-expanded="true"] > .label > .twisty { transform: rotate(90deg); }
    .leaf > .label > .twisty { visibility: hidden; }
    .label .name { font-family: var(--mono); white-space: nowrap; overflow: hidden;
      text-overflow: ellipsis; flex: 0 1 auto; }
    .leaf .label .name { font-weight: 400; }
    .branch .label .name { font-weight: 600; }
    /* A class or a shape is never cut; the path of a tied tensor may be. */
    .label .class { color: var(--soft); white-space: nowrap; flex: 1 0 auto; font-size: 0.75rem; }
    .is-alias .label .class { overflow: hidden; text-overflow: ellipsis; flex: 1 1 0; min-width: 0; }
    .no-parameters .label .name { font-weight: 400; color: var(--soft); }
    .bars { display: grid; gap: 2px; }
    .bars .bar:nth-last-child(n+2), .bars .bar:nth-child(n+2) { height: 0.375rem; }
    .bar { display: flex; height: 0.625rem; background: var(--line); border-radius: 2px;
      overflow: hidden; }
    .bar i { min-width: 1px; }
    .no-parameters .bar, .is-alias .bar { visibility: hidden; }
    .row .numeric { overflow: hidden; text-overflow: ellipsis; }

    /* What is known of the chosen row. */

    #details { min-width: 0; border: 1px solid var(--line); border-radius: 6px; padding: 1rem;
      font-size: 0.875rem; max-height: min(76vh, 46rem); overflow: auto; }
    #details .title { display: flex; justify-content: space-between; gap: 0.5rem; }
    #details h2 { font: 600 0.9375rem/1.4 var(--mono); }
    #details h3 { margin-top: 1rem; }
    #details .close { display: none; padding: 0.25rem; border: 0; background: none; height: 2rem;
      cursor: pointer; }
    .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.2rem 0.875rem;
      margin-top: 0.75rem; }
    .facts dt { color: var(--soft); }
    #details .state { white-space: normal; }
    .verdict { margin-top: 0.35rem; font-weight: 600; }
    .matches { list-style: none; padding: 0; margin-top: 0.4rem; display: grid; gap: 0.4rem; }
    .matches li { padding: 0.4rem 0.6rem; border: 1px solid var(--line); border-radius: 6px; }
    .matches .decides { border-color: var(--edge); border-left: 4px solid var(--lit-mark); }
    .matches .head { display: flex; flex-wrap: wrap; gap: 0 0.6rem; justify-content: space-between;
      font-size: 0.8125rem; }
    .matches .because { white-space: pre-line; }
    .overridden code, .overridden .because { color: var(--soft); }

    /* Tablets and phones. */

    @media screen and (max-width: 62rem) {
      .columns { grid-template-columns: minmax(0, 1fr); }
      #details { position: fixed; inset: auto 0 0; max-height: 45vh; background: var(--paper);
        border-radius: 6px 6px 0 0; z-index: 4; box-shadow: 0 -4px 16px rgb(0 0 0 / 0.12); }
      #details .close { display: block; }
      #details.is-empty { display: none; }
    }
    @media screen and (max-width: 46rem) {
      body { padding: 1.25rem 0.875rem 2rem; }
      h1 { font-size: 1.375rem; }
      .tiles { grid-template-columns: 1fr 1fr; gap: 1rem; }
      .tile .big { font-size: 1.0625rem; }
      .tree { --row: 46px; }
      .tree-head { display: none; }
      .row { grid-template-columns: minmax(0, 1fr) 5rem; grid-template-rows: 1fr 1fr;
        column-gap: 0.5rem; }
      .row .label { grid-column: 1 / -1; align-self: end;
        padding-left: calc(0.375rem + min(var(--level), 8) * 0.625rem); }
      .row .state { grid-row: 2; grid-column: 1; align-self: start;
        padding-left: calc(1.75rem + min(var(--level), 8) * 0.625rem); font-size: 0.75rem; }
      .row .bars { grid-row: 2; grid-column: 2; align-self: start; margin-top: 0.3rem; }
      .row .elements, .row .share { display: none; }
      .ledger thead { display: none; }
      .ledger tr { display: grid; grid-template-columns: auto 1fr auto; padding: 0.5rem 0.375rem;
        border-bottom: 1px solid var(--line); gap: 0.1rem 0.6rem; }
      .ledger td, .ledger td:first-child { border: 0; padding: 0; width: auto; }
      .ledger .what, .ledger .because { grid-column: 1 / -1; min-width: 0; }
      .ledger .what { grid-column: 2; grid-row: 1; }
      .ledger .because:empty { display: none; }
      .ledger .numeric { display: none; }
      .ledger .decided { display: block; grid-row: 1; grid-column: 3; }
      .ledger .decided::after { content: " decided"; color: var(--soft); }
      .ledger .because, .ledger .place { grid-column: 2 / -1; }
      .segments, .buttons { flex: 1 1 auto; }
      .segments button, .buttons button { flex: 1; justify-content: center; min-height: 2.5rem;
        padding-inline: 0.35rem; }
      .search input { min-height: 2.5rem; font-size: 1rem; }
      .search kbd { display: none; }
      .chart th, .chart td { padding-left: 0.5rem; }
      .chart th i { margin-right: 0.25em; }
      .chart .value { min-width: 0; }
      footer { display: none; }
    }

    /* What only a diff has. */

    .headline { font-size: 1.125rem; font-weight: 600; max-width: 52rem; }
    .split-title { margin: 0.875rem 0 0.25rem; font-size: 0.8125rem; }
    .totals { width: auto; min-width: min(34rem, 100%); }
    .totals th[scope="row"] { color: var(--ink); font-weight: 400; font-size: 0.875rem; }
    .totals th:first-child { padding-left: 0; }
    .is-diff #softmax { display: grid; gap: 0.5rem 2rem;
      grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
    .is-diff #softmax h2 { grid-column: 1 / -1; }
    .sign { font-family: var(--mono); font-weight: 700; color: var(--ink); }
    .groups { list-style: none; padding: 0; margin-top: 0.4rem; }
    .groups + h3 { margin-top: 1.25rem; }
    #changes h3 { margin-top: 1rem; color: var(--ink); font-size: 0.9375rem; }
    #changes h3 .soft { font-weight: 400; }
    .groups li { display: flex; gap: 0.75rem; padding: 0.45rem 0.5rem;
      border-bottom: 1px solid var(--line); font-size: 0.875rem; }
    .groups [data-light] { cursor: pointer; }
    .groups [data-light]:hover { background: var(--sheet); }
    .groups [data-light].is-lit { background: var(--lit); box-shadow: inset 3px 0 var(--lit-mark); }
    .groups button { padding: 0; border: 0; background: none; text-align: left; cursor: pointer;
      font: inherit; font-weight: 600; }
    .group { flex: 1; min-width: 0; }
    .groups .modules li { display: block; padding: 0; border: 0; font-size: inherit; }
    .cause { font-size: 0.8125rem; }
    .cause code { font-size: 0.75rem; }
    .ledger td.sign, .ledger .number { white-space: nowrap; width: 1%; }
    .ledger del { color: var(--soft); }
    #configs ul { list-style: none; padding: 0; margin-top: 0.5rem; display: grid; gap: 0.25rem; }
    #configs { margin-top: 1.5rem; padding: 0.75rem 1rem; background: var(--sheet);
      border: 1px solid var(--line); border-radius: 6px; }
    #configs li { display: flex; flex-wrap: wrap; gap: 0 0.875rem; font-size: 0.8125rem; }
    #configs a { color: var(--focus); font-family: var(--mono); }
    #configs a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
    .is-diff .row { grid-template-columns: minmax(0, 1fr) 4rem 6.75rem 12.5rem; }
    .is-diff .row .share { display: none; }
    @media screen and (max-width: 46rem) {
      .is-diff .row { grid-template-columns: minmax(0, 1fr) 5rem; }
      .is-diff .ledger tr { grid-template-columns: 1ch auto 1fr auto; }
      .is-diff .ledger .what { grid-column: 3; }
      .is-diff .ledger .number { grid-column: 2; }
      .is-diff .ledger .decided { grid-column: 4; }
      .is-diff .ledger .because, .is-diff .ledger .place { grid-column: 3 / -1; }
      .ledger .decided:empty { display: none; }
      .groups li { flex-wrap: wrap; gap: 0 0.6rem; }
      .groups .group { flex-basis: 80%; }
      .groups .numeric { margin-left: 1.4rem; }
      .totals { font-size: 0.75rem; min-width: 0; width: 100%; }
      .totals th[scope="row"] { font-size: inherit; white-space: normal; }
      .totals th, .totals td { padding: 0.3rem 0.25rem; }
    }

    /* Expectations, and what else a reader must not miss. */

    .alarm { margin-top: 0.375rem; font-weight: 600; color: var(--error); }
    .expectations .fails .sign { color: var(--error); }
    .dangers { margin-top: 0.75rem; max-width: 60rem; border-left: 3px solid var(--warning); background: var(--sheet); }
    .dangers .sign { color: var(--warning); }
    .dangers li:last-child { border-bottom: 0; }
    .dangers .fails .sign, .dangers .fails > .group > p:first-child { color: var(--error); }
    #changes h3.warns { color: var(--trainable-text); }
    #uncompared { border-color: var(--error); }

    /* On paper: no controls, all of what is cut on a screen, and a tree of its own. */

    @media print {
      @page { margin: 14mm; }
      :root, :root[data-theme] { color-scheme: light; }
      body { padding: 0; max-width: none; font-size: 9.5pt; }
      .print-only { display: block; }
      .screen-only, .screen-only.link, .toolbar, .status-line, .columns, .button, .skip, footer, .map { display: none; }
      section { margin-top: 1.25rem; }
      h2, h3, .hint, .split-title, caption, thead { break-after: avoid; }
      tr, figure, .tile, .tiles, .chart, .findings li, .groups li { break-inside: avoid; }
      .charts { grid-template-columns: 1fr 1fr; gap: 1rem 2rem; }
      .charts .chart:only-child { grid-column: 1 / -1; }
      .scroll { max-height: none; overflow: visible; }
      .print-picture { display: block; width: 100%; margin-top: 0.75rem; }
      .print-picture rect { stroke: var(--paper); stroke-width: 0.75; }
      .print-picture .trainable { fill: var(--trainable); }
      .print-picture .frozen { fill: url("#hatch"); }
      .print-picture .ground { fill: var(--frozen-fill); stroke: none; }
      .print-picture .stripe { stroke: var(--frozen); stroke-width: 1; }
      .print-picture .pill { fill: var(--paper); opacity: 0.88; }
      .print-picture text { font: 11px var(--sans); }
      thead th { position: static; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .print-table { margin-top: 0.75rem; font-size: 8.5pt; }
      .print-table th, .print-table td { padding: 0.15rem 0.5rem; }
      .print-table .bar { width: 5rem; }
      .print-table td:first-child { min-width: 15rem; }
      .print-table td:nth-child(2) { min-width: 8rem; }
      .is-diff .print-table .state { white-space: normal; }
      .tiles { grid-template-columns: repeat(4, 1fr); gap: 1rem; }
    }

    """#

  /// The script.
  static let script: StaticString = #"""
    (() => {
    'use strict';

    // Numbers and other values as text.

    const wholeNumbers = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});

    /** 1,240; past 2^53, where a browser's numbers are no longer exact, with a sign that says so. */
    const grouped = (number) =>
      (Number.isSafeInteger(number) ? '' : '≈ ') + wholeNumbers.format(number);

    const plural = (number, word) => `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;

    /** A share in percent; what is not all is never printed as all, nor what is some as none. */
    function percent(part, whole) {
      if (!(whole > 0)) return '–';
      if (part === whole) return '100 %';
      if (part === 0) return '0 %';
      const value = part / whole * 100;
      if (value < 0.01) return '< 0.01 %';
      return value > 99.99 ? '> 99.99 %' : `${value.toFixed(2)} %`;
    }

    function bytes(count) {
      if (count >= 2 ** 63) return '> 8 EiB';
      if (count < 1024) return `${count} B`;
      const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
      let size = count / 1024;
      let unit = 0;
      while (size >= 1023.5 && unit < units.length - 1) {
        size /= 1024;
        unit++;
      }
      return `${size.toFixed(size < 999.95 ? 1 : 0)} ${units[unit]}`;
    }

    /**
     * A number with four significant digits, of which no more than four are decimals; with an exponent where
     * these would not tell its order of magnitude, or not fit: 0.1542, 1.099, 4.5e-05. A logit that is null is
     * masked.
     */
    function figure(number) {
      if (number === null) return '-inf';
      if (number === 0) return '0';
      const size = Math.abs(number);
      const exponent = (digits) => number.toExponential(digits).replace(/e([-+])(\d)$/, 'e$10$2');
      if (size < 1e-3) return exponent(1);
      if (size < 0.99995) return number.toFixed(4);
      return size < 9999.5 ? fourDigits(number) : exponent(3);
    }

    /** A number from 1 to 9999 with four significant digits. */
    function fourDigits(number) {
      const size = Math.abs(number);
      return number.toFixed(size >= 999.95 ? 0 : size >= 99.995 ? 1 : size >= 9.9995 ? 2 : 3);
    }

    /** A probability as a figure; what is not all is never printed as all. */
    const decimal = (number) => (number < 1 && number > 0.99995 ? '> 0.9999' : figure(number));

    /** A number from 1 with four significant digits, or grouped where it has more before the point. */
    const significant = (number) => (number >= 999.95 ? grouped(Math.round(number)) : fourDigits(number));

    const shapeText = (shape) => (shape.length ? `[${shape.join(', ')}]` : 'scalar');

    /** A place in the plan's config by its line alone. */
    const placeText = (place, side = plan) => (place.startsWith(`${side.config}:`)
      ? `line ${place.slice(side.config.length + 1)}` : place);

    // Sums over runs of numbers.

    const product = (sizes) => sizes.reduce((total, size) => total * size, 1);

    /** The values that runs of equal ones stand for; -1 past their end. */
    function spread(runs, count) {
      const values = new Int32Array(count).fill(-1);
      let start = 0;
      for (let at = 0; at < runs.length; at += 2) {
        values.fill(runs[at], start, start += runs[at + 1]);
      }
      return values;
    }

    /** Running sums over the slots: what lies below a module is one difference. */
    function running(slots, weight) {
      const sums = new Float64Array(slots + 1);
      for (let slot = 0; slot < slots; slot++) sums[slot + 1] = sums[slot] + weight(slot);
      return sums;
    }

    // The data of the page: what the JSON holds once, unfolded into one entry a module and a name.
    //
    // Modules and names ("slots") are numbered depth first, as named_parameters() goes, so that all
    // that lies below a module is one run of each.

    const file = JSON.parse(document.getElementById('data').textContent);
    const isDiff = file.kind === 'diff';
    // A diff of several configs shows one at a time, that which the address names.
    const chosen = isDiff
      ? Math.min(file.changes.length - 1, Math.abs(parseInt(location.hash.slice(1), 10)) || 0) : 0;
    const data = isDiff ? file.changes[chosen] : file;
    const text = (index) => data.strings[index];

    /** How many modules and slots stand at and below each node; children come first. */
    function measure(nodes) {
      const modules = new Float64Array(nodes.length);
      const slots = new Float64Array(nodes.length);
      nodes.forEach(([, , own, , children], index) => {
        modules[index] = 1;
        slots[index] = own.length;
        for (let at = 1; at < children.length; at += 2) {
          modules[index] += modules[children[at]];
          slots[index] += slots[children[at]];
        }
      });
      return {modules: modules[data.root], slots: slots[data.root]};
    }

    function unfold() {
      const count = measure(data.nodes);
      const model = {
        modules: count.modules,
        slots: count.slots,
        node: new Int32Array(count.modules),
        name: new Int32Array(count.modules),
        parent: new Int32Array(count.modules),
        depth: new Int32Array(count.modules),
        end: new Int32Array(count.modules),
        first: new Int32Array(count.modules),
        last: new Int32Array(count.modules),
        slotModule: new Int32Array(count.slots),
        slotTensor: new Int32Array(count.slots),
      };
      let module = 0;
      let slot = 0;
      const visit = (node, name, parent, depth) => {
        const [, , own, , children] = data.nodes[node];
        const self = module++;
        model.node[self] = node;
        model.name[self] = name;
        model.parent[self] = parent;
        model.depth[self] = depth;
        model.first[self] = slot;
        for (const tensor of own) {
          model.slotModule[slot] = self;
          model.slotTensor[slot++] = tensor;
        }
        for (let at = 0; at < children.length; at += 2) {
          visit(children[at + 1], children[at], self, depth + 1);
        }
        model.end[self] = module;
        model.last[self] = slot;
      };
      visit(data.root, -1, -1, 0);
      return model;
    }

    /** Which parameter each slot is a name of; parameters count from 0 by their first names. */
    function numberParameters(model) {
      const parameter = new Int32Array(model.slots).fill(-1);
      for (let at = 0; at < data.aliases.length; at += 2) {
        parameter[data.aliases[at]] = data.aliases[at + 1];
      }
      const firstSlot = [];
      const isAlias = new Uint8Array(model.slots);
      const aliases = new Map();
      for (let slot = 0; slot < model.slots; slot++) {
        if (parameter[slot] < 0) {
          parameter[slot] = firstSlot.length;
          firstSlot.push(slot);
        } else {
          isAlias[slot] = 1;
          const others = aliases.get(parameter[slot]);
          if (others) others.push(slot);
          else aliases.set(parameter[slot], [slot]);
        }
      }
      return {parameter, firstSlot: Int32Array.from(firstSlot), isAlias, aliases};
    }

    const model = unfold();
    Object.assign(model, numberParameters(model));

    // A plan, or the two sides of a diff: the decision of every name, and the sums of all.

    /** A plan, or one side of a diff, with the decision of every slot and the sums of all. */
    function readSide(source, shapeOf, isRepeated) {
      const side = {config: data.config, decisions: [], runs: [], rules: [], ...source};
      const absent = side.decisions.length;
      const values = spread(side.runs, isDiff ? model.slots : model.firstSlot.length);
      const decisionOf = new Int32Array(model.slots);
      for (let slot = 0; slot < model.slots; slot++) {
        const value = values[isDiff ? slot : model.parameter[slot]];
        decisionOf[slot] = value < 0 ? absent : value;
      }
      // What a side does not have counts as nothing.
      side.decisions = side.decisions.concat([[0, [], 0, 0]]);
      const sizes = data.tensors.map((tensor) => product(shapeOf(tensor)));
      side.has = (slot) => decisionOf[slot] !== absent;
      side.decisionOf = decisionOf;
      side.at = (slot) => side.decisions[decisionOf[slot]];
      side.counts = (slot) => (side.has(slot) && !isRepeated(slot) ? 1 : 0);
      side.elements = (slot) => (side.counts(slot) ? sizes[model.slotTensor[slot]] : 0);
      side.sums = {
        elements: running(model.slots, side.elements),
        trainable: running(model.slots, (slot) => (side.at(slot)[2] ? side.elements(slot) : 0)),
        count: running(model.slots, side.counts),
        trainableCount: running(model.slots, (slot) => (side.at(slot)[2] ? side.counts(slot) : 0)),
      };
      return side;
    }

    const plan = readSide(data.plan, ([, shape]) => shape, (slot) => model.isAlias[slot] === 1);
    const repeatedBefore = new Set(data.repeated_before);
    const before = isDiff ? readSide(
      data.before, ([, shape, , old]) => old || shape, (slot) => repeatedBefore.has(slot)) : null;
    /** For each slot the kinds of its changes, a bit each. */
    const marks = spread(isDiff ? data.marks : [0, model.slots], model.slots);

    const sums = plan.sums;
    // A removed parameter keeps its place in the picture.
    sums.area = isDiff ? running(model.slots, (slot) => (model.isAlias[slot] ? 0
      : plan.elements(slot) || before.elements(slot))) : sums.elements;
    sums.changed = running(model.slots, (slot) => (marks[slot] > 0 ? 1 : 0));
    const below = (sum, module) => sum[model.last[module]] - sum[model.first[module]];

    // Rows of the tree. A row is a module's number, or the number of modules plus that of a slot, or of both
    // plus that of a fold.

    const isFold = (row) => row >= model.modules + model.slots;
    const isModule = (row) => row < model.modules;
    const slotOf = (row) => row - model.modules;
    const rowOf = (slot) => slot + model.modules;
    const parentOf = (row) => (isModule(row) ? model.parent[row]
      : isFold(row) ? foldAt(row).parent : model.slotModule[slotOf(row)]);
    const isAlias = (row) => !isModule(row) && !isFold(row) && model.isAlias[slotOf(row)] === 1;
    const classOf = (module) => data.classes[data.nodes[model.node[module]][0]];
    const className = (module) => classOf(module)[0] || '';

    /** A row's own name, the last part of its path. */
    function nameOf(row) {
      if (isFold(row)) return foldName(row);
      if (!isModule(row)) return text(data.tensors[model.slotTensor[slotOf(row)]][0]);
      return row === 0 ? data.name : text(model.name[row]);
    }

    /** A row's whole path; empty for the model itself. */
    function pathOf(row) {
      const parts = [];
      for (let at = row; at !== 0; at = parentOf(at)) parts.push(nameOf(at));
      return parts.reverse().join('.');
    }

    const firstSlot = (row) => (isModule(row) ? model.first[row] : slotOf(row));
    const endSlot = (row) => (isModule(row) ? model.last[row] : slotOf(row) + 1);

    /** The totals of a row, on one side of a diff. */
    function totalsOf(row, side = plan) {
      if (isFold(row)) return foldTotals(row, side);
      const [first, last] = [firstSlot(row), endSlot(row)];
      const slot = isModule(row) ? -1 : slotOf(row);
      // Another name of a tensor has its state, and adds no elements.
      if (slot >= 0 && isAlias(row)) {
        const trainable = side.at(slot)[2];
        return {elements: 0, trainable: 0, count: side.has(slot) ? 1 : 0, trainableCount: trainable};
      }
      const of = (sum) => sum[last] - sum[first];
      return {
        elements: of(side.sums.elements), trainable: of(side.sums.trainable),
        count: of(side.sums.count), trainableCount: of(side.sums.trainableCount),
      };
    }

    /** frozen, trainable, mixed or none. */
    function stateOf({count, trainableCount}) {
      if (count === 0) return 'none';
      if (trainableCount === 0) return 'frozen';
      return trainableCount === count ? 'trainable' : 'mixed';
    }

    /** The rows directly below a module, its own parameters first. */
    function childrenOf(module) {
      const rows = [];
      const own = data.nodes[model.node[module]][2].length;
      for (let slot = model.first[module]; slot < model.first[module] + own; slot++) {
        rows.push(rowOf(slot));
      }
      for (let child = module + 1; child < model.end[module]; child = model.end[child]) {
        rows.push(child);
      }
      return rows;
    }

    // Making elements.

    const byId = (id) => document.getElementById(id);

    /** A path that breaks behind its dots. */
    const breakable = (path) =>
      path.split('.').flatMap((part, at) => (at ? ['.', element('wbr'), part] : [part]));

    /** Makes an element; strings become text, and never markup. */
    function element(tag, attributes, ...content) {
      const made = document.createElement(tag);
      for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
      made.append(...content.filter((part) => part !== null && part !== undefined));
      return made;
    }

    function drawing(tag, attributes, ...content) {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
      made.append(...content);
      return made;
    }

    const icon = (name, kind = 'icon') => drawing(
      'svg', {class: kind, 'aria-hidden': 'true'}, drawing('use', {href: `#i-${name}`}));

    /** A bar of the trainable and the frozen part, `share` of its width in all. */
    function fillBar(bar, {elements, trainable}, share) {
      bar.replaceChildren();
      const parts = [['trainable', trainable], ['frozen', elements - trainable]];
      for (const [state, part] of parts) {
        if (!(part > 0)) continue;
        const piece = element('i', {class: `fill-${state}`});
        piece.style.width = `${part / elements * share * 100}%`;
        bar.append(piece);
      }
      return bar;
    }

    /** Calls a function once before the next frame, however often it is asked for. */
    function once(work) {
      let isWaiting = false;
      return () => {
        if (isWaiting) return;
        isWaiting = true;
        requestAnimationFrame(() => {
          isWaiting = false;
          work();
        });
      };
    }

    // What a state is called, and how it looks.

    const stateTexts = {
      frozen: 'frozen', trainable: 'trainable', none: 'no parameters', mixed: 'mixed',
    };

    /** What a state is called; a mixed one with how much of it trains. */
    function stateText(totals) {
      const state = stateOf(totals);
      if (state === 'mixed') return `${percent(totals.trainable, totals.elements)} trains`;
      return state === 'none' ? '' : state;
    }

    /** The state of a row and what to call it; in a diff, what becomes of it. */
    function rowState(row, totals) {
      return {
        state: stateOf(totals),
        label: isDiff ? changeText(row, totals) : isAlias(row) ? 'tied' : stateText(totals),
      };
    }

    const stateElement = (state, label) =>
      element('span', {class: `state is-${state}`}, icon(state), label || stateTexts[state]);

    // What becomes of parameters in a diff, in words.

    // The kinds of changes by their bits, each with its sign.
    const kinds = [
      ['frozen → trainable', '+'], ['trainable → frozen', '-'], ['added', '+'], ['removed', '-'],
      ['reshaped', '~'], ['tied otherwise', '~'], ['other dtype', '~'],
      ['other class', '~'],
    ];
    const kindsOf = (mark) => kinds.filter((kind, bit) => mark >> bit & 1);

    const changedIn = (row) => membersOf(row).reduce((count, member) =>
      count + sums.changed[endSlot(member)] - sums.changed[firstSlot(member)], 0);
    const isChanged = (row) => changedIn(row) > 0;
    const isRemoved = (row) => isDiff && totalsOf(row).count === 0
      && totalsOf(row, before).count > 0;

    /** What becomes of a row. */
    function changeText(row, totals) {
      if (isModule(row) || isFold(row)) {
        if (isRemoved(row)) return 'removed';
        const changed = changedIn(row);
        const parts = [stateText(totals), changed ? `${grouped(changed)} changed` : ''];
        return parts.filter(Boolean).join(', ');
      }
      const mark = marks[slotOf(row)];
      if (!plan.has(slotOf(row))) return 'removed';
      if (isAlias(row)) return 'tied';
      const words = kindsOf(mark).map(([word]) => word);
      // The first two kinds name the state themselves.
      if (!(mark & 3)) words.push(stateText(totals));
      return words.join(', ');
    }

    /** The sign of a parameter that changes. */
    function changeSign(row) {
      if (!isDiff || isModule(row) || isFold(row) || !marks[slotOf(row)]) return '';
      const [, sign] = kindsOf(marks[slotOf(row)])[0];
      return element('span', {class: 'sign', 'aria-hidden': 'true'}, sign);
    }

    // The names in the picture: each tile that has room for one has a name.
    //
    // A layer of a list is told by its number, and the tiles in it by what follows that. Other modules are
    // named where nothing in them is.

    const labelHeight = 15;
    /** Between a label and the edges of its tile, and between its text and its own ends. */
    const [labelInset, labelPadding] = [1, 2];
    /** What a text needs beside its length. */
    const labelRoom = 2 * (labelInset + labelPadding);

    function placeLabels(layout) {
      // The layers that are told by their numbers, and all modules that something in them names.
      const layers = new Set();
      const told = new Set();
      const place = (tile, names) => {
        const label = labelFor(layout, tile, names);
        if (!label) return false;
        layout.labels.push({row: tile.row, ...label});
        for (let at = tile.row; at >= 0 && !told.has(at); at = at ? parentOf(at) : -1) told.add(at);
        return true;
      };
      for (const group of layout.groups) {
        const number = nameOf(group.row);
        if (!hasRoom(group) || !/^\d+$/.test(number)) continue;
        // The number alone where there is no room for the list's name.
        if (place(group, [...namesOf(group.row, layers).slice(-1), number])) layers.add(group.row);
      }
      for (const box of layout.boxes) {
        // Several that are too small to see alone are no row of the tree.
        const isRow = box.first === firstSlot(box.row) && box.last === endSlot(box.row);
        if (isRow && hasRoom(box)) place(box, namesOf(standIn(box.row), layers));
      }
      for (const group of [...layout.groups].reverse()) {
        if (!told.has(group.row) && hasRoom(group)) place(group, namesOf(group.row, layers));
      }
    }

    /** The module in whose place a parameter stands, nearly all of which it is; else the row itself. */
    function standIn(row) {
      if (isModule(row)) return row;
      const parent = parentOf(row);
      const share = sizeOf(firstSlot(row), endSlot(row)) / sizeOf(firstSlot(parent), endSlot(parent));
      return parent > 0 && share > 0.9 ? parent : row;
    }

    /** The names of a row, longest first: behind the nearest layer that has a label, or its path. */
    function namesOf(row, layers) {
      if (row === 0) return [nameOf(0)];
      const path = pathOf(row).split('.');
      let above = row;
      do above = parentOf(above); while (above > 0 && !layers.has(above));
      if (!layers.has(above)) return shorterNames(path);
      const parts = path.slice(pathOf(above).split('.').length);
      // That something is a weight, or the third of a list, tells nothing by itself.
      const isVague = !isModule(row) || /^\d+$/.test(nameOf(row));
      const most = Math.max(1, parts.length - (isVague ? 1 : 0));
      return parts.slice(0, most).map((part, at) => parts.slice(at).join('.'));
    }

    const leastRoom = labelHeight + 2 * labelInset;
    const hasRoom = ({width, height}) => width >= leastRoom && height >= leastRoom;

    /** A label in a tile's corner, below those that stand there, along its longer side if need be. */
    function labelFor(layout, tile, names) {
      const {x, y, width, height} = tile;
      const isFree = (label) => !layout.labels.some((other) => overlap(label, other));
      for (const name of names) {
        if (name.length * 4 >= Math.max(width, height) - labelRoom) continue;
        const long = layout.widthOf(name);
        if (long <= width - labelRoom) {
          for (let down = 0; down <= Math.min(60, height - leastRoom); down += labelHeight + 2) {
            const label = {name, width: long, isTurned: false, x, y: y + down};
            if (isFree(label)) return label;
          }
        }
        if (long > height - labelRoom) continue;
        for (const down of [0, height - long - labelRoom]) {
          const label = {name, width: long, isTurned: true, x, y: y + down};
          if (isFree(label)) return label;
        }
      }
      return null;
    }

    /** The rectangle that a label covers. */
    function labelArea({x, y, width, isTurned}) {
      const [long, across] = [width + 2 * labelPadding, labelHeight];
      return {
        x: x + labelInset, y: y + labelInset, width: isTurned ? across : long, height: isTurned ? long : across,
      };
    }

    function overlap(one, other) {
      const [a, b] = [labelArea(one), labelArea(other)];
      return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    }

    /**
     * A path and shorter forms of it, longest first. Equal layers stay told apart: the list that
     * they are in and every index remain, and what stands between is left out.
     */
    function shorterNames(parts) {
      const isIndex = parts.map((part) => /^\d+$/.test(part));
      const last = parts.length - 1;
      const start = Math.max(0, isIndex.includes(true) ? isIndex.indexOf(true) - 1 : last - 1);
      const names = [];
      for (let from = 0; from <= start; from++) names.push(parts.slice(from).join('.'));
      const mostTail = isIndex.includes(true) ? last - start - 1 : 0;
      for (let tail = Math.min(mostTail, 3); tail > 0; tail--) {
        let name = parts[start];
        let joint = '.';
        for (let at = start + 1; at <= last; at++) {
          const isKept = isIndex[at] || isIndex[at + 1] || at > last - tail;
          if (isKept) name += joint + parts[at];
          joint = isKept ? '.' : '…';
        }
        names.push(name);
      }
      return names;
    }

    // The layout of the picture: where each part of the model lies.
    //
    // It is read as a text is: what lies directly below a module stands in lines from top to bottom, each
    // from left to right, in the model's order. The lines are cut where the boxes come closest to squares.

    /** Lays the model out; `widthOf` measures a label, and what has less area than that is not cut. */
    function layOut(width, height, widthOf, smallest = 10) {
      const layout = {width, height, widthOf, smallest, boxes: [], groups: [], labels: []};
      if (sums.area[model.slots] > 0) placeRow(layout, 0, 0, 0, width, height);
      placeLabels(layout);
      return layout;
    }

    const sizeOf = (first, last) => sums.area[last] - sums.area[first];

    /** Places a row and all below it. */
    function placeRow(layout, row, x, y, width, height) {
      const [first, last] = [firstSlot(row), endSlot(row)];
      if (!isModule(row) || width * height < layout.smallest) {
        addBox(layout, row, first, last, x, y, width, height);
        return;
      }
      layout.groups.push({row, x, y, width, height});
      const cells = cellsOf(row, layout.smallest * sizeOf(first, last) / (width * height));
      const sizes = cells.map((cell) => sizeOf(cell.first, cell.last));
      const whole = sizeOf(first, last);
      let [from, top] = [0, y];
      for (const end of linesOf(sizes, width, height)) {
        const size = sizes.slice(from, end).reduce((sum, part) => sum + part, 0);
        const high = height * size / whole;
        let left = x;
        for (; from < end; from++) {
          const cell = cells[from];
          const wide = width * sizes[from] / size;
          if (cell.row >= 0) placeRow(layout, cell.row, left, top, wide, high);
          else addBox(layout, row, cell.first, cell.last, left, top, wide, high);
          left += wide;
        }
        top += high;
      }
    }

    /** What lies directly below a module; neighbours that together are too small to see are one cell. */
    function cellsOf(module, smallest) {
      const cells = [];
      for (const row of childrenOf(module)) {
        const [first, last] = [firstSlot(row), endSlot(row)];
        if (!(sizeOf(first, last) > 0)) continue;
        const cell = cells[cells.length - 1];
        if (cell && sizeOf(cell.first, last) < smallest) {
          cell.row = -1;
          cell.last = last;
        } else {
          cells.push({row, first, last});
        }
      }
      return cells;
    }

    // Past so many cells, lines are filled one like another.
    const mostWeighed = 96;

    /** Where the lines of some cells end: the numbers of cells up to each. */
    function linesOf(sizes, width, height) {
      const before = [0];
      for (const size of sizes) before.push(before[before.length - 1] + size);
      const count = sizes.length;
      if (count > mostWeighed) return evenLines(before, width, height);
      const pixels = width * height / before[count];
      // The least that the lines of the first cells cost together, and where the last of them starts.
      const costs = [0];
      const starts = [0];
      for (let end = 1; end <= count; end++) {
        costs[end] = Infinity;
        for (let start = end - 1; start >= 0; start--) {
          const high = (before[end] - before[start]) * pixels / width;
          let cost = costs[start];
          for (let at = start; at < end && cost < costs[end]; at++) {
            const area = sizes[at] * pixels;
            // Area times how much longer one side is than the other; a sliver is one in any line.
            if (area > 40) cost += Math.max(area * area / (high * high), high * high);
          }
          if (cost < costs[end]) [costs[end], starts[end]] = [cost, start];
        }
      }
      const ends = [];
      for (let end = count; end > 0; end = starts[end]) ends.push(end);
      return ends.reverse();
    }

    /** Lines of equal height, as near as the cells allow. */
    function evenLines(before, width, height) {
      const count = before.length - 1;
      const lines = Math.max(1, Math.min(count, Math.round(Math.sqrt(count * height / width))));
      const ends = [];
      let at = 0;
      for (let line = 1; line <= lines; line++) {
        const wanted = before[count] * line / lines;
        while (at < count && (before[at] + before[at + 1]) / 2 < wanted) at++;
        if (line === lines) at = count;
        if (at > (ends[ends.length - 1] || 0)) ends.push(at);
      }
      return ends;
    }

    function addBox(layout, row, first, last, x, y, width, height) {
      layout.boxes.push({row, first, last, x, y, width, height});
    }

    /** A box by state on the side that is shown: the trainable part left, then what is frozen. */
    function piecesOf({first, last, x, width}) {
      const side = view.side.sums;
      const of = (sum) => sum[last] - sum[first];
      const trainable = of(side.trainable);
      const frozen = of(side.elements) - trainable;
      const absent = Math.max(0, sizeOf(first, last) - trainable - frozen);
      const whole = trainable + frozen + absent;
      const pieces = [];
      let from = x;
      for (const [state, part] of [['trainable', trainable], ['frozen', frozen], ['absent', absent]]) {
        if (!(part > 0)) continue;
        pieces.push({state, x: from, width: width * part / whole});
        from += width * part / whole;
      }
      return pieces;
    }

    /** The number of the box at a point, or -1. */
    function boxAt({boxes}, x, y) {
      return boxes.findIndex((box) => x >= box.x && y >= box.y
        && x < box.x + box.width && y < box.y + box.height);
    }

    /** Where a row lies; for one that is too small to see, the box that it is part of. */
    function areaOf(layout, row) {
      const own = layout.groups.find((group) => group.row === row);
      if (own) return own;
      const slot = firstSlot(row);
      return layout.boxes.find((box) => slot >= box.first && slot < box.last);
    }

    /** The number of the next box up or down from one, or itself. */
    function neighbour({boxes}, from, direction) {
      const box = boxes[from];
      const middle = box.x + box.width / 2;
      let best = from;
      let nearest = Infinity;
      boxes.forEach((other, index) => {
        const distance = direction > 0
          ? other.y - (box.y + box.height) : box.y - (other.y + other.height);
        if (distance < -0.01 || distance > nearest) return;
        if (middle < other.x || middle >= other.x + other.width) return;
        nearest = distance;
        best = index;
      });
      return best;
    }

    // What the reader has chosen.

    const view = {
      selected: -1, lit: null, state: 'all', query: '', open: null, found: null, side: plan,
      opensFolds: false,
    };

    const openModules = () => (view.found ? view.found.open : view.open);
    const isOpen = (row) => (isFold(row) ? foldAt(row).isOpen : openModules()[row] === 1);

    // Equal layers of a list as one row of the tree: of equal modules, and decided alike. A fold is numbered
    // behind modules and slots, in the order in which folds are made.

    const folds = [];
    const foldAt = (row) => folds[row - model.modules - model.slots];
    /** The modules that a row stands for. */
    const membersOf = (row) => (isFold(row) ? foldAt(row).members : [row]);

    /** For each module whose rows were listed, these, and the fold that each of its children is in. */
    const listed = new Map();

    /** The rows below a module as the tree lists them; what is searched for by name has rows of its own. */
    function rowsBelow(module) {
      if (view.query.trim()) return childrenOf(module).filter(isShown);
      return listedBelow(module).rows;
    }

    function listedBelow(module) {
      const known = listed.get(module);
      if (known && known.found === view.found) return known;
      const below = {found: view.found, rows: [], foldOf: new Map()};
      for (const members of alikeBelow(module)) {
        if (members.length === 1) {
          below.rows.push(members[0]);
          continue;
        }
        const row = model.modules + model.slots + folds.length;
        folds.push({parent: module, members, isOpen: view.opensFolds, totals: new Map()});
        below.rows.push(row);
        for (const member of members) below.foldOf.set(member, row);
      }
      listed.set(module, below);
      return below;
    }

    /** The children of a module that are shown, those that are alike together, in order of the first. */
    function alikeBelow(module) {
      // In what runs one layer after another the order tells more: there only neighbours fold.
      const isList = classOf(module).includes('ModuleList');
      const groups = [];
      const byKey = new Map();
      for (const row of childrenOf(module)) {
        if (!isShown(row)) continue;
        const isNumbered = isModule(row) && /^\d+$/.test(nameOf(row));
        const key = isNumbered ? keyOf(row) : '';
        const last = isList ? byKey.get(key) : groups[groups.length - 1];
        if (isNumbered && last && last.key === key && isAlike(last.members[0], row)) {
          last.members.push(row);
        } else {
          groups.push({key, members: [row]});
          if (isNumbered) byKey.set(key, groups[groups.length - 1]);
        }
      }
      return groups.map(({members}) => members);
    }

    /** What is said of a slot, as numbers: equal layers say the same of each of theirs. */
    function traitsOf(slot) {
      return [
        plan.decisionOf[slot], isDiff ? before.decisionOf[slot] : 0, marks[slot],
        isTiedSlot(slot) ? 1 : 0, view.found ? view.found.slots[slot] : 1,
      ];
    }

    /** A number that equal layers share, and others seldom. */
    function keyOf(module) {
      let key = model.node[module];
      for (let slot = model.first[module]; slot < model.last[module]; slot++) {
        for (const trait of traitsOf(slot)) key = Math.imul(key, 1000003) + trait | 0;
      }
      return `${model.node[module]}:${key}`;
    }

    function isAlike(one, other) {
      if (model.node[one] !== model.node[other]) return false;
      for (let at = model.last[one] - model.first[one] - 1; at >= 0; at--) {
        const traits = traitsOf(model.first[other] + at);
        if (traitsOf(model.first[one] + at).some((trait, index) => trait !== traits[index])) return false;
      }
      return true;
    }

    /** The numbers of a fold as a glob: `{0..29}`, `{0,2,4}`. */
    function foldName(row) {
      const numbers = membersOf(row).map((member) => Number(nameOf(member))).sort((a, b) => a - b);
      const parts = [];
      for (let from = 0, to = 0; from < numbers.length; from = to) {
        to = from + 1;
        while (to < numbers.length && numbers[to] === numbers[to - 1] + 1) to++;
        const joint = to - from > 2 ? '..' : ',';
        parts.push(to - from > 1 ? `${numbers[from]}${joint}${numbers[to - 1]}` : `${numbers[from]}`);
      }
      return `{${parts.join(',')}}`;
    }

    function foldTotals(row, side) {
      const {members, totals} = foldAt(row);
      if (!totals.has(side)) {
        const sum = {elements: 0, trainable: 0, count: 0, trainableCount: 0};
        for (const member of members) {
          const part = totalsOf(member, side);
          for (const key of Object.keys(sum)) sum[key] += part[key];
        }
        totals.set(side, sum);
      }
      return totals.get(side);
    }

    /** The fold that a module is in, in the tree as it is; or -1. */
    function foldHolding(row) {
      if (row === 0 || !isModule(row) || view.query.trim()) return -1;
      const fold = listedBelow(parentOf(row)).foldOf.get(row);
      return fold === undefined ? -1 : fold;
    }

    /** Opens the fold that a module is in. */
    function openFold(row) {
      const fold = foldHolding(row);
      if (fold >= 0) foldAt(fold).isOpen = true;
    }

    /** The row above another in the tree. */
    const listedParent = (row) => (foldHolding(row) >= 0 ? foldHolding(row) : parentOf(row));

    // How strongly names stand out where rules or changes are lit.

    /** How strongly slots stand out: 0 not, 1 overridden by a later rule, 2 fully. */
    let emphasisSums = null;
    function emphasis(first, last) {
      if (!emphasisSums) return 2;
      if (emphasisSums.strong[last] > emphasisSums.strong[first]) return 2;
      return emphasisSums.weak[last] > emphasisSums.weak[first] ? 1 : 0;
    }

    function updateEmphasis() {
      const {lit, found} = view;
      if (lit === null && !found) {
        emphasisSums = null;
        return;
      }
      const level = (slot) => (found && !found.slots[slot] ? 0 : lit === null ? 2 : lit.level(slot));
      emphasisSums = {
        strong: running(model.slots, (slot) => (level(slot) === 2 ? 1 : 0)),
        weak: running(model.slots, (slot) => (level(slot) === 1 ? 1 : 0)),
      };
    }

    /** What counts as lit: where a later rule overrides all of it, that. */
    function litSums() {
      const {strong, weak} = emphasisSums;
      return strong[model.slots] > 0 ? strong : weak;
    }

    /** How strongly a row stands out. */
    const emphasisOf = (row) => membersOf(row).reduce((level, member) =>
      Math.max(level, emphasis(firstSlot(member), endSlot(member))), 0);

    /** Whether all of a row is lit. */
    function isLitWhole(row) {
      if (isFold(row)) return membersOf(row).every(isLitWhole);
      const sums = litSums();
      const size = endSlot(row) - firstSlot(row);
      return size > 0 && sums[endSlot(row)] - sums[firstSlot(row)] === size;
    }

    // The picture on its canvases.

    const map = document.querySelector('.map');
    const tip = map.querySelector('.tip');
    const picture = {layout: null, current: -1, scale: 1};

    const labelFont = () => `11px ${getComputedStyle(document.body).fontFamily}`;

    /** Measures labels. */
    function ruler() {
      const context = element('canvas').getContext('2d');
      context.font = labelFont();
      return (name) => context.measureText(name).width;
    }

    /** The style sheet's colours as the canvas understands them, in the theme that is on. */
    function palette() {
      const probe = element('span', {hidden: ''});
      document.body.append(probe);
      const colours = {};
      for (const name of ['paper', 'ink', 'frozen', 'frozen-fill', 'trainable', 'line', 'focus']) {
        probe.style.color = `var(--${name})`;
        colours[name] = getComputedStyle(probe).color;
      }
      probe.remove();
      return colours;
    }

    function sizeCanvas(canvas, {width, height}, scale) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      const context = canvas.getContext('2d');
      context.scale(scale, scale);
      return context;
    }

    /** Diagonal lines, so that frozen boxes are told apart without colour. */
    function hatch(colours, scale) {
      const size = Math.round(7 * scale);
      const tile = element('canvas', {width: size, height: size});
      const context = tile.getContext('2d');
      context.fillStyle = colours['frozen-fill'];
      context.fillRect(0, 0, size, size);
      context.strokeStyle = colours.frozen;
      context.lineWidth = scale;
      context.globalAlpha = 0.6;
      context.beginPath();
      for (const shift of [-size, 0, size]) {
        context.moveTo(shift - scale, size + scale);
        context.lineTo(shift + size + scale, -scale);
      }
      context.stroke();
      const pattern = context.createPattern(tile, 'repeat');
      // The tile is in device pixels, and the canvas is scaled.
      pattern.setTransform(new DOMMatrix().scale(1 / scale));
      return pattern;
    }

    function drawPicture() {
      const width = map.clientWidth;
      const height = map.clientHeight;
      if (!width || !height) return;
      const {layout} = picture;
      if (!layout || layout.width !== width || layout.height !== height) {
        picture.layout = layOut(width, height, ruler());
      }
      picture.scale = Math.min(window.devicePixelRatio || 1, 2.5);
      const colours = palette();
      const context = sizeCanvas(map.querySelector('.base'), picture.layout, picture.scale);
      drawBoxes(context, 'frozen', hatch(colours, picture.scale));
      drawBoxes(context, 'trainable', colours.trainable);
      if (isDiff) drawBoxes(context, 'absent', colours.line);
      drawBorders(context, colours);
      drawLabels(context, colours);
      drawMarks();
    }

    const emphasisShades = [0.14, 0.5, 1];

    /** Draws the picture, once however much has changed. */
    const redrawPicture = once(drawPicture);

    /** Draws the parts of all boxes that are in one state. */
    function drawBoxes(context, wanted, fill) {
      context.fillStyle = fill;
      for (const box of picture.layout.boxes) {
        const gap = box.width > 4 && box.height > 4 ? 0.75 : 0;
        context.globalAlpha = emphasisShades[emphasis(box.first, box.last)];
        for (const {state, x, width} of piecesOf(box)) {
          if (state === wanted) context.fillRect(x, box.y, width - gap, box.height - gap);
        }
      }
      context.globalAlpha = 1;
    }

    function drawBorders(context, colours) {
      context.strokeStyle = colours.paper;
      for (const group of picture.layout.groups) {
        // Thin where groups are small, so that the lines never hide what they part.
        const most = Math.min(group.width, group.height) / 14;
        if (most < 0.3) continue;
        context.lineWidth = Math.min(Math.max(0.75, 4 - model.depth[group.row]), most);
        context.strokeRect(group.x, group.y, group.width, group.height);
      }
    }

    function drawLabels(context, colours) {
      context.font = labelFont();
      context.textBaseline = 'middle';
      for (const label of picture.layout.labels) {
        const isFaint = emphasis(firstSlot(label.row), endSlot(label.row)) === 0;
        context.globalAlpha = isFaint ? 0.35 : 0.88;
        context.fillStyle = colours.paper;
        const area = labelArea(label);
        context.beginPath();
        context.roundRect(area.x, area.y, area.width, area.height, 3);
        context.fill();
        context.globalAlpha = isFaint ? 0.5 : 1;
        context.fillStyle = colours.ink;
        context.save();
        context.translate(area.x, area.y);
        if (label.isTurned) {
          context.translate(0, area.height);
          context.rotate(-Math.PI / 2);
        }
        context.fillText(label.name, labelPadding, 8);
        context.restore();
      }
      context.globalAlpha = 1;
    }

    function drawMarks() {
      if (!picture.layout) return;
      const colours = palette();
      const context = sizeCanvas(map.querySelector('.marks'), picture.layout, picture.scale);
      const outline = (area) => {
        if (!area) return;
        const inset = {width: Math.max(area.width - 2, 2), height: Math.max(area.height - 2, 2)};
        for (const [colour, width] of [[colours.paper, 4], [colours.focus, 2]]) {
          context.strokeStyle = colour;
          context.lineWidth = width;
          context.strokeRect(area.x + 1, area.y + 1, inset.width, inset.height);
        }
      };
      if (view.selected > 0) {
        for (const row of membersOf(view.selected).slice(0, 200)) outline(areaOf(picture.layout, row));
      }
      outline(picture.layout.boxes[picture.current]);
    }

    // The picture under the pointer and the keyboard.

    /** The lines of the tip: path, what it is, how much, in which state. */
    function describeBox({row}) {
      const totals = totalsOf(row);
      const share = percent(totals.elements, sums.elements[model.slots]);
      const what = isModule(row)
        ? [className(row), plural(totals.count, 'parameter')].filter(Boolean).join(', ')
        : shapeText(data.tensors[model.slotTensor[slotOf(row)]][1]);
      return {
        name: pathOf(row) || nameOf(row), what,
        size: `${plural(totals.elements, 'element')} · ${share}`, ...rowState(row, totals),
      };
    }

    /** Which rules decide what is in a box, on the side that is shown: the first three of them. */
    function rulesOfBox(box) {
      const {side} = view;
      if (box.rules && box.rulesOf === side) return box.rules;
      const found = new Set();
      for (let slot = box.first; slot < box.last && found.size < 4; slot++) {
        if (side.has(slot)) found.add(side.at(slot)[0]);
      }
      box.rulesOf = side;
      box.rules = [...found].slice(0, 3).map((index) => {
        const rule = side.rules[index - 1];
        return rule ? {name: `rule ${index}`, text: `${rule.action} ${rule.selector}`}
          : {name: 'no rule', text: ''};
      });
      if (found.size > 3) box.rules.push({name: 'and other rules', text: ''});
      return box.rules;
    }

    /** A selector for a line or two; the ledger has the whole. */
    const clipped = (words) => (words.length > 120 ? `${words.slice(0, 119)}…` : words);

    function showTip(index, x, y) {
      const box = picture.layout.boxes[index];
      const lines = describeBox(box);
      tip.replaceChildren(
        element('span', {class: 'name'}, lines.name), element('span', {}, lines.what),
        element('br'), element('span', {}, lines.size), element('br'),
        stateElement(lines.state, lines.label),
        ...rulesOfBox(box).flatMap(({name, text: words}) => [
          element('br'), element('span', {class: 'rule'}, `${name} `), element('code', {}, clipped(words))]));
      tip.hidden = false;
      const left = Math.min(x + 14, map.clientWidth - tip.offsetWidth - 4);
      const top = y + 18 + tip.offsetHeight > map.clientHeight ? y - tip.offsetHeight - 10 : y + 18;
      tip.style.left = `${Math.max(4, left)}px`;
      tip.style.top = `${top}px`;
      return lines;
    }

    function pointAt(index, x, y) {
      if (picture.current !== index) {
        picture.current = index;
        drawMarks();
      }
      if (index < 0) tip.hidden = true;
      else return showTip(index, x, y);
    }

    function moveInPicture(index) {
      const {boxes} = picture.layout;
      if (!boxes.length) return;
      const box = boxes[Math.max(0, Math.min(boxes.length - 1, index))];
      const lines = pointAt(boxes.indexOf(box), box.x + box.width / 2, box.y + box.height / 2);
      byId('map-status').textContent =
        [lines.name, lines.what, lines.size, lines.label,
          ...rulesOfBox(box).map(({name, text: words}) => `${name} ${clipped(words)}`)]
          .filter(Boolean).join(', ');
    }

    function pictureKey(event) {
      const {current, layout} = picture;
      const moves = {
        ArrowRight: () => current + 1,
        ArrowLeft: () => current - 1,
        ArrowDown: () => (current < 0 ? 0 : neighbour(layout, current, 1)),
        ArrowUp: () => (current < 0 ? 0 : neighbour(layout, current, -1)),
        Home: () => 0,
        End: () => layout.boxes.length - 1,
      };
      if (moves[event.key]) {
        moveInPicture(moves[event.key]());
      } else if ((event.key === 'Enter' || event.key === ' ') && current >= 0) {
        reveal(layout.boxes[current].row);
      } else {
        return;
      }
      event.preventDefault();
    }

    function startPicture() {
      const base = map.querySelector('.base');
      const at = (event) => {
        const frame = map.getBoundingClientRect();
        return [event.clientX - frame.left, event.clientY - frame.top];
      };
      base.addEventListener('pointermove', (event) => {
        const [x, y] = at(event);
        pointAt(boxAt(picture.layout, x, y), x, y);
      });
      base.addEventListener('pointerleave', () => pointAt(-1));
      base.addEventListener('click', (event) => {
        const index = boxAt(picture.layout, ...at(event));
        if (index >= 0) reveal(picture.layout.boxes[index].row);
      });
      map.addEventListener('keydown', pictureKey);
      map.addEventListener('blur', () => pointAt(-1));
      byId('map-summary').append(
        element('span', {}, 'Area is elements, in the model’s order.'),
        legend('trainable', 'trainable'), legend('frozen', 'frozen, hatched'),
        isDiff ? legend('none', 'not on this side') : '');
      new ResizeObserver(redrawPicture).observe(map);
    }

    const legend = (state, label) =>
      element('span', {class: 'key'}, element('i', {class: `fill-${state}`}), label);

    // The rows of the tree: which modules are open, and which rows follow from that.

    function isShown(row) {
      const {found} = view;
      if (!found) return true;
      if (!isModule(row)) return found.slots[slotOf(row)] === 1;
      return below(found.slotSums, row) > 0
        || found.moduleSums[model.end[row]] > found.moduleSums[row];
    }

    /** Opens what a reviewer looks for first: modules that hold both states, while room lasts. */
    function openAtFirst(room) {
      const open = new Uint8Array(model.modules);
      open[0] = 1;
      let rows = rowsBelow(0);
      let shown = rows.length;
      while (rows.length) {
        const next = [];
        for (const row of rows) {
          if (!isModule(row) && !isFold(row)) continue;
          const isMixed = stateOf(totalsOf(row)) === 'mixed';
          const children = !isMixed && rows.length > 1 ? []
            : isFold(row) ? membersOf(row) : rowsBelow(row);
          if (!children.length || shown + children.length > room) continue;
          shown += children.length;
          if (isFold(row)) {
            // One of equal layers tells what is in all of them.
            foldAt(row).isOpen = true;
            next.push(children[0]);
          } else {
            open[row] = 1;
            next.push(...children);
          }
        }
        rows = next;
      }
      return open;
    }

    // Browsers draw nothing past some 33 million pixels.
    const mostRows = 700000;

    /** The rows of the tree from top to bottom, each with its level and its place among its siblings. */
    function listRows() {
      const rows = [];
      const places = [];
      const levels = [];
      const visit = (row, level, place, count) => {
        rows.push(row);
        levels.push(level);
        places.push(place, count);
        if (!(isModule(row) || isFold(row)) || !isOpen(row) || rows.length > mostRows) return;
        const children = isFold(row) ? membersOf(row) : rowsBelow(row);
        children.forEach((child, index) => visit(child, level + 1, index + 1, children.length));
      };
      if (isShown(0)) visit(0, 0, 1, 1);
      return {rows, places, levels};
    }

    // The tree on the page: only the rows in sight have elements.

    const tree = byId('tree');
    const space = element('div', {class: 'tree-space', role: 'presentation'});
    const listing = {rows: [], places: [], levels: [], index: new Map(), active: 0, made: new Map(), height: 30};

    /** Lists the rows anew, after a change of what is open or shown. */
    function refreshTree() {
      Object.assign(listing, listRows());
      listing.index = new Map(listing.rows.map((row, index) => [row, index]));
      if (!listing.index.has(listing.active)) listing.active = listing.rows[0];
      byId('empty').hidden = listing.rows.length > 0;
      tree.hidden = listing.rows.length === 0;
      repaintTree();
    }

    /** Makes all rows in sight anew. */
    function repaintTree() {
      const hadFocus = tree.contains(document.activeElement);
      space.replaceChildren();
      listing.made.clear();
      listing.height = parseFloat(getComputedStyle(tree).getPropertyValue('--row'));
      space.style.height = `${listing.rows.length * listing.height}px`;
      fillTree();
      if (hadFocus) focusActive();
    }

    /** Makes the rows that have come into sight, and drops those that have left it. */
    function fillTree() {
      const {rows, made, height, index} = listing;
      const top = Math.max(0, Math.floor(tree.scrollTop / height) - 6);
      const bottom = Math.min(rows.length, Math.ceil((tree.scrollTop + tree.clientHeight) / height) + 6);
      for (const [row, shown] of made) {
        const at = index.get(row);
        if ((at < top || at >= bottom) && row !== listing.active) {
          shown.remove();
          made.delete(row);
        }
      }
      for (let at = top; at < bottom; at++) showRow(at);
      // The row that holds the focus stays, in sight or not.
      if (rows.length) showRow(index.get(listing.active));
    }

    function showRow(at) {
      const row = listing.rows[at];
      if (listing.made.has(row)) return;
      const made = makeRow(row, at);
      listing.made.set(row, made);
      space.append(made);
    }

    function startTree() {
      document.querySelector('.tree-head').append(
        element('span', {}, 'name'), element('span', {}, 'of parent'),
        element('span', {class: 'numeric'}, 'elements'),
        element('span', {class: 'numeric share'}, 'of model'), element('span', {}, 'state'));
      tree.append(space);
      tree.addEventListener('scroll', once(fillTree), {passive: true});
      tree.addEventListener('keydown', treeKey);
      tree.addEventListener('click', treeClick);
      byId('expand').addEventListener('click', () => setAllOpen(true));
      byId('collapse').addEventListener('click', () => setAllOpen(false));
      document.body.classList.toggle('is-diff', isDiff);
      view.open = openAtFirst(48);
      refreshTree();
      new ResizeObserver(once(repaintTree)).observe(tree);
    }

    // One row of the tree.

    function makeRow(row, at) {
      const totals = totalsOf(row);
      const {state, label} = rowState(row, totals);
      const made = element('div', {
        role: 'treeitem', id: `row-${row}`, class: rowClasses(row, totals),
        'aria-level': listing.levels[at] + 1, 'aria-posinset': listing.places[at * 2],
        'aria-setsize': listing.places[at * 2 + 1], 'aria-selected': row === view.selected,
        'aria-label': rowLabel(row, totals, label), tabindex: row === listing.active ? 0 : -1,
      });
      if (isOpenable(row)) made.setAttribute('aria-expanded', isOpen(row));
      made.style.top = `${at * listing.height}px`;
      made.style.setProperty('--level', Math.min(listing.levels[at], 12));
      made.dataset.row = row;
      made.append(
        rowName(row, state), rowBars(row, totals), ...rowNumbers(row, totals),
        element('span', {class: `state is-${state}`}, label));
      return made;
    }

    const isOpenable = (row) => isFold(row) || (isModule(row) && childrenOf(row).some(isShown));

    function rowClasses(row, totals) {
      const classes = ['row', isOpenable(row) ? 'branch' : 'leaf'];
      if (totals.count === 0 && !isRemoved(row)) classes.push('no-parameters');
      if (isAlias(row)) classes.push('is-alias');
      if (view.lit !== null) {
        const level = emphasisOf(row);
        if (level > 0) classes.push(level === 2 && isLitWhole(row) ? 'is-lit' : 'is-touched');
      }
      return classes.join(' ');
    }

    /** What the row is, in a few words: a class, a shape, or the name that a tensor goes by. */
    function rowKind(row) {
      if (isFold(row)) return `${grouped(membersOf(row).length)} × ${className(membersOf(row)[0])}`;
      if (isModule(row)) return className(row);
      const slot = slotOf(row);
      if (isAlias(row)) {
        return `= ${pathOf(rowOf(model.firstSlot[model.parameter[slot]]))}`;
      }
      return shapeText(data.tensors[model.slotTensor[slot]][1]);
    }

    function rowName(row, state) {
      const mark = icon(isAlias(row) ? 'tied' : state);
      mark.classList.add(`is-${state}`);
      return element(
        'span', {class: 'label'}, icon('twisty', 'icon twisty'), changeSign(row), mark,
        element('span', {class: 'name', title: pathOf(row) || nameOf(row)}, nameOf(row)),
        element('span', {class: 'class'}, rowKind(row)));
    }

    /** A bar of a row's share of its parent; in a diff, where it changed, the one before above. */
    function rowBars(row, totals) {
      const parent = row === 0 ? 0 : parentOf(row);
      const sides = isDiff && isChanged(row) ? [before, plan] : [plan];
      const whole = Math.max(...sides.map((side) => below(side.sums.elements, parent)));
      const bars = element('span', {class: 'bars'});
      for (const side of sides) {
        const part = side === plan ? totals : totalsOf(row, side);
        bars.append(fillBar(element('span', {class: 'bar'}), part, part.elements / whole));
      }
      return bars;
    }

    function rowNumbers(row, totals) {
      const shown = isRemoved(row) ? totalsOf(row, before) : totals;
      const isEmpty = shown.count === 0 || isAlias(row);
      return [
        element('span', {class: 'numeric elements'}, isEmpty ? '' : grouped(shown.elements)),
        element('span', {class: 'numeric share'},
          isEmpty ? '' : percent(shown.elements, sums.elements[model.slots])),
      ];
    }

    function rowLabel(row, totals, label) {
      const parts = [nameOf(row), rowKind(row)];
      if (totals.count) {
        parts.push(
          plural(totals.elements, 'element'),
          `${percent(totals.elements, sums.elements[model.slots])} of the model`);
      }
      parts.push(label || stateTexts.none);
      return parts.filter(Boolean).join(', ');
    }

    // Moving in the tree, opening and choosing.

    function focusActive() {
      const made = listing.made.get(listing.active);
      if (made) made.focus({preventScroll: true});
    }

    /** Scrolls so that a row is in sight. */
    function scrollToRow(row) {
      const top = listing.index.get(row) * listing.height;
      if (top < tree.scrollTop) tree.scrollTop = top;
      const bottom = top + listing.height - tree.clientHeight;
      if (bottom > tree.scrollTop) tree.scrollTop = bottom;
    }

    /** Makes a row the chosen one. */
    function select(row, {focus = true} = {}) {
      listing.active = row;
      view.selected = row;
      scrollToRow(row);
      repaintTree();
      if (focus) focusActive();
      showDetails(row);
      drawMarks();
    }

    /** Shows a row wherever it is: opens what holds it, and drops a search that hides it. */
    function reveal(row) {
      if (!isShown(row)) clearSearch();
      openFold(row);
      for (let at = parentOf(row); at >= 0; at = model.parent[at]) {
        openModules()[at] = 1;
        openFold(at);
      }
      refreshTree();
      scrollToRow(row);
      select(row);
      tree.scrollIntoView({block: 'nearest'});
    }

    function setOpen(row, isNowOpen) {
      if (isFold(row)) foldAt(row).isOpen = isNowOpen;
      else openModules()[row] = isNowOpen ? 1 : 0;
      refreshTree();
    }

    function setAllOpen(areOpen) {
      openModules().fill(areOpen ? 1 : 0);
      view.opensFolds = areOpen;
      for (const fold of folds) fold.isOpen = areOpen;
      openModules()[0] = 1;
      tree.scrollTop = 0;
      refreshTree();
    }

    function openSiblings(row) {
      if (row === 0) return setOpen(0, true);
      for (const sibling of childrenOf(parentOf(row))) {
        if (isModule(sibling)) openModules()[sibling] = 1;
      }
      for (const sibling of rowsBelow(parentOf(row))) {
        if (isFold(sibling)) foldAt(sibling).isOpen = true;
      }
      refreshTree();
      scrollToRow(row);
    }

    function treeKey(event) {
      const {rows, index, active} = listing;
      if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
      const at = index.get(active);
      const go = (to) => select(rows[Math.max(0, Math.min(rows.length - 1, to))]);
      const page = Math.max(1, Math.floor(tree.clientHeight / listing.height) - 1);
      const isActiveOpen = isOpenable(active) && isOpen(active);
      const keys = {
        ArrowDown: () => go(at + 1),
        ArrowUp: () => go(at - 1),
        PageDown: () => go(at + page),
        PageUp: () => go(at - page),
        Home: () => go(0),
        End: () => go(rows.length - 1),
        ArrowRight: () => (isActiveOpen ? go(at + 1) : isOpenable(active) && setOpen(active, true)),
        ArrowLeft: () => (isActiveOpen ? setOpen(active, false)
          : active > 0 && select(listedParent(active))),
        Enter: () => select(active),
        ' ': () => select(active),
        '*': () => openSiblings(active),
      };
      if (!keys[event.key]) return typeAhead(event.key, at);
      event.preventDefault();
      keys[event.key]();
    }

    /** A letter goes to the next row whose name starts with it. */
    function typeAhead(key, at) {
      if (key.length !== 1 || key === '/') return;
      const {rows} = listing;
      const wanted = key.toLowerCase();
      for (let step = 1; step <= Math.min(rows.length, 5000); step++) {
        const row = rows[(at + step) % rows.length];
        if (nameOf(row).toLowerCase().startsWith(wanted)) return select(row);
      }
    }

    function treeClick(event) {
      const made = event.target.closest('.row');
      if (!made) return;
      const row = Number(made.dataset.row);
      const isTwisty = event.target.closest('.twisty');
      if (isOpenable(row) && (isTwisty || row === view.selected)) {
        listing.active = row;
        setOpen(row, !isOpen(row));
      }
      select(row);
    }

    // Globs over whole names, as rules write them.

    /** A glob as rules write them, for whole names; null where a word has nothing of one. */
    function globOf(word) {
      if (!/[*?{[]/.test(word)) return null;
      const plain = (part) => part.replace(/[.+^$|()\\{}[\]*?]/g, '\\$&');
      const choice = (part) => {
        const [, low, high] = /^(\d+)\.\.(\d+)$/.exec(part) || [];
        if (low === undefined || high - low > 1000) return plain(part);
        const length = Math.max(0, high - low) + 1;
        return Array.from({length}, (_, at) => Number(low) + at).join('|');
      };
      const source = word.replace(/\*+|\?|\[!?[^\]]+\]|\{[^{}]+\}|./gs, (part) => {
        if (part[0] === '*') return '.*';
        if (part === '?') return '.';
        if (part.length < 2) return plain(part);
        const inside = part.slice(1, -1);
        if (part[0] === '{') return `(?:${inside.split(',').map(choice).join('|')})`;
        return `[${inside.replace(/[\\^[]/g, '\\$&').replace(/^!/, '^')}]`;
      });
      try {
        return new RegExp(`^${source}$`, 's');
      } catch {
        return null;
      }
    }

    // How a query is read: names, globs, classes, rules and states.

    /** A rule's words, for searching. */
    const ruleText = (rule) =>
      `${rule.action} ${rule.selector} ${rule.because || ''}`.toLowerCase();

    /** The rules that a word names: by number, or by a part of their text. */
    function rulesNamed(word) {
      const number = word.replace(/^#/, '');
      const isNumber = /^\d+$/.test(number);
      const matching = plan.rules.filter((rule) => (isNumber ? rule.index === Number(number)
        : ruleText(rule).includes(word)));
      return new Set(matching.map((rule) => rule.index));
    }

    /** A test of a rule's parameters: by its number, a part of its text, or `none`. */
    function ruleTest(word) {
      if (word === 'none' || word === '0') {
        return (decision) => isPresent(decision) && decision[1].length === 0;
      }
      const rules = rulesNamed(word);
      return ([, matched]) => matched.some((rule) => rules.has(rule));
    }

    /** What is absent on this side has no state and no rule. */
    const isPresent = (decision) => decision !== plan.decisions.at(-1);
    const stateTest = (state) => (decision) =>
      isPresent(decision) && (decision[2] ? 'trainable' : 'frozen') === state;

    const isChangedSlot = (slot) => marks[slot] > 0;
    const isTiedSlot = (slot) => model.isAlias[slot] || model.aliases.has(model.parameter[slot]);

    /** What `is:` takes. */
    const traits = {
      frozen: (wanted) => wanted.tests.push(stateTest('frozen')),
      trainable: (wanted) => wanted.tests.push(stateTest('trainable')),
      mixed: (wanted) => { wanted.isMixed = true; },
      tied: (wanted) => wanted.slotTests.push(isTiedSlot),
      ...(isDiff ? {changed: (wanted) => wanted.slotTests.push(isChangedSlot)} : {}),
    };

    /**
     * Reads a query: words that a path or class must contain, or globs of whole names; tests of a
     * decision and of a slot; whether modules of both states are asked for.
     */
    function parseQuery(query) {
      const wanted = {words: [], tests: [], slotTests: [], isMixed: false, notes: []};
      const spaced = /(^|\s)rule\s+(?=(#?\d+|none)(\s|$))/g;
      const parts = query.toLowerCase().replace(spaced, '$1rule:').split(/\s+/).filter(Boolean);
      for (const part of parts.slice(0, 16)) {
        const [, key, value] = /^(rule|class|is):(.*)$/.exec(part) || [null, null, part];
        if (key === 'rule' || /^#\d+$/.test(part)) {
          const word = value.replace(/^#/, '');
          const isMissing = /^[1-9]\d*$/.test(word) && !rulesNamed(word).size;
          if (isMissing) wanted.notes.push(`no rule ${word}`);
          wanted.tests.push(ruleTest(word));
        } else if (key === 'is' && value) {
          const names = Object.keys(traits);
          // While it is typed, the first that it can become.
          const name = names.find((trait) => trait.startsWith(value));
          if (name) {
            traits[name](wanted);
          } else {
            wanted.tests.push(() => false);
            wanted.notes.push(`is: takes ${names.join(', ')}`);
          }
        } else if (key !== 'is' && value) {
          const glob = globOf(value);
          wanted.words.push({
            isClass: key === 'class', isGlob: glob !== null,
            matches: glob ? (name) => glob.test(name) : (name) => name.includes(value),
          });
        }
      }
      return wanted;
    }

    // What a query leaves of the model.

    /** For each module the words (as bits) that it or one above it satisfies. */
    function matchModules(words) {
      const bits = new Int32Array(model.modules);
      const paths = new Array(model.modules);
      const ofClass = data.classes.map((names) => {
        const lower = names.map((name) => name.toLowerCase());
        return words.reduce((mask, {isClass, isGlob, matches}, bit) =>
          ((isClass || !isGlob) && lower.some(matches) ? mask | 1 << bit : mask), 0);
      });
      for (let module = 0; module < model.modules; module++) {
        const parent = model.parent[module];
        const name = module === 0 ? '' : nameOf(module).toLowerCase();
        paths[module] = parent > 0 ? `${paths[parent]}.${name}` : name;
        let mask = ofClass[data.nodes[model.node[module]][0]] | (parent >= 0 ? bits[parent] : 0);
        words.forEach(({isClass, isGlob, matches}, bit) => {
          if (!isClass && !isGlob && matches(paths[module])) mask |= 1 << bit;
        });
        bits[module] = mask;
      }
      return {bits, paths, all: (1 << words.length) - 1};
    }

    /** What a query and a state leave of the model; null where that is all of it. */
    function find({words, tests, slotTests, isMixed}) {
      const hasTests = tests.length > 0 || slotTests.length > 0;
      if (!words.length && !hasTests && !isMixed) return null;
      const modules = matchModules(words);
      const allowed = plan.decisions.map((decision) => tests.every((test) => test(decision)));
      const slots = new Uint8Array(model.slots);
      const tensorNames = data.tensors.map(([name]) => text(name).toLowerCase());
      for (let slot = 0; slot < model.slots; slot++) {
        if (!allowed[plan.decisionOf[slot]] || !slotTests.every((test) => test(slot))) continue;
        slots[slot] = hasAllWords(slot, words, modules, tensorNames) ? 1 : 0;
      }
      const isWhole = (module) => modules.bits[module] === modules.all;
      const found = {slots, slotSums: running(model.slots, (slot) => slots[slot])};
      let asModule = hasTests ? () => 0 : (module) => (isWhole(module) ? 1 : 0);
      if (isMixed) {
        const {slotSums} = found;
        asModule = (module) => (isWhole(module) && below(slotSums, module) > 0
          && stateOf(totalsOf(module)) === 'mixed' ? 1 : 0);
        found.slotSums = running(model.slots, () => 0);
      }
      found.isMixed = isMixed;
      found.moduleSums = running(model.modules, asModule);
      found.open = openFound(found, isWhole);
      return found;
    }

    function hasAllWords(slot, words, {bits, paths, all}, tensorNames) {
      const module = model.slotModule[slot];
      if (bits[module] === all) return true;
      const name = tensorNames[model.slotTensor[slot]];
      const path = module === 0 ? name : `${paths[module]}.${name}`;
      return words.every((word, bit) =>
        (bits[module] >> bit & 1) || (!word.isClass && word.matches(path)));
    }

    /** Opens the way to what was found, and not what was found as a whole. */
    function openFound(found, isWhole) {
      const open = new Uint8Array(model.modules);
      for (let module = 0; module < model.modules; module++) {
        const count = below(found.slotSums, module);
        const isAll = count === model.last[module] - model.first[module];
        open[module] = isWhole(module) && isAll ? 0 : 1;
      }
      open[0] = 1;
      return open;
    }

    // The search field, the states beside it, and the line that says what is shown.

    function runSearch() {
      const wanted = parseQuery(view.query);
      if (view.state !== 'all') traits[view.state](wanted);
      view.found = find(wanted);
      let note = wanted.notes.map((words) => ` (${words})`).join('');
      const query = view.query.trim().toLowerCase();
      const hasWord = wanted.words.some(({isGlob}) => !isGlob);
      if (view.found && hasWord && foundCount() === 0) {
        const rules = rulesNamed(query);
        if (rules.size) {
          const test = ([, matched]) => matched.some((rule) => rules.has(rule));
          view.found = find({...wanted, words: [], tests: wanted.tests.concat(test)});
          note = ` (no name or class says “${query}”; `
            + `${plural(rules.size, 'rule')} ${rules.size === 1 ? 'does' : 'do'})`;
        }
      }
      markFoundRules(query);
      tree.scrollTop = 0;
      showStatus(note);
      updateEmphasis();
      refreshTree();
      redrawPicture();
    }

    const foundCount = () =>
      view.found.slotSums[model.slots] + view.found.moduleSums[model.modules];

    /** Says what is shown and what is lit. */
    function showStatus(note = '') {
      const {found, lit} = view;
      const all = sums.count[model.slots];
      const parts = [];
      if (found) {
        const names = found.slotSums[model.slots];
        const modules = found.moduleSums[model.modules];
        parts.push((found.isMixed ? `${plural(modules, 'module')} of both states shown`
          : `${grouped(names)} of ${plural(model.slots, 'name')} shown`
            + (names === 0 && modules > 0 ? `, and ${plural(modules, 'module')} without parameters` : ''))
          + note);
      }
      if (lit) parts.push(`Lit: ${lit.text}`);
      byId('status').textContent = parts.join('. ')
        || `${plural(all, 'parameter')} in ${plural(model.modules, 'module')}`;
      byId('clear').hidden = !parts.length;
      byId('only').hidden = !lit || !lit.query || view.query === lit.query;
    }

    function setQuery(query) {
      view.query = query;
      byId('search').value = query;
      runSearch();
    }

    function setState(state) {
      view.state = state;
      for (const button of byId('states').children) {
        button.setAttribute('aria-pressed', button.dataset.state === state);
      }
      runSearch();
    }

    /** Shows all of the model again; what is lit stays so. */
    function clearSearch() {
      view.query = '';
      byId('search').value = '';
      setState('all');
    }

    function clearAll() {
      view.lit = null;
      markLit();
      clearSearch();
    }

    const actionStates = new Set(['trainable', 'frozen']);

    function startSearch() {
      const input = byId('search');
      const states = [['all', 'All'], ['trainable', 'Trainable'], ['frozen', 'Frozen']];
      if (isDiff) states.unshift(['changed', 'Changed']);
      for (const [state, label] of states) {
        const button = element(
          'button', {type: 'button', 'data-state': state, 'aria-pressed': state === 'all'},
          actionStates.has(state) ? icon(state) : '', label);
        button.addEventListener('click', () => setState(state));
        byId('states').append(button);
      }
      input.addEventListener('input', once(() => {
        view.query = input.value;
        runSearch();
      }));
      input.addEventListener('keydown', (event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          focusActive();
        }
      });
      byId('only').addEventListener('click', () => setQuery(view.lit.query));
      byId('clear').addEventListener('click', clearAll);
      showStatus();
    }

    // The findings about the plan.

    function showFindings() {
      const section = byId('findings');
      section.hidden = data.findings.length === 0;
      const list = section.querySelector('ul');
      for (const finding of data.findings) {
        list.append(element(
          'li', {class: finding.severity},
          element('p', {}, element('span', {class: 'severity'}, finding.severity),
            ` ${finding.code}: ${finding.message}`),
          ...finding.notes.map((note) => element('p', {class: 'soft'}, note)),
          ...finding.help.map((help) => element('p', {}, `Help: ${help}`)),
          finding.place ? element('p', {class: 'soft'}, placeText(finding.place)) : null));
      }
      if (data.findings_left_out) {
        list.append(element('li', {}, `and ${grouped(data.findings_left_out)} more`));
      }
    }

    // The ledger of rules.

    const actionState = {freeze: 'frozen', train: 'trainable'};

    /** The elements that each rule decides, by state. */
    function elementsByRule() {
      const totals = plan.rules.map(() => ({elements: 0, trainable: 0}));
      for (const slot of model.firstSlot) {
        const [decidedBy, , isTrainable] = plan.at(slot);
        if (!decidedBy) continue;
        totals[decidedBy - 1].elements += plan.elements(slot);
        if (isTrainable) totals[decidedBy - 1].trainable += plan.elements(slot);
      }
      return totals;
    }

    function showRules() {
      const undecided = countUndecided();
      const ledger = byId('ledger');
      if (!plan.rules.length && !plan.unmatched) {
        ledger.append(element('p', {class: 'notice'},
          'No rules: every parameter keeps the state that its module gives it.'));
        return;
      }
      const totals = elementsByRule();
      const head = [['#'], ['rule'], ['because'], ['matched', 'numeric'], ['decided', 'numeric'],
        ['changed', 'numeric'], ['elements decided', 'numeric'], ['place']];
      const body = element('tbody');
      plan.rules.forEach((rule, at) => body.append(ruleRow(rule, totals[at])));
      if (undecided || plan.unmatched) body.append(undecidedRow(undecided));
      ledger.append(element(
        'table', {class: 'ledger'},
        element('thead', {}, element('tr', {}, ...head.map(([label, kind]) =>
          element('th', {scope: 'col', class: kind || ''}, label)))),
        body));
    }

    function countUndecided() {
      let count = 0;
      for (const slot of model.firstSlot) if (plan.has(slot) && !plan.at(slot)[0]) count++;
      return count;
    }

    function ruleRow(rule, totals) {
      const whole = sums.elements[model.slots];
      const meter = fillBar(element('span', {class: 'meter'}), totals, totals.elements / whole);
      return element(
        'tr', {'data-light': `after:${rule.index}`},
        element('td', {}, String(rule.index)),
        element('td', {class: 'what'}, ruleButton(rule), ' ', element('code', {}, rule.selector),
          ...ruleNotes(rule)),
        element('td', {class: 'because'}, rule.because || ''),
        element('td', {class: 'numeric matched'}, grouped(rule.matched)),
        element('td', {class: 'numeric decided'}, grouped(rule.decided)),
        element('td', {class: 'numeric changed'}, grouped(rule.changed)),
        element('td', {class: 'numeric'}, percent(totals.elements, whole), meter),
        element('td', {class: 'place'}, placeText(rule.place)));
    }

    function ruleButton(rule) {
      const button = element('button', {type: 'button', 'aria-pressed': 'false'},
        stateElement(actionState[rule.action], rule.action));
      button.setAttribute('aria-label',
        `Rule ${rule.index}: ${rule.action} ${rule.selector}. Light its parameters up`);
      return button;
    }

    /** What a reviewer should know of a rule: that it changes nothing, is overridden, or covers most of a list. */
    function ruleNotes(rule) {
      const notes = [];
      if (rule.matched === 0) notes.push('matches nothing');
      else if (rule.changed === 0) notes.push('changes no parameter’s state');
      const made = notes.map((note) => element('div', {class: 'note'}, note));
      const others = [];
      for (let at = 0; at < rule.overridden.length; at += 2) {
        others.push(`${grouped(rule.overridden[at + 1])} by rule ${rule.overridden[at]}`);
      }
      if (others.length) {
        made.push(element('div', {class: 'note'}, `overridden: ${others.join(', ')}`));
      }
      made.push(...rule.notes.map((note) => element('div', {class: 'note'}, note)));
      return made;
    }

    function undecidedRow(count) {
      const button = element('button', {type: 'button', 'aria-pressed': 'false'}, 'no rule');
      return element(
        'tr', {'data-light': 'after:0'}, element('td', {}, '–'),
        element('td', {class: 'what'}, button, ' matches: ', ...(plan.unmatched
          ? [element('code', {}, `unmatched: ${plan.unmatched}`)] : ['the module’s own state holds'])),
        element('td', {class: 'because'}), element('td', {class: 'numeric'}),
        element('td', {class: 'numeric decided'}, grouped(count)),
        element('td', {class: 'numeric'}), element('td', {class: 'numeric'}),
        element('td', {class: 'place'}, plan.unmatched_place ? placeText(plan.unmatched_place) : ''));
    }

    function markFoundRules(query) {
      const rules = query ? rulesNamed(query.replace(/^rule:/, '')) : new Set();
      for (const row of document.querySelectorAll('.ledger tbody tr')) {
        const [side, number] = row.dataset.light.split(':');
        row.classList.toggle('is-found', side === 'after' && rules.has(Number(number)));
      }
    }

    // Lighting up what a rule or a change speaks of.

    /** What is to be lit by a key: `after:2` is rule 2, of a diff's new side, and 0 none. */
    function lightOf(key) {
      const [what, at] = key.split(':');
      if (what === 'group') return lightOfGroup(Number(at));
      const side = what === 'before' ? before : plan;
      const number = Number(at);
      const rule = side.rules[number - 1];
      const levels = side.decisions.map(([decidedBy, matched]) =>
        (decidedBy === number ? 2 : matched.includes(number) ? 1 : 0));
      levels[levels.length - 1] = 0;
      return {
        key, level: (slot) => levels[side.decisionOf[slot]],
        query: number && side === plan ? `rule:${number}` : '',
        text: lightText(rule, side),
      };
    }

    function lightText(rule, side) {
      if (!rule) return 'parameters that no rule matches';
      if (isDiff) return `what rule ${rule.index} ${side === plan ? 'decides' : 'decided before'}`;
      return `rule ${rule.index}, which matches ${plural(rule.matched, 'parameter')} `
        + `and decides ${grouped(rule.decided)}`;
    }

    /** Lights parameters up in tree and picture, or puts them out. */
    function light(key) {
      view.lit = view.lit && view.lit.key === key ? null : lightOf(key);
      markLit();
      updateEmphasis();
      showStatus();
      if (view.lit) openLit();
      repaintTree();
      redrawPicture();
    }

    /** Opens the way to the first of what is lit, and brings it into sight. */
    function openLit() {
      const sums = litSums();
      const first = sums.indexOf(1) - 1;
      if (first < 0) return;
      const open = openModules();
      let row = 0;
      let hasOpened = false;
      while (isModule(row) && !isLitWhole(row)) {
        hasOpened ||= !open[row];
        open[row] = 1;
        row = childrenOf(row).find((child) => first < endSlot(child));
        const fold = foldHolding(row);
        if (fold < 0) continue;
        // Equal layers that are lit as a whole stay one row.
        if (isLitWhole(fold) && !foldAt(fold).isOpen) {
          row = fold;
          break;
        }
        hasOpened ||= !foldAt(fold).isOpen;
        foldAt(fold).isOpen = true;
      }
      if (hasOpened) refreshTree();
      const top = listing.index.get(row) * listing.height;
      const isInSight = top >= tree.scrollTop
        && top + listing.height <= tree.scrollTop + tree.clientHeight;
      // Two rows above it say where it is.
      if (!isInSight) tree.scrollTop = top - 2 * listing.height;
    }

    function markLit() {
      for (const made of document.querySelectorAll('[data-light]')) {
        const isLit = view.lit !== null && made.dataset.light === view.lit.key;
        made.classList.toggle('is-lit', isLit);
        made.querySelector('button').setAttribute('aria-pressed', isLit);
      }
    }

    function startLights() {
      document.querySelector('main').addEventListener('click', (event) => {
        const made = event.target.closest('[data-light]');
        if (made) light(made.dataset.light);
      });
    }

    // What is known of the chosen row.

    const details = byId('details');

    function showDetails(row) {
      const title = element('div', {class: 'title'},
        element('h2', {id: 'details-title', class: 'name'}, ...breakable(pathOf(row) || nameOf(row))),
        closeButton());
      details.classList.remove('is-empty');
      details.replaceChildren(
        title, ...(isFold(row) ? foldDetails(row)
          : isModule(row) ? moduleDetails(row) : parameterDetails(slotOf(row))));
      details.scrollTop = 0;
    }

    function closeButton() {
      const button = element('button', {type: 'button', class: 'close', 'aria-label': 'Close'},
        icon('close'));
      button.addEventListener('click', () => details.classList.add('is-empty'));
      return button;
    }

    /** A list of terms; those without a description are left out. */
    function facts(pairs) {
      const list = element('dl', {class: 'facts'});
      for (const [term, description] of pairs) {
        if (description === null || description === undefined || description === '') continue;
        list.append(element('dt', {}, term), element('dd', {}, description));
      }
      return list;
    }

    const ofModel = (elements) =>
      `${grouped(elements)} (${percent(elements, sums.elements[model.slots])} of the model)`;

    function parameterDetails(slot) {
      const tensor = data.tensors[model.slotTensor[slot]];
      const [, shape, dtype, oldShape = shape, oldDtype = dtype] = tensor;
      const {state, label} = rowState(rowOf(slot), totalsOf(rowOf(slot)));
      const shown = isAlias(rowOf(slot)) ? stateTexts[state] : label;
      return [
        facts([
          ['state', stateElement(state, shown)],
          ['shape', element('code', {}, arrow(shapeText(oldShape), shapeText(shape)))],
          ['elements', ofModel(product(shape))],
          ['dtype', arrow(dtypeText(oldShape, oldDtype), dtypeText(shape, dtype))],
          ['layer', moduleRepr(model.slotModule[slot])],
          ['also named', tiedNames(slot)],
        ]),
        ...(isDiff ? [...sideDetails('Before', before, slot), ...sideDetails('After', plan, slot)]
          : sideDetails('Rules', plan, slot)),
      ];
    }

    const arrow = (old, now) => (old === now ? now : `${old} → ${now}`);

    function dtypeText(shape, dtype) {
      const [name, size] = data.dtypes[dtype];
      return `${name}, ${bytes(product(shape) * size)}`;
    }

    /** Why a parameter is in its state, on one side. */
    function sideDetails(title, side, slot) {
      const decision = side.at(slot);
      return [
        element('h3', {}, title),
        element('p', {class: 'verdict'}, side.has(slot) ? verdict(decision, side.unmatched) : 'Not there.'),
        matchList(decision, side),
      ];
    }

    /** The other names of a parameter, each a way to its row. */
    function tiedNames(slot) {
      const parameter = model.parameter[slot];
      const slots = [model.firstSlot[parameter], ...(model.aliases.get(parameter) || [])];
      const others = slots.filter((other) => other !== slot).slice(0, 50);
      if (!others.length) return null;
      const list = element('span', {});
      for (const other of others) {
        const link = element('button', {type: 'button', class: 'link mono'}, pathOf(rowOf(other)));
        link.addEventListener('click', () => reveal(rowOf(other)));
        list.append(link, element('br'));
      }
      return list;
    }

    /** @param unmatched What the config says of parameters that no rule matches; null for nothing. */
    function verdict([decidedBy, matched, isTrainable, isTrainableByItself], unmatched = null) {
      const state = isTrainable ? 'trainable' : 'frozen';
      if (!decidedBy) {
        if (unmatched && isTrainableByItself) {
          return `No rule matches, and unmatched: ${unmatched} makes it ${state}.`;
        }
        return isTrainableByItself ? 'No rule matches, so it trains.'
          : 'No rule matches; its module declares requires_grad: false.';
      }
      const own = isTrainableByItself ? '' : ', over the requires_grad: false of its module';
      const of = matched.length > 1 ? `, the last of ${matched.length} that match,` : '';
      return `Rule ${decidedBy}${of} makes it ${state}${own}.`;
    }

    /** Every rule that matches, in order, the deciding one marked. */
    function matchList([decidedBy, matched], side) {
      const list = element('ol', {class: 'matches'});
      for (const index of matched) {
        const rule = side.rules[index - 1];
        const isLast = index === decidedBy;
        const head = element('div', {class: 'head'},
          element('span', {}, `Rule ${index} `, stateElement(actionState[rule.action], rule.action)),
          element('span', {class: 'soft'}, isLast ? 'decides' : `overridden by rule ${decidedBy}`));
        list.append(element(
          'li', {class: isLast ? 'decides' : 'overridden'}, head,
          element('code', {}, rule.selector),
          rule.because ? element('p', {class: 'because'}, rule.because) : null,
          element('p', {class: 'soft'}, placeText(rule.place, side))));
      }
      return list;
    }

    /** A module as PyTorch prints it, without what lies below. */
    function moduleRepr(module) {
      const repr = data.nodes[model.node[module]][1];
      const name = className(module);
      if (!name) return null;
      return element('code', {}, repr < 0 ? name : `${name}(${text(repr)})`);
    }

    function moduleDetails(module) {
      const totals = totalsOf(module);
      const old = isDiff ? totalsOf(module, before) : totals;
      const [, , , buffers] = data.nodes[model.node[module]];
      const {state, label} = rowState(module, totals);
      const change = (value) => arrow(value(old), value(totals));
      const isMixed = stateOf(old) === 'mixed' || state === 'mixed' || stateOf(old) !== state;
      const hasAny = totals.count > 0 || old.count > 0;
      return [
        facts([
          ['state', stateElement(state, label)],
          ['module', moduleRepr(module)],
          ['inherits', classOf(module).slice(1).join(', ')],
          ['parameters', hasAny ? change(countsText) : null],
          ['elements', hasAny ? change(({elements}) => grouped(elements)) : null],
          ['of model', hasAny ? percent(totals.elements, sums.elements[model.slots]) : null],
          ['trainable', isMixed ? change(({trainable}) => grouped(trainable)) : null],
          ['frozen', isMixed ? change(({elements, trainable}) => grouped(elements - trainable)) : null],
          ['buffers', bufferList(buffers)],
        ]),
        ...(isDiff && old.count && isChanged(module)
          ? [element('h3', {}, 'Decided before by'), deciders(module, before)] : []),
        ...(totals.count ? [element('h3', {}, 'Decided by'), deciders(module, plan)] : []),
      ];
    }

    /** What is known of equal layers: of all of them, and of each. */
    function foldDetails(row) {
      const [first] = membersOf(row);
      const totals = totalsOf(row);
      const {state, label} = rowState(row, totals);
      return [
        facts([
          ['state', stateElement(state, label)],
          ['layers', `${grouped(membersOf(row).length)}, equal and decided alike`],
          ['module', moduleRepr(first)],
          ['parameters', countsText(totals)],
          ['elements', `${grouped(totals.elements)}, ${grouped(totalsOf(first).elements)} in each`],
          ['of model', percent(totals.elements, sums.elements[model.slots])],
        ]),
        ...(isDiff && isChanged(row)
          ? [element('h3', {}, 'Decided before by'), deciders(row, before)] : []),
        ...(totals.count ? [element('h3', {}, 'Decided by'), deciders(row, plan)] : []),
      ];
    }

    function countsText({count, trainableCount}) {
      const state = stateOf({count, trainableCount});
      return state === 'mixed'
        ? `${grouped(count)}, of which ${grouped(trainableCount)} train` : grouped(count);
    }

    function bufferList(buffers) {
      if (!buffers.length) return null;
      return element('span', {}, ...buffers.slice(0, 50).flatMap((tensor) => {
        const [name, shape] = data.tensors[tensor];
        return [element('code', {}, `${text(name)} ${shapeText(shape)}`), element('br')];
      }));
    }

    /** The rules that decide what lies below a module, or below equal ones, with how much each does. */
    function deciders(row, side) {
      const counts = new Map();
      for (const module of membersOf(row)) {
        for (let slot = model.first[module]; slot < model.last[module]; slot++) {
          if (!side.counts(slot)) continue;
          const [decidedBy, , isTrainable] = side.at(slot);
          if (!counts.has(decidedBy)) counts.set(decidedBy, {frozen: 0, trainable: 0});
          counts.get(decidedBy)[isTrainable ? 'trainable' : 'frozen'] += 1;
        }
      }
      const list = element('ul', {class: 'matches'});
      for (const [decidedBy, byState] of [...counts].sort(([a], [b]) => a - b)) {
        const rule = side.rules[decidedBy - 1];
        for (const state of ['frozen', 'trainable']) {
          if (!byState[state]) continue;
          list.append(element(
            'li', {},
            element('div', {class: 'head'},
              element('span', {}, rule ? `Rule ${rule.index} ` : 'No rule ', stateElement(state)),
              element('span', {class: 'soft'}, plural(byState[state], 'parameter'))),
            rule ? element('code', {}, rule.selector) : null,
            rule && rule.because ? element('p', {class: 'because'}, rule.because) : null));
        }
      }
      return list;
    }

    function startDetails() {
      showDetails(0);
      // On a phone they lie over the page, and so come when they are asked for.
      details.classList.add('is-empty');
    }

    // Heading and totals.

    function showHeading() {
      byId('kind').textContent = file.kind;
      byId('name').textContent = data.name;
      byId('config').textContent = data.config;
      byId('description').textContent = data.description || '';
      byId('description').hidden = !data.description;
    }

    function tile(term, big, small) {
      return element('div', {class: 'tile'}, element('dt', {}, term),
        element('dd', {class: 'big'}, big), ...small.map((line) =>
          element('dd', {class: 'small'}, line)));
    }

    function showSummary() {
      const {trainable, frozen, gradients, optimizer} = plan.summary;
      const all = trainable.map((number, index) => number + frozen[index]);
      const bar = element('div', {class: 'split', role: 'img', 'aria-label':
        `${percent(trainable[1], all[1])} of all elements train`});
      fillBar(bar, {elements: all[1], trainable: trainable[1]}, 1);
      if (!bar.children.length) bar.append(element('i', {class: 'fill-none'}));
      const share = ([count, elements, size]) => tileLines(count, elements, size, all[1]);
      const training = gradients
        ? [`${bytes(gradients)} of gradients`, `${bytes(optimizer)} of AdamW states`] : [];
      byId('summary').append(bar, element(
        'dl', {class: 'tiles'},
        tile(stateElement('trainable'), grouped(trainable[1]), share(trainable)),
        tile(stateElement('frozen'), grouped(frozen[1]), share(frozen)),
        tile('total', grouped(all[1]), [
          `${plural(all[1], 'element').split(' ').pop()} in ${plural(all[0], 'parameter')}`,
          bytes(all[2])]),
        tile('training adds', gradients ? bytes(gradients + optimizer) : 'nothing', training)));
    }

    const tileLines = (count, elements, size, whole) => [
      `${percent(elements, whole)} of elements, in ${plural(count, 'parameter')}`, bytes(size)];

    // The softmax as bars from 0 to 1, at each of the plan's temperatures and at 1.

    /** The logits that a chart shows before it is asked for all. */
    const mostLogits = 12;

    /** Adds the charts of one side, under a title where there are two sides. */
    function showSoftmax(softmax, title) {
      if (!softmax) return;
      const section = element('div', {class: 'softmax-side'});
      byId('softmax').hidden = false;
      byId('softmax').append(section);
      const slices = softmax.slices.length;
      const total = softmax.shape.length
        ? product(softmax.shape) / (softmax.shape.at(softmax.dim) || 1) : 0;
      if (title) section.append(element('h3', {}, title));
      section.append(element('p', {class: 'hint'},
        `At ${softmax.title} along dim ${softmax.dim}`
        + (slices ? `, logits of shape ${shapeText(softmax.shape)}` : ', without logits')
        + (total > slices ? `; the first ${slices} of ${grouped(total)} distributions` : '')));
      if (!slices) return;
      section.append(
        element('div', {class: 'charts'}, ...softmax.slices.map((slice) => softmaxChart(slice, softmax))),
        ...[softmax.losses, softmax.legend].filter(Boolean)
          .map((text) => element('p', {class: 'softmax-note'}, text)));
    }

    function softmaxChart(slice, {shape, dim}) {
      const known = slice.logits.length;
      const left = shape.at(dim) - known;
      const body = element('tbody');
      const fill = (most) => body.replaceChildren(...softmaxRows(slice, most, left));
      fill(mostLogits);
      // Where there are few temperatures their bars are drawn below each other in a column of their own.
      const table = element('table', {}, shape.length > 1 ? element('caption', {}, slice.at) : null,
        softmaxHead(slice), body, softmaxFoot(slice));
      const figure = element('figure', {class: `chart${isSweep(slice) ? ' wide' : ''}`},
        element('div', {class: 'scroll'}, table));
      if (known > mostLogits) figure.append(moreButton(known, fill));
      return figure;
    }

    /** Whether there are more temperatures than can be told apart by two looks of bars. */
    const isSweep = ({rows}) => rows.length > 2;

    const temperatureTitle = ({temperature}) => `T = ${temperature}`;

    /** The looks of the bars: the plan's temperature is filled, and 1 beside it is not. */
    const barLook = (at) => (at === 0 ? 'tempered' : 'plain');

    function softmaxHead(slice) {
      const column = (kind, ...content) => element('th', {scope: 'col', class: kind}, ...content);
      const swatch = (kind) => element('i', {class: kind, 'aria-hidden': 'true'});
      const tick = (label) => element('span', {'aria-hidden': 'true'}, label);
      return element('thead', {}, element(
        'tr', {}, column('numeric', '#'), column('numeric', 'logit'),
        slice.teacher ? column('numeric', 'teacher') : null,
        isSweep(slice) ? null : element('th', {scope: 'col', class: 'scale'},
          element('span', {class: 'visually-hidden'}, 'probability, drawn from 0 to 1'),
          tick('0'), tick('0.5'), tick('1')),
        ...slice.rows.flatMap((row, at) => [
          column('numeric', isSweep(slice) ? null : swatch(barLook(at)), temperatureTitle(row)),
          row.teacher ? column('numeric soft', 'teacher') : null])));
    }

    /** The most probable logits in the order of their classes, and all others as one row. */
    function softmaxRows(slice, most, left) {
      const {classes, logits, teacher, rows} = slice;
      // The logits stand in the page from the largest down.
      const shown = logits.map((_, at) => at).slice(0, most).sort((a, b) => classes[a] - classes[b]);
      const made = shown.map((at) => softmaxRow(slice, [
        element('td', {class: 'numeric soft'}, grouped(classes[at])),
        element('td', {class: 'numeric'}, logitText(logits[at])),
        teacher ? element('td', {class: 'numeric'}, logitText(teacher[at])) : null,
      ], rows.map((row) => [row.student[at], row.teacher && row.teacher[at]])));
      const others = logits.length - shown.length + left;
      if (!others) return made;
      const isShown = new Set(shown);
      const rest = (numbers) => {
        if (!numbers) return null;
        const sum = (list) => list.reduce((total, number) => total + number, 0);
        // What does not stand in the page is what lacks to 1.
        return sum(numbers.filter((_, at) => !isShown.has(at)))
          + (left ? Math.max(0, 1 - sum(numbers)) : 0);
      };
      const name = `${grouped(others)} other${others === 1 ? '' : 's'}`;
      return [...made, softmaxRow(
        slice, [element('td', {class: 'numeric', colspan: teacher ? 3 : 2}, name)],
        rows.map((row) => [rest(row.student), rest(row.teacher)]))];
    }

    const logitText = (logit) => (logit === null ? '-inf' : String(Number(logit.toPrecision(6))));

    function softmaxRow(slice, names, values) {
      const bar = (kind, value) => {
        const made = element('i', {class: kind});
        made.style.width = `${Math.min(1, value) * 100}%`;
        return made;
      };
      const cell = (value) => {
        const made = element('td', {class: 'numeric value'}, decimal(value));
        if (isSweep(slice)) made.style.setProperty('--share', Math.min(1, value));
        return made;
      };
      return element(
        'tr', {}, ...names,
        isSweep(slice) ? null : element('td', {class: 'scale'}, element('span', {class: 'pair'},
          ...values.map(([student], at) => bar(barLook(at), student)))),
        ...values.flatMap(([student, teacher], at) => [
          cell(student),
          slice.rows[at].teacher ? element('td', {class: 'numeric soft'}, decimal(teacher)) : null]));
    }

    /** What is told of the distribution as a whole, below the column of each temperature. */
    function softmaxFoot(slice) {
      const before = 2 + (slice.teacher ? 1 : 0) + (isSweep(slice) ? 0 : 1);
      const line = (title, text) => element(
        'tr', {}, element('th', {scope: 'row', class: 'numeric', colspan: before}, title),
        ...slice.rows.flatMap((row) => [
          element('td', {class: 'numeric'}, text(row)), row.teacher ? element('td') : null]));
      return element('tfoot', {},
        line('entropy', (row) => figure(row.entropy)),
        line('classes', (row) => significant(row.effective)),
        slice.teacher ? line('T² · KL', (row) => (row.loss === null ? 'inf' : figure(row.loss))) : null);
    }

    function moreButton(count, fill) {
      const button = element('button', {type: 'button', class: 'link screen-only'});
      const show = (isAll) => {
        button.setAttribute('aria-expanded', isAll);
        button.textContent = isAll ? 'Show the most probable' : `Show all ${grouped(count)}`;
      };
      show(false);
      button.addEventListener('click', () => {
        const isAll = button.getAttribute('aria-expanded') === 'false';
        show(isAll);
        fill(isAll ? count : mostLogits);
      });
      return button;
    }

    // What training has to hold in eval mode, and what becomes of that in a diff.

    /** The folds of modules that stand before the others, which are shown when asked for. */
    const mostModules = 8;

    /** Paths of modules; all of a long list but its start is behind a disclosure. */
    function moduleList(folds) {
      if (!folds.length) return element('p', {class: 'modules'}, 'No module.');
      const list = (some) => element('ul', {class: 'modules'}, ...some.map(moduleItem));
      const rest = folds.slice(mostModules);
      if (!rest.length) return list(folds);
      const count = rest.reduce((sum, [, members]) => sum + members, 0);
      return element('div', {}, list(folds.slice(0, mostModules)), element(
        'details', {class: 'more'},
        element('summary', {}, `and ${grouped(count)} more`),
        list(rest)));
    }

    function moduleItem([glob, count]) {
      return element(
        'li', {}, glob ? element('code', {}, ...breakable(glob)) : 'the whole model',
        count > 1 ? element('span', {class: 'soft'}, ` × ${grouped(count)}`) : null);
    }

    function showEvalMode() {
      if (!data.eval) return;
      const {selectors, modules} = data.eval;
      const written = selectors.flatMap((selector, at) =>
        [at ? ', ' : '', element('code', {}, selector)]);
      byId('eval').hidden = false;
      byId('eval').append(
        element('p', {class: 'hint'},
          'The training loop has to put these into eval mode, each with all below it, after each ',
          element('code', {}, 'model.train()'), ': ', ...written, '.'),
        moduleList(modules));
    }

    /** An item of a list of changes. */
    const changedItem = (sign, ...content) => element(
      'li', {}, element('span', {class: 'sign'}, sign), element('div', {class: 'group'}, ...content));

    /** The classes that FSDP wraps no more, and those that it wraps now. */
    function showWrapChange() {
      if (!data.wrap.length) return;
      byId('wrap').hidden = false;
      byId('wrap').append(element('ul', {class: 'groups'}, ...data.wrap.map(
        ([sign, name]) => changedItem(sign, element('code', {}, name)))));
    }

    function showEvalChange() {
      if (!data.eval) return;
      const {removed, added, modules} = data.eval;
      const item = changedItem;
      const selector = (sign) => (text) => item(sign, element('code', {}, text));
      byId('eval').hidden = false;
      byId('eval').append(element(
        'ul', {class: 'groups'}, ...removed.map(selector('-')), ...added.map(selector('+')),
        ...modules.map(({title, folds}) => item('~', `${title}:`, moduleList(folds)))));
    }

    // The expectations of a plan, and whether they hold.

    /** Some expectations; those that fail come first, each with what breaks it. */
    function expectationList(expectations) {
      const sorted = [
        ...expectations.filter(({holds}) => !holds), ...expectations.filter(({holds}) => holds)];
      return element('ul', {class: 'groups expectations'}, ...sorted.map(expectationItem));
    }

    function expectationItem({text, holds, result, notes}) {
      return element(
        'li', {class: holds ? '' : 'fails'},
        element('span', {class: 'sign', 'aria-hidden': 'true'}, holds ? '\u2713' : '\u2717'),
        element(
          'div', {class: 'group'},
          element('p', {},
            element('span', {class: 'visually-hidden'}, holds ? 'holds: ' : 'fails: '),
            element('code', {}, ...breakable(text)),
            result ? element('span', {class: 'soft'}, ` ${result}`) : null),
          ...notes.map((note) => element('p', {class: 'soft'}, note))));
    }

    function showExpectations() {
      if (!data.expectations.length) return;
      const section = byId('expectations');
      section.hidden = false;
      const failing = data.expectations.filter(({holds}) => !holds).length;
      if (failing) {
        section.append(element('p', {class: 'alarm'},
          `${grouped(failing)} of ${grouped(data.expectations.length)} ${failing === 1 ? 'fails' : 'fail'}.`));
      }
      section.append(expectationList(data.expectations));
    }

    // The parts of the page that only a diff has.

    function showConfigs() {
      const nav = byId('configs');
      nav.hidden = file.changes.length < 2 && !(file.uncompared.length && data.config);
      if (nav.hidden) return;
      const list = element('ul');
      file.changes.forEach((change, index) => {
        const link = element('a', {href: `#${index}`}, change.config);
        if (index === chosen) link.setAttribute('aria-current', 'page');
        list.append(element('li', {}, link, element('span', {class: 'soft'}, change.headline)));
      });
      nav.append(element('h2', {}, file.overview), list);
      addEventListener('hashchange', () => location.reload());
    }

    function showDiffSummary() {
      const section = byId('summary');
      section.append(element('p', {class: 'headline'}, data.headline));
      showDangers();
      for (const [title, side] of [['before', before], ['after', plan]]) {
        if (!side.summary) continue;
        const {trainable, frozen} = side.summary;
        const elements = trainable[1] + frozen[1];
        const text = `${percent(trainable[1], elements)} of ${grouped(elements)} elements train`;
        const bar = fillBar(
          element('div', {class: 'split', role: 'img', 'aria-label': `${title}: ${text}`}),
          {elements, trainable: trainable[1]}, 1);
        section.append(element('p', {class: 'split-title'}, element('strong', {}, title), ` ${text}`), bar);
      }
      if (!data.totals.length) return;
      const head = ['', 'before', 'after', 'change'];
      section.append(element('div', {class: 'scroll'}, element(
        'table', {class: 'totals'},
        element('thead', {}, element('tr', {}, ...head.map((label) =>
          element('th', {scope: 'col', class: 'numeric'}, label)))),
        element('tbody', {}, ...data.totals.map(([title, ...cells]) => element(
          'tr', {}, element('th', {scope: 'row'}, title),
          ...cells.map((cell) => element('td', {class: 'numeric'}, cell))))))));
    }

    /** What must not be missed beside the parameters that change their state. */
    function showDangers() {
      if (!data.dangers.length) return;
      byId('summary').append(element('ul', {class: 'groups dangers'}, ...data.dangers.map(
        ({fails, text: words, notes}) => element(
          'li', {class: fails ? 'fails' : ''},
          element('span', {class: 'sign', 'aria-hidden': 'true'}, fails ? '\u2717' : '!'),
          element('div', {class: 'group'}, element('p', {}, ...breakable(words)),
            ...notes.map((note) => element('p', {class: 'soft'}, note)))))));
    }

    /** The configs that could not be compared, above all others. */
    function showUncompared() {
      if (!file.uncompared.length) return;
      const item = ([config, reason, ...notes]) => element(
        'li', {class: 'fails'}, element('span', {class: 'sign', 'aria-hidden': 'true'}, '!'),
        element('div', {class: 'group'}, element('p', {}, element('code', {}, config), ` ${reason}`),
          ...notes.map((note) => element('p', {class: 'soft'}, note))));
      document.querySelector('main').prepend(element(
        'ul', {class: 'groups dangers', id: 'uncompared'}, ...file.uncompared.map(item)));
    }

    function showExpectationChanges() {
      const section = byId('expectations');
      const list = element('ul', {class: 'groups'});
      const add = (sign, words) => list.append(
        element('li', {}, element('span', {class: 'sign'}, sign), element('code', {}, words)));
      for (const [old, now] of data.other_expectations) {
        if (old) add('-', old);
        add('+', now);
      }
      section.hidden = list.children.length === 0;
      section.append(list);
    }

    function showSides() {
      const sides = byId('sides');
      sides.hidden = false;
      const choices = [['Before', before], ['After', plan]];
      const buttons = choices.map(([label, side]) => {
        const button = element('button', {type: 'button', 'aria-pressed': side === view.side}, label);
        button.addEventListener('click', () => {
          view.side = side;
          buttons.forEach((other, at) => other.setAttribute('aria-pressed', choices[at][1] === side));
          redrawPicture();
        });
        return button;
      });
      sides.append(...buttons);
    }

    function showDiff() {
      showUncompared();
      showConfigs();
      showDiffSummary();
      showSections();
      showDiffRules();
      showEvalChange();
      showWrapChange();
      showExpectationChanges();
      showSides();
      if (JSON.stringify(before.softmax || null) !== JSON.stringify(plan.softmax || null)) {
        showSoftmax(before.softmax, 'Before');
        showSoftmax(plan.softmax, 'After');
      }
      byId('model').hidden = model.slots === 0;
    }

    /** Shows what changes first; where nothing does, all. */
    function startDiff() {
      byId('syntax').querySelector('span').hidden = false;
      if (sums.changed[model.slots] > 0) setState('changed');
    }

    // The changes of parameters, folded.

    const allGroups = isDiff ? data.sections.flatMap((section) => section.groups) : [];

    function showSections() {
      const section = byId('changes');
      section.hidden = data.sections.length === 0;
      let number = 0;
      for (const {sign, warns, title, elements, groups, left_out: leftOut} of data.sections) {
        const list = element('ul', {class: 'groups'});
        for (const group of groups) list.append(groupItem(group, sign, number++));
        if (leftOut) {
          list.append(element('li', {class: 'soft'}, `and ${grouped(leftOut)} more groups`));
        }
        section.append(
          element('h3', {class: warns ? 'warns' : ''}, title, element('span', {class: 'soft'}, ` · ${plural(elements, 'element')}`)),
          list);
      }
    }

    function groupItem(group, sign, number) {
      const button = element(
        'button', {type: 'button', 'aria-pressed': 'false'}, element('code', {}, group.glob));
      const causes = [cause('was', group.before, before), cause('now', group.after, plan),
        namesLine('gains the name', group.gained, group.gainedMore),
        namesLine('loses the name', group.lost, group.lostMore)];
      return element(
        'li', {'data-light': `group:${number}`},
        element('span', {class: 'sign', 'aria-hidden': 'true'}, sign),
        element('div', {class: 'group'}, button,
          element('span', {class: 'soft'}, ` ${group.look}`), ...causes),
        element('span', {class: 'numeric soft'}, plural(group.elements, 'element')));
    }

    /** The state of a group on one side, and the rule that decided it, or what did without one. */
    function cause(word, decision, side) {
      if (!decision) return null;
      const [isTrainable, number, undecided] = decision;
      const rule = side.rules[number - 1];
      const why = rule ? [` by rule ${rule.index} `,
        element('code', {}, `${rule.action} ${rule.selector}`), ` (${placeText(rule.place, side)})`]
        : [`: no rule matches${undecided}`];
      return element('div', {class: 'cause'}, `${word} `,
        stateElement(isTrainable ? 'trainable' : 'frozen'), ...why);
    }

    const namesLine = (words, names, more) => (names.length
      ? element('div', {class: 'cause'}, `${words} `, element('code', {}, names.join(', ')),
        more > 0 ? ` and ${more} more` : '') : null);

    function lightOfGroup(number) {
      const group = allGroups[number];
      const isIn = new Uint8Array(model.slots);
      for (let at = 0; at < group.slots.length; at += 2) {
        isIn.fill(1, group.slots[at], group.slots[at] + group.slots[at + 1]);
      }
      return {
        key: `group:${number}`, level: (slot) => (isIn[slot] ? 2 : 0), query: '', text: group.glob,
      };
    }

    // The ledger of a diff: the rules of both sides, and what became of each.

    /** The rules in the new order, each with what became of it; removed ones at their old place. */
    function pairRules() {
      const entries = plan.rules.map((rule) => ({rule, old: null, words: [], place: rule.index}));
      const isTaken = new Set();
      for (const [what, old, now] of data.rule_changes) {
        if (old) isTaken.add(old);
        if (what === 'removed') {
          entries.push({rule: null, old: before.rules[old - 1], words: [what], place: old - 0.5});
        } else {
          entries[now - 1].words.push(what);
          entries[now - 1].old = before.rules[old - 1] || null;
        }
      }
      // What is left on both sides is the same, in the same order.
      const rest = before.rules.filter((rule) => !isTaken.has(rule.index));
      for (const entry of entries) {
        if (entry.rule && !entry.words.length) entry.old = rest.shift() || null;
      }
      return entries.sort((a, b) => a.place - b.place);
    }

    /** How many parameters each rule decides; at 0 those that none does. */
    function countDecided(side) {
      const counts = new Array(side.rules.length + 1).fill(0);
      for (let slot = 0; slot < model.slots; slot++) {
        if (side.counts(slot)) counts[side.at(slot)[0]]++;
      }
      return counts;
    }

    function showDiffRules() {
      const counts = {before: countDecided(before), after: countDecided(plan)};
      const entries = pairRules();
      const hasUnmatched = before.unmatched !== plan.unmatched;
      byId('rules').hidden = entries.length === 0 && !hasUnmatched;
      const head = [[''], ['#'], ['rule'], ['because'], ['decided before', 'numeric'],
        ['decides now', 'numeric'], ['place']];
      const body = element('tbody');
      for (const entry of entries) body.append(diffRuleRow(entry, counts));
      if (hasUnmatched) body.append(unmatchedRow(counts));
      byId('ledger').append(element(
        'table', {class: 'ledger'},
        element('thead', {}, element('tr', {}, ...head.map(([label, kind]) =>
          element('th', {scope: 'col', class: kind || ''}, label)))), body));
    }

    /** What becomes of the parameters that no rule matches, where that changes. */
    function unmatchedRow(counts) {
      const said = (side) => element('code', {}, side.unmatched ? `unmatched: ${side.unmatched}` : 'not said');
      const button = element('button', {type: 'button', 'aria-pressed': 'false'}, 'no rule');
      return element(
        'tr', {'data-light': 'after:0'},
        element('td', {class: 'sign'}, '~'), element('td', {class: 'number'}, '–'),
        element('td', {class: 'what'}, button, ' matches: ', said(before), ' → ', said(plan)),
        element('td', {class: 'because'}),
        element('td', {class: 'numeric'}, grouped(counts.before[0])),
        element('td', {class: 'numeric'}, grouped(counts.after[0])),
        element('td', {class: 'place'}));
    }

    const ruleSigns = {added: '+', removed: '-', moved: '~', reversed: '~', reworded: '~'};

    function diffRuleRow({rule, old, words}, counts) {
      const shown = rule || old;
      const side = rule ? plan : before;
      const number = old && rule && old.index !== rule.index
        ? `${old.index} → ${rule.index}` : String(shown.index);
      const notes = words.map((word) => (word === 'reversed' ? `said ${old.action} before` : word));
      return element(
        'tr', {'data-light': `${rule ? 'after' : 'before'}:${shown.index}`},
        element('td', {class: 'sign'}, words.length ? ruleSigns[words[0]] : ''),
        element('td', {class: 'number'}, number),
        element('td', {class: 'what'}, ruleButton(shown), ' ', element('code', {}, shown.selector),
          notes.length ? element('div', {class: 'note'}, notes.join(', ')) : null),
        becauseCell(rule, old),
        element('td', {class: 'numeric'}, old ? grouped(counts.before[old.index]) : ''),
        element('td', {class: 'numeric decided'}, rule ? grouped(counts.after[rule.index]) : ''),
        element('td', {class: 'place'}, placeText(shown.place, side)));
    }

    /** The reason, and the one before where that was another. */
    function becauseCell(rule, old) {
      const now = rule ? rule.because : null;
      const was = old ? old.because : null;
      const cell = element('td', {class: 'because'});
      if (was && was !== now) cell.append(element('del', {}, was), ' ');
      if (now) cell.append(now);
      return cell;
    }

    // What paper shows in the place of tree and picture, and of what is closed on a screen.

    const mostPrinted = 400;

    /** The rows that say it all: modules are opened where they hold both states. */
    function rowsForPrint() {
      const rows = [];
      const visit = (row) => {
        if (rows.length > mostPrinted) return;
        rows.push(row);
        if (!isModule(row) || (row !== 0 && !isForOpening(row))) return;
        for (const child of childrenOf(row)) {
          if (isDiff ? isChanged(child) : totalsOf(child).count > 0) visit(child);
        }
      };
      visit(0);
      return rows;
    }

    /** Whether a module has to be opened to tell what is in it; of a diff, what changes in it. */
    function isForOpening(module) {
      if (!isDiff) return stateOf(totalsOf(module)) === 'mixed';
      const changed = below(sums.changed, module);
      return changed < model.last[module] - model.first[module]
        || stateOf(totalsOf(module)) === 'mixed';
    }

    function fillPrint() {
      openDisclosures();
      const rows = rowsForPrint();
      const body = element('tbody');
      for (const row of rows.slice(0, mostPrinted)) body.append(printRow(row));
      const labels = ['name', 'kind', 'parameters', 'elements', 'of model', '', 'state'];
      byId('print-picture').replaceChildren(pictureForPrint());
      byId('print-tree').replaceChildren(
        element('p', {class: 'hint'}, isDiff ? 'What changes, modules that change as a whole as one.'
          : 'Modules whose parameters share one state stand for them all.'),
        element('table', {class: 'print-table'},
          element('thead', {}, element('tr', {}, ...labels.map((label) => element('th', {}, label)))),
          body));
      if (rows.length > mostPrinted) {
        byId('print-tree').append(
          element('p', {}, 'More rows than fit on paper follow; the page on a screen has them all.'));
      }
    }

    /** The picture as a drawing: browsers print a canvas as it was before, in the screen's theme. */
    function pictureForPrint() {
      const layout = layOut(700, 230, ruler(), 50);
      const stripe = drawing('pattern', {
        id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse',
        patternTransform: 'rotate(45)',
      }, drawing('rect', {width: 5, height: 5, class: 'ground'}),
      drawing('path', {d: 'M0 0V5', class: 'stripe'}));
      const figure = drawing(
        'svg', {viewBox: '0 0 700 230', class: 'print-picture'}, drawing('defs', {}, stripe));
      for (const box of layout.boxes) {
        for (const {state, x, width} of piecesOf(box)) {
          figure.append(drawing('rect', {
            class: state, x, y: box.y, width, height: box.height,
            opacity: emphasisShades[emphasis(box.first, box.last)],
          }));
        }
      }
      for (const label of layout.labels) {
        const area = labelArea(label);
        const turn = label.isTurned ? ` translate(0 ${area.height}) rotate(-90)` : '';
        figure.append(
          drawing('rect', {class: 'pill', ...area, rx: 3}),
          drawing('text', {x: 4, y: 11, transform: `translate(${area.x} ${area.y})${turn}`}, label.name));
      }
      return figure;
    }

    function printRow(row) {
      const totals = totalsOf(row);
      const name = element('td', {class: 'mono'}, ...breakable(pathOf(row) || nameOf(0)));
      return element(
        'tr', {}, name, element('td', {}, rowKind(row)),
        element('td', {class: 'numeric'}, grouped(totals.count)),
        element('td', {class: 'numeric'}, grouped(totals.elements)),
        element('td', {class: 'numeric'}, percent(totals.elements, sums.elements[model.slots])),
        element('td', {}, fillBar(element('span', {class: 'bar'}), totals, 1)),
        element('td', {}, stateElement(stateOf(totals), rowState(row, totals).label)));
    }

    function endPrint() {
      closeDisclosures();
      byId('print-picture').replaceChildren();
      byId('print-tree').replaceChildren();
    }

    /** Paper shows what is behind disclosures too. */
    function openDisclosures() {
      for (const made of document.querySelectorAll('details.more:not([open])')) {
        made.open = true;
        made.dataset.printed = '';
      }
    }

    function closeDisclosures() {
      for (const made of document.querySelectorAll('details[data-printed]')) {
        made.open = false;
        delete made.dataset.printed;
      }
    }

    // Light or dark.

    const prefersDark = matchMedia('(prefers-color-scheme: dark)');

    function isDark() {
      const {theme} = document.documentElement.dataset;
      return theme ? theme === 'dark' : prefersDark.matches;
    }

    function showTheme() {
      byId('theme').setAttribute('aria-pressed', isDark());
      redrawPicture();
    }

    function startTheme() {
      byId('theme').addEventListener('click', () => {
        document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
        showTheme();
      });
      prefersDark.addEventListener('change', showTheme);
      byId('theme').setAttribute('aria-pressed', isDark());
    }

    // Puts the page together.

    function pageKey(event) {
      const isTyping = event.target.closest('input');
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        byId('search').focus();
        byId('search').select();
      } else if (event.key === 'Escape') {
        clearAll();
        pointAt(-1);
        if (isTyping) focusActive();
      }
    }

    // What only a script fills is not there without one.
    for (const made of document.querySelectorAll('main, footer, #theme')) made.hidden = false;
    showHeading();
    if (isDiff) {
      showDiff();
    } else {
      showSummary();
      showFindings();
      showExpectations();
      showRules();
      showEvalMode();
      showSoftmax(plan.softmax);
    }
    startTheme();
    startPicture();
    startTree();
    startSearch();
    startLights();
    startDetails();
    if (isDiff) startDiff();
    document.addEventListener('keydown', pageKey);
    addEventListener('beforeprint', fillPrint);
    addEventListener('afterprint', endPrint);
    document.documentElement.dataset.ready = Math.round(performance.now());
    })();

    """#
}
