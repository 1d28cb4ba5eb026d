extension HTMLPage {
  /// What is the same on every page: the landmarks, which the script fills, and the icons.
  static let body = #"""
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
        <p class="brand">freezespec <span id="kind">plan</span></p>
        <h1 id="name"></h1>
        <p id="description" class="prose" hidden></p>
        <p id="config" class="path"></p>
      </div>
      <button type="button" id="theme" class="button" aria-pressed="false">
        <svg class="icon" aria-hidden="true"><use href="#i-theme"/></svg><span>Dark</span>
      </button>
    </header>
    <noscript><p class="notice">This page shows its plan by a script that stands in it (it loads
    nothing from the network). Where scripts are off, <code>freezespec apply</code> prints the same
    plan as a table.</p></noscript>
    <main>
      <nav id="configs" aria-label="Configs" hidden></nav>
      <section id="summary" aria-labelledby="summary-title">
        <h2 id="summary-title" class="visually-hidden">Summary</h2>
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
      <section id="expectations" aria-labelledby="expectations-title" hidden>
        <h2 id="expectations-title">Expectations</h2>
      </section>
      <section id="softmax" aria-labelledby="softmax-title" hidden>
        <h2 id="softmax-title">Softmax</h2>
      </section>
    </main>
    <footer><p>Keys: <kbd>/</kbd> search, <kbd>Esc</kbd> clear, arrows move in tree and picture,
      <kbd>Enter</kbd> selects, <kbd>*</kbd> opens all at one level.</p></footer>

    """#
}
