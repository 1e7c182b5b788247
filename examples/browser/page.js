/** Draws what model.js computes, as often as a slider is moved. */
import { compute, points, UNTIL } from './model.js';

const element = (id) => document.getElementById(id);
const names = ['sigma', 'J', 'h'];

/** An element of a picture, made without a line of HTML. */
function drawn(name, attributes, text = '') {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Axes over [x0, x1] × [y0, y1] in a frame of 300 × 240, with what is drawn in them. */
function picture(id, [x0, x1], [y0, y1], draw) {
  const X = (x) => 36 + ((x - x0) / (x1 - x0)) * 256;
  const Y = (y) => 216 - ((y - y0) / (y1 - y0)) * 206;
  const line = (values, kind) => {
    const d = values.map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${X(x).toFixed(2)},${Y(y).toFixed(2)}`).join('');
    return drawn('path', { d, class: kind });
  };
  const dot = (x, y) => drawn('circle', { cx: X(x), cy: Y(y), r: 4 });
  const frame = [
    line([[x0, y1], [x0, y0], [x1, y0]], ''), // prettier-ignore
    drawn('text', { x: 36, y: 232 }, String(x0)),
    drawn('text', { x: 292, y: 232, class: 'end' }, String(x1)),
    drawn('text', { x: 32, y: 216, class: 'end' }, String(y0)),
    drawn('text', { x: 32, y: 18, class: 'end' }, String(y1)),
  ];
  element(id).replaceChildren(...frame, ...draw(line, dot));
}

function row(what, { value, bound }) {
  const made = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = what;
  const cells = [String(value), bound < 1 ? `± ${bound.toExponential(1)}` : 'none below 1'].map((text) => {
    const cell = document.createElement('td');
    cell.textContent = text;
    return cell;
  });
  made.append(head, ...cells);
  return made;
}

function show() {
  const parameters = Object.fromEntries(names.map((name) => [name, Number(element(name).value)]));
  for (const name of names) element(`${name}-value`).textContent = String(parameters[name]);
  const answer = compute(parameters);
  const { map, fixed, flows, end, lipschitz, threshold } = answer;

  picture('map', [-1, 1], [-1, 1], (line, dot) => [
    line([[-1, -1], [1, 1]], 'dashed'), // prettier-ignore
    line(
      map.map(({ m, value }) => [m, value]),
      'a',
    ),
    ...fixed.map(({ mean: { value } }) => dot(value, value)),
  ]);
  const top = Math.ceil(20 * Math.max(...fixed.flatMap(({ weights }) => weights))) / 20;
  picture('measures', [-1, 1], [0, top], (line) => [
    line([[-1, 1 / points.length], [1, 1 / points.length]], 'dashed'), // prettier-ignore
    ...fixed.map(({ weights }, k) =>
      line(
        weights.map((w, i) => [points[i], w]),
        k === 0 ? 'a' : 'b',
      ),
    ),
  ]);
  picture('flow', [0, UNTIL], [-1, 1], (line, dot) => [
    ...flows.map((values) => line(values, 'a')),
    ...fixed.map(({ mean: { value } }) => dot(UNTIL, value)),
  ]);

  const worst = Math.max(...map.map(({ bound }) => bound));
  element('numbers').replaceChildren(
    row('mean of Ψ[ν], ν at the right end', { value: map.at(-1).value, bound: worst }),
    ...fixed.flatMap(({ mean, energy }, k) => [
      row(`mean of fixed point ${k + 1} as reached`, mean),
      row('its free energy', energy),
    ]),
    row(`mean at t = ${UNTIL}, from the right`, end),
    row('Lipschitz constant of Ψ', lipschitz),
    row('less than 1 for σ above', threshold),
  );
  const contracts = lipschitz.value + lipschitz.bound < 1;
  const { distance } = fixed[0];
  element('verdict').textContent =
    contracts && distance !== null
      ? `Ψ is a contraction. The only fixed point is proved to be within ${distance.toExponential(1)} of the measure that was reached, in W1.`
      : `Not proved here that Ψ is a contraction. ${fixed.length} of the fixed points were reached; there may be others.`;
  // For a test, or a console: everything that was computed.
  globalThis.answer = answer;
}

let isAsked = false;
for (const name of names)
  element(name).addEventListener('input', () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      show();
    });
  });
show();
