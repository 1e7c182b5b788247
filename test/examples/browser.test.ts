/** examples/browser in Debian's Chromium: the production code in a page, under a strict policy, with the numbers that Node computes. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mathError, tiny } from '../../src/rounding.ts';
import { mp, off, type Mp } from '../src/mp.ts';

const root = dirname(dirname(import.meta.dirname));
const CHROMIUM = '/usr/bin/chromium';
const isInstalled = existsSync(CHROMIUM);
if (!isInstalled)
  console.warn(`the page was NOT tried in a browser: there is no ${CHROMIUM} (apt-get install chromium installs it)`);

/** Without them it tries to reach its maker. */
const QUIET = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Bounded {
  readonly value: number;
  readonly bound: number;
}
/** What model.js computes. */
interface Answer {
  readonly map: readonly (Bounded & { readonly m: number })[];
  readonly fixed: readonly {
    outcome: string;
    steps: number;
    distance: number | null;
    mean: Bounded;
    energy: Bounded;
    weights: readonly number[];
  }[];
  readonly flows: readonly (readonly (readonly [t: number, mean: number])[])[];
  readonly end: Bounded;
  readonly lipschitz: Bounded;
  readonly threshold: Bounded;
}

const html = readFileSync(join(root, 'examples/browser/index.html'), 'utf8');

test('the policy allows its import map by the hash of that', () => {
  const [, map] = /<script type="importmap">([^]*?)<\/script>/.exec(html)!;
  expect(html).toContain(`'sha256-${createHash('sha256').update(map!).digest('base64')}'`);
  expect(html).not.toContain("'unsafe-");
  const { imports } = JSON.parse(map!) as { imports: Record<string, string> };
  for (const path of Object.values(imports)) expect(existsSync(join(root, 'examples/browser', path)), path).toBe(true);
});

