extension HTMLStyle {
  /// Heading, summary, findings, ledger, picture and softmax.
  static let parts = #"""
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

    .findings { list-style: none; padding: 0; margin-top: 0.5rem; display: grid; gap: 0.5rem; }
    .findings li { padding: 0.5rem 0.875rem; border-left: 3px solid var(--warning);
      background: var(--sheet); }
    .findings li.error { border-color: var(--error); }
    .findings .severity { font-weight: 600; color: var(--warning); }
    .findings .error .severity { color: var(--error); }
    .findings p { white-space: pre-line; }

    .scroll { overflow: auto; max-height: 26rem; margin-top: 0.75rem; position: relative; }
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

    .keys { display: flex; gap: 1.25rem; margin-top: 0.25rem; font-size: 0.8125rem;
      color: var(--soft); }
    .charts { display: grid; gap: 1.5rem 2rem; margin-top: 0.75rem;
      grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); }
    .chart svg { display: block; width: 100%; height: auto; overflow: visible; }
    .chart h3 { font-family: var(--mono); font-weight: 400; }
    .chart text { font: 11px var(--sans); fill: var(--soft); font-variant-numeric: tabular-nums; }
    .chart .value { fill: var(--ink); }
    .chart .axis { stroke: var(--edge); stroke-width: 1; }
    .chart .tempered { fill: var(--focus); }
    .chart .plain { fill: var(--paper); stroke: var(--edge); stroke-width: 1.5; }
    .key .tempered { background: var(--focus); }
    .key .plain { border: 1.5px solid var(--edge); }
    footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }

    """#
}
