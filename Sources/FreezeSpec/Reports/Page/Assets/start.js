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
