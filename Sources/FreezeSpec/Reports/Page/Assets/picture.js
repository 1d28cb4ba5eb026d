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
