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