describe('the server', () => {
  let server: ChildProcess;
  let address = '';
  beforeAll(async () => {
    server = spawn(process.execPath, [join(root, 'examples/browser/serve.mjs'), '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(server.stdout!, 'data')) as [Buffer];
    address = line.toString().trim();
  });
  afterAll(() => server.kill());

  test('serves the example and nothing else', async () => {
    const at = (path: string) => new URL(path, address).href;
    expect((await fetch(at('/'))).url).toBe(address);
    expect((await fetch(at('/dist/src/index.js'))).headers.get('content-type')).toContain('text/javascript');
    for (const path of [
      '/package.json',
      '/dist/..%2fpackage.json',
      '/dist/%2e%2e/package.json',
      '/dist//../../package.json',
      '/dist/none.js',
    ])
      expect((await fetch(at(path))).status, path).toBe(404);
  });

  describe.skipIf(!isInstalled)('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...QUIET] });
    }, 60_000);
    afterAll(() => browser?.close());

    /** The page once it has shown something, and all that it complained of. */
    async function open(): Promise<{ page: Page; heard: string[] }> {
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
      const heard: string[] = [];
      page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
      page.on('requestfailed', (request) => heard.push(`failed: ${request.url()}`));
      await page.goto(address);
      await expect.poll(() => page.evaluate('globalThis.answer !== undefined')).toBe(true);
      return { page, heard };
    }

    /** What Node computes, as JSON: a double is written so that it is read as itself. */
    const byNode = (parameters: object): string =>
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '--eval',
          `import { compute } from './examples/browser/model.js'; console.log(JSON.stringify(compute(${JSON.stringify(parameters)})));`,
        ],
        { cwd: root, encoding: 'utf8' },
      ).trim();

    /** The same bits where no Math.* of the engine has a part; otherwise within the bounds of both. */
    function agree(here: string, there: string): void {
      const [page, node] = [JSON.parse(here) as Answer, JSON.parse(there) as Answer];
      const bits = ({ map, fixed, flows, end }: Answer) => ({
        map: map.map(({ m, value }) => [m, value]),
        fixed: fixed.map(({ outcome, steps, mean, weights }) => [outcome, steps, mean.value, weights]),
        flows,
        end: end.value,
      });
      expect(bits(page)).toEqual(bits(node));
      const bounded = ({ fixed, lipschitz, threshold }: Answer) => [...fixed.map(({ energy }) => energy), lipschitz, threshold];
      bounded(page).forEach(({ value, bound }, k) => {
        const other = bounded(node)[k]!;
        expect(Math.abs(value - other.value)).toBeLessThanOrEqual(bound + other.bound);
        expect(bound).toBeLessThan(1e-11);
      });
    }

    test('the page says nothing, computes the bits that Node computes, and follows its sliders', async () => {
      const { page, heard } = await open();
      const shown = async () => [
        await page.evaluate<string>('JSON.stringify(answer)'),
        await page.locator('#map').innerHTML(),
        await page.locator('#flow').innerHTML(),
        await page.locator('#measures').innerHTML(),
      ];
      const cold = await shown();
      agree(cold[0]!, byNode({ sigma: 0.25, J: 1, h: 0.02 }));
      expect(await page.locator('#verdict').textContent()).toContain('2 of the fixed points');
      const [first] = await page.locator('#numbers td').allTextContents();
      expect(cold[0]).toContain(first);

      await page.locator('#sigma').fill('1');
      await expect.poll(() => page.evaluate('answer.fixed.length')).toBe(1);
      const warm = await shown();
      agree(warm[0]!, byNode({ sigma: 1, J: 1, h: 0.02 }));
      expect(await page.locator('#verdict').textContent()).toContain('Ψ is a contraction');
      warm.forEach((picture, k) => expect(picture).not.toBe(cold[k]));

      // An arrow key is enough, and nothing is wider than a narrow window.
      await page.locator('#J').focus();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => page.locator('#J-value').textContent()).toBe('0.95');
      await page.setViewportSize({ width: 390, height: 800 });
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBeLessThanOrEqual(0);
      expect(heard).toEqual([]);
      await page.close();
    });

    test('the kernels are WebAssembly there, not the loops that stand in for them', async () => {
      const { page, heard } = await open();
      const kernel = (path: string, ask: string) => page.evaluate(`import('/dist/src/${path}').then((kernel) => ${ask})`);
      const three = '...[1, 2, 3].map(() => new Float64Array(512)).toSpliced(1, 0, 0.5)';
      expect(await kernel('simd/kernels.js', `kernel.mix(${three})`)).toBe(true);
      expect(await kernel('particles/kernel.js', 'kernel.instantiated() !== undefined')).toBe(true);
      expect(heard).toEqual([]);
      await page.close();
    });

    test('Math.* there is as accurate as the bounds take it to be', async () => {
      const page = await browser.newPage();
      // An irrational rotation, stretched: near 0 and far from it.
      const arguments_ = Array.from({ length: 400 }, (_, k) => ((k * 0.6180339887498949) % 1) - 0.5).map(
        (x, k) => x * [1e-3, 1, 40, 700][k % 4]!,
      );
      for (const name of Object.keys(mathError) as (keyof typeof mathError)[]) {
        const xs = name === 'log' ? arguments_.map(Math.abs) : name === 'log1p' ? arguments_.filter((x) => x > -1) : arguments_;
        const ys = await page.evaluate<number[]>(`${JSON.stringify(xs)}.map((x) => Math.${name}(x))`);
        ys.forEach((y, k) =>
          expect(off(y, truths[name](mp(xs[k]!))), `${name}(${xs[k]})`).toBeLessThanOrEqual(
            mathError[name] * Math.abs(y) + 2 * tiny,
          ),
        );
      }
      await page.close();
    });
  });
});

const one = mp(1);
const truths: Readonly<Record<keyof typeof mathError, (x: Mp) => Mp>> = {
  exp: (x) => x.exp(),
  log: (x) => x.ln(),
  expm1: (x) => x.exp().sub(one),
  log1p: (x) => x.add(one).ln(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tanh: (x) => x.tanh(),
};
