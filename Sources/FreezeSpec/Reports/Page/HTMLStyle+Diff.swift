extension HTMLStyle {
  /// What only a diff has.
  static let diff = #"""
    .headline { font-size: 1.125rem; font-weight: 600; max-width: 52rem; }
    .headline::first-letter { text-transform: uppercase; }
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

    """#
}
