/** A report in Debian's Chromium: silent, self-contained, within reach of a keyboard; a hostile one does nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditReport, verifyReport } from '../../report/index.ts';
import { main } from '../cli/run.ts';
import { HOSTILE, hostileAudit, hostileClaim, hostileEvidence, judged } from './fixture.ts';

const CHROMIUM = '/usr/bin/chromium';
const isInstalled = existsSync(CHROMIUM);
if (!isInstalled)
  console.warn(`reports were NOT tried in a browser: there is no ${CHROMIUM} (apt-get install chromium installs it)`);

/** Without them it tries to reach its maker. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What is used of the page's own world; the libraries declared to TypeScript are without a DOM. */
interface World {
  readonly document: {
    readonly activeElement: {
      readonly textContent: string;
      readonly tagName: string;
      readonly href?: string;
      readonly id: string;
    };
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    readonly querySelectorAll: (selector: string) => { readonly length: number };
  };
  readonly hacked?: unknown;
}

describe.skipIf(!isInstalled)('in a browser', () => {
  let browser: Browser;
  let folder: string;
  let ordinary: string;
  let hostile: string;
  let hostileOfAudit: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'banach-report-'));
    const write = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return pathToFileURL(path).href;
    };
    const few = judged(['BR-2.3b', 'BR-2.3b~half', 'BR-KF3'], 12);
    const answer = { seed: 1, runs: 12, digits: 100, claims: few.claims, exit: 0 };
    ordinary = write('ordinary.html', verifyReport(answer, few.evidence));
    const claims = HOSTILE.map(hostileClaim);
    const evidence = new Map(claims.map(({ id, says }) => [id, hostileEvidence(says)]));
    hostile = write('hostile.html', verifyReport({ ...answer, claims, exit: 1 }, evidence));
    hostileOfAudit = write('audit.html', auditReport(hostileAudit, evidence));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', ...QUIET] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The page, with everything that it asks for and everything that it complains of. */
  async function open(
    address: string,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ page: Page; heard: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const heard: string[] = [];
    page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      heard.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => request.url() !== address && heard.push(`request: ${request.url()}`));
    await page.goto(address);
    return { page, heard };
  }
  const inPage = <T>(page: Page, ask: (world: World) => T): Promise<T> => page.evaluate<T>(`(${ask.toString()})(globalThis)`);

  test('an ordinary report is silent and whole, in light and dark, wide and narrow, and on paper', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1280, 390]) {
        const { page, heard } = await open(ordinary, { viewport: { width, height: 900 }, colorScheme });
        expect(
          await inPage(page, ({ document }) => document.querySelectorAll('figure svg path, figure svg circle').length),
        ).toBeGreaterThan(20);
        expect(await inPage(page, ({ document }) => document.querySelectorAll('.claim math').length)).toBe(1);
        // Nothing is wider than the window.
        expect(
          await inPage(
            page,
            ({
              document: {
                documentElement: { scrollWidth, clientWidth },
              },
            }) => scrollWidth - clientWidth,
          ),
        ).toBeLessThanOrEqual(0);
        expect(await page.locator('figure svg').first().isVisible()).toBe(true);
        if (width === 1280) expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
        expect(heard).toEqual([]);
        await page.close();
      }
  });

  test('a keyboard reaches the contents, the pictures’ numbers and the copy buttons', async () => {
    const { page, heard } = await open(ordinary);
    const focused = () =>
      inPage(page, ({ document: { activeElement } }) => `${activeElement.tagName} ${activeElement.textContent.trim()}`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('A Skip to the report');
    await page.keyboard.press('Enter');
    expect(await inPage(page, ({ document }) => document.activeElement.id)).toBe('main');
    const seen: string[] = [];
    for (let k = 0; k < 60; k++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      seen.push(now);
      if (now.startsWith('SUMMARY The numbers')) break;
    }
    expect(seen.at(-1)).toBe('SUMMARY The numbers');
    expect(await page.locator('figure details[open]').count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await page.locator('figure details[open] td').count()).toBeGreaterThan(10);
    await page.locator('nav.contents a', { hasText: 'BR-KF3' }).focus();
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#claim-BR-KF3$/);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('a counterexample is copied by its button', async () => {
    const { page, heard } = await open(ordinary);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const box = page.locator('.copied', { hasText: 'npx banach replay' }).last();
    await box.locator('button').click();
    // For two seconds, once it is done.
    await box.locator('button', { hasText: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await box.locator('code').textContent());
    expect(heard).toEqual([]);
    await page.close();
  });

  test('on paper it is black on white, and what is closed is open', async () => {
    const { page, heard } = await open(ordinary, { colorScheme: 'dark' });
    const closed = page.locator('details:not([open])');
    const inside = closed.locator('code, td').first();
    expect(await inside.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await inside.isVisible()).toBe(true);
    const hidden = `[...document.querySelectorAll('details :is(code, td)')].filter((one) => one.getClientRects().length === 0).length`;
    expect(await page.evaluate(hidden)).toBe(0);
    const colours = `(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.body))`;
    expect(await page.evaluate(colours)).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    expect(await page.locator('nav.contents').isVisible()).toBe(false);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('a counterexample and its line, copied out of a report, do what it says', async () => {
    const { page } = await open(ordinary);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = async (text: string): Promise<string> => {
      const button = page.locator('.claim', { hasText: 'BR-2.3b~half' }).locator('.copied', { hasText: text }).locator('button');
      await button.click();
      return page.evaluate<string>('navigator.clipboard.readText()');
    };
    await page.locator('summary', { hasText: 'BR-2.3b~half' }).click();
    const json = await copy('banach/counterexample/1');
    const words = (await copy('npx banach replay')).split(' ');
    const said = await page
      .locator('.claim', { hasText: 'BR-2.3b~half' })
      .locator('.note', { hasText: 'exit code' })
      .textContent();
    await page.close();
    expect(words.slice(0, 2)).toEqual(['npx', 'banach']);
    writeFileSync(join(folder, 'counterexample.json'), json);
    const replayed = spawnSync(process.execPath, [main, ...words.slice(2)], { cwd: folder, encoding: 'utf8' });
    expect(replayed.stdout).toMatch(/^✓ BR-2\.3b~half: fails at rung /);
    expect(said).toContain(`with exit code ${replayed.status}.`);
  });

  test.each(['verify', 'audit'])('a hostile report of banach %s is inert', async (which) => {
    const { page, heard } = await open(which === 'verify' ? hostile : hostileOfAudit);
    for (const summary of await page.locator('summary').all()) await summary.click();
    for (const link of await page.locator('main a').all()) await link.click();
    await page.waitForTimeout(100);
    expect(await inPage(page, ({ hacked }) => hacked)).toBeUndefined();
    expect(await inPage(page, ({ document }) => document.querySelectorAll('img, iframe, script').length)).toBe(1);
    expect(page.url().split('#')[0]).toBe(which === 'verify' ? hostile : hostileOfAudit);
    expect(heard).toEqual([]);
    await page.close();
  });

  test('what is run is what the policy lets through: a script that is put into it is not', async () => {
    const path = join(folder, 'tampered.html');
    const { page: source } = await open(ordinary);
    writeFileSync(path, (await source.content()).replace('</body>', '<script>window.hacked = 1</script><img src="x"></body>'));
    await source.close();
    const { page, heard } = await open(pathToFileURL(path).href);
    expect(await inPage(page, ({ hacked }) => hacked)).toBeUndefined();
    expect(heard.join()).toContain('Content Security Policy');
    await page.close();
  });
});
