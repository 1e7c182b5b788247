/** examples/browser in Debian's Chromium: the production code in a page, under a strict policy, with the numbers that Node computes. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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
      await page.waitForFunction('globalThis.answer !== undefined');
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

    test('the page says nothing, computes the bits that Node computes, and follows its sliders', async () => {
      const { page, heard } = await open();
      const shown = async () => [
        await page.evaluate<string>('JSON.stringify(answer)'),
        await page.locator('#map').innerHTML(),
        await page.locator('#flow').innerHTML(),
        await page.locator('#measures').innerHTML(),
      ];
      const cold = await shown();
      expect(cold[0]).toBe(byNode({ sigma: 0.25, J: 1, h: 0.02 }));
      expect(await page.locator('#verdict').textContent()).toContain('2 of the fixed points');
      const [first] = await page.locator('#numbers td').allTextContents();
      expect(cold[0]).toContain(first);

      await page.locator('#sigma').fill('1');
      await page.waitForFunction(`answer.fixed.length === 1`);
      const warm = await shown();
      expect(warm[0]).toBe(byNode({ sigma: 1, J: 1, h: 0.02 }));
      expect(await page.locator('#verdict').textContent()).toContain('Ψ is a contraction');
      warm.forEach((picture, k) => expect(picture).not.toBe(cold[k]));

      // An arrow key is enough, and nothing is wider than a narrow window.
      await page.locator('#J').focus();
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction(`document.getElementById('J-value').textContent === '0.95'`);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(
        await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
      ).toBeLessThanOrEqual(0);
      expect(heard).toEqual([]);
      await page.close();
    });

    test('the kernels are WebAssembly there, not the loops that stand in for them', async () => {
      const { page, heard } = await open();
      const code = `import('banach').then(() => import('/dist/src/simd/kernels.js')).then(({ mix }) => mix(...[1, 2, 3].map(() => new Float64Array(512)).toSpliced(1, 0, 0.5)))`;
      expect(await page.evaluate(code)).toBe(true);
      const particles = `import('/dist/src/particles/kernel.js').then(({ instantiated }) => instantiated() !== undefined)`;
      expect(await page.evaluate(particles)).toBe(true);
      expect(heard).toEqual([]);
      await page.close();
    });
  });
});
