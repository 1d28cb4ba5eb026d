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

    .modules { list-style: none; padding: 0; margin-top: 0.4rem; display: flex; flex-wrap: wrap;
      gap: 0.25rem 1.25rem; font-size: 0.8125rem; }
    .more { margin-top: 0.4rem; font-size: 0.8125rem; }
    .more summary { width: fit-content; color: var(--focus); cursor: pointer; }

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
    .chart .link { margin-top: 0.35rem; }
    footer { margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }

    """#
}
