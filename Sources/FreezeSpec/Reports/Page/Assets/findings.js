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
