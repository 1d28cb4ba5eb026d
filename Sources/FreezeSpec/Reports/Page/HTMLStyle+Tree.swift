extension HTMLStyle {
  /// The tree, the details beside it, and phones.
  static let tree = #"""
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 1.25rem;
      margin-top: 1.25rem; align-items: start; }
    .tree-pane { min-width: 0; border: 1px solid var(--line); border-radius: 6px;
      overflow: hidden; }
    .tree { --row: 30px; position: relative; overflow: auto; max-height: min(70vh, 44rem);
      overscroll-behavior: contain; }
    .tree-space { position: relative; }
    .row {
      display: grid; align-items: center; column-gap: 0.75rem; padding-right: 0.75rem;
      grid-template-columns: minmax(0, 1fr) 4rem 6.75rem 4.75rem 6.25rem;
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
    .label .class { color: var(--soft); white-space: nowrap; overflow: hidden;
      text-overflow: ellipsis; flex: 1 1 0; min-width: 0; }
    .no-parameters .label .name { font-weight: 400; color: var(--soft); }
    .bars { display: grid; gap: 2px; }
    .bars .bar:nth-last-child(n+2), .bars .bar:nth-child(n+2) { height: 0.375rem; }
    .bar { display: flex; height: 0.625rem; background: var(--line); border-radius: 2px;
      overflow: hidden; }
    .bar i { min-width: 1px; }
    .no-parameters .bar, .is-alias .bar { visibility: hidden; }
    .row .numeric { overflow: hidden; text-overflow: ellipsis; }

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

    """#

  /// On paper: no controls, all of what is cut on a screen, and a tree of its own.
  static let print = #"""
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
}
